"""Looking over a whole store: is every promise it makes to its readers kept?

Everything is looked at as of one moment, so others may go on reading and writing. Nothing is changed.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import lmdb

from adsiis.metabase import journal, paths
from adsiis.metabase.changes import index_key
from adsiis.metabase.damage import NO_KEY, afresh, shown
from adsiis.metabase.environment import FORMAT
from adsiis.metabase.errors import StoreDamagedError
from adsiis.metabase.fitting import fault
from adsiis.metabase.record import CLEAR, SEALED, SECURE, decode_key
from adsiis.metabase.values import recalled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.environment import Environment
    from adsiis.metabase.folder import Folder
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key

_LOST_COMMITS: Final = "commits are lost, or its file was replaced with an older one."
_WORD_PATIENCE: Final = 1.0
LOST: Final = "lost"
"""Of a secure value that no key opens: its owner has to set it again."""
EXPOSED: Final = "exposed"
"""Of a file of keys that others can read or write: its owner has to say what they may have read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong: what of the store it is about, where, and what it is, in a sentence.

    `kind` is one of key, place, parent, index, journal, revision, secret, lost, exposed, format, file.
    """

    kind: str
    where: str
    text: str


def check(metabase: Metabase) -> list[Problem]:
    """What is wrong with a store; nothing, where it is sound. Source: docs/behaviour.md, check-1."""
    return list(problems(metabase))


def problems(metabase: Metabase) -> Iterator[Problem]:
    """As `check`, one after the other: what is found before a damaged page is met counts."""
    environment = metabase.store.environment
    folder = environment.folder
    try:
        with metabase.store.snapshot() as snapshot:
            yield from _Check(metabase, environment, snapshot.transaction).all()
        yield from _word(environment)
        yield from _exposed(metabase.folder)
    except lmdb.Error as error:
        yield Problem("file", folder, f"Its file is damaged: {error}. {afresh(folder)}")
    except StoreDamagedError as error:
        yield Problem("file", folder, str(error))


class _Check:
    """One look over a store, as of one moment."""

    def __init__(self, metabase: Metabase, environment: Environment, transaction: lmdb.Transaction) -> None:
        self._metabase = metabase
        self._environment = environment
        self._transaction = transaction
        self._revision = environment.revision(transaction)
        self._records = 0
        self._lacks_index = False

    def all(self) -> Iterator[Problem]:
        yield from self._format()
        yield from self._keys()
        yield from self._index()
        yield from journal_problems(self._environment, self._transaction, self._revision)

    def _format(self) -> Iterator[Problem]:
        found = int.from_bytes(self._transaction.get(b"format", db=self._environment.meta) or b"", "big")
        if found != FORMAT:
            yield Problem("format", "format", f"The store says it has format {found}; this is {FORMAT}.")

    def _keys(self) -> Iterator[Problem]:
        for at, raw in rows(self._transaction, self._environment.tree):
            try:
                key = decode_key(raw)
                paths.normal(key.path)
            except NO_KEY as error:
                yield Problem("key", shown(at), f"What stands at {shown(at)} is no key: {error}.")
            else:
                yield from self._key(at, key)
        if self._revision and self._transaction.get(paths.store_key(paths.ROOT)) is None:
            yield Problem("parent", paths.ROOT, "The root of the tree is missing.")

    def _key(self, at: bytes, key: Key) -> Iterator[Problem]:
        path = key.path
        if paths.normal(path) != path or paths.store_key(path) != at:
            yield Problem("place", path, f"{path} stands at {shown(at)}, where nobody looks for it.")
        if path != paths.ROOT:
            yield from self._parent(path)
        if not 0 < key.revision <= self._revision:
            yield Problem(
                "revision",
                path,
                f"{path} says revision {key.revision} changed it; the store stands at {self._revision}.",
            )
        for record_id, record in key.records.items():
            self._records += 1
            if record.id != record_id:
                yield Problem("key", path, f"{path}: the value with id {record.id} stands as id {record_id}.")
            why = fault(record)
            if why:
                yield Problem("key", path, f"{path}: the value with id {record.id} is no good: {why}.")
            elif self._transaction.get(index_key(record_id, at), db=self._environment.index) is None:
                self._lacks_index = True
                yield Problem(
                    "index", path, f"{path}: the index does not know of the value with id {record_id}."
                )
            yield from self._secret(path, key, record_id)

    def _parent(self, path: str) -> Iterator[Problem]:
        above = paths.parent(path)
        raw = self._transaction.get(paths.store_key(above))
        if raw is None:
            yield Problem("parent", path, f"{path} has no key above it.")
            return
        try:
            spelled = decode_key(raw).path
        except NO_KEY:
            return  # told where it stands
        if spelled != above:
            yield Problem("parent", path, f"{path} spells the key above it, {spelled}, in its own way.")

    def _secret(self, path: str, key: Key, record_id: int) -> Iterator[Problem]:
        record = key.records[record_id]
        if record.attributes & SECURE and record.form == CLEAR:
            yield Problem("secret", path, f"{path}: the secure value with id {record_id} is not encrypted.")
        elif record.form == SEALED and not isinstance(record.data, bytes):
            yield Problem("secret", path, f"{path}: the encrypted value with id {record_id} is no bytes.")
        elif record.form == SEALED:
            try:
                self._metabase.reveal(record)
            except NO_KEY as error:
                yield Problem(LOST, path, f"{path}: {error}")

    def _index(self) -> Iterator[Problem]:
        entries = self._transaction.stat(self._environment.index)["entries"]
        if entries == self._records and not self._lacks_index:
            return  # every value has its entry, so there is no entry without a value
        for at, _ in rows(self._transaction, self._environment.index):
            record_id, raw = int.from_bytes(at[:4], "big"), self._transaction.get(at[4:])
            if raw is None or record_id not in _ids(raw):
                yield Problem(
                    "index",
                    shown(at[4:]),
                    f"The index tells of a value with id {record_id} at {shown(at[4:])}; there is none.",
                )


def journal_problems(
    environment: Environment, transaction: lmdb.Transaction, revision: int
) -> Iterator[Problem]:
    """What is wrong with the journal of a store that stands at a revision."""
    last = None
    for at, raw in rows(transaction, environment.journal):
        number = int.from_bytes(at, "big")
        if last is not None and number != last + 1:
            yield Problem(
                "journal",
                str(number),
                f"The journal goes from revision {last} to {number}: what was committed between is lost.",
            )
        last = number
        try:
            entry = journal.decode(raw)
            recalled(entry.values)
        except NO_KEY as error:
            why = error.__cause__ or error
            yield Problem("journal", str(number), f"The journal's entry {number} is damaged: {why}.")
            continue
        if entry.revision != number:
            yield Problem("journal", str(number), f"The journal's entry {number} is of {entry.revision}.")
    if (last or 0) != revision:
        yield Problem(
            "journal",
            str(last or 0),
            f"The journal ends at {last or 0}, the store stands at {revision}: {_LOST_COMMITS}",
        )


def rows(transaction: lmdb.Transaction, table: lmdb._Database) -> Iterator[tuple[bytes, bytes]]:
    """All that stands in a table, in its order."""
    with transaction.cursor(table) as cursor:
        yield from cast("Iterator[tuple[bytes, bytes]]", iter(cursor))


def _word(environment: Environment) -> Iterator[Problem]:
    """The word that tells readers of new commits; it is ahead for the moment in which somebody commits."""
    end = time.monotonic() + _WORD_PATIENCE
    while True:
        with environment.read() as transaction:
            revision = environment.revision(transaction)
        word = environment.word[0]
        if word == revision:
            return
        if time.monotonic() > end:
            yield Problem(
                "revision", "revision", f"The revision word says {word}; the store stands at {revision}."
            )
            return
        time.sleep(0.01)


def _exposed(folder: Folder) -> Iterator[Problem]:
    """Source: docs/behaviour.md, check-7."""
    for path in (folder.secret_key, folder.old_keys):
        with suppress(FileNotFoundError):
            mode = stat.S_IMODE(os.stat(path).st_mode)
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                yield Problem(
                    EXPOSED,
                    path,
                    f"{path}, which holds keys of secure values, is open to others (mode {mode:o}): run "
                    f"'chmod 600 {path}'. If they may have read it, set new passwords and run "
                    "'adsiis metabase rotate-key'.",
                )


def _ids(raw: bytes | memoryview) -> set[int]:
    try:
        return set(decode_key(raw).records)
    except NO_KEY:
        return set()
