"""The interpreter: asppy's with the mended rules, a time limit, and nothing left behind.

asppy runs a statement through one long chain of tests; the table `_STATEMENTS` comes before it. Positions of
errors are those of the innermost statement of the page's own text.
"""

from __future__ import annotations

import time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

from ASPPY.ast_nodes import (
    Assign,
    BinaryOp,
    CallExpr,
    Concat,
    DoLoopStmt,
    DoWhileStmt,
    ForEachStmt,
    ForStmt,
    Ident,
    Index,
    Member,
    NewExpr,
    OnErrorResumeNextStmt,
    ParenExpr,
    ResponseWrite,
    SetAssign,
    UnaryOp,
    WhileStmt,
)
from ASPPY.server_object import VBScriptRegExp
from ASPPY.vb_runtime import vbs_cstr
from ASPPY.vm import interpreter as asppy
from ASPPY.vm.values import VBArray, VBEmpty, VBNothing

from adsiis.vbs.engine import (
    array_index,
    by_reference,
    chance,
    dates,
    deep_recursion,
    default_members,
    functions,
    holding,
    loops,
    object_required,
    operators,
    regular_expressions,
)
from adsiis.vbs.engine.deep_recursion import MAX_DEPTH
from adsiis.vbs.engine.err_object import Err
from adsiis.vbs.engine.error_clearing import on_error_resume_next
from adsiis.vbs.engine.errors import ScriptTimeoutError, as_script_error, error, named_error
from adsiis.vbs.engine.frames import Frames
from adsiis.vbs.engine.lexer import Elsewhere
from adsiis.vbs.engine.parser import Html, Parser
from adsiis.vbs.engine.program import Program
from adsiis.vbs.engine.response_name import Write, write
from adsiis.vbs.engine.wording import COMPILATION_ERRORS, COMPILATION_SOURCE, compilation, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LOOK = 64  # statements between two looks at the clock
_CONTROL: Final = (
    asppy._ExitFor,  # noqa: SLF001 - how asppy leaves loops and procedures
    asppy._ExitDo,  # noqa: SLF001
    asppy._ExitSelect,  # noqa: SLF001
    asppy._ExitFunction,  # noqa: SLF001
    asppy._ExitSub,  # noqa: SLF001
    asppy._ExitProperty,  # noqa: SLF001
)

for _mended in (array_index, dates, default_members, functions, regular_expressions):
    _mended.mend()


class Interpreter(asppy.VBInterpreter):  # type: ignore[misc] # asppy has no types
    """Runs parsed statements.

    Args:
        context: the intrinsic objects, as asppy's ExecutionContext holds them.
        names: the global names; it becomes this interpreter's own.
        deadline: when it must have ended, on the monotonic clock.

    Attributes:
        made: the objects and dictionaries this script made.
        max_depth: how many calls may nest.
        deadline: as given; it may be moved.
    """

    def __init__(self, context: Any, names: dict[str, Any], deadline: float) -> None:
        super().__init__(context, names)
        deep_recursion.allow()
        context.Interpreter = self
        self._locals_stack = Frames()
        self._this_stack: list[Any] = []
        self.on_error_resume_next: bool = False
        self._known = len(names)
        self._until_look = _LOOK
        self.made: WeakSet[Any] = WeakSet()
        self.deadline = deadline
        self.max_depth = MAX_DEPTH
        self._rnd_state = chance.START

    def run(self, program: Program) -> None:
        """Run a whole program: what it declares and defines, then its statements."""
        if program.explicit:
            self.option_explicit = True
            self._predeclare_dim_decls(self._frame(), program.declared)
        self._procs.update(program.procedures)
        self._classes.update(program.classes)
        self.env.update(program.procedures)
        self.env.update(program.classes)
        for stmt in program.statements:
            self.exec_stmt(stmt)

    def call(self, name: str) -> None:
        """Run a procedure without arguments, if there is one of that name."""
        procedure = self._procs.get(name.upper())
        if procedure is not None:
            self._invoke_user_proc(procedure, [])

    def exec_stmt(self, stmt: Any) -> None:
        """Run one statement; under On Error Resume Next its error goes into Err."""
        self._until_look -= 1
        if self._until_look < 0:
            self._look_at_the_clock(stmt)
        try:
            if len(self._locals_stack) > self.max_depth:
                raise error(28, "Out of stack space")  # noqa: TRY301 - as any error of the statement
            known = _STATEMENTS.get(stmt.__class__)
            if known is not None:
                known(self, stmt)
            else:
                self._exec_stmt_inner(stmt)
        except _CONTROL:
            raise
        except Exception as found:
            if not self.on_error_resume_next:
                _place(found, stmt)
                raise
            self._record_err(found)

    def _record_err(self, e: Exception) -> None:
        known = as_script_error(e)
        if isinstance(self.ctx.Err, Err):
            self.ctx.Err.take(told(known))
        else:
            super()._record_err(known)

    def release(self, kept: Iterable[Any] = ()) -> None:
        """End the script: its variables let go, its objects ended, and no circle left.

        Args:
            kept: what outlives the script, with all that it holds.

        Source: docs/behaviour.md, vbs-13.
        """
        for name in list(islice(reversed(self.env), max(0, len(self.env) - self._known))):
            self.env[name] = VBEmpty
        holding.let_go(self, self.made, kept)
        self.env.clear()
        self._procs.clear()
        self._classes.clear()
        self._this_stack.clear()
        self._locals_stack.clear()
        self.ctx.__dict__.clear()
        asppy._debug_tls.__dict__.clear()  # noqa: SLF001 - asppy's memory of this thread's last statement

    def _look_at_the_clock(self, stmt: Any) -> None:
        self._until_look = _LOOK
        if time.monotonic() > self.deadline:
            raise ScriptTimeoutError(getattr(stmt, "_pos", None))

    def _frame(self) -> dict[str, Any]:
        return self._locals_stack[-1] if self._locals_stack else self.env

    def _eval_member_ref(self, expr: Any) -> Any:
        """As asppy does; a property that takes no arguments is its value whatever it is given."""
        found = super()._eval_member_ref(object_required.member(self, expr))
        return partial(_itself, found) if hasattr(found, "vbs_ignores_arguments") else found

    def _make_byref(self, arg_expr: Any) -> Any:
        """As asppy does, but a function's name is its value, so that its errors are not lost."""
        found = by_reference.element(self, arg_expr)
        if found is not None:
            return found
        if arg_expr.__class__ is Ident and isinstance(self._get_var_raw(arg_expr.name), asppy._UserProc):  # noqa: SLF001
            raise error(13, "Type mismatch")
        if arg_expr.__class__ is Member:
            raise error(13, "A member of an object is passed by value")
        if arg_expr.__class__ is Ident:
            by_reference.declare(self, arg_expr.name)
        return super()._make_byref(arg_expr)

    def _set_ident(self, up: str, value: Any, *, is_set: bool = False) -> None:
        """As asppy does, but what goes wrong in a property that a class's own procedure sets is not lost."""
        if self._this_stack and default_members.is_property(self, up):
            self._this_stack[-1].vbs_set_member(self, up, value, is_set=is_set)
        else:
            super()._set_ident(up, value, is_set=is_set)

    _operand = default_members.operand
    _vbs_rnd = chance.rnd
    _vbs_randomize = chance.randomize

    @staticmethod
    def _parse_nested_source(code: Any, *, expression: bool = False) -> Any:
        try:
            parser = Parser(vbs_cstr(code), elsewhere=True)
            return parser.parse_expression() if expression else parser.parse_program()
        except COMPILATION_ERRORS as found:
            raise error(*compilation(found), COMPILATION_SOURCE) from None

    def _vbs_execute(self, code: str, is_global: bool) -> None:  # noqa: FBT001 - asppy's signature
        """Execute and ExecuteGlobal: a unit of its own; only the global one leaves the procedure."""
        kept = self._locals_stack, self._this_stack, self.option_explicit, self.on_error_resume_next
        if is_global:
            self._locals_stack, self._this_stack = Frames(), []
        self.option_explicit = self.on_error_resume_next = False
        try:
            self.run(Program(self._parse_nested_source(code)))
        finally:
            self._locals_stack, self._this_stack, self.option_explicit, self.on_error_resume_next = kept


def _place(found: Any, stmt: Any) -> None:
    """Note where an error was, unless a statement further in has done so."""
    position = getattr(found, "vbs_pos", None)
    if position is None or position.__class__ is Elsewhere:
        position = getattr(stmt, "_pos", None)
    found.vbs_pos = position


def _itself(value: Any, *_: object) -> Any:
    return value


def _html(interpreter: Any, stmt: Html) -> None:
    interpreter.ctx.Response.write_text(stmt.text)


def _value(interpreter: Any, stmt: Any) -> None:
    interpreter.ctx.Response.write(interpreter._operand(interpreter.eval_expr(stmt.expr)))  # noqa: SLF001


def _new(interpreter: Any, expr: Any) -> Any:
    """`New`: a class of the script, or RegExp, which is VBScript's own."""
    if expr.class_name.upper() == "REGEXP":
        return VBScriptRegExp()
    if expr.class_name.upper() not in interpreter._classes:  # noqa: SLF001 - asppy's own
        raise named_error(506, expr.class_name)
    return interpreter._eval_newexpr(expr)  # noqa: SLF001


def _member(interpreter: Any, expr: Any) -> Any:
    return interpreter._eval_member(object_required.member(interpreter, expr))  # noqa: SLF001


def _index(interpreter: Any, expr: Any) -> Any:
    """`name(1)` left of an assignment: whatever it would be on the right, a call too."""
    return interpreter._eval_callexpr(CallExpr(expr.obj, expr.args))  # noqa: SLF001


def _bracketed(interpreter: Any, expr: Any) -> Any:
    """`(expression)`: a value, so of an array a copy."""
    value = interpreter.eval_expr(expr.expr)
    return value.clone() if value.__class__ is VBArray else value


def _for_each(interpreter: Any, stmt: Any) -> None:
    """Run `For Each`: after the last turn the variable is empty, and a text is no collection."""
    every = interpreter.eval_expr(stmt.iterable)
    if every is VBNothing:
        raise named_error(91)
    if every.__class__ is str or not hasattr(every, "__iter__"):
        raise named_error(451)
    for each in every:
        interpreter._set_ident(stmt.var_name, each)  # noqa: SLF001
        try:
            for inner in stmt.body:
                interpreter.exec_stmt(inner)
        except asppy._ExitFor:  # noqa: SLF001
            return
    interpreter._set_ident(stmt.var_name, VBEmpty)  # noqa: SLF001


Interpreter._EXPR_DISPATCH = {  # noqa: SLF001
    **asppy.VBInterpreter._EXPR_DISPATCH,  # noqa: SLF001
    NewExpr: _new,
    Member: _member,
    Index: _index,
    ParenExpr: _bracketed,
    object_required.Held: object_required.held,
    BinaryOp: operators.binary,
    Concat: operators.joined,
    UnaryOp: operators.unary,
}
_STATEMENTS: Final[dict[type, Callable[[Any, Any], None]]] = {
    Html: _html,
    Write: write,
    ResponseWrite: _value,
    OnErrorResumeNextStmt: on_error_resume_next,
    Assign: object_required.assign,
    SetAssign: object_required.set_assign,
    ForEachStmt: _for_each,
    ForStmt: loops.for_loop,
    WhileStmt: loops.while_loop,
    DoWhileStmt: loops.while_loop,
    DoLoopStmt: loops.do_loop,
}
