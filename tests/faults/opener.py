"""Another user: `python opener.py HOME USER_ID`, opens the store, reads, commits, and says how each went."""

from __future__ import annotations

import os
import sys
import tempfile  # noqa: F401 - the other user may not be let into the library

from adsiis.metabase.apart import _unreadable_page
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.checking import check
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.metabase import close_metabase, open_metabase


def main(home, user):
    os.setgid(int(user))
    os.setuid(int(user))
    read = ""
    try:
        metabase = open_metabase(home)
        store = metabase.store
        read = f"{store.view.key('/LM').path} read, {len(check(metabase))} problems, then "
        close_metabase(home)
        read += _unreadable_page(metabase.folder.metabase)
        store = open_metabase(home).store
        store.commit([CreateKey(f"/LM/{user}")])
        print("done", flush=True)
    except MetabaseError as error:
        print(f"{read}{type(error).__name__}: {error}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
