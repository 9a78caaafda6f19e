"""A process that reads once and then stays: `python reader.py HOME`."""

from __future__ import annotations

import sys

from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.metabase import open_metabase


def main(home):
    try:
        with open_metabase(home).store.snapshot() as snapshot:
            print(snapshot.key("/LM").path, flush=True)
            sys.stdin.readline()
    except MetabaseError as error:
        print(error, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
