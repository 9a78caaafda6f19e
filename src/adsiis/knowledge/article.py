"""What an article says, as data.

Every part of the text has its place here: what the reader does not know goes to `header`, `footer`,
`sections` or `rest` as it stands, and what it could not make sense of is told in `problems`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import msgspec

from adsiis.knowledge.errors import ArticleNumberError

_NUMBER: Final = re.compile(r"\s*(?:Q|KB)?\s?(\d{3,7})\s*", re.IGNORECASE)


def article_number(text: str) -> str:
    """The number as articles are known by, such as `Q277632`, however it is written.

    Raises ArticleNumberError. Source: docs/behaviour.md, kb-1.
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ArticleNumberError(text)
    return f"Q{int(found[1])}"


class FileRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a file table: what a fixed file looks like.

    Attributes:
        name: the name of the file.
        version: as it is written; empty where the cell is.
        date: None where the cell is empty or names no day.
        time: None where the cell is empty or names no time.
        size: in bytes; a size in KB or MB is what it stands for, rounded as it is written.
        platform: x86, Alpha and so on, as it is written without brackets.
        language: from a column of that title.
        written: every cell as it stands, by the title of its column.
    """

    name: str
    version: str = ""
    date: dt.date | None = None
    time: dt.time | None = None
    size: int | None = None
    platform: str = ""
    language: str = ""
    written: dict[str, str] = msgspec.field(default_factory=dict)


class Fix(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file table, and what the article says about it.

    Attributes:
        files: the lines of the table.
        or_later: whether files with later attributes are fixed too.
        language: of the fix, such as English.
        hardware: what the fix is for, such as x86.
        utc: whether dates and times are in UTC.
        heading: the heading above the table inside its section, such as a product.
        component: from a line `Component: …` above the table.
    """

    files: tuple[FileRow, ...] = ()
    or_later: bool = False
    language: str = ""
    hardware: tuple[str, ...] = ()
    utc: bool = False
    heading: str = ""
    component: str = ""


class Product(msgspec.Struct, frozen=True, omit_defaults=True):
    """One product an article applies to: as it is written, and its name and versions apart."""

    text: str
    name: str
    versions: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """A heading and the text below it; the text before the first heading has an empty title."""

    title: str
    text: str


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """Another article that this one refers to, with its title where it is told, and in which section."""

    number: str
    title: str = ""
    section: str = ""


class ServicePack(msgspec.Struct, frozen=True, omit_defaults=True):
    """A service pack that holds the fix."""

    product: str
    number: str


class Article(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article of the knowledge base.

    Attributes:
        number: such as `Q277632`.
        title: what it is about.
        modified: the day of the last change.
        created: the day it was written.
        product_line: the products of the header.
        versions: the versions of the header.
        operating_systems: those of the header, and those among the products.
        products: what the article applies to.
        keywords: of header and footer, each once.
        technology: keywords of products.
        hardware: such as x86.
        issue_type: such as kbbug.
        solution_type: such as kbfix.
        query_words: words that should find the article.
        collection: the folder of the archive it was published in.
        sections: all of them, in order.
        fixes: the file tables.
        service_packs: those that superseded the fix.
        links: other articles.
        header: the lines of the header by name, as they stand.
        footer: the lines of the footer by name, as they stand.
        rest: lines that belong to no part.
        problems: what could not be made sense of, a sentence each.
    """

    number: str
    title: str = ""
    modified: dt.date | None = None
    created: dt.date | None = None
    product_line: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    operating_systems: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    keywords: tuple[str, ...] = ()
    technology: tuple[str, ...] = ()
    hardware: tuple[str, ...] = ()
    issue_type: str = ""
    solution_type: str = ""
    query_words: tuple[str, ...] = ()
    collection: str = ""
    sections: tuple[Section, ...] = ()
    fixes: tuple[Fix, ...] = ()
    service_packs: tuple[ServicePack, ...] = ()
    links: tuple[Link, ...] = ()
    header: dict[str, str] = msgspec.field(default_factory=dict)
    footer: dict[str, str] = msgspec.field(default_factory=dict)
    rest: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def section(self, title: str) -> str:
        """The text of all sections of a title, in any letter case; empty when there is none."""
        wanted = title.casefold()
        return "\n\n".join(one.text for one in self.sections if one.title.casefold() == wanted)

    @property
    def symptoms(self) -> str:
        """What goes wrong."""
        return self.section("symptoms")

    @property
    def cause(self) -> str:
        """Why it goes wrong."""
        return self.section("cause")

    @property
    def resolution(self) -> str:
        """What to do about it."""
        return self.section("resolution")

    @property
    def status(self) -> str:
        """What Microsoft says about it, and which service pack holds the fix."""
        return self.section("status")

    @property
    def files(self) -> tuple[FileRow, ...]:
        """The lines of all file tables."""
        return tuple(row for fix in self.fixes for row in fix.files)
