"""Words of VBScript: what asppy's lexer does not know.

A page's HTML stands in its script as a mark and a number, so that text of any size costs one statement.
`.5` and `5.` are numbers, and so is `&HFFFF&`; a string ends on its line. A bracketed name may not
reach Python's own names, which start with an underscore.
"""

from __future__ import annotations

import re
from typing import Final

from ASPPY.lexer import Lexer as _Lexer
from ASPPY.lexer import LexerError, Token

HTML: Final = "\0"  # a mark, a number, a mark: the piece of HTML of that number
VALUE: Final = "\1"  # the expression behind it, to the end of its lines, is to be written
VALUE_END: Final = "\2"
_LINE_END: Final = re.compile("[\r\n]")


class Elsewhere(int):
    """A position in a text that is not the page: that of Execute or Eval."""

    __slots__ = ()


class Lexer(_Lexer):  # type: ignore[misc] # asppy has no types
    """asppy's lexer with the marks of pages. Source: docs/behaviour.md, vbs-9."""

    i: int

    def next_token(self) -> Token:
        """The next word."""
        self._skip_ws()
        start, first = self.i, self._peek()
        if first == HTML:
            end = self.text.index(HTML, start + 1)
            self.i = end + 1
            return Token("HTML", self.text[start + 1 : end], start)
        if first in {VALUE, VALUE_END} and first:
            self.i += 1
            return Token("VALUE" if first == VALUE else "NEWLINE", first, start)
        if first == "." and self.text[start + 1 : start + 2].isdigit():
            self.i += 1
            return Token("NUMBER", "0." + super().next_token().value, start)
        token = super().next_token()
        if first == "&" and token.kind == "NUMBER" and self._peek() == "&":
            self.i += 1
            return Token("NUMBER", _long(self.text[start + 2 : self.i - 1], self.text[start + 1]), start)
        if first.isdigit() and token.value.isdigit() and self._peek() == "." and not self._follows_point():
            self.i += 1
            return Token("NUMBER", token.value + ".0", start)
        if token.kind == "STRING" and first == '"' and _LINE_END.search(token.value):
            raise LexerError(f"Unterminated string literal at position {start}")
        if first == "[" and token.value.startswith("_"):
            token.value = " " + token.value
        return token

    def _follows_point(self) -> bool:
        following: str = self.text[self.i + 1 : self.i + 2]
        return following.isidentifier()


def _long(digits: str, letter: str) -> str:
    """The value of `&HFFFF&`, which is always a Long."""
    value = int(digits, 16 if letter in "Hh" else 8) & 0xFFFF_FFFF
    return str(value - 0x1_0000_0000 if value & 0x8000_0000 else value)


class ElsewhereLexer(Lexer):
    """A lexer of text that is not the page's, whose positions say nothing about the page."""

    def next_token(self) -> Token:
        """The next word."""
        token = super().next_token()
        token.pos = Elsewhere(token.pos)
        return token
