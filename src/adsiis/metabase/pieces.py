"""Keys written many at a time: in the order of the tables, and in small pieces.

LMDB takes a sorted run several times faster than single puts. A piece is so small that what it leaves to the
garbage collector, and takes of the processor's cache, is little.
"""

from __future__ import annotations

from contextlib import closing
from itertools import repeat
from typing import TYPE_CHECKING, Final, TypeVar, cast

import msgspec

from adsiis.metabase.changes import Touch, id_prefix, touch
from adsiis.metabase.record import Record, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import lmdb

    from adsiis.metabase.environment import Environment

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

    def first_there(self, places: list[bytes]) -> int | None:
        """Which of some store keys is the first that has a key."""
        with closing(self._transaction.cursor(self._environment.tree)) as cursor:
            if not any(cursor.getmulti(piece) for piece in _cut(sorted(places))):
                return None
        return next(i for i, at in enumerate(places) if self._transaction.get(at) is not None)

    def create(self, names: list[str], places: list[bytes], records: list[tuple[Record, ...]]) -> list[Touch]:
        """Put new keys in at their store keys, which are free and differ; what to say of them."""
        touched: list[Touch] = []
        gained: Gained = {}
        order = sorted(range(len(places)), key=places.__getitem__)
        with closing(self._transaction.cursor(self._environment.tree)) as cursor:
            for piece in _cut(order):
                at = [places[i] for i in piece]
                made = [_Stored(names[i], {record.id: record for record in records[i]}) for i in piece]
                touched += _made(at, made, gained)
                cursor.putmulti(zip(at, self._encoded(made), strict=True))
        self.put_index(gained)
        return touched

    def change(self, places: list[bytes], records: list[tuple[Record, ...]]) -> list[Touch] | int:
        """Set records of the keys at some store keys, which differ; what to say of them.

        Where a key is missing: which of them is the first.
        """
        wanted = dict(zip(places, records, strict=True))
        touched: list[Touch] = []
        gained: Gained = {}
        with closing(self._transaction.cursor(self._environment.tree)) as cursor:
            for piece in _cut(sorted(wanted)):
                found = cast("list[bytes]", list(map(cursor.get, piece)))
                if None in found:
                    return next(i for i, at in enumerate(places) if self._transaction.get(at) is None)
                stored = _decode(b"\xdd" + len(found).to_bytes(4, "big") + b"".join(found))
                touched += _changed(piece, stored, map(wanted.__getitem__, piece), gained)
                cursor.putmulti(zip(piece, self._encoded(stored), strict=True))
        self.put_index(gained)
        return touched

    def put_index(self, gained: Gained) -> None:
        """Tell the index what it gained; a key's places come sorted by id, then by store key."""
        by_id: dict[bytes, list[bytes]] = {}
        for ids, places in gained.items():
            for record_id in ids:
                by_id.setdefault(id_prefix(record_id), []).extend(places)
        with closing(self._transaction.cursor(self._environment.index)) as cursor:
            for prefix in sorted(by_id):
                cursor.putmulti(zip(map(prefix.__add__, sorted(by_id[prefix])), repeat(b"")))

    def _encoded(self, keys: list[_Stored]) -> Iterator[bytes]:
        revision, now = self._revision, self._now
        return (encode((one.path, one.parts, revision, now)) for one in keys)


def gain(gained: Gained, ids: tuple[int, ...], at: bytes) -> None:
    """Note that a key now has records with these ids."""
    if ids in gained:
        gained[ids].append(at)
    else:
        gained[ids] = [at]


def _cut(order: list[_T]) -> Iterator[list[_T]]:
    return (order[i : i + PIECE] for i in range(0, len(order), PIECE))


def _made(places: list[bytes], keys: list[_Stored], gained: Gained) -> list[Touch]:
    """What there is to say of new keys."""
    touched = []
    for at, key in zip(places, keys, strict=True):
        ids = tuple(key.parts)
        gain(gained, ids, at)
        touched.append(touch(key.path, ids))
    return touched


def _changed(
    places: list[bytes], keys: list[_Stored], records: Iterable[tuple[Record, ...]], gained: Gained
) -> list[Touch]:
    """Set records in stored keys; what there is to say of them."""
    touched = []
    for at, key, some in zip(places, keys, records, strict=True):
        parts = key.parts
        before = len(parts)
        for record in some:
            parts[record.id] = record
        if len(parts) > before:
            gain(gained, tuple(parts)[before:], at)  # the new ones stand last
        if len(some) == 1:
            touched.append(Touch(key.path, (some[0].id,)))
        else:
            touched.append(touch(key.path, [record.id for record in some]))
    return touched
