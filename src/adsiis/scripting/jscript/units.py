"""The texts that run, and where in them an error was.

The engine counts the lines of what it was given. Each text begins at lines of its own, so that a line tells
the text and the statement; lines before the first are the prelude's. Source: docs/behaviour.md, jscript-8.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.scripting.jscript.emitting import Written, written
from adsiis.scripting.jscript.statements import parsed
from adsiis.scripting.jscript.wording import COMPILATION_SOURCE, RUNTIME, CompilationError, hresult
from adsiis.vbs.engine.errors import error

if TYPE_CHECKING:
    from adsiis.scripting.cscript.failures import Text
    from adsiis.scripting.jscript.tree import Statement

_FIRST: Final = 1000
_FRAME: Final = re.compile(r"<input>:(\d+)")
_READ: Final = re.compile(r"cannot (?:read|set) property '(.*)' of (?:undefined|null)", re.DOTALL)
_UNDEFINED: Final = re.compile(r"'?([^\s']+)'? is not defined")
_REGEX: Final = ((r"expecting '\)'", 5020), ("nothing to repeat", 5018), (r"class", 5021), (r"\]", 5019))
_NATIVE: Final = (
    ("Maximum call stack", 28),
    ("out of memory", 7),
    ("not a function", 5002),
    ("invalid 'instanceof'", 5002),
    ("invalid 'in'", 5007),
    ("cannot convert to object", 5007),
    ("invalid number of digits", 5026),
    ("number of digits", 5026),
    ("invalid array length", 5029),
    ("read-only", 5008),
)


class Place(NamedTuple):
    """Where something is.

    Attributes:
        path: the file as scripts see it.
        line: from 1.
        column: from 1.
        text: the line.
    """

    path: str
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that runs.

    Attributes:
        path: the file as scripts see it.
        text: the text of the file.
        statements: what it says.
        first_line: the line it begins with, as the engine counts.
        written: what the engine runs.
    """

    path: str
    text: Text
    statements: tuple[Statement, ...]
    first_line: int
    written: Written

    @property
    def code(self) -> str:
        """What the engine is given."""
        return "\n" * (self.first_line - 1) + self.written.text


class Units:
    """All texts of a script."""

    def __init__(self, *, traced: bool = False) -> None:
        self._units: list[Unit] = []
        self._next = _FIRST
        self._traced = traced

    def add(self, path: str, text: Text, code: str) -> Unit:
        """Take in a text; `code` is what of it is JScript, at the same positions. Raises CompilationError."""
        statements = parsed(code)
        made = written(statements, first_line=self._next, traced=self._traced)
        unit = Unit(path, text, statements, self._next, made)
        self._next += len(made.places) + 1
        self._units.append(unit)
        return unit

    def inner(self, code: str, *, within_function: bool) -> str:
        """Code that the script makes, as the engine runs it. Raises an error 1002 and its like."""
        try:
            return written(parsed(code, within_function=within_function), first_line=0).text
        except CompilationError as wrong:
            raise error(hresult(wrong.number), str(wrong), COMPILATION_SOURCE) from None

    def place(self, line: int, stack: str = "") -> Place | None:
        """The place of a line, else of the innermost one in a stack; None when that is nowhere."""
        for number in (line, *map(int, _FRAME.findall(stack))):
            unit = self._of(number)
            if unit is not None:
                at = unit.text.place(unit.written.places[number - unit.first_line])
                return Place(unit.path, *at, unit.text.line(at[0]))
        return None

    def explained(self, stack: str, message: str) -> tuple[int, str] | None:
        """The number and text JScript has for an error of the engine; None for one of the script's own."""
        lines = [int(line) for line in _FRAME.findall(stack)]
        known = ((self._of(one), one) for one in lines)
        unit, line = next((each for each in known if each[0] is not None), (None, 0))
        kind, _, said = message.partition(": ")
        found = _READ.match(said)
        if found:
            base = unit.written.bases.get((line, found[1]), "") if unit else ""
            return 5007, f"'{base}' is null or not an object" if base else RUNTIME[5007]
        found = _UNDEFINED.match(said)
        if found and kind == "ReferenceError":
            called = unit is not None and (line, found[1]) in unit.written.called
            return (5007, RUNTIME[5007]) if called else (5009, RUNTIME[5009].format(found[1]))
        number = _number(kind, said)
        return (number, RUNTIME[number]) if number else None

    def _of(self, line: int) -> Unit | None:
        for unit in self._units:
            if unit.first_line <= line < unit.first_line + len(unit.written.places):
                return unit
        return None


def own_error(number: int) -> dict[str, object]:
    """An error of JScript's own, as the prelude makes it."""
    return {"number": hresult(number), "description": RUNTIME[number], "source": None, "kind": "TypeError"}


def _number(kind: str, said: str) -> int:
    if kind == "URIError":
        return 5025 if "hex" in said or "utf" in said.lower() else 5024
    if kind == "SyntaxError":
        return next((number for pattern, number in _REGEX if re.search(pattern, said)), 5017)
    return next((number for text, number in _NATIVE if text in said), 0)
