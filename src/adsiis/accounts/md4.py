"""MD4, which Windows makes of a password and most systems no longer have.

It protects nothing by itself: what is made with it here is kept encrypted.
Source: https://www.rfc-editor.org/rfc/rfc1320.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK: Final = struct.Struct("<16I")
_STATE: Final = struct.Struct("<4I")
_START: Final = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476)
_WORD: Final = 0xFFFFFFFF


def _chosen(x: int, y: int, z: int) -> int:
    return (x & y) | (~x & z)


def _most(x: int, y: int, z: int) -> int:
    return (x & y) | (x & z) | (y & z)


def _odd(x: int, y: int, z: int) -> int:
    return x ^ y ^ z


_ROUNDS: Final[tuple[tuple[Callable[[int, int, int], int], int, tuple[int, ...], tuple[int, ...]], ...]] = (
    (_chosen, 0, tuple(range(16)), (3, 7, 11, 19)),
    (_most, 0x5A827999, tuple(4 * (n % 4) + n // 4 for n in range(16)), (3, 5, 9, 13)),
    (_odd, 0x6ED9EBA1, (0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15), (3, 9, 11, 15)),
)
"""Of each round: how it mixes, what it adds, the order of the words, and by how much it turns."""


def md4(data: bytes) -> bytes:
    """The 16 bytes of MD4."""
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + struct.pack("<Q", len(data) * 8)
    state = _START
    for at in range(0, len(padded), 64):
        mixed = _mixed(state, _BLOCK.unpack_from(padded, at))
        state = tuple((old + new) & _WORD for old, new in zip(state, mixed, strict=True))  # type: ignore[assignment]
    return _STATE.pack(*state)


def _mixed(state: tuple[int, int, int, int], words: tuple[int, ...]) -> tuple[int, int, int, int]:
    a, b, c, d = state
    for mix, added, order, turns in _ROUNDS:
        for step, place in enumerate(order):
            total = (a + mix(b, c, d) + words[place] + added) & _WORD
            turn = turns[step % 4]
            a, b, c, d = d, ((total << turn) & _WORD) | (total >> (32 - turn)), b, c
    return a, b, c, d
