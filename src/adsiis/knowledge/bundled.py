"""The articles that come along: the one this project comes from, its facts in our words.

So a file can be checked against it before any archive was added.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from adsiis.knowledge.article import article_number
from adsiis.knowledge.reading import read_articles

if TYPE_CHECKING:
    from adsiis.knowledge.article import Article

NUMBERS: Final = ("Q277632",)


@cache
def bundled_articles() -> tuple[Article, ...]:
    """All articles that come along."""
    return tuple(_read(f"{number}.txt") for number in NUMBERS)


def bundled_article(number: str) -> Article | None:
    """An article that comes along, by its number; None when it does not. Raises ArticleNumberError."""
    wanted = article_number(number)
    return next((article for article in bundled_articles() if article.number == wanted), None)


def _read(name: str) -> Article:
    (article,) = read_articles(files("adsiis.knowledge").joinpath("articles", name).read_bytes(), name)
    return article
