"""Finding articles by words and by what they are about."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.knowledge.errors import KnowledgeBaseError, SearchError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from adsiis.knowledge.knowledge_base import KnowledgeBase

_HAS_LETTER: Final = re.compile(r"\w")
_BY_WORDS: Final = """
select number, title, modified, products from
  (select rowid as id, rank as place from words where words match ? order by rank limit ?)
  join article using (id) order by place
"""

_WITH_WORDS: Final = """
select number, article.title, modified, products from words join article on article.id = words.rowid
  where words match ? and"""
_WITHOUT_WORDS: Final = "select number, title, modified, products from article where"


class Query(NamedTuple):
    """What is looked for; whatever is empty does not matter.

    Attributes:
        words: all of them occur, in any letter case; one with blanks is a phrase, one that ends with `*` a
            beginning.
        product: part of a product's name.
        version: of a product, such as `5.0`.
        file: the name of a file in a file table.
        keyword: a whole keyword; `*` stands for anything.
        since: the day of the last change, or later.
        limit: so many at most.
    """

    words: Sequence[str] = ()
    product: str = ""
    version: str = ""
    file: str = ""
    keyword: str = ""
    since: dt.date | None = None
    limit: int = 20


class Hit(NamedTuple):
    """An article that was found: number, title, day of the last change or nothing, products."""

    number: str
    title: str
    modified: str
    products: tuple[str, ...]


def search(base: KnowledgeBase, query: Query) -> list[Hit]:
    """The articles that match, the best first; without words the newest first.

    Raises:
        SearchError: the query has nothing to look for.
        KnowledgeBaseError: the base cannot be read.

    Source: docs/behaviour.md, kb-8.
    """
    match = _expression(query.words)
    conditions, values = _conditions(query)
    if not match and not conditions:
        raise SearchError(
            "There is nothing to look for: give at least one word, or an option such as --product."
        )
    try:
        if not conditions:
            return _hits(base.database.execute(_BY_WORDS, (match, query.limit)))
        return _hits(base.database.execute(*_narrowed(match, conditions, values, query.limit)))
    except sqlite3.Error as error:
        raise KnowledgeBaseError(f"The knowledge base {base.path} cannot be searched: {error}.") from error


def _expression(words: Iterable[str]) -> str:
    """Words as FTS5 wants them: each a phrase in quotes, whatever signs are in it."""
    phrases = []
    for word in words:
        if _HAS_LETTER.search(word):
            beginning = "*" if word.endswith("*") else ""
            phrases.append('"' + word.rstrip("*").replace('"', " ") + '"' + beginning)
    return " ".join(phrases)


def _conditions(query: Query) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    if query.product:
        conditions.append("products like ? escape '!'")
        values.append(f"%{_literally(query.product)}%")
    if query.version:
        conditions.append("(versions like ? escape '!' or versions like ? escape '!')")
        values += [f"%\n{_literally(query.version)}\n%", f"%\n{_literally(query.version)} %"]
    if query.keyword:
        conditions.append("keywords like ? escape '!'")
        values.append(f"%\n{_literally(query.keyword).replace('*', '%')}\n%")
    if query.file:
        conditions.append("id in (select article from file where name = ?)")
        values.append(query.file)
    if query.since is not None:
        conditions.append("modified >= ?")
        values.append(query.since.isoformat())
    return conditions, values


def _narrowed(
    match: str, conditions: list[str], values: list[object], limit: int
) -> tuple[str, list[object]]:
    given = " and ".join(conditions)
    if match:
        return f"{_WITH_WORDS} {given} order by words.rank limit ?", [match, *values, limit]
    return f"{_WITHOUT_WORDS} {given} order by modified desc limit ?", [*values, limit]


def _literally(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _hits(rows: Iterable[tuple[int, str, str, str]]) -> list[Hit]:
    return [
        Hit(f"Q{number}", title, modified, tuple(products.split("\n")[1:-1]))
        for number, title, modified, products in rows
    ]
