"""Arguments passed by reference: variables that are not declared, elements of arrays, and methods of objects.

VBScript passes a variable by reference even where the call is the first that names it, and the element of an
array likewise; asppy passes a copy of both. A host's method that gives values back through its arguments is a
`ByRefMethod`: it gets a Cell for each of those. Source: docs/behaviour.md, vbs-14 and vbs-15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ASPPY.ast_nodes import CallExpr, Ident, Index
from ASPPY.vm.interpreter import _BoundMethod, _ByRef
from ASPPY.vm.values import VBArray, VBEmpty

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


class Cell:
    """A variable of the script as a method of the host sees it: read it, and set it."""

    __slots__ = ("_place",)

    def __init__(self, place: Any) -> None:
        self._place = place

    @property
    def value(self) -> Any:
        """What the variable holds."""
        return self._place.get()

    @value.setter
    def value(self, new: Any) -> None:
        self._place.set(new)


class ByRefMethod(_BoundMethod):  # type: ignore[misc] # asppy has no types
    """A method of the host that sets some of its arguments.

    Args:
        call: the method; it gets a Cell for each argument it sets.
        places: which arguments those are, from 0.
    """

    def __init__(
        self, call: Callable[..., Any], places: Collection[int]
    ) -> None:  # asppy's own is for classes
        self._call = call
        self._places = places

    def __call__(self, *arguments: Any) -> Any:
        """Call it with values alone: what it gives back is lost."""
        return self._call(*(Cell(_Lost()) if i in self._places else a for i, a in enumerate(arguments)))

    def __vbs_invoke__(self, interpreter: Any, expressions: list[Any]) -> Any:
        """Call it as asppy calls a procedure of a class: with what is written as arguments."""
        given = [
            Cell(reference(interpreter, expression) or _Lost())
            if i in self._places
            else interpreter.eval_expr(expression)
            for i, expression in enumerate(expressions)
        ]
        return self._call(*given)

    @property
    def _kind(self) -> str:
        return "FUNCTION"

    @property
    def _param_count(self) -> int:
        return 1


class _Lost:
    """Stands for the variable where an expression was written."""

    def get(self) -> Any:
        return VBEmpty

    def set(self, value: Any) -> None:
        pass


def reference(interpreter: Any, expression: Any) -> Any:
    """What an argument refers to, in asppy's form; None for an expression that is no place."""
    if isinstance(expression, Ident):
        return interpreter._make_byref(expression)  # noqa: SLF001 - asppy's own
    return element(interpreter, expression)


def element(interpreter: Any, expression: Any) -> Any:
    """The reference to an element of an array, or None: `a(1)` is written as a call is."""
    if not isinstance(expression, CallExpr | Index):
        return None
    named = expression.callee if isinstance(expression, CallExpr) else expression.obj
    if not isinstance(named, Ident) or not expression.args or None in expression.args:
        return None
    array = interpreter._get_var_quiet(named.name)  # noqa: SLF001 - asppy's own
    if not isinstance(array, VBArray):
        return None
    at = [interpreter.eval_expr(index) for index in expression.args]
    return _ByRef(lambda: array.__vbs_index_get__(at), lambda value: array.__vbs_index_set__(at, value))


def declare(interpreter: Any, name: str) -> None:
    """Make the variable that an argument names for the first time."""
    known = interpreter._has_var(name) or name in interpreter._procs  # noqa: SLF001
    inside = interpreter._this_stack and interpreter._this_stack[-1]._vbs_has_member(interpreter, name)  # noqa: SLF001
    if not known and not inside and not interpreter.option_explicit:
        interpreter._frame()[name] = VBEmpty  # noqa: SLF001
