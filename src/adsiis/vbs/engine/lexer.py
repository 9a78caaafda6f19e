"""Words of VBScript: what asppy's lexer does not know.

A page's HTML stands in its script as a mark and a number, so that text of any size costs one statement.
`.5` is a number. A bracketed name may not reach Python's own names, which start with an underscore.
"""

from __future__ import annotations

from typing import Final

from ASPPY.lexer import Lexer as _Lexer
from ASPPY.lexer import Token

HTML: Final = "\0"  # a mark, a number, a mark: the piece of HTML of that number
VALUE: Final = "\1"  # the expression behind it, to the end of its lines, is to be written
VALUE_END: Final = "\2"


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
        if first == "[" and token.value.startswith("_"):
            token.value = " " + token.value
        return token


class ElsewhereLexer(Lexer):
    """A lexer of text that is not the page's, whose positions say nothing about the page."""

    def next_token(self) -> Token:
        """The next word."""
        token = super().next_token()
        token.pos = Elsewhere(token.pos)
        return token
