"""Loops whose condition fails: under On Error Resume Next the next statement is the first one inside.

VBScript goes on with the statement behind the one that failed: behind the head of a loop that is its body,
behind a condition at the end it is what follows the loop. asppy leaves the loop in either case.
Source: docs/behaviour.md, vbs-31.
"""

from __future__ import annotations

from typing import Any

from ASPPY.ast_nodes import ForStmt
from ASPPY.vm import interpreter as _engine

from adsiis.vbs.engine.errors import named_error
from adsiis.vbs.engine.object_required import Held


def while_loop(interpreter: Any, stmt: Any) -> None:
    """Run `While ... Wend`, or `Do While ... Loop`."""
    while _holds(interpreter, stmt.cond, failing=True):
        if not _turn(interpreter, stmt.body):
            return


def do_loop(interpreter: Any, stmt: Any) -> None:
    """Run `Do ... Loop` with its condition at either end, or without one."""
    until = bool(stmt.is_until)
    if stmt.cond is None:
        while _turn(interpreter, stmt.body):
            pass
    elif stmt.post_test:
        while _turn(interpreter, stmt.body) and _holds(interpreter, stmt.cond, failing=until) != until:
            pass
    else:
        while _holds(interpreter, stmt.cond, failing=not until) != until and _turn(interpreter, stmt.body):
            pass


def for_loop(interpreter: Any, stmt: Any) -> None:
    """Run `For ... Next`; when one of its numbers fails, its body runs once."""
    try:
        numbers = [_number(interpreter, each) for each in (stmt.start, stmt.end, stmt.step)]
    except Exception as found:
        if not interpreter.on_error_resume_next:
            raise
        interpreter._record_err(found)  # noqa: SLF001 - asppy's own
        _once(interpreter, stmt.body)
        return
    interpreter._exec_stmt_inner(ForStmt(stmt.var_name, *map(Held, numbers), stmt.body))  # noqa: SLF001


def _number(interpreter: Any, expr: Any) -> Any:
    found = interpreter.eval_expr(expr)
    if _engine._try_number(found) is None:  # noqa: SLF001 - asppy's own
        raise named_error(13)
    return found


def _holds(interpreter: Any, condition: Any, *, failing: bool) -> bool:
    """Whether a condition holds; one that fails under On Error Resume Next is as said."""
    try:
        return bool(_engine._try_truthy(interpreter.eval_expr(condition)))  # noqa: SLF001 - asppy's own
    except Exception as found:
        if not interpreter.on_error_resume_next:
            raise
        interpreter._record_err(found)  # noqa: SLF001
        return failing


def _turn(interpreter: Any, body: Any) -> bool:
    """Run the body once; whether the loop goes on."""
    try:
        for stmt in body:
            interpreter.exec_stmt(stmt)
    except _engine._ExitDo:  # noqa: SLF001
        return False
    return True


def _once(interpreter: Any, body: Any) -> None:
    try:
        for stmt in body:
            interpreter.exec_stmt(stmt)
    except _engine._ExitFor:  # noqa: SLF001
        return
