"""Definitions: a procedure on one line, arrays among parameters, arrays that a class declares by Dim.

VBScript: `Sub S() x = 1 End Sub` is whole, `Sub S(ByRef a())` names a parameter a, and `Dim a(3)` in a class
is an array. asppy refuses the first two and makes a plain field of the third.
Source: docs/behaviour.md, vbs-28.
"""

from __future__ import annotations

from typing import Any, Final

from ASPPY.ast_nodes import ClassVarDecl, ParamDecl
from ASPPY.parser import Parser as _Parser

_HEADS: Final = frozenset({f"end of {kind} statement" for kind in ("Sub", "Function", "Property")})


class Definitions(_Parser):  # type: ignore[misc] # asppy has no types
    """A parser that reads those."""

    _sizes: dict[str, Any]
    """The bounds of the arrays that Dim declares outside of procedures, by name."""

    def _parse_param_list(self) -> list[Any]:
        if self.tok.kind != "LPAREN":
            return []
        self._eat("LPAREN")
        params: list[Any] = []
        while self.tok.kind != "RPAREN":
            if params:
                self._eat("COMMA")
            params.append(self._param())
        self._eat("RPAREN")
        return params

    def _param(self) -> Any:
        by_value = self.tok.kind == "BYVAL"
        if by_value or self.tok.kind == "BYREF":
            self._eat(self.tok.kind)
        if not self._at_ident():
            self._raise_c("EXPECTED_IDENTIFIER")
        made = ParamDecl(self._eat_ident_name(), byval=by_value)
        if self.tok.kind == "LPAREN":
            self._eat("LPAREN")
            self._eat("RPAREN")
        return made

    def _require_eos(self, what: str = "end of statement") -> None:
        """Require the end of a statement; behind parameters a body may follow at once."""
        if what not in _HEADS or not self.lexer.text[: self.tok.pos].rstrip().endswith(")"):
            super()._require_eos(what)

    def _parse_dim(self) -> Any:
        made = super()._parse_dim()
        if not self._proc_depth:
            self._sizes.update({one.name: one.bounds for one in made.decls})
        return made

    def _parse_class_def(self) -> Any:
        self._sizes.clear()
        made = super()._parse_class_def()
        for member in made.members:
            if isinstance(member, ClassVarDecl) and member.bounds is None:
                member.bounds = self._sizes.get(member.name)
        return made
