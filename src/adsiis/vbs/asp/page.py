"""A page made into a program: its HTML, its code and its expressions, in one script.

Every part of the script knows where in the page's text it stood. Source: docs/behaviour.md, asp-3, asp-4.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, Final

from ASPPY.asp_page import ExprNode, HtmlNode, ScriptNode, parse_asp_page
from ASPPY.vb_errors import VBScriptCompilationError

from adsiis.vbs.asp.source import Place, Site, Source, SourceError
from adsiis.vbs.engine import Parser, Program
from adsiis.vbs.engine.errors import compilation_text
from adsiis.vbs.engine.lexer import HTML, VALUE, VALUE_END
from adsiis.vbs.engine.wording import COMPILATION_ERRORS

_BLOCK: Final = re.compile(r"[ \t]*<script\b([^>]*)>(.*?)</script\s*>[ \t]*\r?\n?", re.IGNORECASE | re.DOTALL)
_DIRECTIVE: Final = re.compile(r"<%\s*@(.*?)%>", re.DOTALL)
_PAIR: Final = re.compile(r"([A-Za-z_]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s%>]+))")
_SESSION: Final = re.compile(r"\b(?:session|execute|executeglobal|eval)\b", re.IGNORECASE)
_VBSCRIPT: Final = {"", "vbscript", "vbs"}
SYNTAX_ERROR: Final = 0x800A03EA


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag or directive, by upper-case name."""
    return {found[1].upper(): next(filter(None, found.groups()[1:]), "") for found in _PAIR.finditer(text)}


class Page:
    """A page that can run.

    Attributes:
        program: what runs.
        source: its text and files.
        codepage: of its directive, or None.
        lcid: of its directive, or None.
        has_session: whether its directive lets it have a Session.
        names_session: whether it could touch Session.
    """

    __slots__ = ("_anchors", "codepage", "has_session", "lcid", "names_session", "program", "source")

    def __init__(self, path: str, site: Site, language: str) -> None:
        self.source = Source(path, site)
        self._anchors: list[tuple[int, int]] = []
        text = self.source.text
        named = attributes(" ".join(found[1] for found in _DIRECTIVE.finditer(text)))
        self._check_language(named.get("LANGUAGE", language), Place(path, 1, 1))
        self.codepage = _number(named.get("CODEPAGE"))
        self.lcid = _number(named.get("LCID"))
        self.has_session = named.get("ENABLESESSIONSTATE", "").lower() != "false"
        text, blocks = self._without_blocks(text)
        script, html = self._script(text, blocks)
        self.names_session = _SESSION.search(script) is not None
        self.program = self._parsed(script, html)

    def place(self, position: int | None) -> Place:
        """Where in its files a position of the script is; the first line when it is not known."""
        if position is None or not self._anchors:
            return Place(self.source.identities[0].path, 1, 1)
        start, offset = self._anchors[max(0, bisect_right(self._anchors, (position, 1 << 62)) - 1)]
        return self.source.place(offset + position - start)

    def _check_language(self, language: str, place: Place) -> None:
        if language.strip().lower() not in _VBSCRIPT:
            raise SourceError(f"The script language '{language}' is not known here: it is VBScript.", place)

    def _without_blocks(self, text: str) -> tuple[str, list[tuple[str, int]]]:
        """The text with script blocks of the server blanked out, of the same length, and those blocks."""
        blocks: list[tuple[str, int]] = []

        def blanked(found: re.Match[str]) -> str:
            named = attributes(found[1])
            if named.get("RUNAT", "").strip().lower() != "server":
                return found[0]
            place = self.source.place(found.start())
            self._check_language(named.get("LANGUAGE") or "of a block that names none", place)
            blocks.append((found[2], found.start(2)))
            return "<%" + re.sub(r"[^\r\n]", " ", found[0])[2:-2] + "%>"

        return _BLOCK.sub(blanked, text), blocks

    def _script(self, text: str, blocks: list[tuple[str, int]]) -> tuple[str, list[str]]:
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        html: list[str] = []
        script: list[str] = []
        length = 0

        def add(part: str, offset: int, before: str = "", after: str = "\n") -> None:
            nonlocal length
            self._anchors.append((length + len(before), offset))
            script.append(before + part + after)
            length += len(script[-1])

        for node in self._nodes(text):
            offset = starts[node.start_line - 1] + node.start_col - 1
            if isinstance(node, HtmlNode):
                self._check_closed(node.text, offset)
                html.append(node.text)
                add("", offset, f"{HTML}{len(html) - 1}{HTML}")
            elif isinstance(node, ExprNode):
                add(node.expr, text.index(node.expr, offset), VALUE, VALUE_END)
            elif isinstance(node, ScriptNode):
                add(node.code, offset)
        for code, offset in blocks:
            add(code, offset)
        return "".join(script), html

    def _nodes(self, text: str) -> list[Any]:
        try:
            nodes: list[Any] = parse_asp_page(text)
        except VBScriptCompilationError as error:
            line = re.search(r"line (\d+)$", str(error))
            start = [0, *(found.end() for found in re.finditer("\n", text))][int(line[1]) - 1 if line else 0]
            raise SourceError("Syntax error: an expression is expected.", self.source.place(start)) from None
        return nodes

    def _check_closed(self, html: str, offset: int) -> None:
        at = html.find("<%")
        if at >= 0:
            place = self.source.place(offset + at)
            raise SourceError("The script that starts here is not closed: a '%>' is missing.", place)

    def _parsed(self, script: str, html: list[str]) -> Program:
        try:
            return Program(Parser(script, html).parse_program())
        except COMPILATION_ERRORS as error:
            place = self.place(getattr(error, "vbs_pos", None))
            raise SourceError(compilation_text(error), place, _number_of(error)) from None
        except RecursionError:
            raise SourceError("The script nests too deeply.", self.place(None)) from None


def _number_of(error: Exception) -> int:
    known = getattr(error, "error_def", None)
    return int(known.hex_code, 16) if known is not None else SYNTAX_ERROR


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
