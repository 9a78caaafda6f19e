"""A script that gives commands: `python caller.py HOME FIRST COUNT`, and says each state it was answered."""

from __future__ import annotations

import sys

from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.metabase import open_metabase


def main(home, first, count):
    control = open_metabase(home).control
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(first), int(first) + int(count)):
        try:
            print(control.request("/LM/W3SVC/1", str(number)).state, flush=True)
        except MetabaseError as error:
            print(type(error).__name__, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
