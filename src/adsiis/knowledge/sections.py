"""The body of an article: where header, sections and footer begin, and what it applies to.

A heading is a line with equals signs below it; one of the usual names alone on its line is one too, since
archives lose such signs more often than letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.knowledge.article import Product, Section

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
        "applies to",
        "introduction",
    }
)
_USUAL: Final = "|".join(sorted(map(str.upper, SECTION_NAMES)))
_HEADING: Final = re.compile(rf"^(?:(\S[^\n]{{0,78}}?)[ \t]*\n(={{2,}})[ \t]*|({_USUAL})[ \t]*)$", re.MULTILINE)
_APPLIES: Final = re.compile(
    r"^[ \t]*(?:The )?information in this article applies to:?[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_APPLIES_TO: Final = frozenset({"applies to", "the information in this article applies to"})
_FOOT: Final = re.compile(
    r"^(?:Additional (?:query|reference) words[ \t]*:"
    r"|[ \t]*={20,}[ \t]*\n[ \t]*(?:Keywords|Technology|Version|Component|Hardware|Issue type|KB\w+)[ \t]*:"
    r"|KBCategory[ \t]*:|(?:Keywords|Technology)[ \t]*:[ \t]*kb)",
    re.MULTILINE | re.IGNORECASE,
)
_DASHES: Final = re.compile(r"^[ \t]*-{10,}[ \t]*$", re.MULTILINE)
_MARKDOWN: Final = re.compile(r"^#{1,6}[ \t]+(?!Q\d)(\S[^\n]*?)[ \t#]*$", re.MULTILINE)
_BULLET: Final = re.compile(r"\s*[-*\u2022\u00b7o](?=\s)\s*")
_VERSION: Final = r"\d[\w.]*(?:\s+SP\s?\d\w?)?"
_VERSIONS: Final = re.compile(
    rf"(.*?),?\s+versions?\s+({_VERSION}(?:(?:,\s*(?:and\s+)?|\s+and\s+){_VERSION})*)(.*)", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"(.*\S)\s+(\d+(?:\.\d+)+\w?)")


class Body(NamedTuple):
    """The parts of an article's text."""

    header: str
    applies: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str


def body_of(text: str) -> Body:
    """The parts of a text, in order. Source: docs/behaviour.md, kb-3."""
    foot = _FOOT.search(text, _header_end(text))
    footer = text[foot.start() :] if foot is not None else ""
    body = text[: foot.start()] if foot is not None else text
    headings = [found for found in _HEADING.finditer(body) if _is_heading(found)]
    if headings and _is_title(headings[0], body):
        del headings[0]
    first = headings[0].start() if headings else len(body)
    applies = _APPLIES.search(body, 0, first)
    header, lines, preamble = _above(body[:first], applies.span() if applies is not None else None)
    sections = tuple(_sections(body, headings))
    if not lines:
        lines = tuple(line for one in sections if one.title.casefold().rstrip(":") in _APPLIES_TO for line in _items(one.text))
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


def _header_end(text: str) -> int:
    """A place that no footer stands before: keywords of the header are not those of the footer."""
    applies = _APPLIES.search(text)
    if applies is not None:
        return applies.end()
    heading = next((found for found in _HEADING.finditer(text) if _is_heading(found)), None)
    return heading.end() if heading is not None else 0


def _is_heading(found: re.Match[str]) -> bool:
    """Not a line that happens to stand above the bar of the footer."""
    if found[3]:
        return True
    return len(found[2]) <= max(2 * len(found[1]), 12) and not found[1].rstrip().endswith(":")


def _is_title(heading: re.Match[str], body: str) -> bool:
    """Whether the first heading is the article's own title."""
    title = (heading[1] or "").strip()
    return bool(re.search(r"\((?:KB|Q)?\d{5,7}\)$|^(?:KB|Q)\d{3,7}:", title)) or (
        bool(title) and f"TITLE: {title}" in body[: heading.start()]
    )


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
    """A header that nothing closes: it goes on while its lines have names."""
    end = 0
    for found in re.finditer(r"(?:[^\n]+\n?)+|\n+", text):
        lines = found[0].strip("\n").split("\n")
        named = sum(":" in line[:40] or not line.strip() or line[0] in "#{-=" or line[0].isspace() for line in lines)
        if named < len(lines):
            break
        end = found.end()
    return text[:end], text[end:]


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
    """The items of a list, each in one line; lines without bullets are items of their own where none has one."""
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


def _sections(body: str, headings: list[re.Match[str]]) -> Iterator[Section]:
    for index, heading in enumerate(headings):
        end = headings[index + 1].start() if index + 1 < len(headings) else len(body)
        yield Section((heading[1] or heading[3]).strip(), body[heading.end() : end].strip("\n").rstrip())
