"""A process that commits: `python writer.py HOME loop | asked | dying`.

loop   commits 1, 2, 3, … and says each number after its commit returned, until it is killed.
asked  commits the number it reads from each line, then says it.
dying  does the same, but kills itself between setting the revision word and committing.

Every commit writes its number to three keys, and creates or deletes a subtree.
"""

from __future__ import annotations

import os
import random
import signal
import sys

from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords
from adsiis.metabase.environment import Environment
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.record import DWORD, INHERIT, SERVER, STRING, Record

PATHS = ("/LM/W3SVC/1", "/LM/W3SVC/2", "/LM/W3SVC/3")
NUMBER, PADDING = 7, 8


def changes(number):
    padding = Record(PADDING + number % 3, INHERIT, SERVER, STRING, "x" * random.randrange(6000))
    number_record = Record(NUMBER, INHERIT, SERVER, DWORD, number)
    some = [SetRecords(path, (number_record, padding)) for path in PATHS]
    if number % 2:
        return [*some, CreateKey(f"/LM/Extra/a/b/{number}", (number_record,))]
    return [*some, DeleteKey("/LM/Extra")]


def die_with_the_word_set(self, transaction, revision):
    self.word[0] = revision
    os.kill(os.getpid(), signal.SIGKILL)


def main(home, mode):
    store = open_metabase(home).store
    if mode == "dying":
        Environment.set_revision = die_with_the_word_set
    print("ready", flush=True)
    for asked in map(int, sys.stdin) if mode != "loop" else iter(range(int(sys.stdin.readline()), 1 << 40)):
        store.commit(changes(asked))
        print(asked, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
