"""Response is a name like any other: a script may have a variable called so.

asppy's grammar knows `Response.` and refuses the name elsewhere. Here every statement is read alike, and only
`Response.Write x` keeps a statement of its own, which asks at run time whether Response is the page's.
Source: docs/behaviour.md, vbs-6.
"""

from __future__ import annotations

from typing import Any

from ASPPY.ast_nodes import CallExpr, Ident, Member, Stmt
from ASPPY.parser import Parser as _Parser


class Write(Stmt):  # type: ignore[misc] # asppy has no types
    """`Response.Write value`, with the call it stands for."""

    def __init__(self, call: Any) -> None:
        self.value = call.args[0]
        self.call = call


class ResponseName(_Parser):  # type: ignore[misc]
    """A parser that reads statements on Response, and on the object of With, like all others."""

    def _parse_stmt(self, with_target: object = None) -> Any:  # noqa: ARG002 - asppy's signature
        self._skip_seps()
        if self.tok.kind == "DOT" or (self.tok.kind == "IDENT" and self.tok.value.upper() == "RESPONSE"):
            return _written(self._parse_generic_stmt())
        return super()._parse_stmt(None)


def _written(stmt: Any) -> Any:
    call = getattr(stmt, "expr", None)
    if not isinstance(call, CallExpr) or len(call.args) != 1 or not isinstance(call.callee, Member):
        return stmt
    on = call.callee.obj
    named = isinstance(on, Ident) and on.name == "RESPONSE" and call.callee.name == "WRITE"
    return Write(call) if named else stmt


def write(interpreter: Any, stmt: Write) -> None:
    """Run the statement: straight to the page's Response, or a call of whatever has its name."""
    response = interpreter.ctx.Response
    if interpreter._get_var_raw("RESPONSE") is response:  # noqa: SLF001 - the engine's own look-up
        response.write(interpreter._operand(interpreter.eval_expr(stmt.value)))  # noqa: SLF001
    else:
        interpreter.eval_expr(stmt.call)
