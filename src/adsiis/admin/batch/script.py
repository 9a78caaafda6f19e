"""A batch file: its lines, its labels, and a run through it with arguments of its own."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Final

from adsiis.admin.batch.lexer import DELIMITERS

_LABEL_ENDS: Final = re.compile(r"[\s:+,;=&|<>()^]")


@dataclass(frozen=True, slots=True)
class Script:
    """A file as it was read.

    Attributes:
        path: its whole Windows path.
        lines: its lines, without their ends.
    """

    path: str
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name without folder, as messages give it."""
        return self.path.rpartition("\\")[2]

    def after_label(self, label: str, start: int) -> int | None:
        """Where to go on after a label: the nearest below a place, else from the top; None without one.

        Source: docs/behaviour.md, batch-7.
        """
        wanted = label.lower()
        count = len(self.lines)
        for step in range(count):
            at = (start + step) % count
            if _label(self.lines[at]) == wanted:
                return at + 1
        return None


@dataclass(slots=True)
class Frame:
    """One run through a file, or through a subroutine of it.

    Attributes:
        script: the file.
        arguments: from number 0, each as it was written.
        tail: all but number 0 as they were written.
        at: the line to read next, counted from 0.
        local: what setlocal kept here, for endlocal to bring back.
    """

    script: Script
    arguments: list[str]
    tail: str
    at: int = 0
    local: list[object] = field(default_factory=list)


def read_script(local: str, path: str) -> Script:
    """A file, in UTF-8 or in the code page of Western Windows. Raises OSError."""
    with open(local, "rb") as file:
        raw = file.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    lines = text.partition("\x1a")[0].replace("\r\n", "\n").split("\n")
    return Script(path, tuple(lines[:-1] if lines and not lines[-1] else lines))


def arguments_of(text: str) -> list[str]:
    """The arguments in a text: parted by blanks, commas, semicolons and equals signs; quotes stay."""
    found: list[str] = []
    word, quoted = "", False
    for character in text:
        if character == '"':
            quoted = not quoted
        if character in DELIMITERS and not quoted:
            found += [word] if word else []
            word = ""
        else:
            word += character
    return [*found, word] if word else found


def words_of(text: str) -> list[str]:
    """The words a program gets: parted by blanks; quotes group and vanish."""
    found: list[str] = []
    word: str | None = None
    quoted = False
    for character in text:
        if character == '"':
            quoted, word = not quoted, word or ""
        elif character in " \t" and not quoted:
            found += [word] if word is not None else []
            word = None
        else:
            word = (word or "") + character
    return [*found, word] if word is not None else found


def local_name(path: str) -> str:
    """The last part of a Windows or local path."""
    return os.path.basename(path.replace("\\", "/"))


def _label(line: str) -> str | None:
    text = line.lstrip(DELIMITERS)
    if not text.startswith(":"):
        return None
    return _LABEL_ENDS.split(text[1:].lstrip(), maxsplit=1)[0].lower()
