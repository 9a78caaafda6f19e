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

_NUMBERS: Final[dict[type[BaseException], int]] = {
    IndexError: 9,
    MemoryError: 7,
    RecursionError: 28,
    ZeroDivisionError: 11,
    OverflowError: 6,
    ValueError: 13,
}
_TEXTS: Final = {
    "Assignment to constant": 501,
    "For Each target is not iterable": 451,
    "ReDim bound must be numeric": 13,
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


def named_error(number: int, about: str = "") -> Any:
    """An error with VBScript's text; a host shows the name it is about behind it."""
    from adsiis.vbs.engine.wording import runtime_text

    made = error(number, runtime_text(number))
    made.vbs_about = about
    return made


def unknown_member(name: str) -> Any:
    """Error 438 for a member an object does not have."""
    return named_error(438, name)


def as_script_error(found: Exception) -> Exception:
    """A Python error as the error VBScript knows for it; errors of the engine as they are."""
    definition: Any = getattr(found, "error_def", None)
    if isinstance(found, VBScriptCOMError) or (definition is not None and definition.number):
        return found
    if isinstance(found, VBScriptRuntimeError | VBScriptError):
        return _at(found, error(*_named(str(found))))
    if isinstance(found, TypeError):
        return _at(found, named_error(450 if "argument" in str(found) else 13))
    for kind, number in _NUMBERS.items():
        if isinstance(found, kind):
            return _at(found, named_error(number))
    return _at(found, error(E_FAIL, str(found) or type(found).__name__))


def _named(text: str) -> tuple[int, str]:
    """The number of an engine error that carries none, by its text, and VBScript's words for it."""
    from adsiis.vbs.engine.wording import RUNTIME

    for beginning, number in _TEXTS.items():
        if text.startswith(beginning):
            return number, RUNTIME[number]
    for number, known in RUNTIME.items():
        if text.lower().startswith(known.lower()):
            return number, text
    return E_FAIL, text


def _at(found: Exception, made: Any) -> Exception:
    made.vbs_pos = getattr(found, "vbs_pos", None)
    known: Exception = made
    return known


def compilation_text(found: Exception) -> str:
    """What a parser says is wrong, without the position, which is shown as a place."""
    return re.sub(r" at position \d+$", "", str(found))
