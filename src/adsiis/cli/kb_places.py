"""Where the knowledge base is, and articles out of it or out of those that come along."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import click

from adsiis.metabase.folder import default_home

if TYPE_CHECKING:
    import datetime as dt

    from adsiis.knowledge.article import Article
    from adsiis.knowledge.knowledge_base import KnowledgeBase

_NAME: Final = "knowledge.sqlite"


def base_path(home: str | None) -> str:
    """The file of the knowledge base in the data folder of `--home`."""
    return os.path.join(home or default_home(), _NAME)


def opened(home: str | None) -> KnowledgeBase:
    """The knowledge base. Raises KnowledgeBaseError."""
    from adsiis.knowledge.knowledge_base import KnowledgeBase

    return KnowledgeBase(base_path(home))


def opened_if_there(home: str | None) -> KnowledgeBase | None:
    """The knowledge base; None when there is none yet. Raises KnowledgeBaseError."""
    return opened(home) if os.path.exists(base_path(home)) else None


def article_by(number: str, base: KnowledgeBase | None) -> Article:
    """An article of the base, or of those that come along.

    Raises:
        ArticleNumberError: the text is no number.
        UnknownArticleError: it is in neither.
    """
    from adsiis.knowledge.article import article_number
    from adsiis.knowledge.bundled import bundled_article
    from adsiis.knowledge.errors import UnknownArticleError

    found = next(base.articles([number]), None) if base is not None else None
    found = found or bundled_article(number)
    if found is None:
        raise UnknownArticleError(
            f"There is no article {article_number(number)} yet: 'adsiis kb add FOLDER' adds articles."
        )
    return found


def day_of(text: str | None) -> dt.date | None:
    """The day an option names. Raises UsageError."""
    from adsiis.knowledge.cells import date_of

    if text is None:
        return None
    day = date_of(f"{text}-01-01" if text.isdecimal() and len(text) == 4 else text)
    if day is None:
        raise click.UsageError(
            f"--since takes a day such as 2001-07-13, 13-Jul-2001 or 7/13/2001; '{text}' is none."
        )
    return day
