"""Errors inside a script: what ends one past On Error Resume Next, and how others look in the Err object.

asppy shows a Python error as 0x80004005. VBScript has numbers for the common ones, and scripts test them.
Source: docs/behaviour.md, vbs-10 and vbs-11.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ASPPY.vb_errors import VBScriptError
from ASPPY.vb_runtime import VBScriptCOMError, VBScriptRuntimeError

E_FAIL: Final = -2147467259

_NUMBERS: Final[dict[type[BaseException], tuple[int, str]]] = {
    IndexError: (9, "Subscript out of range"),
    MemoryError: (7, "Out of memory"),
    RecursionError: (28, "Out of stack space"),
    ZeroDivisionError: (11, "Division by zero"),
    OverflowError: (6, "Overflow"),
    ValueError: (13, "Type mismatch"),
}
_TEXTS: Final = {
    "Assignment to constant": 501,
    "For Each target is not iterable": 451,
    "Target is not index-assignable": 13,
}


class Interrupted(BaseException):
    """Ends the running script at once; no On Error Resume Next holds it up, hence no Exception."""


class ScriptTimeoutError(Interrupted):
    """The script ran longer than it may."""

    def __init__(self, position: int | None = None) -> None:
        super().__init__()
        self.vbs_pos = position


def error(number: int, description: str, source: str = "") -> Any:
    """An error as scripts meet it in Err; numbers above 0x7FFFFFFF are HRESULTs and read negative."""
    signed = number - 0x1_0000_0000 if number > 0x7FFF_FFFF else number
    return VBScriptCOMError(signed, description, source)


def unknown_member(name: str) -> Any:
    """Error 438 for a member an object does not have."""
    return error(438, f"Object doesn't support this property or method: '{name}'")


def as_script_error(found: Exception) -> Exception:
    """A Python error as the error VBScript knows for it; errors of the engine as they are."""
    definition: Any = getattr(found, "error_def", None)
    if isinstance(found, VBScriptCOMError) or (definition is not None and definition.number):
        return found
    if isinstance(found, VBScriptRuntimeError | VBScriptError):
        return _at(found, error(*_named(str(found))))
    if isinstance(found, TypeError):
        counts = "argument" in str(found)
        return _at(found, error(450, "Wrong number of arguments") if counts else error(13, "Type mismatch"))
    for kind, (number, description) in _NUMBERS.items():
        if isinstance(found, kind):
            return _at(found, error(number, description))
    return _at(found, error(E_FAIL, str(found) or type(found).__name__))


def _named(text: str) -> tuple[int, str]:
    """The number of an engine error that carries none, by its text."""
    from ASPPY.vb_errors import RUNTIME_ERRORS

    for beginning, number in _TEXTS.items():
        if text.startswith(beginning):
            return number, text
    for known in RUNTIME_ERRORS.values():
        if text.lower().startswith(known.description.lower()):
            return known.number, text
    return E_FAIL, text


def _at(found: Exception, made: Any) -> Exception:
    made.vbs_pos = getattr(found, "vbs_pos", None)
    known: Exception = made
    return known


def compilation_text(found: Exception) -> str:
    """What a parser says is wrong, without the position, which is shown as a place."""
    return re.sub(r" at position \d+$", "", str(found))
