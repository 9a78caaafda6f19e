"""Kinds of numbers: which kind a value is of, and a result made of a kind, which grows where it does not fit.

VBScript has Byte, Integer, Long, Single, Double and Currency, and a sum is of the wider kind of its two
sides. asppy knows a Long, a Byte and a Single by classes of their own, else an Integer from a Long by its
size; its operators lose the classes. Source: docs/behaviour.md, vbs-19.
"""

from __future__ import annotations

import math
import struct
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

from ASPPY import vb_builtins
from ASPPY.vb_errors import raise_runtime
from ASPPY.vb_runtime import VBByte, VBLong, VBSingle
from ASPPY.vm.values import VBEmpty, VBNothing

from adsiis.vbs.engine.errors import named_error

BYTE, INTEGER, LONG, SINGLE, DOUBLE, CURRENCY = range(6)
LONGEST: Final = 2_147_483_647
_INTEGERS: Final = range(-32_768, 32_768)
_BYTES: Final = range(256)
_MOST_CURRENCY: Final = Decimal("922337203685477.5807")
_KINDS: Final[dict[type, int]] = {
    bool: INTEGER,
    VBByte: BYTE,
    VBLong: LONG,
    VBSingle: SINGLE,
    float: DOUBLE,
    Decimal: CURRENCY,
}


def kind(value: Any) -> int:
    """The kind of number a value is, or becomes in arithmetic."""
    if value.__class__ is int:
        return INTEGER if value in _INTEGERS else LONG
    if value is VBEmpty:
        return INTEGER
    return _KINDS.get(value.__class__, DOUBLE)


def number(value: Any) -> Any:
    """A value as a number of Python's; error 13 for what is none, 91 for Nothing."""
    of = value.__class__
    if of is bool:
        return -int(value)
    if of in _KINDS or of is int:
        return value
    if value is VBNothing:
        raise named_error(91)
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        raise_runtime("TYPE_MISMATCH")
    return vb_builtins._to_number(value)  # noqa: SLF001 - asppy's own


def whole(value: Any) -> int:
    """A value as a whole number of 32 bits, halves to the even one; error 6 past the largest."""
    found = round(number(value))
    if not -LONGEST - 1 <= found <= LONGEST:
        raise_runtime("OVERFLOW")
    return int(found)


def made(of: int, value: Any) -> Any:
    """A result of a kind, or of the next that it fits; error 6 when there is none."""
    if of <= LONG:
        return _whole_number(of, int(value))
    if of == CURRENCY:
        return _currency(value)
    if of == SINGLE:
        return _single(float(value))
    result = float(value)
    if math.isinf(result):
        raise_runtime("OVERFLOW")
    return result


def _whole_number(of: int, value: int) -> Any:
    if of == BYTE and value in _BYTES:
        return VBByte(value)
    if of <= INTEGER and value in _INTEGERS:
        return value
    return VBLong(value) if -LONGEST - 1 <= value <= LONGEST else float(value)


def _currency(value: Any) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)
    if abs(rounded) > _MOST_CURRENCY:
        raise_runtime("OVERFLOW")
    return rounded


def _single(value: float) -> Any:
    try:
        return VBSingle(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return value
