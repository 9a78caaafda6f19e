"""From a file to the statements in it: a script, a page with its includes, or an include of its own.

Source: docs/behaviour.md, lint-1.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.scripting.cscript.failures import Text
from adsiis.scripting.cscript.source import script_text
from adsiis.scripting.jscript.statements import parsed
from adsiis.scripting.jscript.wording import CompilationError
from adsiis.scripting.languages import ENGINES, JSCRIPT, WINDOWS_SCRIPT_FILE
from adsiis.scripting.lint.findings import ERROR, Finding
from adsiis.scripting.lint.jscript import statements_of
from adsiis.scripting.lint.python import EXTENSION, Script
from adsiis.scripting.lint.wsf import Scripts, WrongScriptError
from adsiis.scripting.wsf import WsfError
from adsiis.vbs.asp.page import Page
from adsiis.vbs.asp.source import Site, SourceError
from adsiis.vbs.engine import Parser
from adsiis.vbs.engine.wording import COMPILATION_ERRORS, compilation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.vbs.engine import Program

SCRIPTS: Final = (*ENGINES, WINDOWS_SCRIPT_FILE)
PAGES: Final = (".asp", ".asa")
INCLUDES: Final = (".inc",)


class Read(NamedTuple):
    """A file that was read.

    Attributes:
        statements: what a parser made of it.
        text: the text positions are in.
        place: from a position to file, line and column.
        files: the files that are in it.
        page: whether it is a page, with Request and Response.
        whole: whether nothing of it is elsewhere.
        found: what was found already.
    """

    statements: list[Any]
    text: str
    place: Callable[[int | None], tuple[str, int, int]]
    files: tuple[str, ...]
    page: bool
    whole: bool
    found: tuple[Finding, ...] = ()


def files_of(paths: Iterable[str]) -> list[str]:
    """The files that paths name; of folders all with extensions we know, in order."""
    found: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        for above, folders, names in os.walk(path):
            folders.sort()
            found += [os.path.join(above, name) for name in sorted(names) if _extension(name) in _ALL]
    return found


def read(path: str, root: str) -> Read | Finding:
    """A file's statements, or why there are none.

    Args:
        path: the file.
        root: the folder that URL paths of includes start at.

    Raises OSError.
    """
    if _extension(path) == EXTENSION:
        return _python(path)
    return _script(path) if _extension(path) in SCRIPTS else _page(path, root)


def is_include(path: str) -> bool:
    """Whether a file is meant to be included by others."""
    return _extension(path) in INCLUDES


_ALL: Final = (*SCRIPTS, *PAGES, *INCLUDES, EXTENSION)


def _script(path: str) -> Read | Finding:
    with open(path, "rb") as file:
        source = script_text(file.read())
    if _extension(path) == WINDOWS_SCRIPT_FILE:
        return _windows_script_file(path, source)
    text = Text(source)

    def place(position: int | None) -> tuple[str, int, int]:
        return path, *text.place(position)

    in_jscript = ENGINES.get(_extension(path)) == JSCRIPT
    try:
        statements = statements_of(parsed(source)) if in_jscript else Parser(source).parse_program()
    except CompilationError as found:
        return Finding(*place(found.at), ERROR, f"It does not compile: {found}.")
    except (*COMPILATION_ERRORS, RecursionError) as found:
        where = place(getattr(found, "vbs_pos", None))
        return Finding(*where, ERROR, f"It does not compile: {compilation(found)[1]}.")
    return Read(statements, source, place, (path,), page=False, whole=not in_jscript)


def _windows_script_file(path: str, source: str) -> Read | Finding:
    try:
        found = Scripts(path, source)
    except (WsfError, WrongScriptError) as wrong:
        return Finding(path, *Text(source).place(wrong.at), ERROR, str(wrong))
    return Read(found.statements, found.text, found.place, tuple(found.files), page=False, whole=False)


def _python(path: str) -> Read | Finding:
    with open(path, "rb") as file:
        text = Text(file.read().decode("utf-8-sig", "replace").replace("\r\n", "\n"))

    def place(position: int | None) -> tuple[str, int, int]:
        return path, *text.place(position)

    try:
        found = Script(path, text)
    except (SyntaxError, ValueError, RecursionError) as wrong:
        line, column = getattr(wrong, "lineno", 1) or 1, getattr(wrong, "offset", 1) or 1
        return Finding(path, line, column, ERROR, f"It does not compile: {getattr(wrong, 'msg', wrong)}.")
    return Read(
        found.statements, text.text, place, (path,), page=False, whole=False, found=tuple(found.findings)
    )


class _Page(Page):
    """A page whose statements and script are kept."""

    __slots__ = ("script", "statements")

    def _parsed(self, script: str, html: list[str]) -> Program:
        program = super()._parsed(script, html)
        self.script = script
        self.statements = Parser(script, html).parse_program()
        return program


def _page(path: str, root: str) -> Read | Finding:
    path = os.path.abspath(path)

    def map_path(url: str) -> str:
        return os.path.join(root, url.lstrip("/"))

    try:
        page = _Page(path, Site(root, map_path, parent_paths=True), "VBScript")
    except SourceError as found:
        return Finding(*found.place, ERROR, _sentence(str(found)))

    def place(position: int | None) -> tuple[str, int, int]:
        return tuple(page.place(position))  # type: ignore[return-value] # file, line, column

    files = tuple(identity.path for identity in page.source.identities)
    return Read(page.statements, page.script, place, files, page=True, whole=not is_include(path))


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _extension(path: str) -> str:
    return os.path.splitext(path)[1].lower()
