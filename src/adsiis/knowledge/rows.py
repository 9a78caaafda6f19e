"""The lines of a file table: which word stands in which column.

Columns are not where the line above has them: cells are longer than their titles, and empty ones leave no
mark. So words are put under titles by what they are, in the order of the titles; where that leaves a choice,
the one that stands nearest wins.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.knowledge import cells
from adsiis.knowledge.columns import OTHER, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTH: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WORD: Final = re.compile(
    rf"{cells.PATH}(?!\S)"
    r"|\d+(?:[.,]\d+)*\s(?:kb|mb|bytes)\b"
    r"|not\s(?:applicable|available|versioned)\b"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?|[ap]\b)?(?:\s(?:utc|gmt)\b)?"
    rf"|\d{{1,2}}\s{_MONTH},?\s\d{{4}}\b|{_MONTH}\s\d{{1,2}},\s?\d{{4}}\b"
    r"|\S+",
    re.IGNORECASE,
)
_TYPED: Final = frozenset({cells.DATE, cells.TIME, cells.VERSION, cells.SIZE, cells.NAME, cells.PLATFORM})
_FREE: Final = frozenset({OTHER, cells.LANGUAGE})
_OF_PLATFORMS: Final = frozenset({cells.WORD, cells.PLATFORM})
_LONGEST_LINE: Final = 600
_MOST_WORDS: Final = 8  # of one cell
_FEWEST_GAPS: Final = 2  # wide ones in a row; a sentence has fewer
_DROPPED: Final = -5.0


class Word(NamedTuple):
    """A word of a row, with what it is by its form."""

    text: str
    kind: str
    start: int
    end: int


class Row(NamedTuple):
    """Cells by the place of their column, and words that fit nowhere."""

    cells: dict[int, str]
    left_over: tuple[str, ...] = ()


def words_of(line: str) -> list[Word]:
    """The words of a line; a number and its unit are one, a time and its half of the day, a day in words.

    A line that is longer than any row has none.
    """
    if len(line) > _LONGEST_LINE:
        return []
    return [
        Word(found[0], cells.kind_of(found[0]), found.start(), found.end()) for found in _WORD.finditer(line)
    ]


def is_row(words: Sequence[Word], *, follows: bool) -> bool:
    """Whether words can be a row; a line that follows a row at once may be a poorer one."""
    kinds = [word.kind for word in words]
    typed = sum(kind in _TYPED or kind == cells.EITHER for kind in kinds)
    loose = _loose(words)
    if cells.NAME in kinds and typed >= 2:
        return loose <= max(3, typed)
    if not follows:
        return typed >= 3 and loose <= 1
    return (typed >= 2 and loose <= 2) or (typed >= 1 and len(kinds) <= 3 and cells.NAME in kinds)


def _loose(words: Sequence[Word]) -> int:
    """How many words are of no kind; those side by side in a row with wide gaps count as one."""
    loose = [word.kind not in _TYPED and word.kind != cells.EITHER for word in words]
    near = [after.start - before.end == 1 for before, after in pairwise(words)]
    if near.count(False) < _FEWEST_GAPS:
        return sum(loose)
    beside = sum(
        one and one_more and close for one, one_more, close in zip(loose, loose[1:], near, strict=False)
    )
    return sum(loose) - beside


def looks_damaged(words: Sequence[Word]) -> bool:
    """Whether a line that is no row holds what only rows hold, so that somebody should look at it."""
    kinds = {word.kind for word in words}
    return bool(kinds & {cells.DATE, cells.VERSION}) and len(words) <= 14


def in_columns(words: Sequence[Word], columns: Sequence[Column]) -> Row:
    """Words put under the titles. Source: docs/behaviour.md, kb-4."""
    return _at_once(words, columns) or _weighed(words, columns)


def in_grid(line: str, many: int) -> list[str]:
    """The cells between the bars of a line; bars may stand at its ends, unless that makes too few cells."""
    found = line.strip().split("|")
    if len(found) != many:
        found = line.strip().removeprefix("|").removesuffix("|").split("|")
    return [cell.strip() for cell in found]


def in_tabs(line: str, many: int) -> list[str]:
    """The cells between the tabs of a line; none where there are not as many as there are columns."""
    found = [cell.strip() for cell in line.split("\t")]
    return found if len(found) == many else []


def _at_once(words: Sequence[Word], columns: Sequence[Column]) -> Row | None:
    """The only way, where every word is of the kind of one title and they stand in its order."""
    kinds = [column.kind for column in columns]
    if len(set(kinds)) < len(kinds) or not _FREE.isdisjoint(kinds):
        return None
    found: dict[int, str] = {}
    at = -1
    for word in words:
        try:
            at = kinds.index(word.kind, at + 1)
        except ValueError:
            return None
        found[at] = word.text
    return Row(found)


class _Step(NamedTuple):
    """What is best done at a word and a title: how good all gets, how many words are taken, where next."""

    worth: float
    taken: int
    word: int
    column: int


def _weighed(words: Sequence[Word], columns: Sequence[Column]) -> Row:
    """The best of all ways to go through words and titles side by side, from the end backwards."""
    alone = cells.TIME not in {column.kind for column in columns}
    steps: dict[tuple[int, int], _Step] = {}
    for word in range(len(words), -1, -1):
        for column in range(len(columns), -1, -1):
            steps[word, column] = _best(words, columns, word, column, steps, time_too=alone)
    return _walked(words, steps)


def _best(
    words: Sequence[Word],
    columns: Sequence[Column],
    word: int,
    column: int,
    steps: dict[tuple[int, int], _Step],
    *,
    time_too: bool,
) -> _Step:
    left = len(words) - word
    if not left or column == len(columns):
        return _Step(_DROPPED * left, 0, len(words), len(columns))
    ways = [
        _Step(steps[word, column + 1].worth, 0, word, column + 1),
        _Step(steps[word + 1, column].worth + _DROPPED, 0, word + 1, column),
    ]
    for many in range(1, min(_MOST_WORDS, left) + 1):
        worth = _worth(words[word : word + many], columns[column], time_too=time_too)
        if worth is not None:
            after = steps[word + many, column + 1].worth
            ways.append(_Step(worth + after, many, word + many, column + 1))
    return max(ways, key=lambda way: way.worth)


def _walked(words: Sequence[Word], steps: dict[tuple[int, int], _Step]) -> Row:
    """The cells, and the words without one, along the best way."""
    found: dict[int, str] = {}
    left: list[str] = []
    word = column = 0
    while word < len(words):
        step = steps[word, column]
        said = [one.text for one in words[word : step.word]]
        if step.taken:
            found[column] = " ".join(said)
        else:
            left += said
        word, column = step.word, step.column
    return Row(found, tuple(left))


def _worth(words: Sequence[Word], column: Column, *, time_too: bool) -> float | None:
    """How well words stand under a title; None when they cannot."""
    if any(after.start - before.end > 1 for before, after in pairwise(words)):
        return None
    kind = _kind(words)
    near = 1.5 if words[0].start < column.end + 2 and column.start < words[-1].end + 2 else 0.0
    if len(words) > 1:
        return _worth_of_many(words, kind, column, time_too=time_too, near=near)
    if kind == column.kind:
        return 10.0 + near
    if kind == cells.EITHER and column.kind in {cells.VERSION, cells.SIZE}:
        return 7.0 + near
    if (column.kind == cells.DATE and kind == cells.VERSION and cells.date_of(words[0].text)) or (
        column.kind == cells.TIME and kind == cells.VERSION and cells.time_of(words[0].text)
    ):
        return 6.0 + near
    if column.kind in _FREE:
        return (3.0 if kind == cells.WORD else 2.0) + near
    if column.kind == cells.VERSION and kind == cells.SIZE and words[0].text.isdigit():
        return 4.0 + near
    if column.kind in {cells.NAME, cells.PLATFORM} and kind == cells.WORD:
        return 3.0 + near
    return 0.5 + near if kind == cells.WORD else None


def _worth_of_many(
    words: Sequence[Word], kind: str, column: Column, *, time_too: bool, near: float
) -> float | None:
    if column.kind == cells.DATE and time_too and [word.kind for word in words] == [cells.DATE, cells.TIME]:
        return 20.0 + near
    if column.kind == cells.NAME and words[-1].kind == cells.NAME:
        return 6.0 + near if all(word.kind == cells.WORD for word in words[:-1]) else None
    if column.kind == cells.VERSION and words[0].kind == cells.VERSION:
        return 9.0 + near if all(_in_brackets(word) for word in words[1:]) else None
    named = any(word.kind == cells.NAME for word in words)
    if column.kind in _FREE or (column.kind == cells.PLATFORM and kind in _OF_PLATFORMS and not named):
        return 3.0 * len(words) + near - 0.1
    return None


def _in_brackets(word: Word) -> bool:
    return word.text.startswith("(") and word.text.endswith(")")


def _kind(words: Sequence[Word]) -> str:
    if len(words) == 1:
        return words[0].kind
    return cells.kind_of(" ".join(word.text for word in words))
