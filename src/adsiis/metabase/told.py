"""What the runs of a commit touched: kept encoded, as the journal takes it.

An object for each of thousands of keys, made only to be encoded, would cost as much as writing the keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.changes import Touch
from adsiis.metabase.record import encode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHORT: Final = 16  # an array of fewer begins with one byte, else, up to 65,535, with three
_decode = msgspec.msgpack.Decoder(list[Touch]).decode


def beginning(count: int) -> bytes:
    """How an array begins, whatever its length."""
    return b"\xdd" + count.to_bytes(4, "big")


def piece(touches: Sequence[Touch | tuple[str, tuple[int, ...]]]) -> bytes:
    """At most 65,535 touches, encoded, without the beginning of their array."""
    return encode(touches)[1 if len(touches) < _SHORT else 3 :]


class Told:
    """The touches of a commit's runs."""

    __slots__ = ("_pieces", "_runs")

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._runs: list[Mapping[bytes, object]] = []

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    def take(self, places: Mapping[bytes, object], pieces: list[bytes]) -> None:
        """Add a run: the store keys it wrote, which differ, and its touches in pieces."""
        self._runs.append(places)
        self._pieces += pieces

    def touches(self) -> list[Touch]:
        """All of them, decoded; a key that several runs wrote comes several times."""
        return _decode(self._array(len(self)))

    def encoded(self, others: list[Touch]) -> msgspec.Raw | None:
        """The touches with those of other keys, as one array; None where a key would come twice."""
        apart = len(self._runs) < 2 or len(set().union(*self._runs)) == len(self)
        places = [paths.new_store_key(one.path) for one in others]
        if not apart or any(at in run for run in self._runs for at in places):
            return None
        rest = (piece(others[i : i + 1000]) for i in range(0, len(others), 1000))
        return msgspec.Raw(self._array(len(self) + len(others)) + b"".join(rest))

    def _array(self, count: int) -> bytes:
        return beginning(count) + b"".join(self._pieces)
