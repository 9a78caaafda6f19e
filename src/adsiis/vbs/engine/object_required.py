"""Where an object is required: members of Empty and Nothing, and what Set assigns.

VBScript: a member of a variable without an object is error 424, of Nothing 91, and Set takes objects only.
asppy reads and sets members of Empty without a word and lets Set assign anything.
Source: docs/behaviour.md, vbs-16.
"""

from __future__ import annotations

from typing import Any, Final

from ASPPY.ast_nodes import Assign, CallExpr, Expr, Ident, Index, Member, SetAssign
from ASPPY.vm import interpreter as _engine
from ASPPY.vm.values import VBEmpty, VBNothing, VBNull

from adsiis.vbs.engine.default_members import value_of
from adsiis.vbs.engine.errors import named_error

_NO_OBJECTS: Final = (VBEmpty, VBNull, None)


class Held(Expr):  # type: ignore[misc] # asppy has no types
    """A value that is worked out already, standing where its expression stood."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def held(_: Any, expr: Held) -> Any:
    """The value of the expression."""
    return expr.value


def member(interpreter: Any, expr: Any) -> Any:
    """The member expression with its object worked out, which must be one."""
    if _is_field(interpreter, expr.obj):
        return expr
    return Member(Held(object_of(interpreter, expr.obj)), expr.name)


def object_of(interpreter: Any, expr: Any) -> Any:
    """The object an expression gives. Raises errors 424 and 91."""
    value = interpreter.eval_expr(expr)
    if value.__class__ is _engine._ByRef:  # noqa: SLF001 - asppy's own
        value = value.get()
    if value is VBNothing:
        raise named_error(91, spoken(expr))
    if value in _NO_OBJECTS:
        raise named_error(424, spoken(expr))
    return value


def spoken(expr: Any) -> str:
    """How a message calls what an expression names; empty for what has no name."""
    if isinstance(expr, CallExpr):
        return spoken(expr.callee)
    if isinstance(expr, Index):
        return spoken(expr.obj)
    name = expr.name if isinstance(expr, Ident | Member) else ""
    return "" if name.startswith("__") else name


def assign(interpreter: Any, stmt: Any) -> None:
    """Run `target = value`."""
    value, target = interpreter.eval_expr(stmt.expr), stmt.target
    if target.__class__ is Ident and target.name != "ERR":
        interpreter._set_ident(target.name, value_of(interpreter, value))  # noqa: SLF001 - asppy's own
        return
    if target.__class__ is Member:
        target = Member(Held(object_of(interpreter, target.obj)), target.name)
    interpreter._exec_stmt_inner(Assign(target, Held(value)))  # noqa: SLF001


def set_assign(interpreter: Any, stmt: Any) -> None:
    """Run `Set target = object`."""
    value = interpreter.eval_expr(stmt.expr)
    if not _engine._is_vb_object(value):  # noqa: SLF001
        raise named_error(424, spoken(stmt.expr) or _literal(value))
    target = stmt.target
    if target.__class__ is Ident:
        interpreter._set_ident(target.name, value, is_set=True)  # noqa: SLF001
        return
    if target.__class__ is Member:
        target = Member(Held(object_of(interpreter, target.obj)), target.name)
    interpreter._exec_stmt_inner(SetAssign(target, Held(value)))  # noqa: SLF001


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return f'[string: "{value}"]'
    return f"[number: {value}]" if isinstance(value, int | float) else ""


def _is_field(interpreter: Any, expr: Any) -> bool:
    """Whether asppy must see the expression itself: `records("field").Member` means the field."""
    named = getattr(expr, "callee", getattr(expr, "obj", None))
    if not isinstance(expr, CallExpr | Index) or not isinstance(named, Ident):
        return False
    return type(interpreter._get_var_quiet(named.name)).__name__ == "ADORecordset"  # noqa: SLF001
