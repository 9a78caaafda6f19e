"""The scripts of a Windows Script File, all jobs together, at their places in the file.

Source: docs/behaviour.md, lint-8.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from ASPPY.ast_nodes import CallExpr, Ident, SetAssign, StringLit

from adsiis.scripting.cscript.failures import Text
from adsiis.scripting.cscript.source import script_text
from adsiis.scripting.jscript.statements import parsed
from adsiis.scripting.jscript.wording import CompilationError
from adsiis.scripting.languages import JSCRIPT
from adsiis.scripting.lint.jscript import statements_of
from adsiis.scripting.wsf import Block, JobText, jobs_of
from adsiis.vbs.engine import Parser
from adsiis.vbs.engine.wording import COMPILATION_ERRORS, compilation

if TYPE_CHECKING:
    from collections.abc import Iterator


class WrongScriptError(Exception):
    """A script of the file that does not compile, or is not there.

    Attributes:
        at: where.
    """

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text)
        self.at = at


class Scripts:
    """What is in a file, one text behind the other.

    Attributes:
        statements: of all scripts.
        text: of all files, that positions are in.
        files: those files.
    """

    def __init__(self, path: str, text: str) -> None:
        self.statements: list[Any] = []
        self.text = text + "\n"
        self.files = [path]
        self._parts = [(0, path, Text(text))]
        for job in jobs_of(text):
            self._job(path, job)

    def place(self, position: int | None) -> tuple[str, int, int]:
        """File, line and column of a position."""
        at = position or 0
        begin, path, text = next(part for part in reversed(self._parts) if part[0] <= at)
        return path, *text.place(at - begin)

    def _job(self, path: str, job: JobText) -> None:
        for name, progid in job.objects:
            found = re.search(rf"\b{re.escape(progid)}\b", self.text) if progid else None
            self._object(name, progid, found.start() if found else 0)
        for block in job.blocks:
            code, begin = (block.code, 0) if not block.source else self._other(path, block)
            self.statements += _statements(block, code, begin)

    def _object(self, name: str, progid: str, at: int) -> None:
        for target in (name.upper(), f"JS:{name}"):
            made: Any = SetAssign(Ident(target), CallExpr(Ident("CREATEOBJECT"), [StringLit(progid)]))
            made._pos = at  # noqa: SLF001 - where asppy has it
            self.statements.append(made)

    def _other(self, path: str, block: Block) -> tuple[str, int]:
        """The text of a file a script is in, and where it begins."""
        found = os.path.join(os.path.dirname(path), block.source.replace("\\", "/"))
        try:
            with open(found, "rb") as file:
                text = script_text(file.read())
        except OSError:
            raise WrongScriptError(f"The script '{block.source}' is not there.", block.at) from None
        begin = len(self.text)
        self._parts.append((begin, found, Text(text)))
        self.files.append(found)
        self.text += text + "\n"
        return text, begin


def _statements(block: Block, code: str, begin: int) -> Iterator[Any]:
    try:
        if block.language == JSCRIPT:
            yield from statements_of(parsed(" " * begin + code))
        else:
            yield from Parser(" " * begin + code).parse_program()
    except CompilationError as wrong:
        raise WrongScriptError(f"It does not compile: {wrong}.", wrong.at) from None
    except (*COMPILATION_ERRORS, RecursionError) as wrong:
        at = getattr(wrong, "vbs_pos", None) or block.at
        raise WrongScriptError(f"It does not compile: {compilation(wrong)[1]}.", at) from None
