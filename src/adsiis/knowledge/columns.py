"""The line above a file table: which columns it names, and where they stand.

A line is one when it names a file and something about it. Titles that are not known are kept, as columns
that take anything; a misspelt one is taken for what it is nearest to.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.knowledge import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER: Final = "other"
_KNOWN: Final = {
    **dict.fromkeys(
        ("date", "file date", "date stamp", "modified", "date/time", "date and time"), cells.DATE
    ),
    **dict.fromkeys(("time", "file time", "time stamp"), cells.TIME),
    **dict.fromkeys(("version", "file version", "ver", "version number"), cells.VERSION),
    **dict.fromkeys(("size", "file size", "bytes", "size in bytes"), cells.SIZE),
    **dict.fromkeys(("file name", "filename", "file", "name", "file names", "files"), cells.NAME),
    **dict.fromkeys(("path and file name", "file name and path", "file path", "full path"), cells.NAME),
    **dict.fromkeys(("platform", "hardware", "processor", "cpu", "architecture", "system"), cells.PLATFORM),
    **dict.fromkeys(("language", "lang", "file language"), cells.LANGUAGE),
    **dict.fromkeys(("sp requirement", "service branch", "service pack", "folder", "file hash"), OTHER),
}
_WORDS: Final = "|".join(sorted(map(re.escape, _KNOWN), key=len, reverse=True))
_TITLE: Final = re.compile(rf"(?<!\S)(?:{_WORDS})[#:]?(?:\s?\([^()]{{1,12}}\))?(?=\s|$)", re.IGNORECASE)
_CHUNK: Final = re.compile(r"[^\s|]+(?:[ ][^\s|]+)*")
_BRACKETS: Final = re.compile(r"\([^()]*\)|[#:]")
_LONGEST_LINE: Final = 240
_MOST_COLUMNS: Final = 14
_LONGEST_TITLE: Final = 40
_FEWEST: Final = 2
_SURE: Final = 3  # so many known titles in a row are no sentence


class Column(NamedTuple):
    """A column: its title as it stands, what it holds, and where in the line it begins and ends."""

    title: str
    kind: str
    start: int
    end: int


def columns_of(line: str) -> tuple[Column, ...]:
    """The columns a line names; empty when it is not the line above a file table."""
    inner = line.strip()
    apart = "  " in inner or "|" in inner or "\t" in inner
    if len(line) > _LONGEST_LINE or not (apart or len(_TITLE.findall(inner)) >= _FEWEST):
        return ()
    return _columns_of(line)


@lru_cache(1024)
def _columns_of(line: str) -> tuple[Column, ...]:
    """Remembered: the same few lines stand above most tables."""
    columns: list[Column] = []
    for chunk in _CHUNK.finditer(line):
        columns += _in_chunk(chunk)
    known = [column.kind for column in columns if column.kind != OTHER]
    if cells.NAME not in known or len(known) < _FEWEST or len(columns) > _MOST_COLUMNS:
        return ()
    others = [column for column in columns if column.kind == OTHER]
    if len(others) > len(known) or any(len(other.title) > _LONGEST_TITLE for other in others):
        return ()
    return tuple(_spelt(column, known) for column in columns)


def is_grid(line: str) -> bool:
    """Whether the cells of a line stand between bars."""
    return "|" in line


def _in_chunk(chunk: re.Match[str]) -> list[Column]:
    """The columns in words with single blanks between them: one, or several known ones in a row."""
    text, start = chunk[0], chunk.start()
    if (kind := _KNOWN.get(_plain(text))) is not None:
        return [Column(text, kind, start, chunk.end())]
    known = [
        Column(found[0], _KNOWN[_plain(found[0])], found.start(), found.end())
        for found in _TITLE.finditer(text)
    ]
    columns = list(_with_gaps(text, known))
    if len(known) < _SURE and len(known) < len(columns):
        columns = [Column(text, OTHER, 0, len(text))]
    return [one._replace(start=start + one.start, end=start + one.end) for one in columns]


def _with_gaps(text: str, known: list[Column]) -> Iterator[Column]:
    """Known titles, and what stands between them, which are titles too."""
    after = 0
    for column in [*known, None]:
        end = column.start if column is not None else len(text)
        between = text[after:end].strip()
        words = between.split()
        for title in words if all(map(_near, words)) else [between]:
            start = text.index(title, after)
            yield Column(title, OTHER, start, start + len(title))
        if column is not None:
            yield column
            after = column.end


def _plain(title: str) -> str:
    return " ".join(_BRACKETS.sub("", title).lower().split())


def _spelt(column: Column, known: list[str]) -> Column:
    """A column of unknown title as what it was meant to be, unless there is one of that kind."""
    if column.kind != OTHER:
        return column
    kind = _near(column.title) or OTHER
    return column if kind in known else column._replace(kind=kind)


def _near(title: str) -> str:
    """What a misspelt title was meant to be; empty when it is near to none."""
    near = get_close_matches(_plain(title), _KNOWN, 1, 0.75)
    return _KNOWN[near[0]] if near else ""
