"""An article as plain text again, in the form of the archives: what the model holds, and nothing else.

Reading the text gives the same article, so nothing of one is lost on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.knowledge.headers import meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adsiis.knowledge.article import Article, Section

_BAR: Final = "-" * 79
_DOUBLE: Final = "=" * 77
_IN_HEADER: Final = ("Article", "Title", "Product(s)", "Version(s)", "Operating System(s)", "Keyword(s)")
_OF_PAGES: Final = frozenset({"layout", "permalink"})
_IN_FOOTER: Final = ("Keywords", "Technology", "Version", "Hardware", "Issue type", "Solution Type")


def text_of(article: Article) -> str:
    """The article as text. Source: docs/behaviour.md, kb-3."""
    parts = [*_header(article), "", *_products(article), *_sections(article.sections), *_footer(article)]
    return "\n".join(parts) + "\n"


def _header(article: Article) -> Iterator[str]:
    told = {
        "Article": article.number,
        "Title": article.title,
        "Product(s)": "; ".join(article.product_line),
        "Version(s)": ", ".join(article.versions),
        "Operating System(s)": "; ".join(article.operating_systems),
        "Keyword(s)": " ".join(article.keywords),
        "Last Modified": _day(article, "modified"),
        "Created": _day(article, "created"),
        "Collection": article.collection,
    }
    for name, value in told.items():
        if value or name in _IN_HEADER:
            yield f"{name}: {value}".rstrip()
    yield from _unknown(article.header)


def _unknown(lines: Mapping[str, str]) -> Iterator[str]:
    """Lines whose meaning is not known; those of a page's generator say nothing of the article."""
    for name, value in lines.items():
        if meaning_of(name) is None and name not in _OF_PAGES:
            yield f"{name}: {value}".rstrip()


def _day(article: Article, name: str) -> str:
    day = getattr(article, name)
    return day.strftime("%d-%b-%Y").upper() if day is not None else ""


def _products(article: Article) -> Iterator[str]:
    if article.products:
        yield _BAR
        yield "The information in this article applies to:"
        yield ""
        yield from (f"- {product.text}" for product in article.products)
        yield _BAR
        yield ""


def _sections(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        if section.title:
            yield section.title
            yield "=" * max(len(section.title), 2)
            yield ""
        yield section.text
        yield ""


def _footer(article: Article) -> Iterator[str]:
    told: Mapping[str, str] = {
        "Keywords": " ".join(article.keywords),
        "Technology": " ".join(article.technology),
        "Version": ", ".join(article.versions),
        "Hardware": " ".join(article.hardware),
        "Issue type": article.issue_type,
        "Solution Type": article.solution_type,
    }
    if article.query_words:
        yield f"Additional query words: {' '.join(article.query_words)}"
        yield ""
    yield _DOUBLE
    for name in _IN_FOOTER:
        if told[name] or name == "Keywords":
            yield f"{name:<18}: {told[name]}"
    yield from _unknown(article.footer)
    yield ""
    yield from article.rest
    yield ""
    yield _DOUBLE
