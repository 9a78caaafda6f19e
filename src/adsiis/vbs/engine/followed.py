"""Lines of a page as frames of Python, while somebody follows what the process does.

tracemalloc, tracers and profilers know functions of Python alone: to them every page is the interpreter's
own lines. So while one of them is on, a statement runs through a function whose file and line are its own.
Source: docs/behaviour.md, vbs-32.
"""

from __future__ import annotations

import sys
import tracemalloc
from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, Protocol

from adsiis.vbs.engine.interpreter import Interpreter
from adsiis.vbs.engine.lexer import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST: Final = 100
"""Calls that nest deeper have no frames of their own, so that recursion may go as deep as ever."""
_MOST_LINES: Final = 10_000
_THROUGH: Final = (lambda run, stmt: run(stmt)).__code__


class _Place(Protocol):
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


def is_followed() -> bool:
    """Whether somebody follows the allocations of this process, or the lines or calls of this thread."""
    return tracemalloc.is_tracing() or sys.gettrace() is not None or sys.getprofile() is not None


class FollowedInterpreter(Interpreter):
    """Runs each statement in a frame of the statement's own file and line.

    Args:
        place: where a position of the script is.
    """

    def __init__(
        self, context: Any, names: dict[str, Any], deadline: float, place: Callable[[int], _Place]
    ) -> None:
        super().__init__(context, names, deadline)
        self._place = place

    def exec_stmt(self, stmt: Any) -> None:
        """Run one statement."""
        if len(self._locals_stack) > _DEEPEST:
            self.exec_stmt = super().exec_stmt  # type: ignore[method-assign]  # for all within, without a frame more
            try:
                self.exec_stmt(stmt)
            finally:
                del self.exec_stmt
            return
        position = getattr(stmt, "_pos", None)
        if position is None or position.__class__ is Elsewhere:
            super().exec_stmt(stmt)
            return
        place = self._place(position)
        _at(place.file, place.line)(super().exec_stmt, stmt)


@lru_cache(_MOST_LINES)
def _at(file: str, line: int) -> Callable[[Callable[[Any], None], Any], None]:
    """A function that stands at a line of a file and runs a statement."""
    return FunctionType(_THROUGH.replace(co_filename=file, co_firstlineno=line, co_name="page"), {})
