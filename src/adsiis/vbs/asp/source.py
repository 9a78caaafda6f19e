"""The text of a page with its includes put in, and which file each part of it came from.

Includes are text: what stands in another file could as well stand in the page. So one script comes out of a
page, and a position in it leads back to file, line and column.
Source: docs/behaviour.md, asp-5 to asp-7.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.schema.winpath import find_existing

if TYPE_CHECKING:
    from collections.abc import Callable

_INCLUDE: Final = re.compile(
    r"<!--\s*#include\s+(file|virtual)\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s>]+))\s*-->", re.IGNORECASE
)
_MAX_DEPTH: Final = 32
_MAX_TEXT: Final = 64 * 1024 * 1024
_MARKS: Final = {0: " ", 1: " ", 2: " "}  # characters that have a meaning inside the compiler


class Place(NamedTuple):
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int


class Identity(NamedTuple):
    """What tells a file from what it was before."""

    path: str
    modified: int
    size: int
    inode: int


class SourceError(Exception):
    """The text of a page is not as it should be; the message is a full sentence."""

    def __init__(self, description: str, place: Place, number: int = 0x80004005) -> None:
        super().__init__(description)
        self.place = place
        self.number = number


class Site:
    """Where includes may come from.

    Args:
        folder: the application's folder.
        map_path: from a URL path to a local path; raises ValueError or OSError for one outside.
        parent_paths: whether `..` may stand in the path of a file.
    """

    def __init__(self, folder: str, map_path: Callable[[str], str], *, parent_paths: bool) -> None:
        self._map_path = map_path
        self._parent_paths = parent_paths
        self._roots = tuple(os.path.realpath(root) for root in {folder, self._top(folder)})

    def _top(self, folder: str) -> str:
        try:
            return self._map_path("/")
        except (LookupError, OSError, ValueError):
            return folder

    def find(self, kind: str, path: str, beside: str) -> str:
        """The local path of an included file. Raises ValueError with a sentence that says why not."""
        named = path.strip().replace("\\", "/")
        if ".." in named.split("/") and not self._parent_paths:
            raise ValueError(f"The path '{path}' has a '..', which AspEnableParentPaths does not allow here.")
        if kind.lower() == "virtual":
            return self._existing(self._virtual(named), path)
        if named.startswith("/") or ":" in named:
            raise ValueError(f"The path '{path}' of an included file must be relative.")
        return self._existing(os.path.normpath(os.path.join(os.path.dirname(beside), named)), path, beside)

    def _virtual(self, named: str) -> str:
        try:
            return self._map_path("/" + named.lstrip("/"))
        except (LookupError, OSError, ValueError):
            raise ValueError(f"The URL path '{named}' is not in this site.") from None

    def _existing(self, local: str, path: str, beside: str = "") -> str:
        found = find_existing(local)
        real = os.path.realpath(found) if found else ""
        if not os.path.isfile(real):
            raise ValueError(f"The included file '{path}' was not found.")
        near = os.path.dirname(os.path.realpath(beside)) if beside else os.path.dirname(real)
        if not any(_inside(real, root) for root in (*self._roots, near)):
            raise ValueError(f"The included file '{path}' lies outside of the site's folder.")
        return str(found)


class Source:
    """A page's whole text.

    Attributes:
        text: it, includes put in.
        identities: of each file that is in it, the page first.
    """

    def __init__(self, path: str, site: Site) -> None:
        self.identities: list[Identity] = []
        self._pieces: list[tuple[int, str, int]] = []
        self._texts: dict[str, str] = {}
        self._parts: list[str] = []
        self._length = 0
        self._site = site
        self._read(path, [])
        self.text = "".join(self._parts)
        self._parts.clear()
        self._lines = {file: _line_starts(text) for file, text in self._texts.items()}
        self._texts.clear()

    def place(self, offset: int) -> Place:
        """Where a position of the text is in the files."""
        start, file, inner = self._pieces[max(0, bisect_right(self._pieces, (offset, "\U0010ffff", 0)) - 1)]
        return self._in_file(file, inner + offset - start)

    def _in_file(self, file: str, offset: int) -> Place:
        starts = self._lines[file] if not self._texts else _line_starts(self._texts[file])
        line = bisect_right(starts, offset)
        return Place(file, line, offset - starts[line - 1] + 1)

    def _read(self, path: str, above: list[str]) -> None:
        text = self._text(path)
        done = 0
        for found in _INCLUDE.finditer(text):
            self._add(text[done : found.start()], path, done)
            self._include(found, path, above)
            done = found.end()
        self._add(text[done:], path, done)

    def _include(self, found: re.Match[str], path: str, above: list[str]) -> None:
        kind, *named = found.groups()
        try:
            target = self._site.find(kind, next(filter(None, named)), path)
            _check_chain(target, [*above, path])
        except ValueError as error:
            raise SourceError(str(error), self._in_file(path, found.start())) from None
        self._read(target, [*above, path])

    def _add(self, text: str, path: str, offset: int) -> None:
        self._length += len(text)
        if self._length > _MAX_TEXT:
            raise SourceError("The page with its includes is larger than 64 MiB.", Place(path, 1, 1))
        if text:
            self._pieces.append((self._length - len(text), path, offset))
            self._parts.append(text)

    def _text(self, path: str) -> str:
        if path not in self._texts:
            with open(path, "rb") as file:
                self.identities.append(identity(path, os.fstat(file.fileno())))
                self._texts[path] = decoded(file.read()).translate(_MARKS)
        return self._texts[path]


def _check_chain(target: str, above: list[str]) -> None:
    """Raise ValueError for a file that includes itself, and for a chain that is too long."""
    if target in above:
        raise ValueError(f"The file '{os.path.basename(target)}' includes itself, by way of others or not.")
    if len(above) > _MAX_DEPTH:
        raise ValueError(f"Includes may nest {_MAX_DEPTH} deep.")


def identity(path: str, status: os.stat_result | None = None) -> Identity:
    """The identity of a file as it is now. Raises OSError."""
    found = status or os.stat(path)
    return Identity(path, found.st_mtime_ns, found.st_size, found.st_ino)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, with or without a mark, else Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip("/") + "/")


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]
