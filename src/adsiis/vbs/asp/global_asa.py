"""global.asa: what runs when an application or a session starts and ends, and the objects it declares.

Source: docs/behaviour.md, session-8 and session-9.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from ASPPY.lexer import LexerError
from ASPPY.parser import ParseError
from ASPPY.vb_errors import VBScriptCompilationError

from adsiis.vbs.asp.page import SYNTAX_ERROR, attributes
from adsiis.vbs.asp.source import Identity, Place, Site, Source, SourceError, identity
from adsiis.vbs.engine import Parser, Program
from adsiis.vbs.engine.errors import compilation_text

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = "global.asa"
_SCRIPT: Final = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_OBJECT: Final = re.compile(r"<object\b([^>]*)>", re.IGNORECASE)


class GlobalAsa:
    """A global.asa, or what stands for none.

    Attributes:
        program: its procedures.
        identities: of its files; none when there is no global.asa.
        objects: ProgIDs by name, by scope: "application" and "session".
    """

    def __init__(self, folder: str, site: Site) -> None:
        self.program = Program([])
        self.identities: tuple[Identity, ...] = ()
        self.objects: dict[str, dict[str, str]] = {"application": {}, "session": {}}
        self._source: Source | None = None
        self._starts: list[tuple[int, int]] = []
        path = find(folder)
        if path is not None:
            self._source = Source(path, site)
            self.identities = tuple(self._source.identities)
            self._read(self._source.text)

    def has(self, event: str) -> bool:
        """Whether there is a procedure for an event, such as Session_OnStart."""
        return event.upper() in self.program.procedures

    def place(self, position: int | None) -> Place:
        """Where in its files a position of its script is."""
        if self._source is None:
            return Place(NAME, 1, 1)
        if position is None:
            return Place(self.identities[0].path, 1, 1)
        start, offset = [(0, 0), *(pair for pair in self._starts if pair[0] <= position)][-1]
        return self._source.place(offset + position - start)

    def is_fresh(self, folder: str) -> bool:
        """Whether it is still what is on the disk."""
        if not self.identities:
            return find(folder) is None
        try:
            return all(identity(known.path) == known for known in self.identities)
        except OSError:
            return False

    def _read(self, text: str) -> None:
        script = ""
        for code, offset in self._blocks(text):
            self._starts.append((len(script), offset))
            script += code + "\n"
        for found in _OBJECT.finditer(text):
            named = attributes(found[1])
            scope, name, progid = named.get("SCOPE", "").lower(), named.get("ID"), named.get("PROGID")
            if named.get("RUNAT", "").lower() == "server" and scope in self.objects and name and progid:
                self.objects[scope][name] = progid
        try:
            self.program = Program(Parser(script).parse_program())
        except (VBScriptCompilationError, ParseError, LexerError) as error:
            place = self.place(getattr(error, "vbs_pos", None))
            raise SourceError(compilation_text(error), place, SYNTAX_ERROR) from None

    def _blocks(self, text: str) -> Iterator[tuple[str, int]]:
        for found in _SCRIPT.finditer(text):
            named = attributes(found[1])
            if named.get("RUNAT", "").lower() == "server":
                if named.get("LANGUAGE", "vbscript").lower() not in {"vbscript", "vbs"}:
                    place = Place(self.identities[0].path, text.count("\n", 0, found.start()) + 1, 1)
                    raise SourceError("The language of global.asa is not known here: it is VBScript.", place)
                yield found[2], found.start(2)


def find(folder: str) -> str | None:
    """The local path of an application's global.asa, in any letter case, or None."""
    exact = os.path.join(folder, NAME)
    if os.path.isfile(exact):
        return exact
    try:
        named = [name for name in os.listdir(folder) if name.lower() == NAME]
    except OSError:
        return None
    return os.path.join(folder, min(named)) if named else None
