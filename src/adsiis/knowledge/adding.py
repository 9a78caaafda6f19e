"""Folders of articles into the knowledge base: every file is read, what fails is told, the rest goes on.

All of it is one change: whoever is interrupted has the base as it was. An article that is there already is
replaced, unless the new text was changed longer ago.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.knowledge.errors import CheckedPathError, KnowledgeError
from adsiis.knowledge.knowledge_base import Entry, KnowledgeBase
from adsiis.knowledge.reading import read_article, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_SUFFIXES: Final = frozenset({".txt", ".text", ".md", ".markdown", ".htm", ".html"})
_TOO_LARGE: Final = 64 * 1024 * 1024
_BATCH: Final = 500


@dataclass(slots=True)
class Added:
    """What became of a folder.

    Attributes:
        files: how many were read.
        added: articles that were not there.
        replaced: articles that were there.
        unchanged: articles whose text is there already.
        older: articles that a newer text of is there.
        skipped: files whose names are not those of articles.
        rows: lines of file tables.
        failed: files that hold no article, with a sentence each.
        problems: what could not be read of articles, with a sentence each.
    """

    files: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    older: int = 0
    skipped: int = 0
    rows: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def article_files(path: str, added: Added) -> list[str]:
    """The files of a folder that may be articles, in order; or the one file that the path is.

    Raises CheckedPathError.
    """
    if os.path.isfile(path):
        return [path]
    if not os.path.isdir(path):
        raise CheckedPathError(f"{path} is neither a folder nor a file: there is nothing to add.")
    found = []
    for folder, folders, names in os.walk(path, onerror=lambda error: _tell_folder(added, error)):
        folders.sort()
        for name in sorted(names):
            if os.path.splitext(name)[1].lower() in _SUFFIXES:
                found.append(os.path.join(folder, name))
            else:
                added.skipped += 1
    return found


def add_files(
    base: KnowledgeBase, files: list[str], added: Added, on_progress: Callable[[int], None] | None = None
) -> Added:
    """Read files and have their articles in the base.

    Args:
        base: the knowledge base.
        files: their paths.
        added: where to tell what became of them.
        on_progress: is told how many were read, now and then.

    Raises KnowledgeBaseError; files that cannot be read are told in the result.
    Source: docs/behaviour.md, kb-8.
    """
    with base.writing():
        writer = _Writer(base, added)
        for index, path in enumerate(files, 1):
            for entry in _entries(path, added):
                writer.take(entry)
            if on_progress is not None and index % _BATCH == 0:
                on_progress(index)
        writer.flush()
    return added


def _entries(path: str, added: Added) -> Iterator[Entry]:
    added.files += 1
    try:
        texts = texts_of(_bytes_of(path))
    except (OSError, KnowledgeError) as error:
        added.failed.append((path, _sentence(error)))
        return
    for text in texts:
        try:
            article = read_article(text, path)
        except KnowledgeError as error:
            added.failed.append((path, str(error)))
            continue
        added.problems += [(path, problem) for problem in article.problems]
        added.rows += sum(len(fix.files) for fix in article.fixes)
        yield Entry(article, text, path)


def _bytes_of(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait for ever
    try:
        size = os.fstat(descriptor).st_size
        if size > _TOO_LARGE:
            raise CheckedPathError(f"The file is {size:,} bytes long; no article is.")
        data = os.read(descriptor, size + 1)
        while len(data) < size and (more := os.read(descriptor, size)):
            data += more
        return data
    finally:
        os.close(descriptor)


class _Writer:
    """Gathers articles and writes them many at a time, which is what makes it quick."""

    def __init__(self, base: KnowledgeBase, added: Added) -> None:
        self._database = base.database
        self._added = added
        rows = self._database.execute("select number, id, modified from article")
        self._known: dict[int, tuple[int, str]] = {number: (id_, modified) for number, id_, modified in rows}
        self._next = max((id_ for id_, _ in self._known.values()), default=0) + 1
        self._articles: list[tuple[object, ...]] = []
        self._files: list[tuple[int, str, str]] = []
        self._links: list[tuple[int, int]] = []

    def take(self, entry: Entry) -> None:
        """Have an article written, soon; one that is there gives way or stays."""
        article = entry.article
        number = int(article.number[1:])
        modified = article.modified.isoformat() if article.modified is not None else ""
        before = self._known.get(number)
        if before is not None and not self._gives_way(before, entry.text, modified):
            return
        self._added.replaced += before is not None
        self._added.added += before is None
        self._known[number] = (self._next, modified)
        self._gather(self._next, number, modified, entry)
        self._next += 1
        if len(self._articles) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        many = self._database.executemany
        many("insert into article values (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._articles)
        many(
            "insert into words (rowid, title, text) values (?, ?, ?)",
            [(row[0], row[3], row[8]) for row in self._articles],
        )
        many("insert into file values (?, ?, ?)", self._files)
        many("insert or ignore into link values (?, ?)", self._links)
        for gathered in (self._articles, self._files, self._links):
            gathered.clear()

    def _gather(self, id_: int, number: int, modified: str, entry: Entry) -> None:
        article = entry.article
        self._articles.append(
            (
                id_,
                number,
                modified,
                article.title,
                _lines([*article.product_line, *(one.text for one in article.products)]),
                _lines([*article.versions, *(v for one in article.products for v in one.versions)]),
                _lines(article.keywords + article.technology),
                entry.source,
                entry.text,
            )
        )
        for row in article.files:
            self._files.append((id_, row.name, row.version))
        for link in article.links:
            self._links.append((int(link.number[1:]), id_))

    def _gives_way(self, before: tuple[int, str], text: str, modified: str) -> bool:
        """Remove the article that is there, unless it is the same or newer."""
        id_, known = before
        if known and modified and modified < known:
            self._added.older += 1
            return False
        self.flush()
        (old,) = self._database.execute("select text from article where id = ?", (id_,)).fetchone()
        if old == text:
            self._added.unchanged += 1
            return False
        self._database.execute(
            "insert into words (words, rowid, title, text) "
            "select 'delete', id, title, text from article where id = ?",
            (id_,),
        )
        for order in (
            "delete from article where id = ?",
            "delete from file where article = ?",
            "delete from link where article = ?",
        ):
            self._database.execute(order, (id_,))
        return True


def _lines(parts: list[str] | tuple[str, ...]) -> str:
    """Parts between line feeds, so that a whole one can be asked for."""
    return f"\n{chr(10).join(dict.fromkeys(parts))}\n" if parts else ""


def _tell_folder(added: Added, error: OSError) -> None:
    added.failed.append((error.filename, f"The folder cannot be read: {error.strerror}."))


def _sentence(error: OSError | KnowledgeError) -> str:
    return f"The file cannot be read: {error.strerror}." if isinstance(error, OSError) else str(error)
