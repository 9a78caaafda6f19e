"""A process that keeps a store: `python keeper.py HOME restore | import | compact | rotate`.

Does that again and again, and says so each time it is done, until it is killed.
"""

from __future__ import annotations

import os
import sys

from adsiis.metabase.backup import restore
from adsiis.metabase.compacting import compact
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.rotation import rotate_key
from adsiis.metabase.transfer import import_tree


def main(home, what):
    deeds = {
        "restore": lambda: restore(open_metabase(home), "kept"),
        "import": lambda: import_tree(open_metabase(home), os.path.join(home, "part.keys"), to="/LM/Copy"),
        "compact": lambda: compact(home),
        "rotate": lambda: rotate_key(open_metabase(home)),
    }
    print("ready", flush=True)
    while True:
        deeds[what]()
        print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
