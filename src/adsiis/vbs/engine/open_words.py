"""Words that are keywords in one place and names elsewhere, `Let`, and the sign `+`.

asppy reserves Property, Step and Explicit everywhere, and does not know `Let x = 5` nor `a * +b`.
Source: docs/behaviour.md, vbs-27.
"""

from __future__ import annotations

from typing import Any, Final

from ASPPY.parser import Parser as _Parser

_OPEN: Final = frozenset({"PROPERTY", "STEP", "EXPLICIT", "DEFAULT"})
_NAMED: Final = frozenset({"EQ", "LPAREN", "DOT"})


class OpenWords(_Parser):  # type: ignore[misc] # asppy has no types
    """A parser that reads those words as names where they stand as such."""

    def _parse_stmt(self, with_target: object = None) -> Any:
        self._skip_seps()
        if self.tok.kind == "LET":
            self._eat("LET")
        elif self.tok.kind in _OPEN and self._peek().kind in _NAMED:
            self.tok.kind = "IDENT"
        return super()._parse_stmt(with_target)

    def _at_ident(self) -> bool:
        return super()._at_ident() or self.tok.kind in _OPEN

    def _require_not_reserved_ident(self, name: str, context: str) -> None:
        if name not in _OPEN:
            super()._require_not_reserved_ident(name, context)

    def _parse_unary(self) -> Any:
        if self.tok.kind == "PLUS":
            self._eat("PLUS")
            return self._parse_unary()
        if self.tok.kind == "MINUS" and self._peek().kind == "PLUS":
            self._eat("MINUS")
            self.tok.kind = "MINUS"
        return super()._parse_unary()

    def _parse_term(self) -> Any:
        if self.tok.kind in _OPEN:
            self.tok.kind = "IDENT"
        return super()._parse_term()
