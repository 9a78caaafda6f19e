"""A process that keeps a store: `python keeper.py HOME copy | restore | import | compact | rotate`.

From the number it reads on, again and again until it is killed: it commits the number as a mark and says
`marked N`, does its deed and says `done N`. A restore and an import take the mark away; the others leave it.
"""

from __future__ import annotations

import itertools
import os
import sys

from adsiis.metabase import backup
from adsiis.metabase.backup import restore
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.compacting import compact
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.metabase.moving import CopyKey
from adsiis.metabase.record import DWORD, SERVER, Record
from adsiis.metabase.rotation import rotate_key
from adsiis.metabase.transfer import import_tree

MARK = 77
PART, COPY, PLACES = "/LM/Part", "/LM/Copy", 3


def marked(path, number):
    return SetRecords(path, (Record(MARK, 0, SERVER, DWORD, number),), make=True)


def mark_path(what):
    return f"{COPY}/mark" if what == "import" else "/LM/mark"


def copy(home, number):
    place = f"/LM/Copies/{number % PLACES}"
    open_metabase(home).store.commit([CopyKey(PART, place, "replace"), marked(place, number)])


def compacted(home):
    close_metabase(home)
    compact(home)


def main(home, what):
    deeds = {
        "copy": lambda number: copy(home, number),
        "restore": lambda _: restore(open_metabase(home), "kept"),
        "import": lambda _: import_tree(open_metabase(home), os.path.join(home, "part.keys"), to=COPY),
        "compact": lambda _: compacted(home),
        "rotate": lambda _: rotate_key(open_metabase(home)),
    }
    print("ready", flush=True)
    for number in itertools.count(int(sys.stdin.readline())):
        open_metabase(home).store.commit([marked(mark_path(what), number)])
        print(f"marked {number}", flush=True)
        deeds[what](number)
        print(f"done {number}", flush=True)


if __name__ == "__main__":
    backup.refuse_damaged_pages = lambda _: None  # it changes nothing, and most kills would fall into it
    main(*sys.argv[1:])
