"""Call statements: what stands behind the callee is a list of arguments, whatever sign it starts with.

VBScript: `Sub -1` calls with minus one, `Echo ("a") & "b"` with one text, `Obj.Method .Prop` inside With
with the With object's property. asppy takes the first for a subtraction, calls the second with "a" alone,
and reads the third as a chain of members. Inside With a member may also be assigned to at any depth, and so
may `Me.x`. Several arguments in brackets are a compilation error. Source: docs/behaviour.md, vbs-2 to vbs-4.
"""

from __future__ import annotations

from typing import Any, Final

from ASPPY.ast_nodes import Assign, CallExpr, ExprStmt, Ident, Member, ParenExpr, SetAssign
from ASPPY.lexer import LexerError
from ASPPY.parser import ParseError
from ASPPY.parser import Parser as _Parser
from ASPPY.vb_errors import VBScriptCompilationError

_ENDS: Final = {"NEWLINE", "COLON", "EOF", "ELSE", "ELSEIF", "END"}
_STARTS: Final = {
    "STRING",
    "NUMBER",
    "IDENT",
    "DEFAULT",
    "NEW",
    "ME",
    "DATE",
    "MINUS",
    "PLUS",
    "COMMA",
    "PROPERTY",
    "STEP",
    "EXPLICIT",
}
_OPERATORS: Final = {
    *("AMP", "PLUS", "MINUS", "STAR", "SLASH", "BSLASH", "CARET", "COMMA", "IS"),
    *("EQ", "NE", "LT", "LE", "GT", "GE"),
}
_WORDS: Final = {"AND", "OR", "XOR", "EQV", "IMP", "MOD", "IS"}
_NO_TARGET: Final = (ParseError, VBScriptCompilationError, LexerError)


class CallStatements(_Parser):  # type: ignore[misc] # asppy has no types
    """A parser whose call statements take all that follows as arguments."""

    def _parse_generic_stmt(self) -> Any:
        if self.tok.kind not in {"IDENT", "DEFAULT", "ME", "DOT"}:
            return super()._parse_generic_stmt()
        start = self._mark()
        try:
            target = self._parse_lvalue()
        except _NO_TARGET:
            target = None
        if target is not None and self.tok.kind == "EQ":
            self._eat("EQ")
            return self._finished(Assign(target, self._parse_expr()))
        self._reset(start)
        return ExprStmt(self._call())

    def _parse_stmt(self, with_target: object = None) -> Any:
        stmt = super()._parse_stmt(with_target)
        return self._finished(stmt) if isinstance(stmt, SetAssign) else stmt

    def _parse_lvalue(self) -> Any:
        if self.tok.kind not in {"DOT", "ME"}:
            return super()._parse_lvalue()
        return self._parse_postfix(self._first(), lvalue=True)

    def _first(self) -> Any:
        """What a statement starts with; the dot of a With member is left for the rest."""
        if self.tok.kind == "DOT":
            return Ident(self._with_object())
        if self.tok.kind == "ME":
            self._eat("ME")
            return Ident("ME")
        return Ident(self._eat_ident_name())

    def _with_object(self) -> str:
        target = self._current_with_target()
        if target is None:
            self._raise_c("SYNTAX_ERROR")
        return str(target)

    def _call(self) -> Any:
        callee, first = self._first(), True
        while True:
            if self.tok.kind == "DOT" and (first or not self._with_argument()):
                callee = self._member(callee)
            elif self.tok.kind == "LPAREN":
                bracket = self._mark()
                given = self._parse_args()
                if self._goes_on():
                    self._reset(bracket)
                    return self._finished(CallExpr(callee, self._arguments()))
                if len(given) > 1 and self.tok.kind in _ENDS:
                    self._raise_c("CANNOT_USE_PARENS")
                alone = len(given) == 1 and self.tok.kind in _ENDS
                callee = CallExpr(callee, [ParenExpr(given[0])] if alone else given)
            elif self.tok.kind in _STARTS or self.tok.kind == "DOT":
                return self._finished(CallExpr(callee, self._arguments()))
            else:
                return self._finished(callee)
            first = False

    def _member(self, of: Any) -> Any:
        self._eat("DOT")
        name = str(self.tok.value)
        if not name[:1].isalpha() and self.tok.kind != "IDENT":
            self._raise_c("EXPECTED_IDENTIFIER")
        self._eat(self.tok.kind)
        return Member(of, name.upper())

    def _with_argument(self) -> bool:
        """Whether the dot starts an argument: inside With, with a blank before it."""
        before = self.lexer.text[self.tok.pos - 1 : self.tok.pos]
        return self._current_with_target() is not None and bool(before.isspace())

    def _goes_on(self) -> bool:
        """Whether the bracket just read is only the beginning of the first argument."""
        word = self.tok.kind == "IDENT" and self.tok.value.upper() in _WORDS
        return word or self.tok.kind in _OPERATORS

    def _arguments(self) -> list[Any]:
        given: list[Any] = []
        while True:
            missing = self.tok.kind == "COMMA" or self.tok.kind in _ENDS
            given.append(Ident("EMPTY") if missing else self._parse_expr())
            if self.tok.kind != "COMMA":
                return given
            self._eat("COMMA")

    def _finished(self, call: Any) -> Any:
        if self.tok.kind not in _ENDS:
            self._raise_c("EXPECTED_EOS")
        return call
