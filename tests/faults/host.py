"""A service host, as far as control goes: `python host.py HOME answer | silent | refused`.

answer   answers every command with the number in its verb as the state.
silent   takes commands and never answers.
refused  says why it could not take the lock.
"""

from __future__ import annotations

import os
import sys

from adsiis.metabase.control import Answer
from adsiis.metabase.errors import StoreError
from adsiis.metabase.metabase import open_metabase


def main(home, mode):
    metabase = open_metabase(home)
    lock = metabase.host_lock()
    try:
        lock.take()
    except StoreError as error:
        print(error, flush=True)
        return
    metabase.empty_volatile()
    print(f"serving {os.getpid()}", flush=True)
    with metabase.volatile.watch() as watcher:
        while True:
            watcher.wait(1.0)
            for command in metabase.control.commands() if mode == "answer" else ():
                metabase.control.answer(Answer(command.id, int(command.verb), 0, command.path))


if __name__ == "__main__":
    main(*sys.argv[1:])
