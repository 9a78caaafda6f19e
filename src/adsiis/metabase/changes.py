"""What a commit can do to the tree: each change is a value, applied inside one write transaction.

The editor holds the keys a commit touches, decoded once, and writes each of them once at the end, with the
index from properties to keys kept in step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError, KeyExistsError, KeyNotFoundError, MetabaseError
from adsiis.metabase.record import Key, Record, decode_key, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import lmdb

    from adsiis.metabase.environment import Environment
    from adsiis.metabase.secrets import Sealer


class Touch(msgspec.Struct, frozen=True, array_like=True):
    """What a commit touched: some records of a key, or (`whole`) a key and everything below it."""

    path: str
    ids: tuple[int, ...] = ()
    whole: bool = False


class Change(Protocol):
    """One step of a commit."""

    def prepare(self, sealer: Sealer) -> Change:
        """The change made ready, before the transaction begins: paths normal, secrets sealed."""

    def apply(self, editor: Editor) -> None:
        """Do it."""


@dataclass(frozen=True, slots=True)
class SetRecords:
    """Set records of a key. Raises KeyNotFoundError when it is not there, unless `make` has it made."""

    path: str
    records: tuple[Record, ...]
    make: bool = False

    def prepare(self, sealer: Sealer) -> SetRecords:
        """Normal path, values good, secrets sealed."""
        path = paths.normal(self.path)
        return SetRecords(path, tuple(_ready(path, record, sealer) for record in self.records), self.make)

    def apply(self, editor: Editor) -> None:
        """Put the records in place of those with the same ids."""
        if self.make and editor.find(self.path) is None:
            editor.make(self.path, {})
        key = editor.existing(self.path)
        for record in self.records:
            key.records[record.id] = record
        editor.touched(key, (record.id for record in self.records))


@dataclass(frozen=True, slots=True)
class DeleteRecords:
    """Take records from an existing key; ids it does not have are passed over. Raises KeyNotFoundError."""

    path: str
    ids: tuple[int, ...]

    def prepare(self, sealer: Sealer) -> DeleteRecords:  # noqa: ARG002 - the protocol's signature
        """Normal path."""
        return DeleteRecords(paths.normal(self.path), self.ids)

    def apply(self, editor: Editor) -> None:
        """Remove the records."""
        key = editor.existing(self.path)
        for record_id in self.ids:
            key.records.pop(record_id, None)
        editor.touched(key, self.ids)


@dataclass(frozen=True, slots=True)
class CreateKey:
    """Make a key with its records, and empty keys for the parents that are missing.

    Raises KeyExistsError when it is there already. Source: docs/behaviour.md, container-2.
    """

    path: str
    records: tuple[Record, ...] = ()

    def prepare(self, sealer: Sealer) -> CreateKey:
        """Normal path, values good, secrets sealed."""
        path = paths.normal(self.path)
        return CreateKey(path, tuple(_ready(path, record, sealer) for record in self.records))

    def apply(self, editor: Editor) -> None:
        """Make the key."""
        if editor.find(self.path) is not None:
            raise KeyExistsError(self.path)
        editor.make(self.path, {record.id: record for record in self.records})


@dataclass(frozen=True, slots=True)
class DeleteKey:
    """Delete a key and everything below it. Raises KeyNotFoundError; the root cannot be deleted."""

    path: str

    def prepare(self, sealer: Sealer) -> DeleteKey:  # noqa: ARG002 - the protocol's signature
        """Normal path, not the root."""
        path = paths.normal(self.path)
        if path == paths.ROOT:
            raise InvalidPathError("The root of the tree cannot be deleted.")
        return DeleteKey(path)

    def apply(self, editor: Editor) -> None:
        """Remove the whole subtree."""
        editor.existing(self.path)
        editor.remove_below(self.path)


@dataclass(frozen=True, slots=True)
class ReplaceTree:
    """Replace everything by these keys; parents they lack are made."""

    keys: tuple[Key, ...]

    def prepare(self, sealer: Sealer) -> ReplaceTree:
        """Normal paths, values good, secrets sealed."""
        return ReplaceTree(tuple(_ready_key(key, sealer) for key in self.keys))

    def apply(self, editor: Editor) -> None:
        """Empty the tree and fill it."""
        editor.clear()
        for key in self.keys:
            found = editor.find(key.path)
            if found is None:
                editor.make(key.path, dict(key.records))
            else:
                found.records.update(key.records)
        editor.whole(paths.ROOT)


def _ready_key(key: Key, sealer: Sealer) -> Key:
    path = paths.normal(key.path)
    return Key(path, {record.id: _ready(path, record, sealer) for record in key.records.values()})


def _ready(path: str, record: Record, sealer: Sealer) -> Record:
    """The record as it may be stored; raises MetabaseError for one that no store can hold."""
    try:
        index_key(record.id, b"")
        encode(record)
    except (TypeError, ValueError, OverflowError) as error:
        raise MetabaseError(f"{path}: the value with id {record.id} cannot be stored: {error}.") from error
    return sealer.seal(record)


@dataclass(slots=True)
class _Draft:
    """A key being edited: like Key, but changing."""

    path: str
    records: dict[int, Record]
    stored_ids: frozenset[int]


@dataclass(slots=True)
class Editor:
    """The tree inside one write transaction."""

    environment: Environment
    transaction: lmdb.Transaction
    revision: int
    now: float
    _drafts: dict[bytes, _Draft | None] = field(default_factory=dict)
    _touches: dict[bytes, tuple[str, set[int]]] = field(default_factory=dict)
    _wholes: dict[bytes, str] = field(default_factory=dict)

    def find(self, path: str) -> _Draft | None:
        """The key at a path as this commit has left it so far."""
        at = paths.store_key(path)
        if at not in self._drafts:
            raw = self.transaction.get(at, db=self.environment.tree)
            self._drafts[at] = None if raw is None else _draft(decode_key(raw))
        return self._drafts[at]

    def existing(self, path: str) -> _Draft:
        """The key at a path; raises KeyNotFoundError."""
        key = self.find(path)
        if key is None:
            raise KeyNotFoundError(path)
        return key

    def make(self, path: str, records: dict[int, Record]) -> None:
        """Put a new key in, and the parents it lacks; a parent's own spelling is kept."""
        missing, over = [path], None
        while over is None and missing[-1] != paths.ROOT:
            above = paths.parent(missing[-1])
            over = self.find(above)
            if over is None:
                missing.append(above)
        for wanted in reversed(missing):
            spelled = paths.child(over.path, paths.name_of(wanted)) if over else paths.ROOT
            over = _Draft(spelled, records if wanted is path else {}, frozenset())
            self._drafts[paths.store_key(spelled)] = over
            self.touched(over, over.records)

    def remove_below(self, path: str) -> None:
        """Remove a key and everything below it."""
        top = self.existing(path)
        for at, key in list(self._stored(top.path)):
            self._drop(at, key)
        for at, draft in self._drafts.items():
            if draft is not None and paths.is_below(draft.path, top.path):
                self._drafts[at] = None
        self.whole(top.path)

    def clear(self) -> None:
        """Remove every key."""
        self.transaction.drop(self.environment.tree, delete=False)
        self.transaction.drop(self.environment.index, delete=False)
        self._drafts.clear()

    def touched(self, key: _Draft, ids: Iterable[int]) -> None:
        """Note what the journal will say of a key."""
        at = paths.store_key(key.path)
        self._touches.setdefault(at, (key.path, set()))[1].update(ids)

    def whole(self, path: str) -> None:
        """Note that a key and everything below it changed."""
        self._wholes[paths.store_key(path)] = path

    def flush(self) -> list[Touch]:
        """Write the keys that changed; what the commit touched, for the journal."""
        for at in self._touches:
            draft = self._drafts.get(at)
            if draft is not None:
                self._put(at, draft)
        touches = [Touch(path, whole=True) for path in self._wholes.values()]
        if paths.store_key(paths.ROOT) in self._wholes:
            return touches
        return touches + [Touch(path, tuple(sorted(ids))) for path, ids in self._touches.values()]

    def _put(self, at: bytes, key: _Draft) -> None:
        value = encode(Key(key.path, key.records, self.revision, self.now))
        self.transaction.put(at, value, db=self.environment.tree)
        ids = key.records.keys()
        for record_id in ids - key.stored_ids:
            self.transaction.put(index_key(record_id, at), b"", db=self.environment.index)
        for record_id in key.stored_ids - ids:
            self.transaction.delete(index_key(record_id, at), db=self.environment.index)

    def _drop(self, at: bytes, key: Key) -> None:
        self.transaction.delete(at, db=self.environment.tree)
        for record_id in key.records:
            self.transaction.delete(index_key(record_id, at), db=self.environment.index)
        self._drafts[at] = None

    def _stored(self, path: str) -> Iterator[tuple[bytes, Key]]:
        at = paths.store_key(path)
        raw = self.transaction.get(at, db=self.environment.tree)
        if raw is not None:
            yield at, decode_key(raw)
        yield from keys_below(self.environment, self.transaction, path)


def keys_below(
    environment: Environment, transaction: lmdb.Transaction, path: str
) -> Iterator[tuple[bytes, Key]]:
    """The stored keys below a path, without itself, parents before their children.

    Store keys come in that order, but for those that were cut: a run of them is put in order here.
    """
    first, end = paths.below_range(paths.store_key(path))
    cut: list[tuple[bytes, Key]] = []
    cursor = environment.cursor(transaction, environment.tree)
    found = cursor.set_range(first)
    while found and cursor.key() < end:
        at, key = cursor.key(), decode_key(cursor.value())
        if len(at) < paths.LONGEST_PLAIN:
            yield from _in_order(cut, path)
            cut = []
            yield at, key
        else:
            cut.append((at, key))
        found = cursor.next()
    cursor.close()
    yield from _in_order(cut, path)


def _in_order(cut: list[tuple[bytes, Key]], path: str) -> list[tuple[bytes, Key]]:
    """Those of the keys that stand below a path, parents before their children."""
    if not cut:
        return cut
    top = paths.fold(path)
    below = [one for one in cut if paths.is_below(one[1].path, path) and paths.fold(one[1].path) != top]
    return sorted(below, key=lambda one: paths.tree_order(one[1].path))


def index_key(record_id: int, at: bytes) -> bytes:
    """Where the index says that a key holds a record: the id, then the store key."""
    return record_id.to_bytes(4, "big") + at


def _draft(key: Key) -> _Draft:
    return _Draft(key.path, key.records, frozenset(key.records))
