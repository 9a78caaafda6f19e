"""Arithmetic: what each operator makes of two values that are no objects.

The sides of `+`, `-` and `*` decide the kind of the result; asppy's own operators know only whole numbers and
Doubles. Dates are days. Source: docs/behaviour.md, vbs-19 and vbs-20.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vb_errors import raise_runtime
from ASPPY.vm import interpreter as _engine
from ASPPY.vm.values import VBEmpty, VBNull

from adsiis.vbs.engine.kinds import (
    BYTE,
    CURRENCY,
    DOUBLE,
    INTEGER,
    LONG,
    LONGEST,
    SINGLE,
    kind,
    made,
    number,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_DATES: Final = (dt.datetime, dt.date, dt.time)


def plus(left: Any, right: Any) -> Any:
    """`left + right`: texts are joined, all else is added."""
    if left.__class__ is int and right.__class__ is int:
        total = left + right
        return total if -LONGEST <= total <= LONGEST else float(total)
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if left is VBNull or right is VBNull:
        return VBNull
    if left is VBEmpty and isinstance(right, str):
        return right
    if right is VBEmpty and isinstance(left, str):
        return left
    if isinstance(left, _DATES) or isinstance(right, _DATES):
        return _engine._from_oaserial(_days(left) + _days(right))  # noqa: SLF001 - asppy's own
    return _of_both(operator.add, left, right)


def minus(left: Any, right: Any) -> Any:
    """`left - right`: two dates give days, a date and a number a date."""
    if left.__class__ is int and right.__class__ is int:
        rest = left - right
        return rest if -LONGEST <= rest <= LONGEST else float(rest)
    if left is VBNull or right is VBNull:
        return VBNull
    dates = isinstance(left, _DATES) + isinstance(right, _DATES)
    if dates:
        days = _days(left) - _days(right)
        return days if dates == 2 else _engine._from_oaserial(days)  # noqa: SLF001
    return _of_both(operator.sub, left, right)


def times(left: Any, right: Any) -> Any:
    """`left * right`."""
    if left.__class__ is int and right.__class__ is int:
        product = left * right
        return product if -LONGEST <= product <= LONGEST else float(product)
    if left is VBNull or right is VBNull:
        return VBNull
    return _of_both(operator.mul, left, right)


def divided(left: Any, right: Any) -> Any:
    """`left / right`: a Double, or a Single where one side is one and none is wider."""
    if left is VBNull or right is VBNull:
        return VBNull
    above, below = float(number(left)), float(number(right))
    if below == 0:
        raise_runtime("DIVISION_BY_ZERO" if above else "OVERFLOW")
    kinds = {kind(left), kind(right)}
    return made(SINGLE if SINGLE in kinds and kinds <= {BYTE, INTEGER, SINGLE} else DOUBLE, above / below)


def power(left: Any, right: Any) -> Any:
    """`left ^ right`: always a Double."""
    if left is VBNull or right is VBNull:
        return VBNull
    try:
        result = float(number(left)) ** float(number(right))
    except ZeroDivisionError:
        raise_runtime("INVALID_PROC_CALL")
    if isinstance(result, complex):
        raise_runtime("INVALID_PROC_CALL")
    return made(DOUBLE, result)


def whole_quotient(left: Any, right: Any) -> Any:
    r"""`left \ right`: both sides rounded, the result cut off."""
    if left is VBNull or right is VBNull:
        return VBNull
    above, below = _whole_sides(left, right)
    quotient = abs(above) // abs(below)
    return made(_whole_kind(left, right), quotient if (above < 0) == (below < 0) else -quotient)


def remainder(left: Any, right: Any) -> Any:
    """`left Mod right`: with the sign of the left side."""
    if left is VBNull or right is VBNull:
        return VBNull
    above, below = _whole_sides(left, right)
    return made(_whole_kind(left, right), int(math.fmod(above, below)))


def negated(value: Any) -> Any:
    """`-value`."""
    if value is VBNull:
        return VBNull
    if isinstance(value, _DATES):
        return _engine._from_oaserial(-_days(value))  # noqa: SLF001
    return made(max(kind(value), INTEGER), -number(value))


def _days(value: Any) -> float:
    if isinstance(value, _DATES):
        return float(_engine._to_oaserial(value))  # noqa: SLF001
    return float(number(value))


def _of_both(operation: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    of = _common(kind(left), kind(right), multiplied=operation is operator.mul)
    first, second = number(left), number(right)
    if of == CURRENCY:
        return made(of, operation(Decimal(str(first)), Decimal(str(second))))
    if of > LONG:
        first, second = float(first), float(second)
    return made(of, operation(first, second))


def _common(one: int, other: int, *, multiplied: bool) -> int:
    """The kind of a sum, difference or product."""
    narrow, wide = sorted((one, other))
    if wide == CURRENCY and multiplied and narrow in {SINGLE, DOUBLE}:
        return DOUBLE
    return DOUBLE if (narrow, wide) == (LONG, SINGLE) else wide


def _whole_sides(left: Any, right: Any) -> tuple[int, int]:
    above, below = whole(left), whole(right)
    if below == 0:
        raise_runtime("DIVISION_BY_ZERO")
    return above, below


def _whole_kind(left: Any, right: Any) -> int:
    return min(max(kind(left), kind(right)), LONG)
