"""A page as the text it stands for: headings underlined, lists with dashes, tables between bars.

What comes out has the form of the plain articles, so that one reader serves all. A page that only wraps such
an article in <pre> is unwrapped.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from adsiis.knowledge.errors import NotAnArticleError
from adsiis.knowledge.sections import SECTION_NAMES

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGE: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|title|body|h[1-6]|p|pre|div)\b", re.IGNORECASE | re.DOTALL
)
_WRAPPED: Final = re.compile(
    r"<pre[^>]*>(?:\s*<[^>]+>)*\s*((?:Article|DOCUMENT):\s?Q\d.*?)(?:</pre>|\Z)", re.IGNORECASE | re.DOTALL
)
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_FIRST_HEADING: Final = re.compile(r"<h1[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<[^>]+>")
_SITE: Final = re.compile(
    r"\s+[|\u2013-]\s+(?:KnowledgeBase Archive|Microsoft Support|Microsoft Knowledge Base)\s*$"
)
_HIGH: Final = frozenset({"h1", "h2"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = frozenset(
    {"p", "div", "ul", "ol", "dl", "dt", "dd", "blockquote", "center", "section", "article", "form", "body"}
)
_UNSEEN: Final = frozenset({"script", "style", "head", "noscript", "nav", "footer"})
_BLANKS: Final = re.compile(r"[ \t\r\n\xa0]+")
_GAPS: Final = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def is_page(text: str) -> bool:
    """Whether a text is HTML."""
    return "<" in text[:512] and _PAGE.match(text) is not None


def plain(page: str) -> str:
    """The text of a page, its title in the first line. Raises NotAnArticleError when there is no text."""
    found = _TITLE.search(page) or _FIRST_HEADING.search(page)
    title = _SITE.sub("", _one_line(html.unescape(_TAG.sub("", found[1])))) if found else ""
    wrapped = _WRAPPED.search(page)
    body = html.unescape(_TAG.sub("", wrapped[1])) if wrapped else _text_of(page)
    return f"TITLE: {title}\n\n{body}" if title else body


def _text_of(page: str) -> str:
    import lxml.html
    from lxml import etree

    try:
        tree = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise NotAnArticleError("The page holds no text.") from error
    out: list[str] = []
    _emit(tree, out)
    return _GAPS.sub("\n\n", "".join(out)).strip() + "\n"


def _emit(element: HtmlElement, out: list[str]) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return
    if tag in _HEADINGS:
        title = _one_line(element.text_content())
        mark = "=" if tag in _HIGH or title.casefold() in SECTION_NAMES else "-"
        out.append(f"\n\n{title}\n{mark * max(len(title), 2)}\n\n" if title else "\n")
    elif tag == "pre":
        out.append(f"\n\n{element.text_content().strip(chr(10))}\n\n")
    elif tag == "table":
        _emit_table(element, out)
    elif tag == "hr":
        out.append(f"\n{'-' * 79}\n")
    elif tag == "br":
        out.append("\n")
    else:
        _emit_inside(element, out)


def _emit_inside(element: HtmlElement, out: list[str]) -> None:
    block = element.tag in _BLOCKS
    out.append("\n\n" if block else "\n- " if element.tag == "li" else "")
    _say(element.text, out)
    for child in element:
        _emit(child, out)
        _say(child.tail, out)
    if block:
        out.append("\n\n")


def _emit_table(table: HtmlElement, out: list[str]) -> None:
    """Rows between bars; a table that only holds the page together is its content."""
    lines = list(table.iter("tr"))
    if any(row.xpath(".//h1|.//h2|.//h3|.//h4|.//p|.//pre|.//table") for row in lines):
        _emit_cells(lines, out)
        return
    out.append("\n\n")
    for row in lines:
        texts = [_one_line(cell.text_content()) for cell in row if cell.tag in {"td", "th"}]
        if any(texts):
            out.append("| " + " | ".join(texts) + " |\n")
    out.append("\n")


def _emit_cells(lines: list[HtmlElement], out: list[str]) -> None:
    inner = {row for line in lines for row in line.iter("tr") if row is not line}
    for line in lines:
        if line not in inner:
            for cell in line:
                _emit_inside(cell, out)
                out.append("\n")


def _say(text: str | None, out: list[str]) -> None:
    """Words with one blank between them; none at the start of a line."""
    if not text:
        return
    said = _BLANKS.sub(" ", text)
    if not out or out[-1].endswith("\n") or not "".join(out[-2:]).strip():
        said = said.lstrip()
    out.append(said)


def _one_line(text: str) -> str:
    return " ".join(text.split())
