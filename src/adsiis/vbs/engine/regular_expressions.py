r"""RegExp: patterns as VBScript reads them, by Python's engine.

`$` is the very end of the text unless MultiLine is set, a set such as `[\w-.]` holds a dash, a letter behind
a backslash that means nothing stands for itself, and a group that took no part is Empty. What does not
compile has VBScript's numbers, 5017 to 5021. Source: docs/behaviour.md, vbs-29.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ASPPY.server_object import (
    VBScriptRegExp,
    VBScriptRegExpMatch,
    VBScriptRegExpMatches,
    VBScriptRegExpSubMatches,
)
from ASPPY.vb_runtime import vbs_cstr
from ASPPY.vm.values import VBEmpty

from adsiis.vbs.engine.errors import named_error

_PIECE: Final = re.compile(r"\\(.)|\[(\^?(?:\\.|[^\]\\])*)\]|\$", re.DOTALL)
_IN_SET: Final = re.compile(r"\\.|\[", re.DOTALL)
_KNOWN: Final = frozenset("bBcdDfknrsStuvwWx")
_SET_AND_DASH: Final = re.compile(r"(\\[dDsSwW])-(?!$)")
_ERRORS: Final = (
    ("missing )", 5020),
    ("unterminated character set", 5019),
    ("nothing to repeat", 5018),
    ("multiple repeat", 5018),
    ("bad character range", 5021),
)


def mend() -> None:
    """Let asppy's RegExp do so."""
    VBScriptRegExp._compile = _compiled  # noqa: SLF001 - what is mended
    VBScriptRegExp.Execute = _execute
    names = {VBScriptRegExp: "IRegExp2", VBScriptRegExpMatch: "IMatch2"}
    names |= {VBScriptRegExpMatches: "IMatchCollection2", VBScriptRegExpSubMatches: "ISubMatches"}
    for kind, name in names.items():
        kind.__vbs_typename__ = lambda _, name=name: name


def pattern(written: str, *, lines: bool) -> str:
    """A pattern of VBScript as Python writes it.

    Args:
        written: the pattern.
        lines: whether `$` is also the end of a line.
    """

    def piece(found: re.Match[str]) -> str:
        whole, letter, inside = found[0], found[1], found[2]
        if whole == "$":
            return whole if lines else r"\Z"
        if letter is not None:
            return letter if letter.isascii() and letter.isalpha() and letter not in _KNOWN else whole
        dashed = _SET_AND_DASH.sub(r"\1\\-", inside)
        return f"[{_IN_SET.sub(_in_set, dashed)}]"

    return _PIECE.sub(piece, written)


def _in_set(found: re.Match[str]) -> str:
    return r"\[" if found[0] == "[" else found[0]


def _compiled(self: Any) -> re.Pattern[str]:
    lines = bool(self.MultiLine)
    flags = (re.IGNORECASE if self.IgnoreCase else 0) | (re.MULTILINE if lines else 0)
    try:
        return re.compile(pattern(vbs_cstr(self.Pattern), lines=lines), flags)
    except re.error as wrong:
        number = next((number for said, number in _ERRORS if str(wrong).startswith(said)), 5017)
        raise named_error(number) from None


def _execute(self: Any, text: Any) -> Any:
    shown = vbs_cstr(text)
    found = _compiled(self).finditer(shown)
    first = list(found) if self.Global else [each for each, _ in zip(found, range(1), strict=False)]
    return VBScriptRegExpMatches([
        VBScriptRegExpMatch(each[0], each.start(), each.end() - each.start(), each.groups(VBEmpty))
        for each in first
    ])  # fmt: skip
