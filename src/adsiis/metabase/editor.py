"""The tree inside one write transaction: what a commit edits, and how it reaches the tables.

Keys are decoded when first touched and written once, at the end, sorted: LMDB takes a sorted run several
times faster than single puts. A commit of very many keys is written out in between, so that its memory does
not grow with it. The index from properties to keys is kept in step.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, cast

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.changes import id_prefix, index_key, told
from adsiis.metabase.errors import KeyExistsError, KeyNotFoundError
from adsiis.metabase.record import Key, Record, decode_key, decode_record, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import lmdb

    from adsiis.metabase.changes import Draft, Touch
    from adsiis.metabase.environment import Environment

MOST_HELD: Final = 20_000
_Items = list[tuple[bytes, bytes]]


class _Draft(msgspec.Struct, array_like=True, gc=False):  # it can hold no cycle, and a commit makes thousands
    """A key being edited: like Key, but changing."""

    path: str
    parts: dict[int, Record | msgspec.Raw]  # the records; as stored, still encoded, unless asked for
    revision: int = 0
    changed: float = 0.0
    at: bytes = b""
    stored: tuple[int, ...] | None = None  # the ids the index has, once they may differ from those of `parts`
    ids: tuple[int, ...] | None = None  # the records touched since it was last written; None: untouched

    @property
    def records(self) -> dict[int, Record]:
        """The records, decoded, to be changed in place."""
        parts = self.parts
        if self.stored is None:
            self.stored = tuple(parts)
        for record_id, part in parts.items():
            if type(part) is msgspec.Raw:
                parts[record_id] = decode_record(part)
        return cast("dict[int, Record]", parts)


class Editor:
    """The tree inside one write transaction."""

    __slots__ = (
        "_drafts",
        "_environment",
        "_now",
        "_revision",
        "_settled",
        "_touched",
        "_transaction",
        "_wholes",
    )

    def __init__(
        self, environment: Environment, transaction: lmdb.Transaction, revision: int, now: float
    ) -> None:
        self._environment = environment
        self._transaction = transaction
        self._revision = revision
        self._now = now
        self._drafts: dict[bytes, _Draft | None] = {}
        self._touched: list[_Draft] = []
        self._settled: list[tuple[str, tuple[int, ...]]] = []
        self._wholes: dict[bytes, str] = {}

    def find(self, path: str) -> _Draft | None:
        """The key at a path as this commit has left it so far."""
        return self._find(paths.new_store_key(path))

    def existing(self, path: str) -> _Draft:
        """The key at a path; raises KeyNotFoundError."""
        key = self.find(path)
        if key is None:
            raise KeyNotFoundError(path)
        return key

    def create(self, path: str, records: tuple[Record, ...]) -> None:
        """Put a new key in; raises KeyExistsError."""
        at = paths.new_store_key(path)
        if self._drafts.get(at) is not None or (at not in self._drafts and self._transaction.get(at)):
            raise KeyExistsError(path)
        self._make(path, at, {record.id: record for record in records})

    def set_records(self, path: str, records: tuple[Record, ...]) -> None:
        """Set records of a key; raises KeyNotFoundError."""
        key = self._find(paths.new_store_key(path))
        if key is None:
            raise KeyNotFoundError(path)
        parts = key.parts
        for record in records:
            if key.stored is None and record.id not in parts:
                key.stored = tuple(parts)
            parts[record.id] = record
        ids = [record.id for record in records]
        if key.ids is None:
            key.ids = tuple(ids)
            self._touched.append(key)
        else:
            self.touched(key, ids)

    def subtree(self, path: str) -> list[_Draft]:
        """A key and all below it as this commit has left them so far, parents before their children."""
        top = self.existing(path).path
        drafts = self._drafts.items()
        edited = {at: draft for at, draft in drafts if draft is not None and paths.is_below(draft.path, top)}
        stored = {at: self._beside(at, key) for at, key in self._stored(top) if at not in self._drafts}
        return sorted((stored | edited).values(), key=lambda draft: paths.tree_order(draft.path))

    @staticmethod
    def _beside(at: bytes, key: Key) -> _Draft:
        return _Draft(key.path, dict(key.records), at=at)

    def make(self, path: str, records: dict[int, Record]) -> None:
        """Put a new key in, and the parents it lacks; a parent's own spelling is kept."""
        self._make(path, paths.new_store_key(path), records)

    def _find(self, at: bytes) -> _Draft | None:
        if at in self._drafts:
            return self._drafts[at]
        raw = self._transaction.get(at)
        found = None if raw is None else _decode_draft(raw)
        if found is not None:
            found.at = at
        self._drafts[at] = found
        return found

    def _make(self, path: str, at: bytes, records: dict[int, Record]) -> None:
        if len(self._touched) >= MOST_HELD:
            self._settle()
        if path != paths.ROOT:
            above = paths.parent(path)
            over = self._drafts.get(paths.store_key(above)) or self._parent(above)
            if over.path != above:
                path = paths.child(over.path, paths.name_of(path))
        self._put_draft(path, at, records)

    def _parent(self, path: str) -> _Draft:
        """A key that another is to stand below; made, with those above it, if need be."""
        missing: list[str] = []
        over = self.find(path)
        while over is None and path != paths.ROOT:
            missing.append(path)
            path = paths.parent(path)
            over = self.find(path)
        if over is None:
            over = self._put_draft(paths.ROOT, paths.store_key(paths.ROOT), {})
        for wanted in reversed(missing):
            path = paths.child(over.path, paths.name_of(wanted))
            over = self._put_draft(path, paths.store_key(path), {})
        return over

    def _put_draft(self, path: str, at: bytes, records: dict[int, Record]) -> _Draft:
        made = _Draft(
            path, cast("dict[int, Record | msgspec.Raw]", records), at=at, stored=(), ids=tuple(records)
        )
        self._drafts[at] = made
        self._touched.append(made)
        return made

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
        self._transaction.drop(self._environment.tree, delete=False)
        self._transaction.drop(self._environment.index, delete=False)
        self._drafts.clear()

    def touched(self, key: Draft, ids: Iterable[int]) -> None:
        """Note what the journal will say of a key, and that it is to be written."""
        assert isinstance(key, _Draft)  # noqa: S101 - this editor's own
        if key.ids is None:
            key.ids = tuple(ids)
            self._touched.append(key)
            self._drafts.setdefault(key.at, key)
        else:
            key.ids = tuple({*key.ids, *ids})

    def whole(self, path: str) -> None:
        """Note that a key and everything below it changed."""
        self._wholes[paths.store_key(path)] = path

    def flush(self) -> list[Touch]:
        """Write the keys that changed; what the commit touched, for the journal."""
        self._settle()
        return told(self._wholes.values(), self._settled)

    def _settle(self) -> None:
        """Write the keys touched so far, in the order of the tables, and let go of them."""
        drafts, revision, now = self._drafts, self._revision, self._now
        values: _Items = []
        added: dict[tuple[int, ...], list[bytes]] = {}
        for draft in sorted(self._touched, key=_place):
            at, parts, stored = draft.at, draft.parts, draft.stored
            if drafts.get(at) is draft:
                values.append((at, encode((draft.path, parts, revision, now))))
                if stored is not None and stored != (ids := tuple(parts)):
                    gained = self._unindexed(draft, ids) if stored else ids
                    if gained in added:
                        added[gained].append(at)
                    else:
                        added[gained] = [at]
        self._put_all(values, self._environment.tree)
        self._put_all(_index_items(added), self._environment.index)
        self._let_go()

    def _unindexed(self, draft: _Draft, ids: tuple[int, ...]) -> tuple[int, ...]:
        """Take out of the index what a key lost; the ids it gained."""
        stored = draft.stored or ()
        for record_id in stored:
            if record_id not in draft.parts:
                self._transaction.delete(index_key(record_id, draft.at), db=self._environment.index)
        return tuple(record_id for record_id in ids if record_id not in stored)

    def _let_go(self) -> None:
        if paths.ROOT not in self._wholes.values():
            self._settled += [(draft.path, draft.ids or ()) for draft in self._touched]
        for draft in self._touched:
            draft.ids = draft.stored = None
        self._touched = []
        if len(self._drafts) >= MOST_HELD:
            self._drafts.clear()

    def _put_all(self, items: _Items, table: lmdb._Database) -> None:
        if len(items) < 4:
            for key, value in items:
                self._transaction.put(key, value, db=table)
            return
        with self._transaction.cursor(table) as cursor:
            cursor.putmulti(items)

    def _drop(self, at: bytes, key: Key) -> None:
        self._transaction.delete(at, db=self._environment.tree)
        for record_id in key.records:
            self._transaction.delete(index_key(record_id, at), db=self._environment.index)
        self._drafts[at] = None

    def _stored(self, path: str) -> Iterator[tuple[bytes, Key]]:
        at = paths.store_key(path)
        raw = self._transaction.get(at)
        if raw is not None:
            yield at, decode_key(raw)
        yield from keys_below(self._environment, self._transaction, path)


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


_place = attrgetter("at")
_decode_draft = msgspec.msgpack.Decoder(_Draft).decode


def _index_items(added: dict[tuple[int, ...], list[bytes]]) -> _Items:
    """What the index gains, in its order: by id, then by store key; the lists come sorted."""
    by_id: dict[bytes, list[bytes]] = {}
    for ids, places in added.items():
        for record_id in ids:
            by_id.setdefault(id_prefix(record_id), []).extend(places)
    return [(prefix + at, b"") for prefix in sorted(by_id) for at in sorted(by_id[prefix])]
