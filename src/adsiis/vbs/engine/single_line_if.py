"""If on one line: `If c Then : stmt` is a single-line If.

asppy skips the colon and looks for End If. Source: docs/behaviour.md, vbs-5.
"""

from __future__ import annotations

from ASPPY.parser import Parser as _Parser


class SingleLineIf(_Parser):  # type: ignore[misc] # asppy has no types
    """A parser that reads over the colons between Then and a statement of the same line."""

    def _eat(self, kind: str) -> None:
        super()._eat(kind)
        if kind != "THEN":
            return
        while self.tok.kind == "COLON" and self._peek().kind not in {"NEWLINE", "EOF", "HTML"}:
            super()._eat("COLON")
