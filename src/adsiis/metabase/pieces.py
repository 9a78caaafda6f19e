"""Keys written many at a time: in the order of the tables, and in small pieces.

LMDB takes a sorted run several times faster than single puts. A piece is so small that what it leaves to the
garbage collector, and takes of the processor's cache, is little. What the journal will say of it is encoded
with it, so nothing is kept of a key once it is written.
"""

from __future__ import annotations

from bisect import bisect_left
from contextlib import closing
from itertools import repeat
from typing import TYPE_CHECKING, Final, TypeVar, cast

import msgspec

from adsiis.metabase.changes import id_prefix, touch_ids
from adsiis.metabase.damage import UNREADABLE, damaged_key
from adsiis.metabase.record import Record, encode
from adsiis.metabase.told import beginning, piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import lmdb

    from adsiis.metabase.environment import Cursor, Environment

    Part = Record | msgspec.Raw
else:
    Part = msgspec.Raw  # decoding leaves every record encoded

PIECE: Final = 256
_T = TypeVar("_T")
Gained = dict[tuple[int, ...], list[bytes]]
"""What the index gains: the store keys that now have records with these ids."""


class _Stored(
    msgspec.Struct, array_like=True, gc=False
):  # it can hold no cycle, and a commit makes thousands
    """A stored key as far as a change of its records needs it: each of them as stored, still encoded."""

    path: str
    parts: dict[int, Part]


_decode = msgspec.msgpack.Decoder(list[_Stored]).decode


class Pieces:
    """Writes many keys within one write transaction."""

    __slots__ = ("_environment", "_now", "_revision", "_transaction")

    def __init__(
        self, environment: Environment, transaction: lmdb.Transaction, revision: int, now: float
    ) -> None:
        self._environment = environment
        self._transaction = transaction
        self._revision = revision
        self._now = now

    def first_there(self, places: Iterable[bytes]) -> bytes | None:
        """The first of some store keys that has a key."""
        with closing(self._environment.cursor(self._transaction, self._environment.tree)) as cursor:
            if not _meets_any(cursor, sorted(places)):
                return None
        return next(at for at in places if self._transaction.get(at) is not None)

    def create(self, names: list[str], places: list[bytes], records: list[tuple[Record, ...]]) -> list[bytes]:
        """Put new keys in at their store keys, which are free and differ; what to say of them, in pieces."""
        said: list[bytes] = []
        gained: Gained = {}
        order = sorted(range(len(places)), key=places.__getitem__)
        with closing(self._transaction.cursor(self._environment.tree)) as cursor:
            for some in _cut(order):
                at = [places[i] for i in some]
                made = [_Stored(names[i], {record.id: record for record in records[i]}) for i in some]
                said.append(_made(at, made, gained))
                cursor.putmulti(zip(at, self._encoded(made), strict=True))
        self.put_index(gained)
        return said

    def change(self, wanted: dict[bytes, tuple[Record, ...]]) -> list[bytes] | bytes:
        """Set records of the keys at some store keys; what to say of them, in pieces.

        Where keys are missing: the store key of the first of them.
        """
        said: list[bytes] = []
        gained: Gained = {}
        with closing(self._transaction.cursor(self._environment.tree)) as cursor:
            for at in _cut(sorted(wanted)):
                found = cast("list[bytes]", list(map(cursor.get, at)))
                if None in found:
                    return next(one for one in wanted if self._transaction.get(one) is None)
                stored = _decoded(at, found)
                said.append(_changed(at, stored, list(map(wanted.__getitem__, at)), gained))
                cursor.putmulti(zip(at, self._encoded(stored), strict=True))
        self.put_index(gained)
        return said

    def put_index(self, gained: Gained) -> None:
        """Tell the index what it gained; a key's places come sorted by id, then by store key."""
        by_id: dict[bytes, list[bytes]] = {}
        for ids, places in gained.items():
            for record_id in ids:
                by_id.setdefault(id_prefix(record_id), []).extend(places)
        with closing(self._transaction.cursor(self._environment.index)) as cursor:
            for prefix in sorted(by_id):
                cursor.putmulti(zip(map(prefix.__add__, sorted(by_id[prefix])), repeat(b"")))

    def _encoded(self, keys: list[_Stored]) -> list[bytes]:
        revision, now = self._revision, self._now
        return [encode((one.path, one.parts, revision, now)) for one in keys]


def _decoded(places: list[bytes], found: list[bytes]) -> list[_Stored]:
    try:
        return _decode(beginning(len(found)) + b"".join(found))
    except UNREADABLE:
        for at, raw in zip(places, found, strict=True):
            try:
                _decode(beginning(1) + raw)
            except UNREADABLE as error:
                raise damaged_key(at, error) from error
        raise


def gain(gained: Gained, ids: tuple[int, ...], at: bytes) -> None:
    """Note that a key now has records with these ids."""
    if ids in gained:
        gained[ids].append(at)
    else:
        gained[ids] = [at]


def _cut(order: list[_T]) -> Iterator[list[_T]]:
    return (order[i : i + PIECE] for i in range(0, len(order), PIECE))


def _meets_any(cursor: Cursor, order: list[bytes]) -> bool:
    """Whether one of some store keys, sorted, is there: it goes from gap to gap between the keys that are."""
    i = 0
    while i < len(order) and cursor.set_range(order[i]):
        here = cursor.key()
        i = bisect_left(order, here, i)
        if i < len(order) and order[i] == here:
            return True
    return False


def _made(places: list[bytes], keys: list[_Stored], gained: Gained) -> bytes:
    """What there is to say of new keys."""
    told = []
    for at, key in zip(places, keys, strict=True):
        ids = tuple(key.parts)
        gain(gained, ids, at)
        told.append((key.path, touch_ids(ids)))
    return piece(told)


def _changed(
    places: list[bytes], keys: list[_Stored], records: list[tuple[Record, ...]], gained: Gained
) -> bytes:
    """Set records in stored keys; what there is to say of them."""
    if set(map(len, records)) == {1}:
        shared = records[0][0]
        if all(some[0] is shared for some in records):
            return _changed_alike(places, keys, shared, gained)
        return _changed_by_one(places, keys, records, gained)
    told = []
    for at, key, some in zip(places, keys, records, strict=True):
        parts = key.parts
        before = len(parts)
        for record in some:
            parts[record.id] = record
        if len(parts) > before:
            gain(gained, tuple(parts)[before:], at)  # the new ones stand last
        told.append((key.path, touch_ids([record.id for record in some])))
    return piece(told)


def _changed_by_one(
    places: list[bytes], keys: list[_Stored], records: list[tuple[Record, ...]], gained: Gained
) -> bytes:
    """The same where it is one record of each key, as mostly: with half the work for each."""
    told = []
    for at, key, (record,) in zip(places, keys, records, strict=True):
        record_id, parts = record.id, key.parts
        ids = (record_id,)
        if record_id not in parts:
            gain(gained, ids, at)
        parts[record_id] = record
        told.append((key.path, ids))
    return piece(told)


def _changed_alike(places: list[bytes], keys: list[_Stored], record: Record, gained: Gained) -> bytes:
    """The same where all keys get one and the same record: it is encoded once for them all."""
    record_id, encoded = record.id, msgspec.Raw(encode(record))
    ids = (record_id,)
    for at, key in zip(places, keys, strict=True):
        parts = key.parts
        if record_id not in parts:
            gain(gained, ids, at)
        parts[record_id] = encoded
    return piece([(key.path, ids) for key in keys])
