"""The file tables of a text: where each begins and ends, its rows, and what of it could not be read.

A table is a line of titles and the rows below it until a line that is none; rows further below, under a line
such as `Alpha:`, are a table with the same titles. Without a line of titles, rows that follow the words
`file attributes` are one too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final

from adsiis.knowledge import cells, rows
from adsiis.knowledge.article import FileRow
from adsiis.knowledge.columns import OTHER, Column, columns_of, is_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS: Final = tuple(map(re.compile, ("ile", "ame", "ILE", "AME")))  # of `file` and `name`, found quickly
_RULE: Final = re.compile(r"[\s|+=:_\-]*")
_ATTRIBUTES: Final = re.compile(r"file\s+attributes|time\s+stamp", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_SURE: Final = 3  # so many kinds of words in a line are no sentence
_NOTHING: Final = frozenset({"", "-", "--", "n/a", "na", "none", "not applicable"})
_OF_ROWS: Final = frozenset({cells.DATE, cells.TIME, cells.VERSION, cells.SIZE})
_RESTS: Final = ([cells.NAME], [cells.NAME, cells.PLATFORM])  # of rows that were too long for a line
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
    titles = [(start, line) for start, line in _lines_that_may(text) if columns_of(line)]
    found: list[Table] = []
    done = 0
    for (start, line), (end, _) in pairwise([*titles, (len(text), "")]):
        table = Table(text[done:start], columns_of(line))
        done = _follow(table, text, (start + len(line), end), found, grid=is_grid(line))
    return found if titles else _without_titles(text)


def _follow(table: Table, text: str, span: tuple[int, int], found: list[Table], *, grid: bool) -> int:
    """Read a table, and rows further below that something else stands above; where all this ends."""
    begin, end = span
    done = begin + _read(table, text[begin:end], grid=grid)
    found.append(table)
    while (begin := _next_row(text, done, end)) >= 0:
        between = text[done:begin]
        if table.files:
            table = Table(between, table.columns)
            found.append(table)
        else:  # the line stands right below the titles
            table.before += between
        done = begin + _read(table, text[begin:end], grid=False)
    if not table.files:
        titles = "  ".join(column.title for column in table.columns)
        table.problems.append(f"The file table '{titles}' has no row that can be read.")
    return done


def _next_row(text: str, begin: int, end: int) -> int:
    """Where the next line begins that cannot be anything but a row; -1 when there is none."""
    for line in text[begin:end].splitlines(keepends=True):
        if "." in line and _DIGIT.search(line) and _is_surely_row(line):
            return begin
        begin += len(line)
    return -1


def _is_surely_row(line: str) -> bool:
    kinds = {word.kind for word in rows.words_of(line)}
    return len(kinds) >= _SURE and cells.NAME in kinds and kinds <= _TITLES.keys()


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
    for line, size in _joined(text.splitlines(keepends=True)):
        begun, at = at, at + size
        if not line.strip():
            follows = follows and not raw
        elif _RULE.fullmatch(line):
            end = at
        elif not _take(table, line.rstrip(), raw, grid=grid, follows=follows):
            end = max(end, begun) if raw else end
            break
        else:
            end, follows = at, True
    table.files += _built(table, raw)
    return end


def _joined(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Lines and their sizes; one whose file name stands alone in the next line together with that."""
    after = iter(zip_longest(lines, lines[1:], fillvalue=""))
    for line, more in after:
        if _goes_on(line, more):
            apart = "" if line.rstrip().endswith("\\") else "  "
            yield line.rstrip() + apart + more.lstrip(), len(line) + len(more)
            next(after)
        else:
            yield line, len(line)


def _goes_on(before: str, line: str) -> bool:
    if "." not in line or "|" in line or _indent(line) <= _indent(before):
        return False
    above = {word.kind for word in rows.words_of(before)}
    below = [word.kind for word in rows.words_of(line)]
    return len(above & _OF_ROWS) >= 2 and cells.NAME not in above and below in _RESTS


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _take(
    table: Table, line: str, raw: list[tuple[str, dict[int, str]]], *, grid: bool, follows: bool
) -> bool:
    """Add a line to the rows; False when it is none."""
    if grid:
        return is_grid(line) and _take_grid(table, line, raw)
    words = rows.words_of(line)
    if (texts := rows.in_tabs(line, len(table.columns))) and cells.NAME in {word.kind for word in words}:
        raw.append((line.strip(), {at: text for at, text in enumerate(texts) if text}))
        return True
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
    texts = rows.in_grid(line, len(table.columns))
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
        kinds = _kinds(table, found)
        if cells.DATE in kinds and row.date is None:
            table.problems.append(f"The line '{line}' of a file table has a date that is no day.")
        if cells.TIME in kinds and row.time is None:
            table.problems.append(f"The line '{line}' of a file table has a time that is none.")
    return built


def _file_row(table: Table, found: dict[int, str], *, day_first: bool) -> FileRow:
    by_kind = _kinds(table, found)
    day, clock = by_kind.get(cells.DATE, ""), by_kind.get(cells.TIME, "")
    if not clock:
        day, clock = cells.parted(day)
    platform = by_kind.get(cells.PLATFORM, "").strip("() ")
    return FileRow(
        name=by_kind.get(cells.NAME, "").replace("/", "\\").rpartition("\\")[2].strip("\"', "),
        version=_bare(by_kind.get(cells.VERSION, "")),
        date=cells.date_of(day, day_first=day_first),
        time=cells.time_of(clock),
        size=cells.size_of(by_kind.get(cells.SIZE, "")),
        platform="" if platform.lower() in _NOTHING else platform,
        language=by_kind.get(cells.LANGUAGE, ""),
        written={table.columns[at].title: text for at, text in found.items()},
    )


def _bare(text: str) -> str:
    """A version without brackets around it."""
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _kinds(table: Table, found: dict[int, str]) -> dict[str, str]:
    """Cells that are not empty, by what their column holds."""
    return {
        table.columns[at].kind: text
        for at, text in found.items()
        if table.columns[at].kind != OTHER and text.lower() not in _NOTHING
    }


def _without_titles(text: str) -> list[Table]:
    """Rows after the words `file attributes` that no line of titles stands above."""
    said = _ATTRIBUTES.search(text) if "ttributes" in text or "stamp" in text else None
    if said is None:
        return []
    begin = _next_row(text, said.end(), len(text))
    if begin < 0:
        return []
    line = text[begin:].partition("\n")[0].strip()
    table = Table(text[:begin], _columns_by(rows.words_of(line)))
    table.problems.append(f"The file table above '{line}' has no line of titles.")
    found: list[Table] = []
    _follow(table, text, (begin, len(text)), found, grid=False)
    return found


def _columns_by(words: Sequence[rows.Word]) -> list[Column]:
    return [Column(_TITLES[word.kind], word.kind, word.start, word.end) for word in words]
