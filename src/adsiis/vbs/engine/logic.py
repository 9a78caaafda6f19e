"""And, Or, Xor, Eqv, Imp and Not: bit by bit on whole numbers, and with Null where one side decides.

asppy cuts fractions off where VBScript rounds them, and makes every result an Integer or a Boolean.
Source: docs/behaviour.md, vbs-21.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ASPPY.vb_runtime import VBByte, VBLong
from ASPPY.vm.values import VBNull

from adsiis.vbs.engine.kinds import BYTE, INTEGER, kind, whole

if TYPE_CHECKING:
    from collections.abc import Callable


def conjunction(left: Any, right: Any) -> Any:
    """`left And right`: nothing makes it false beside Null."""
    if left is VBNull or right is VBNull:
        return _beside_null(left, right, decides=0)
    return _bits(lambda one, other: one & other, left, right)


def disjunction(left: Any, right: Any) -> Any:
    """`left Or right`: whatever is true makes it so beside Null."""
    if left is VBNull or right is VBNull:
        return _beside_null(left, right)
    return _bits(lambda one, other: one | other, left, right)


def difference(left: Any, right: Any) -> Any:
    """`left Xor right`."""
    if left is VBNull or right is VBNull:
        return VBNull
    return _bits(lambda one, other: one ^ other, left, right)


def equivalence(left: Any, right: Any) -> Any:
    """`left Eqv right`."""
    if left is VBNull or right is VBNull:
        return VBNull
    return _bits(lambda one, other: ~(one ^ other), left, right)


def implication(left: Any, right: Any) -> Any:
    """`left Imp right`: what is not left, or what is right."""
    if left is VBNull:
        return _beside_null(left, right)
    return disjunction(negation(left), right)


def negation(value: Any) -> Any:
    """`Not value`."""
    if value is VBNull:
        return VBNull
    if value.__class__ is bool:
        return not value
    return _of_kind(kind(value), ~_whole(value))


def _beside_null(left: Any, right: Any, *, decides: int | None = None) -> Any:
    """The side that is not Null where it decides: 0, or anything but 0."""
    other = right if left is VBNull else left
    if other is VBNull:
        return VBNull
    decided = _whole(other) == 0 if decides == 0 else _whole(other) != 0
    return other if decided else VBNull


def _bits(of: Callable[[int, int], int], left: Any, right: Any) -> Any:
    result = of(_whole(left), _whole(right))
    if left.__class__ is bool and right.__class__ is bool:
        return result != 0
    return _of_kind(max(kind(left), kind(right)), result)


def _of_kind(of: int, result: int) -> Any:
    if of == BYTE:
        return VBByte(result & 0xFF)
    return result if of == INTEGER else VBLong(result)


_WORDS: Final = {"true": -1, "false": 0}


def _whole(value: Any) -> int:
    """A side as a whole number; the words True and False are numbers here, too."""
    known = _WORDS.get(value.strip().lower()) if isinstance(value, str) else None
    return whole(value) if known is None else known
