"""The tree inside one write transaction: what a commit edits, and how it reaches the tables.

Keys are decoded when first touched and written once, at the end, sorted. A commit of very many keys is
written out in between, so that its memory does not grow with it; a run of many simple changes is written at
once. The index from properties to keys is kept in step.
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final, cast

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.changes import index_key, merged, told, touch
from adsiis.metabase.damage import UNREADABLE, damaged_key
from adsiis.metabase.errors import KeyExistsError, KeyNotFoundError
from adsiis.metabase.pieces import Pieces, gain
from adsiis.metabase.record import Key, Record, decode_key, decode_record, encode
from adsiis.metabase.told import Told
from adsiis.metabase.values import MOST_RECORDS, KeyChange, only, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import lmdb

    from adsiis.metabase.changes import Draft, Touch
    from adsiis.metabase.environment import Environment
    from adsiis.metabase.pieces import Gained

    Part = Record | msgspec.Raw
else:
    Part = msgspec.Raw  # decoding leaves every record encoded

MOST_HELD: Final = 20_000
_Parts = dict[int, Part]


class _Draft(msgspec.Struct, array_like=True, gc=False):  # it can hold no cycle, and a commit makes thousands
    """A key being edited: like Key, but changing."""

    path: str
    parts: _Parts  # the records; as stored, still encoded, unless asked for
    revision: int = 0
    changed: float = 0.0
    at: bytes = b""
    stored: tuple[int, ...] | None = None  # the ids the index has, once they may differ from those of `parts`
    ids: tuple[int, ...] | None = None  # the records touched since it was last written; None: untouched
    raw: bytes | None = None  # the key as it was found

    @property
    def records(self) -> dict[int, Record]:
        """The records, decoded, to be changed in place."""
        parts = self.parts
        if self.stored is None:
            self.stored = tuple(parts)
        try:
            for record_id, part in parts.items():
                if type(part) is msgspec.Raw:
                    parts[record_id] = decode_record(part)
        except UNREADABLE as error:
            raise damaged_key(self.at, error) from error
        return cast("dict[int, Record]", parts)


class Editor:
    """The tree inside one write transaction."""

    __slots__ = (
        "_drafts",
        "_environment",
        "_now",
        "_revision",
        "_settled",
        "_told",
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
        self._settled: list[list[Touch]] = []
        self._told = Told()
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

    def create_many(self, names: list[str], records: list[tuple[Record, ...]]) -> bool:
        """As `create`, of many paths at once; whether it could be done so, else nothing was."""
        places = dict.fromkeys(paths.store_keys(names))
        above = dict.fromkeys(map(paths.parent, names))
        over = {over for path in above for over in (path, *paths.ancestors(path))}
        if not self._differ(places, names) or not places.keys().isdisjoint(map(paths.store_key, over)):
            return False
        pieces = self._pieces()
        taken = pieces.first_there(places)
        if taken is not None:
            raise KeyExistsError(names[list(places).index(taken)])
        spelled = {path: self._parent(path).path for path in above}
        if any(path != there for path, there in spelled.items()):
            names = [paths.child(spelled[paths.parent(path)], paths.name_of(path)) for path in names]
        self._told.take(places, pieces.create(names, list(places), records))
        return True

    def set_many(self, names: list[str], records: list[tuple[Record, ...]]) -> bool:
        """As `set_records`, of many paths at once; whether it could be done so, else nothing was."""
        wanted = dict(zip(paths.store_keys(names), records, strict=True))
        if not self._differ(wanted, names):
            return False
        said = self._pieces().change(wanted)
        if isinstance(said, bytes):
            raise KeyNotFoundError(names[list(wanted).index(said)])
        self._told.take(wanted, said)
        return True

    def _pieces(self) -> Pieces:
        return Pieces(self._environment, self._transaction, self._revision, self._now)

    def _differ(self, places: Mapping[bytes, object], names: list[str]) -> bool:
        """Whether no place comes twice, nor has a key that this commit has edited and not yet written."""
        return len(places) == len(names) and self._drafts.keys().isdisjoint(places.keys())

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
        try:
            raw = cast("bytes | None", self._transaction.get(at))  # our transactions never give buffers
            found = None if raw is None else _decode_draft(raw)
        except UNREADABLE as error:
            raise damaged_key(at, error) from error
        if found is not None:
            found.at, found.raw = at, raw
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
        made = _Draft(path, cast("_Parts", records), at=at, stored=(), ids=tuple(records))
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

    def values(self) -> msgspec.Raw | None:
        """The values that the commit changed, for the journal; None when its drafts do not tell them all.

        To be asked before `flush`.
        """
        if self._wholes or self._settled or self._told or len(self._touched) > MOST_RECORDS:
            return None
        return packed([_as_change(draft) for draft in self._touched])

    def flush(self) -> list[Touch] | msgspec.Raw:
        """Write the keys that changed; what the commit touched, for the journal: encoded if that is a run."""
        if self._touched:
            self._settle()
        touched = self._settled[0] if len(self._settled) == 1 else merged(chain(*self._settled))
        if len(self._told) > MOST_RECORDS and not self._wholes:
            encoded = self._told.encoded(touched)
            if encoded is not None:
                return encoded
        if self._told:
            touched = merged(chain(self._told.touches(), touched))
        return told(self._wholes.values(), touched) if self._wholes else touched

    def _settle(self) -> None:
        """Write the keys touched so far, in the order of the tables, and let go of them."""
        drafts, revision, now = self._drafts, self._revision, self._now
        values: list[tuple[bytes, bytes]] = []
        gained: Gained = {}
        for draft in sorted(self._touched, key=_place):
            at, parts, stored = draft.at, draft.parts, draft.stored
            if drafts.get(at) is draft:
                values.append((at, encode((draft.path, parts, revision, now))))
                if stored is not None and stored != (ids := tuple(parts)):
                    gain(gained, self._unindexed(draft, ids) if stored else ids, at)
        self._put_all(values)
        if gained:
            self._pieces().put_index(gained)
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
            self._settled.append([touch(draft.path, draft.ids or ()) for draft in self._touched])
        for draft in self._touched:
            draft.ids = draft.stored = None
        self._touched = []
        if len(self._drafts) >= MOST_HELD:
            self._drafts.clear()

    def _put_all(self, items: list[tuple[bytes, bytes]]) -> None:
        if len(items) < 4:
            for key, value in items:
                self._transaction.put(key, value)
            return
        with self._transaction.cursor(self._environment.tree) as cursor:
            cursor.putmulti(items)

    def _drop(self, at: bytes, key: Key) -> None:
        self._transaction.delete(at, db=self._environment.tree)
        for record_id in key.records:
            self._transaction.delete(index_key(record_id, at), db=self._environment.index)
        self._drafts[at] = None

    def _stored(self, path: str) -> Iterator[tuple[bytes, Key]]:
        at = paths.store_key(path)
        try:
            raw = self._transaction.get(at)
            key = None if raw is None else decode_key(raw)
        except UNREADABLE as error:
            raise damaged_key(at, error) from error
        if key is not None:
            yield at, key
        yield from keys_below(self._environment, self._transaction, path)


def keys_below(
    environment: Environment, transaction: lmdb.Transaction, path: str
) -> Iterator[tuple[bytes, Key]]:
    """The stored keys below a path, without itself, parents before their children.

    Store keys come in that order, but for those that were cut: a run of them is put in order here.
    """
    at, end = paths.below_range(paths.store_key(path))
    cut: list[tuple[bytes, Key]] = []
    cursor = environment.cursor(transaction, environment.tree)
    try:
        found = cursor.set_range(at)
        while found and (at := cursor.key()) < end:
            key = decode_key(cursor.value())
            if len(at) < paths.LONGEST_PLAIN:
                yield from _in_order(cut, path)
                cut = []
                yield at, key
            else:
                cut.append((at, key))
            found = cursor.next()
    except UNREADABLE as error:
        raise damaged_key(at, error) from error
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


def _as_change(draft: _Draft) -> KeyChange:
    """What became of a key that is there: of one that was there too, in the records touched."""
    new = cast("dict[int, Record]", draft.parts)  # those still encoded will be encoded as they are
    if draft.raw is None:
        return KeyChange(draft.path, None, new)
    old = cast("dict[int, Record]", _decode_draft(draft.raw).parts)
    return KeyChange(draft.path, only(old, draft.ids or ()), only(new, draft.ids or ()))
