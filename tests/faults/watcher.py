"""A process that follows the journal: `python watcher.py HOME`, and says when it heard of each revision."""

from __future__ import annotations

import sys
import time

from adsiis.metabase.metabase import open_metabase


def main(home):
    with open_metabase(home).store.watch() as watcher:
        print("ready", flush=True)
        while True:
            rang = watcher.wait(1.0)
            heard = time.monotonic_ns()
            for entry in watcher.entries():
                print(entry.revision, heard, int(rang), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
