"""The body of an article: where header, sections and footer begin, and what it applies to.

A heading is a line with equals signs below it; one of the usual names alone on its line is one too, since
archives lose such signs more often than letters.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.knowledge.article import Product, Section
from adsiis.knowledge.headers import LAST, PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTION_NAMES: Final = frozenset(
    {
        "symptoms",
        "cause",
        "resolution",
        "status",
        "workaround",
        "summary",
        "more information",
        "references",
        "introduction",
    }
)
_USUAL: Final = "|".join(sorted(map(str.upper, SECTION_NAMES)))
# each begins with a line feed, a literal that is found quickly
_MARK: Final = re.compile(rf"\n(?:(={{2,}})|({_USUAL}))[ \t]*(?=\n|\Z)(?!\n==)")
_APPLIES: Final = re.compile(
    r"\n[ \t]*(?:[Tt]he )?(?:[Ii]nformation in this article applies to|APPLIES TO):?[ \t]*(?=\n|\Z)(?!\n==)"
)
_APPLIES_TO: Final = frozenset({"applies to", "the information in this article applies to"})
_FOOT: Final = re.compile(
    r"\n(?:Additional (?:query|reference) words[ \t]*:"
    r"|[ \t]*={20,}[ \t]*\n[ \t]*(?:Keywords|Technology|Version|Component|Hardware|Issue type|KB\w+)[ \t]*:"
    r"|KBCategory[ \t]*:|(?:Keywords|Technology)[ \t]*:[ \t]*kb)",
    re.IGNORECASE,
)
_PARAGRAPH: Final = re.compile(r"(?:[^\n]+\n?)+|\n+")
_LONGEST_NAME: Final = 40
_OWN_TITLE: Final = re.compile(r"\((?:KB|Q)?\d{5,7}\)$|^(?:KB|Q)\d{3,7}:")
_LONGEST_TITLE: Final = 100
_DASHES: Final = re.compile(r"^[ \t]*-{10,}[ \t]*$", re.MULTILINE)
_MARKDOWN: Final = re.compile(r"^#{1,6}[ \t]+(?!Q\d)(\S[^\n]*?)[ \t#]*$", re.MULTILINE)
_BULLET: Final = re.compile(r"\s*[-*\u2022\u00b7o](?=\s)\s*")
_VERSION: Final = r"\d[\w.]*(?:\s+SP\s?\d\w?)?"
_VERSIONS: Final = re.compile(
    rf"(.*?),?\s+versions?\s+({_VERSION}(?:(?:,\s*(?:and\s+)?|\s+and\s+){_VERSION})*)(.*)", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"(.*\S)\s+(\d+(?:\.\d+)+\w?)")


class Heading(NamedTuple):
    """A heading: its title, where it begins, and where the text below it does."""

    title: str
    start: int
    end: int


class Body(NamedTuple):
    """The parts of an article's text."""

    header: str
    applies: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str


def body_of(text: str) -> Body:
    """The parts of a text, in order. Source: docs/behaviour.md, kb-3."""
    text = f"\n{text}"
    headings = list(_headings(text))
    applies = _APPLIES.search(text)
    above = applies.end() if applies is not None else headings[0].end if headings else 0
    foot = _FOOT.search(text, above)  # keywords of the header are not those of the footer
    footer = text[foot.start() :] if foot is not None else ""
    body = text[: foot.start()] if foot is not None else text
    headings = [heading for heading in headings if heading.end <= len(body)]
    if headings and _is_title(headings[0], body):
        del headings[0]
    first = headings[0].start if headings else len(body)
    span = applies.span() if applies is not None and applies.end() <= first else None
    header, lines, preamble = _above(body[:first], span)
    sections = tuple(_sections(body, headings))
    if not lines:
        lines = tuple(
            line
            for one in sections
            if one.title.casefold().rstrip(":") in _APPLIES_TO
            for line in _items(one.text)
        )
    lead = (Section("", preamble),) if preamble else ()
    return Body(header, lines, lead + sections, footer)


def with_underlines(text: str) -> str:
    """The text of a Markdown page with its headings underlined."""
    return _MARKDOWN.sub(lambda found: f"{found[1]}\n{'=' * max(len(found[1]), 2)}", text)


def product_of(text: str) -> Product:
    """A product apart from its versions."""
    found = _VERSIONS.fullmatch(text)
    if found is not None:
        versions = re.split(r",\s*(?:and\s+)?|\s+and\s+", found[2])
        return Product(text, f"{found[1]}{found[3].rstrip()}", tuple(versions))
    found = _NUMBERED.fullmatch(text)
    if found is not None:
        return Product(text, found[1], (found[2],))
    return Product(text, text)


def _headings(text: str) -> Iterator[Heading]:
    """The headings of a text, in order."""
    for mark in _MARK.finditer(text):
        if mark[2]:
            yield Heading(mark[2], mark.start() + 1, mark.end())
            continue
        start = text.rfind("\n", 0, mark.start()) + 1
        title = text[start : mark.start()].rstrip()
        if _is_heading(title, mark[1]):
            yield Heading(title, start, mark.end())


def _is_heading(title: str, bar: str) -> bool:
    """Not a line that happens to stand above the bar of the footer, nor a bar alone."""
    if not title or title[0].isspace() or len(title) > _LONGEST_TITLE or title.endswith(":"):
        return False
    return len(bar) <= max(2 * len(title), 12) and title.strip("=-") != ""


def _is_title(heading: Heading, body: str) -> bool:
    """Whether the first heading is the article's own title."""
    return bool(_OWN_TITLE.search(heading.title)) or f"TITLE: {heading.title}\n" in body[: heading.start]


def _above(text: str, applies: tuple[int, int] | None) -> tuple[str, tuple[str, ...], str]:
    """Header, products, and what stands between them and the first heading."""
    if applies is None:
        header, preamble = _header_alone(text)
        return header, (), preamble.strip("\n")
    header, rest = text[: applies[0]], text[applies[1] :].lstrip("\n")
    end = _DASHES.search(rest)
    if end is not None:
        return header, tuple(_items(rest[: end.start()])), rest[end.end() :].strip("\n")
    listed = _listed(rest)
    return header, tuple(_items(rest[:listed])), rest[listed:].strip("\n")


def _header_alone(text: str) -> tuple[str, str]:
    """A header that nothing closes: it goes on while its lines have names, or tell what headers tell."""
    end = 0
    for found in _PARAGRAPH.finditer(text):
        lines = found[0].strip("\n").split("\n")
        is_title = lines[-1].startswith("==")  # its own; other headings are below
        if not is_title and not all(_is_of_header(line) for line in lines):
            break
        end = found.end()
    return text[:end], text[end:]


def _is_of_header(line: str) -> bool:
    named = ":" in line[:_LONGEST_NAME] or not line.strip() or line[0] in "#{-=" or line[0].isspace()
    return named or LAST.fullmatch(line) is not None or PUBLISHED.search(line) is not None


def _listed(text: str) -> int:
    """Where a list of products ends that no bar closes: with the lines that begin with a bullet."""
    end = at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if _BULLET.match(line) or (end and line[0].isspace() and line.strip()):
            end = at
        elif line.strip():
            break
    return end


def _items(text: str) -> Iterator[str]:
    """The items of a list, each in one line; where no line has a bullet, each is an item."""
    lines = [line for line in text.split("\n") if line.strip()]
    bulleted = any(_BULLET.match(line) for line in lines)
    item = ""
    for line in lines:
        mark = _BULLET.match(line)
        if item and (mark is not None or not bulleted):
            yield item
            item = ""
        said = line[mark.end() :] if mark is not None else line
        item = f"{item} {said.strip()}".strip()
    if item:
        yield item


def _sections(body: str, headings: list[Heading]) -> Iterator[Section]:
    for heading, after in pairwise([*headings, Heading("", len(body), len(body))]):
        yield Section(heading.title, body[heading.end : after.start].strip("\n").rstrip())
