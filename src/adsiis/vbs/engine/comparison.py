"""Comparisons: numbers with numbers, texts with texts, and a text beside a number.

A literal is hard, everything else soft. Between a text and a number the soft side becomes what the hard one
is; two literals are compared as numbers; of two soft sides the number is the smaller, whatever it is.
asppy compares as numbers whatever looks like one. Source: docs/behaviour.md, vbs-22.
"""

from __future__ import annotations

import datetime as dt
import operator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ASPPY.ast_nodes import BoolLit, Ident, NumberLit, ParenExpr, StringLit, UnaryOp
from ASPPY.vb_errors import VBScriptError, raise_runtime
from ASPPY.vb_runtime import vbs_cstr
from ASPPY.vm import interpreter as _engine
from ASPPY.vm.values import VBArray, VBEmpty, VBNull

from adsiis.vbs.engine.errors import named_error
from adsiis.vbs.engine.kinds import number

if TYPE_CHECKING:
    from collections.abc import Callable

_TESTS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
SIGNS: Final = frozenset(_TESTS)
_LITERALS: Final = (NumberLit, StringLit, BoolLit)
_DATES: Final = (dt.datetime, dt.date, dt.time)
_ALIKE: Final = frozenset({int, float, str, bool})


def compared(interpreter: Any, expr: Any, left: Any, right: Any) -> Any:
    """The value of `left sign right`."""
    if left.__class__ is right.__class__ and left.__class__ in _ALIKE:
        if left.__class__ is bool:
            left, right = -left, -right
        return _TESTS[expr.op](left, right)
    if left is VBNull or right is VBNull:
        return VBNull
    if isinstance(left, VBArray) or isinstance(right, VBArray):
        raise_runtime("TYPE_MISMATCH")
    if isinstance(left, _DATES) or isinstance(right, _DATES):
        return _engine._compare(expr.op, left, right)  # noqa: SLF001 - asppy's own
    return _TESTS[expr.op](*_sides(interpreter, expr, left, right))


def is_same(left: Any, right: Any) -> bool:
    """The value of `left Is right`; error 424 when one is no object."""
    if not (_engine._is_vb_object(left) and _engine._is_vb_object(right)):  # noqa: SLF001
        raise named_error(424)
    return left is right


def _sides(interpreter: Any, expr: Any, left: Any, right: Any) -> tuple[Any, Any]:
    """Both sides as what they are compared as."""
    texts = isinstance(left, str), isinstance(right, str)
    if not any(texts):
        return _exact(left), _exact(right)
    if all(texts) or left is VBEmpty or right is VBEmpty:
        return vbs_cstr(left), vbs_cstr(right)
    hard = _is_hard(interpreter, expr.left), _is_hard(interpreter, expr.right)
    text, other = (0, 1) if texts[0] else (1, 0)
    if hard[text] and not hard[other]:
        return vbs_cstr(left), vbs_cstr(right)
    as_number = _number((left, right)[text]) if hard[other] else None
    sides: list[Any] = [_exact(left) if other == 0 else as_number, _exact(right) if other == 1 else as_number]
    if as_number is None:
        sides[text], sides[other] = 1, 0
    return sides[0], sides[1]


def _number(text: str) -> Any:
    try:
        return _exact(number(text))
    except VBScriptError:
        return None


def _exact(value: Any) -> Any:
    found = number(value)
    return float(found) if isinstance(found, Decimal) else found


def _is_hard(interpreter: Any, expr: Any) -> bool:
    while isinstance(expr, ParenExpr | UnaryOp):
        expr = expr.expr
    if isinstance(expr, Ident):
        return expr.name in interpreter._consts  # noqa: SLF001
    return isinstance(expr, _LITERALS)
