"""`set /a`: whole numbers of 32 bits, as C reckons with them, and variables by their bare names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

    Get = Callable[[str], str | None]
    Set = Callable[[str, str], None]

DIVIDED_BY_ZERO: Final = 1073750993
_MISSING_OPERAND: Final = 1073750990
_MISSING_OPERATOR: Final = 1073750991
_BAD_NUMBER: Final = 1073750992

_TOKEN: Final = re.compile(
    r"\s*(?:(0[xX][0-9a-fA-F]+|\d\w*)|(<<=|>>=|<<|>>|[-+*/%&^|]=|[-+*/%&^|~!()=,])|([^\s+\-*/%&^|~!()=,<>\"]+))"
)
_ASSIGNING: Final = frozenset({"=", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "<<=", ">>="})
_LEVELS: Final = (("|",), ("^",), ("&",), ("<<", ">>"), ("+", "-"), ("*", "/", "%"))


def evaluate(text: str, get: Get, set_: Set) -> int:
    """The value of an expression, its assignments done; of several, joined by commas, the last.

    Raises CommandError. Source: docs/behaviour.md, batch-6.
    """
    return _Expression(text.replace('"', ""), get, set_).value()


class _Expression:
    def __init__(self, text: str, get: Get, set_: Set) -> None:
        self._tokens = _tokens(text)
        self._at = 0
        self._get = get
        self._set = set_

    def value(self) -> int:
        found = self._assigned()
        while self._take(","):
            found = self._assigned()
        if self._at < len(self._tokens):
            raise CommandError("Missing operator.", _MISSING_OPERATOR)
        return found

    def _assigned(self) -> int:
        if self._peek(1) not in _ASSIGNING:
            return self._level(0)
        name, operator = self._peek(), self._peek(1)
        self._at += 2
        found = self._assigned()
        if operator != "=":
            found = _reckon(operator[:-1], self._variable(name), found)
        self._set(name, str(found))
        return found

    def _level(self, level: int) -> int:
        if level == len(_LEVELS):
            return self._operand()
        found = self._level(level + 1)
        while self._peek() in _LEVELS[level]:
            operator = self._peek()
            self._at += 1
            found = _reckon(operator, found, self._level(level + 1))
        return found

    def _operand(self) -> int:
        word = self._peek()
        self._at += 1
        if word in {"-", "+", "~", "!"}:
            inner = self._operand()
            return _wrapped({"-": -inner, "+": inner, "~": ~inner, "!": int(not inner)}[word])
        if word == "(":
            found = self._assigned()
            if not self._take(")"):
                raise CommandError("Unbalanced parenthesis.", 1073750988)
            return found
        if not word or not (word[0].isalnum() or word[0] in "_$#@.:[]{}?'`\\"):
            raise CommandError("Missing operand.", _MISSING_OPERAND)
        return _number(word) if word[0].isdigit() else self._variable(word)

    def _variable(self, name: str) -> int:
        text = (self._get(name) or "").strip()
        match = re.match(r"([-+]?)(0[xX][0-9a-fA-F]+|\d+)", text)
        if match is None:
            return 0
        return _number(match[2], sign=-1 if match[1] == "-" else 1)

    def _peek(self, ahead: int = 0) -> str:
        return self._tokens[self._at + ahead] if self._at + ahead < len(self._tokens) else ""

    def _take(self, token: str) -> bool:
        found = self._peek() == token
        self._at += found
        return found


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise CommandError("Missing operand.", _MISSING_OPERAND)
        found.append(match[1] or match[2] or match[3])
        at = match.end()
    return found


def _number(text: str, sign: int = 1) -> int:
    try:
        if text[:2].lower() == "0x":
            return _wrapped(sign * int(text, 16))
        value = int(text, 8) if len(text) > 1 and text[0] == "0" else int(text, 10)
    except ValueError:
        raise CommandError(
            "Invalid number.  Numeric constants are either decimal (17), hexadecimal (0x11), or octal (021).",
            _BAD_NUMBER,
        ) from None
    if not -0x80000000 <= sign * value <= 0x7FFFFFFF:
        raise CommandError("Invalid number.  Numbers are limited to 32-bits of precision.", _BAD_NUMBER)
    return sign * value


def _reckon(operator: str, left: int, right: int) -> int:
    if operator in {"/", "%"}:
        if right == 0:
            raise CommandError("Divide by zero error.", DIVIDED_BY_ZERO)
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return _wrapped(quotient if operator == "/" else left - quotient * right)
    shift = right & 31
    return _wrapped(
        {
            "+": left + right,
            "-": left - right,
            "*": left * right,
            "&": left & right,
            "^": left ^ right,
            "|": left | right,
            "<<": left << shift,
            ">>": left >> shift,
        }[operator]
    )


def _wrapped(value: int) -> int:
    """The value as 32 bits hold it, with a sign."""
    return (value + 0x8000_0000) % 0x1_0000_0000 - 0x8000_0000
