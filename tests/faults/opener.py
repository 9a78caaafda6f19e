"""Another user: `python opener.py HOME USER_ID`, opens the store, reads, commits, and says how each went."""

from __future__ import annotations

import os
import sys

from adsiis.metabase.changes import CreateKey
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.metabase import open_metabase


def main(home, user):
    os.setgid(int(user))
    os.setuid(int(user))
    try:
        store = open_metabase(home).store
        store.view.key("/LM")
        store.commit([CreateKey(f"/LM/{user}")])
        print("done", flush=True)
    except MetabaseError as error:
        print(f"{type(error).__name__}: {error}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
