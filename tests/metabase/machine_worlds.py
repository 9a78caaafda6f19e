"""The two stores side by side, each with all that export, import and backup want of a metabase."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from unittest import mock

from adsiis.metabase import apart, passwords
from adsiis.metabase.changes import ReplaceTree
from adsiis.metabase.environment import environment
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.folder import Folder
from adsiis.metabase.memory_store import MemoryStore
from adsiis.metabase.metabase import Metabase
from adsiis.metabase.record import CLEAR, FOREIGN, SEALED, SECURE
from adsiis.metabase.secrets import Sealer, cipher


def on_disk(home):
    """A metabase whose commits need not outlive the machine."""
    folder = Folder(home)
    environment(folder.metabase, durable=False, make=True)
    return Metabase(folder, make=True)


class InMemory:
    """The same with both trees in memory."""

    def __init__(self, home):
        os.makedirs(home)
        self.folder = Folder(home)
        self.sealer = Sealer(self.folder.secret_key)
        self.store = MemoryStore(self.sealer)
        self.volatile = MemoryStore(Sealer(self.folder.secret_key, states=True))
        self.reveal = self.sealer.open

    def drop_states(self):
        self.volatile.commit([ReplaceTree(())])

    empty_volatile = drop_states

    def close(self):
        pass


@dataclass
class World:
    """One of the two: a metabase, and what it says in words that both can say."""

    metabase: Metabase | InMemory

    def answer(self, act):
        """What something answers, or the error in its own words: what it says beside what helps there."""
        try:
            return act(self.metabase)
        except MetabaseError as error:
            said, _, _ = str(error).partition(". ")
            return type(error), said.replace(self.metabase.folder.home, "HOME")

    def clear(self, record):
        """A record as it is meant; it must be sealed exactly where it is secure and not another machine's."""
        if record.form != FOREIGN:
            assert record.form == (SEALED if record.attributes & SECURE else CLEAR)
        return record if record.form != SEALED else self.metabase.reveal(record)

    def all_clear(self, records):
        """Records by id, as they are meant; or None."""
        return None if records is None else {i: self.clear(record) for i, record in records.items()}


@contextmanager
def cheap_surroundings():
    """No other process to look over the pages of a file, no wait for the disk, passwords that take no time.

    All three are tested where they belong, and would take longer than all the rest.
    """
    with (
        mock.patch.object(apart, "why_unreadable", return_value=""),
        mock.patch.object(os, "fsync"),
        mock.patch.object(
            passwords, "_stretched", lambda word, salt: cipher(sha256(word.encode() + salt).digest())
        ),
    ):
        yield
