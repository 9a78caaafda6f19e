"""Stop: without a debugger it does nothing.

asppy takes it for a variable, undefined under Option Explicit. Source: docs/behaviour.md, vbs-7.
"""

from __future__ import annotations

from typing import Any

from ASPPY.ast_nodes import Block
from ASPPY.parser import Parser as _Parser

_ENDS = {"NEWLINE", "COLON", "EOF", "ELSE", "ELSEIF", "END"}


class StopStatement(_Parser):  # type: ignore[misc] # asppy has no types
    """A parser that knows Stop."""

    def _parse_stmt(self, with_target: object = None) -> Any:
        self._skip_seps()
        stop = self.tok.kind == "IDENT" and self.tok.value.upper() == "STOP"
        if stop and self._peek().kind in _ENDS:
            self._eat("IDENT")
            return Block([])
        return super()._parse_stmt(with_target)
