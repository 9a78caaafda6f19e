"""Conditional compilation: `@if`, `@set` and the variables that start with `@`.

They stand in comments, `/*@cc_on ... @*/`, so that other engines do not see them. The reader of words asks
here what a variable is, and whether a test holds. Source: docs/behaviour.md, jscript-12.
"""

from __future__ import annotations

import math
import re
from typing import Final

from adsiis.scripting.jscript.wording import CompilationError

VERSION: Final = 5.8
BUILD: Final = 16384

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?)|@(?P<name>\w+)|(?P<word>true|false|Infinity|NaN)\b"
    r"|(?P<operator>\|\||&&|===|!==|==|!=|<=|>=|<<|>>>?|[-+*/%<>!~()&|^]))"
)
_LEVELS: Final = (
    ("||",),
    ("&&",),
    ("|",),
    ("^",),
    ("&",),
    ("===", "!==", "==", "!="),
    ("<", ">", "<=", ">="),
    ("<<", ">>", ">>>"),
    ("+", "-"),
    ("*", "/", "%"),
)


class Variables:
    """The variables of conditional compilation; one that was never set is NaN."""

    def __init__(self) -> None:
        self._values: dict[str, float] = {
            "_win32": 1,
            "_x86": 1,
            "_jscript": 1,
            "_jscript_version": VERSION,
            "_jscript_build": BUILD,
        }

    def __getitem__(self, name: str) -> float:
        """The value of a variable."""
        return self._values.get(name, math.nan)

    def __setitem__(self, name: str, value: float) -> None:
        """Set a variable."""
        self._values[name] = value

    def written(self, name: str) -> str:
        """A variable as a script would write its value."""
        value = self[name]
        if name in {"_win32", "_x86", "_jscript"}:
            return "true"
        return "NaN" if math.isnan(value) else repr(int(value) if value == int(value) else value)

    def worked_out(self, text: str, at: int) -> tuple[float, int]:
        """The value of the expression that starts at a position, and where it ends."""
        reader = _Expression(self, text, at)
        return (reader.operand() if text[at:].lstrip()[:1] == "(" else reader.level(0)), reader.end


class _Expression:
    """A constant expression, worked out while it is read."""

    def __init__(self, variables: Variables, text: str, at: int) -> None:
        self._variables = variables
        self._text = text
        self.end = at

    def level(self, depth: int) -> float:
        if depth == len(_LEVELS):
            return self.operand()
        left = self.level(depth + 1)
        while True:
            found = self._next()
            if found is None or found["operator"] not in _LEVELS[depth]:
                return left
            self.end = found.end()
            left = _joined(found["operator"], left, self.level(depth + 1))

    def operand(self) -> float:
        found = self._next()
        if found is None:
            raise CompilationError(1031, self.end)
        self.end = found.end()
        if found["number"]:
            return (
                float(int(found["number"], 16))
                if found["number"][:2] in {"0x", "0X"}
                else float(found["number"])
            )
        if found["name"]:
            return self._variables[found["name"]]
        if found["word"]:
            return {"true": 1.0, "false": 0.0, "Infinity": math.inf}.get(found["word"], math.nan)
        return self._after(found["operator"])

    def _after(self, operator: str) -> float:
        if operator == "(":
            value = self.level(0)
            found = self._next()
            if found is None or found["operator"] != ")":
                raise CompilationError(1006, self.end)
            self.end = found.end()
            return value
        if operator not in {"!", "-", "+", "~"}:
            raise CompilationError(1031, self.end)
        value = self.operand()
        if operator == "!":
            return float(not _true(value))
        return {"-": -value, "+": value}.get(operator, float(~_whole(value)))

    def _next(self) -> re.Match[str] | None:
        return _TOKEN.match(self._text, self.end)


def _joined(operator: str, left: float, right: float) -> float:
    if operator in {"||", "&&"}:
        return (left if _true(left) else right) if operator == "||" else (right if _true(left) else left)
    if operator == "/":
        return left / right if right else math.nan
    if operator == "%":
        return math.fmod(left, right) if right else math.nan
    if operator in {"+", "-", "*"}:
        return {"+": left + right, "-": left - right, "*": left * right}[operator]
    whole = _whole(left), _whole(right)
    return float({
        "==": left == right,
        "===": left == right,
        "!=": left != right,
        "!==": left != right,
        "<": left < right,
        ">": left > right,
        "<=": left <= right,
        ">=": left >= right,
        "|": whole[0] | whole[1],
        "&": whole[0] & whole[1],
        "^": whole[0] ^ whole[1],
        "<<": whole[0] << (whole[1] & 31),
        ">>": whole[0] >> (whole[1] & 31),
        ">>>": (whole[0] & 0xFFFF_FFFF) >> (whole[1] & 31),
    }[operator])  # fmt: skip


def _true(value: float) -> bool:
    return bool(value) and not math.isnan(value)


def _whole(value: float) -> int:
    return int(value) if math.isfinite(value) else 0
