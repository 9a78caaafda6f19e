"""Mending a store with damaged parts: what can be read stays as it is, what cannot goes, in one commit.

The tree, as far as it can be read, becomes a backup before. What the index lacks it gets, a key without one
above it gets that; a journal with damage begins anew, so that watchers read everything again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

import msgspec

from adsiis.metabase import journal, paths
from adsiis.metabase.backup import backup_before
from adsiis.metabase.changes import Touch, index_key
from adsiis.metabase.checking import journal_problems, rows
from adsiis.metabase.damage import NO_KEY, shown
from adsiis.metabase.fitting import fault
from adsiis.metabase.maker import deed
from adsiis.metabase.record import CLEAR, SECURE, VOLATILE, Key, decode_key, encode, without
from adsiis.metabase.report import Report

if TYPE_CHECKING:
    import lmdb

    from adsiis.metabase.environment import Environment
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Record
    from adsiis.metabase.secrets import Sealer

BEFORE_REPAIR: Final = "BeforeRepair"


@dataclass(slots=True)
class Repaired:
    """What a repair did.

    Attributes:
        revision: that of its commit.
        removed: keys that could not be read and have nothing below them.
        emptied: keys that were missing or could not be read, and are there without values now: there are
            keys below them.
        values: values that were not what they said, by the path of their key and their id.
        sealed: secure values that were not encrypted, and are now.
        journal: whether the journal begins anew.
        before: name and version of the backup made before.
    """

    revision: int = 0
    removed: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    values: list[tuple[str, int]] = field(default_factory=list)
    sealed: list[tuple[str, int]] = field(default_factory=list)
    journal: bool = False
    before: tuple[str, int] | None = None


def repair(metabase: Metabase) -> Repaired:
    """Remove what cannot be read from a store, and make the rest fit together again; what became of it.

    Secure values that no key opens stay. Raises StoreFullError, and StoreDamagedError where pages of the file
    are damaged, which is beyond this. Source: docs/behaviour.md, check-5.
    """
    report, done = Report(), Repaired()
    backup_before(metabase, BEFORE_REPAIR, report)
    environment = metabase.store.environment
    with environment.write() as transaction:
        done.revision = environment.revision(transaction) + 1
        _Repair(environment, transaction, metabase.sealer, done).all()
        touches = (Touch(paths.ROOT, (), whole=True),)
        entry = journal.Entry(done.revision, time.time(), deed("repair"), touches)
        journal.append(environment, transaction, entry)
        environment.set_revision(transaction, done.revision)
    environment.ring()
    done.before = report.before
    return done


class _Repair:
    """One repair, inside its transaction."""

    def __init__(
        self, environment: Environment, transaction: lmdb.Transaction, sealer: Sealer, done: Repaired
    ) -> None:
        self._environment = environment
        self._transaction = transaction
        self._sealer = sealer
        self._done = done
        self._now = time.time()

    def all(self) -> None:
        self._drop_unreadable()
        self._make_missing()
        self._mend_keys()
        self._make_index()
        wrong = journal_problems(self._environment, self._transaction, self._done.revision - 1)
        self._done.journal = bool(list(wrong))
        if self._done.journal:
            self._transaction.drop(self._environment.journal, delete=False)

    def _drop_unreadable(self) -> None:
        """Remove what is no key, or stands where nobody looks for it."""
        bad = [
            at for at, raw in rows(self._transaction, self._environment.tree) if not _stands_right(at, raw)
        ]
        for at in bad:
            self._transaction.delete(at, db=self._environment.tree)
        self._done.removed = list(map(shown, bad))

    def _make_missing(self) -> None:
        """Give every key those above it."""
        missing = {} if self._raw(paths.ROOT) is not None else {paths.ROOT: paths.ROOT}
        for _, raw in rows(self._transaction, self._environment.tree):
            path = decode_key(raw).path
            while path != paths.ROOT and self._raw(path := paths.parent(path)) is None:
                missing[paths.fold(path)] = path
        for path in missing.values():
            self._put(Key(path))
            self._done.emptied.append(path)
        gone = {paths.fold(path) for path in missing}
        self._done.removed = [path for path in self._done.removed if paths.fold(path) not in gone]

    def _mend_keys(self) -> None:
        spelled: dict[str, str] = {}
        changed = []
        for _, raw in rows(self._transaction, self._environment.tree):
            key = decode_key(raw)
            mended = self._spelled_right(self._with_good_values(key), spelled)
            if mended is not key or not 0 < key.revision < self._done.revision:
                changed.append(mended)
        for key in changed:
            self._put(key)

    def _with_good_values(self, key: Key) -> Key:
        """The key without values that are no good, and with its secure ones encrypted."""
        bad = [i for i, record in key.records.items() if record.id != i or _is_no_good(record)]
        self._done.values += [(key.path, i) for i in bad]
        left = without(key, bad) if bad else key
        clear = [one for one in left.records.values() if one.attributes & SECURE and one.form == CLEAR]
        self._done.sealed += [(key.path, one.id) for one in clear]
        sealed = {one.id: self._sealer.seal(one) for one in clear}
        return msgspec.structs.replace(left, records=left.records | sealed) if sealed else left

    def _spelled_right(self, key: Key, spelled: dict[str, str]) -> Key:
        """The key with its path as the key above it spells that; `spelled` holds the paths that changed."""
        if key.path == paths.ROOT:
            return key
        above = paths.parent(key.path)
        right = spelled.get(paths.fold(above)) or decode_key(self._raw(above) or b"").path
        path = paths.child(right, paths.name_of(key.path))
        if path == key.path:
            return key
        spelled[paths.fold(path)] = path
        return msgspec.structs.replace(key, path=path)

    def _make_index(self) -> None:
        self._transaction.drop(self._environment.index, delete=False)
        for at, raw in rows(self._transaction, self._environment.tree):
            for record_id in decode_key(raw).records:
                self._transaction.put(index_key(record_id, at), b"", db=self._environment.index)

    def _put(self, key: Key) -> None:
        touched = msgspec.structs.replace(key, revision=self._done.revision, changed=self._now)
        self._transaction.put(paths.store_key(key.path), encode(touched))

    def _raw(self, path: str) -> bytes | None:
        return cast("bytes | None", self._transaction.get(paths.store_key(path)))


def _stands_right(at: bytes, raw: bytes) -> bool:
    """Whether there is a key, and where it says."""
    try:
        path = decode_key(raw).path
        return paths.normal(path) == path and paths.store_key(path) == at
    except NO_KEY:
        return False


def _is_no_good(record: Record) -> bool:
    return bool(fault(record)) or bool(record.attributes & VOLATILE)
