"""The file tables of a text: where each begins and ends, its rows, and what of it could not be read.

A table is a line of titles, or a bar of them, and the rows below it until a line that is none. Without a line
of titles, rows that follow the words `file attributes` are one too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.knowledge import cells, rows
from adsiis.knowledge.article import FileRow
from adsiis.knowledge.columns import OTHER, Column, columns_of, is_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS: Final = tuple(map(re.compile, ("ile", "ame", "ILE", "AME")))  # of `file` and `name`, found quickly
_RULE: Final = re.compile(r"[\s|+=:_\-]*")
_ATTRIBUTES: Final = re.compile(r"file\s+attributes", re.IGNORECASE)
_NOTHING: Final = frozenset({"", "-", "--", "n/a", "na", "none", "not applicable"})
_TITLES: Final = {
    cells.DATE: "Date",
    cells.TIME: "Time",
    cells.VERSION: "Version",
    cells.SIZE: "Size",
    cells.NAME: "File name",
    cells.PLATFORM: "Platform",
}


@dataclass(slots=True)
class Table:
    """A file table: what is written before it, its columns, its rows, and what could not be read.

    Attributes:
        before: the text above, up to the table before it.
        columns: as the line above the rows names them.
        files: its rows.
        problems: a sentence each.
    """

    before: str
    columns: Sequence[Column]
    files: list[FileRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def file_tables(text: str) -> list[Table]:
    """The file tables of a section, in order. Source: docs/behaviour.md, kb-4."""
    if "." not in text:
        return []
    found: list[Table] = []
    after = 0
    for start, line in _lines_that_may(text):
        columns = columns_of(line) if start >= after else ()
        if columns:
            table = Table(text[after:start], columns)
            after = start + len(line) + _read(table, text[start + len(line) :], grid=is_grid(line))
            found.append(table)
    return found or _without_titles(text)


def _lines_that_may(text: str) -> list[tuple[int, str]]:
    """The lines with the word `file` or `name` in them, and where they begin."""
    found: dict[int, str] = {}
    for mark in _MARKS:
        for hit in mark.finditer(text):
            start = text.rfind("\n", 0, hit.start()) + 1
            if start not in found:
                end = text.find("\n", start)
                found[start] = text[start : end if end > 0 else len(text)]
    return sorted(found.items())


def _read(table: Table, text: str, *, grid: bool) -> int:
    """Read the rows at the start of a text; where they end in it."""
    raw: list[tuple[str, dict[int, str]]] = []
    end = at = 0
    follows = True
    for line in text.splitlines(keepends=True):
        begun, at = at, at + len(line)
        if not line.strip():
            follows = follows and not raw
        elif _RULE.fullmatch(line):
            end = at
        elif _is_next(line) or not _take(table, line.rstrip(), raw, grid=grid, follows=follows):
            end = max(end, begun) if raw else end
            break
        else:
            end, follows = at, True
    table.files += _built(table, raw)
    if not raw:
        table.problems.append(f"The file table '{_titles(table)}' has no row that can be read.")
    return end


def _is_next(line: str) -> bool:
    """Whether another table begins with a line; titles have no point in them, names of files have."""
    return "." not in line and bool(columns_of(line.rstrip("\n")))


def _take(
    table: Table, line: str, raw: list[tuple[str, dict[int, str]]], *, grid: bool, follows: bool
) -> bool:
    """Add a line to the rows; False when it is none."""
    if grid:
        return is_grid(line) and _take_grid(table, line, raw)
    words = rows.words_of(line)
    if not rows.is_row(words, follows=follows):
        if follows and rows.looks_damaged(words):
            table.problems.append(f"The line '{line.strip()}' of a file table cannot be read.")
            return True
        return False
    row = rows.in_columns(words, table.columns)
    if row.left_over:
        left = "', '".join(row.left_over)
        table.problems.append(f"In the line '{line.strip()}' of a file table, '{left}' is in no column.")
    raw.append((line.strip(), row.cells))
    return True


def _take_grid(table: Table, line: str, raw: list[tuple[str, dict[int, str]]]) -> bool:
    """Add a line between bars; one without a name goes on with the row before."""
    texts = rows.in_grid(line)
    named = next(index for index, column in enumerate(table.columns) if column.kind == cells.NAME)
    if raw and len(texts) == len(table.columns) and not texts[named] and not _is_typed(texts):
        for index, more in enumerate(texts):
            if more:
                raw[-1][1][index] = f"{raw[-1][1].get(index, '')} {more}".strip()
        return True
    if len(texts) > len(table.columns):
        left = "', '".join(texts[len(table.columns) :])
        table.problems.append(f"In the line '{line.strip()}' of a file table, '{left}' is in no column.")
    raw.append((line.strip(), {at: text for at, text in enumerate(texts[: len(table.columns)]) if text}))
    return True


def _is_typed(texts: list[str]) -> bool:
    """Whether cells hold more than the rest of words that were too long for theirs."""
    return sum(cells.kind_of(text) != cells.WORD for text in texts if text) >= 2


def _built(table: Table, raw: list[tuple[str, dict[int, str]]]) -> list[FileRow]:
    dates = [at for at, column in enumerate(table.columns) if column.kind == cells.DATE]
    day_first = cells.is_day_first([found.get(at, "") for _, found in raw for at in dates])
    built: list[FileRow] = []
    for line, found in raw:
        row = _file_row(table, found, day_first=day_first)
        if row.name:
            built.append(row)
        else:
            table.problems.append(f"The line '{line}' of a file table names no file.")
        if "date" in _kinds(table, found) and row.date is None:
            table.problems.append(f"The line '{line}' of a file table has a date that is no day.")
    return built


def _file_row(table: Table, found: dict[int, str], *, day_first: bool) -> FileRow:
    by_kind = _kinds(table, found)
    day, clock = by_kind.get(cells.DATE, ""), by_kind.get(cells.TIME, "")
    if not clock:
        day, clock = cells.parted(day)
    platform = by_kind.get(cells.PLATFORM, "").strip("() ")
    return FileRow(
        name=by_kind.get(cells.NAME, "").replace("/", "\\").rpartition("\\")[2].strip("\"', "),
        version=by_kind.get(cells.VERSION, ""),
        date=cells.date_of(day, day_first=day_first),
        time=cells.time_of(clock),
        size=cells.size_of(by_kind.get(cells.SIZE, "")),
        platform="" if platform.lower() in _NOTHING else platform,
        language=by_kind.get(cells.LANGUAGE, ""),
        written={table.columns[at].title: text for at, text in found.items()},
    )


def _kinds(table: Table, found: dict[int, str]) -> dict[str, str]:
    """Cells that are not empty, by what their column holds."""
    return {
        table.columns[at].kind: text
        for at, text in found.items()
        if table.columns[at].kind != OTHER and text.lower() not in _NOTHING
    }


def _titles(table: Table) -> str:
    return "  ".join(column.title for column in table.columns)


def _without_titles(text: str) -> list[Table]:
    """Rows after the words `file attributes` that no line of titles stands above."""
    said = _ATTRIBUTES.search(text) if "ttributes" in text else None
    if said is None:
        return []
    at = said.end()
    for line in text[at:].splitlines(keepends=True):
        words = rows.words_of(line.rstrip())
        kinds = [word.kind for word in words]
        if len(kinds) >= 3 and cells.NAME in kinds and set(kinds) <= _TITLES.keys():
            table = Table(text[:at], _columns_by(words))
            table.problems.append(f"The file table above '{line.strip()}' has no line of titles.")
            _read(table, text[at:], grid=False)
            return [table]
        at += len(line)
    return []


def _columns_by(words: Sequence[rows.Word]) -> list[Column]:
    return [Column(_TITLES[word.kind], word.kind, word.start, word.end) for word in words]
