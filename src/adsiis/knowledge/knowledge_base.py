"""The knowledge base: one SQLite file with the texts of all articles, and what finds them.

The text is the article: it is read again when an article is asked for, so a better reader needs no new index.
Words are found by an FTS5 table over these texts, which holds no second copy of them.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from adsiis.knowledge.article import Article, article_number
from adsiis.knowledge.errors import KnowledgeBaseError, NoKnowledgeBaseError, UnknownArticleError
from adsiis.knowledge.reading import read_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORM: Final = 1  # of the tables below
_TABLES: Final = """
create table article (
  id integer primary key, number integer unique not null, modified text not null, title text not null,
  products text not null, versions text not null, keywords text not null,
  source text not null, text text not null
);
create table file (article integer not null, name text not null collate nocase, version text not null);
create index file_name on file (name);
create index file_article on file (article);
create table link (
  target integer not null, article integer not null, primary key (target, article)
) without rowid;
create index link_article on link (article);
create virtual table words using fts5 (title, text, content = 'article', content_rowid = 'id');
insert into words (words, rank) values ('rank', 'bm25(8.0, 1.0)');
insert into words (words, rank) values ('hashsize', 33554432);
"""
_PAGES: Final = -32_000  # cached, in KiB


class Entry(NamedTuple):
    """An article as the base keeps it: what it says, its text, and where it came from."""

    article: Article
    text: str
    source: str


class KnowledgeBase:
    """The index of articles in one file. It closes as a context manager does.

    Source: docs/behaviour.md, kb-8.
    """

    def __init__(self, path: str, *, create: bool = False) -> None:
        """Open the file, or make it.

        Raises:
            NoKnowledgeBaseError: it is not there, and not to be made.
            KnowledgeBaseError: it is something else, or cannot be opened.
        """
        self.path = path
        if not create and not os.path.exists(path):
            raise NoKnowledgeBaseError(path)
        with self._in_our_words():
            if create:
                os.makedirs(os.path.dirname(os.path.abspath(path)), mode=0o700, exist_ok=True)
            self.database = sqlite3.connect(path, isolation_level=None)
            self.database.execute(f"pragma cache_size = {_PAGES}")
            self._prepare()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """All changes inside happen together, or none does. Raises KnowledgeBaseError."""
        with self._in_our_words():
            self.database.execute("begin immediate")
            try:
                yield
            except BaseException:
                self.database.execute("rollback")
                raise
            self.database.execute("commit")

    def article(self, number: str) -> Article:
        """An article by its number.

        Raises:
            ArticleNumberError: the text is no number.
            UnknownArticleError: there is no such article.
        """
        found = next(self.articles([number]), None)
        if found is None:
            raise UnknownArticleError(f"The knowledge base has no article {article_number(number)}.")
        return found

    def articles(self, numbers: Iterable[str]) -> Iterator[Article]:
        """Those articles of several numbers that are there, in their order."""
        for number in numbers:
            row = self._one(
                "select text, source from article where number = ?", int(article_number(number)[1:])
            )
            if row is not None:
                yield read_article(*row)

    def titles(self, numbers: Iterable[str]) -> dict[str, str]:
        """The titles of those articles that are there, by number."""
        found = {}
        for number in numbers:
            row = self._one("select title from article where number = ?", int(number[1:]))
            if row is not None:
                found[number] = row[0]
        return found

    def numbers_of_file(self, name: str) -> list[str]:
        """The numbers of the articles with a file of that name in a table, in any letter case."""
        return self._numbers(
            "select distinct number from file join article on article.id = file.article where name = ?", name
        )

    def file_names(self) -> set[str]:
        """Every name in a file table, folded."""
        with self._in_our_words():
            rows = self.database.execute("select distinct name from file")
            return {name.casefold() for (name,) in rows}

    def numbers_with_files(self) -> list[str]:
        """The numbers of the articles that have a file table."""
        return self._numbers("select number from article where id in (select article from file)")

    def referring_to(self, number: str) -> list[str]:
        """The numbers of the articles that refer to one."""
        return self._numbers(
            "select number from link join article on article.id = link.article "
            "where target = ? order by number",
            int(article_number(number)[1:]),
        )

    def count(self) -> int:
        """How many articles there are."""
        row = self._one("select count(*) from article")
        return int(row[0]) if row is not None else 0

    def _numbers(self, order: str, *values: object) -> list[str]:
        with self._in_our_words():
            return [f"Q{number}" for (number,) in self.database.execute(order, values)]

    def _one(self, order: str, *values: object) -> tuple[str, ...] | None:
        with self._in_our_words():
            row: tuple[str, ...] | None = self.database.execute(order, values).fetchone()
            return row

    def _prepare(self) -> None:
        (form,) = self.database.execute("pragma user_version").fetchone()
        (tables,) = self.database.execute("select count(*) from sqlite_master").fetchone()
        if form == _FORM:
            return
        if tables:
            self.database.close()
            raise KnowledgeBaseError(
                f"{self.path} is no knowledge base, or one of another version: "
                "remove it and add the articles again."
            )
        self.database.executescript(f"begin; {_TABLES} pragma user_version = {_FORM}; commit;")

    @contextlib.contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise KnowledgeBaseError(f"The knowledge base {self.path} cannot be used: {error}.") from error
        except OSError as error:
            raise KnowledgeBaseError(
                f"The knowledge base {self.path} cannot be made: {error.strerror}."
            ) from error
