"""The parser: asppy's with every mended rule on top, and what pages and limits need.

Every statement knows its position. The object of With is let go at End With. An empty loop gets a body, so
that the time limit sees it turn.
"""

from __future__ import annotations

from typing import Any

from ASPPY.ast_nodes import Block, Ident, ResponseWrite, SetAssign, Stmt
from ASPPY.parser import Parser as _Parser

from adsiis.vbs.engine.call_statements import CallStatements
from adsiis.vbs.engine.definitions import Definitions
from adsiis.vbs.engine.lexer import ElsewhereLexer, Lexer
from adsiis.vbs.engine.open_words import OpenWords
from adsiis.vbs.engine.response_name import ResponseName
from adsiis.vbs.engine.single_line_if import SingleLineIf
from adsiis.vbs.engine.stop_statement import StopStatement


class Html(Stmt):  # type: ignore[misc] # asppy has no types
    """A piece of HTML of the page."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Loops(_Parser):  # type: ignore[misc]
    """A parser that gives every loop a body."""

    def _parse_do_loop(self) -> Any:
        return _with_body(super()._parse_do_loop())

    def _parse_while_wend(self) -> Any:
        return _with_body(super()._parse_while_wend())

    def _parse_for(self) -> Any:
        return _with_body(super()._parse_for())


def _with_body(loop: Any) -> Any:
    if not loop.body:
        loop.body.append(Block([]))
    return loop


class Parser(StopStatement, OpenWords, ResponseName, CallStatements, SingleLineIf, Definitions, _Loops):
    """The parser of scripts and pages.

    Args:
        text: the source, with marks where HTML stood.
        html: the pieces of HTML, by number.
        elsewhere: the text is that of Execute or Eval, so its positions say nothing about the page.
    """

    def __init__(self, text: str, html: list[str] | None = None, *, elsewhere: bool = False) -> None:
        super().__init__("")
        self._html = html or []
        self._sizes = {}
        self.lexer = (ElsewhereLexer if elsewhere else Lexer)(text)
        self.tok = self.lexer.next_token()

    def _parse_stmt(self, with_target: object = None) -> Any:
        self._skip_seps()
        position, kind = self.tok.pos, self.tok.kind
        if kind == "HTML":
            stmt: Any = Html(self._html[int(self.tok.value)])
            self._eat("HTML")
        elif kind == "VALUE":
            stmt = self._value()
        else:
            stmt = super()._parse_stmt(with_target)
        if kind == "WITH":
            _let_go(stmt)
        if getattr(stmt, "_pos", None) is None:
            stmt._pos = position  # noqa: SLF001 - where asppy keeps it
        return stmt

    def _value(self) -> Any:
        """`<%= value %>`."""
        self._eat("VALUE")
        stmt = ResponseWrite(self._parse_expr())
        if self.tok.kind != "NEWLINE":
            self._raise_c("EXPECTED_EOS")
        return stmt


def _let_go(block: Any) -> None:
    for stmt in block.stmts[:2]:
        if isinstance(stmt, SetAssign) and stmt.target.name.upper().startswith("__ASP_PY_WITH_"):
            block.stmts.append(SetAssign(Ident(stmt.target.name), Ident("NOTHING")))
