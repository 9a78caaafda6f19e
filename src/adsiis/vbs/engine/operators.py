"""The operators as the interpreter meets them: both sides worked out, objects by their default members.

asppy has one long chain of tests for all of them; here is a table. Source: docs/behaviour.md, vbs-19 to
vbs-22.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ASPPY.vb_runtime import vbs_cstr
from ASPPY.vm.values import VBNull

from adsiis.vbs.engine import arithmetic, logic
from adsiis.vbs.engine.comparison import SIGNS, compared, is_same
from adsiis.vbs.engine.default_members import value_of

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN: Final = frozenset({int, float, str, bool})
_OF_TWO: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "-": arithmetic.minus,
    "*": arithmetic.times,
    "/": arithmetic.divided,
    "^": arithmetic.power,
    "\\": arithmetic.whole_quotient,
    "MOD": arithmetic.remainder,
    "AND": logic.conjunction,
    "OR": logic.disjunction,
    "XOR": logic.difference,
    "EQV": logic.equivalence,
    "IMP": logic.implication,
}


def binary(interpreter: Any, expr: Any) -> Any:
    """The value of an expression with an operator between two sides."""
    left, right = interpreter.eval_expr(expr.left), interpreter.eval_expr(expr.right)
    sign = expr.op
    if sign not in _OF_TWO and sign not in SIGNS:
        sign = sign.upper()
        if sign == "IS":
            return is_same(left, right)
    if left.__class__ not in _PLAIN:
        left = value_of(interpreter, left)
    if right.__class__ not in _PLAIN:
        right = value_of(interpreter, right)
    known = _OF_TWO.get(sign)
    return compared(interpreter, expr, left, right) if known is None else known(left, right)


def joined(interpreter: Any, expr: Any) -> Any:
    """The value of `left & right`, and of `left + right`."""
    left, right = interpreter.eval_expr(expr.left), interpreter.eval_expr(expr.right)
    if left.__class__ not in _PLAIN:
        left = value_of(interpreter, left)
    if right.__class__ not in _PLAIN:
        right = value_of(interpreter, right)
    if expr.op != "&":
        return arithmetic.plus(left, right)
    if left is VBNull and right is VBNull:
        return VBNull
    if isinstance(left, bytes | bytearray) or isinstance(right, bytes | bytearray):
        return _octets(left) + _octets(right)
    return vbs_cstr(left) + vbs_cstr(right)


def unary(interpreter: Any, expr: Any) -> Any:
    """The value of `-value` and `Not value`."""
    value = value_of(interpreter, interpreter.eval_expr(expr.expr))
    return arithmetic.negated(value) if expr.op == "-" else logic.negation(value)


def _octets(value: Any) -> bytes:
    return (
        bytes(value) if isinstance(value, bytes | bytearray) else vbs_cstr(value).encode("latin-1", "replace")
    )
