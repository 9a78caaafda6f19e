"""Articles out of text and bytes, in any of the forms they were kept in.

All forms come down to one: named lines, a list of products, underlined headings, named lines. Pages are
turned into that first, and what stands one tab to the right is moved back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.knowledge import cells, markup
from adsiis.knowledge.article import Article
from adsiis.knowledge.decoding import text_of_bytes
from adsiis.knowledge.errors import NotAnArticleError
from adsiis.knowledge.fixes import fixes_of
from adsiis.knowledge.headers import PUBLISHED, Header, footer_of, header_of
from adsiis.knowledge.references import links_of, service_packs_of
from adsiis.knowledge.sections import SECTION_NAMES, Body, body_of, product_of, with_underlines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from adsiis.knowledge.article import Product, ServicePack

_STARTS: Final = re.compile(r"^\t?(?:DOCUMENT:\s?Q\d|Article: Q\d)", re.MULTILINE)
_RAW: Final = re.compile(r"^\{% (?:end)?raw %\}\n?", re.MULTILINE)
_MARKDOWN: Final = re.compile(r"---[ \t]*\n|# \S")
_IN_PATH: Final = (
    re.compile(r"(?:^|[/\\])(?:Q|KB)(\d{4,7})(?:\.\w+|[/\\](?:README\.md|index\.html?))$", re.IGNORECASE),
    re.compile(r"(?:^|[/\\])(\d{5,7})\.(?:txt|md|html?)$", re.IGNORECASE),
    re.compile(r"(?:^|[/\\])Q?(\d{1,3})[/\\](\d)[/\\](\d\d)\.TXT$", re.IGNORECASE),
    re.compile(r"[/\\]KB[/\\][a-z]{2}-[a-z]{2}[/\\](\d{3})[/\\](\d{3})\.HTML?$", re.IGNORECASE),
)
_SYSTEM: Final = re.compile(r"(?:on )?the operating system:\s*(.+)", re.IGNORECASE)
_LIST: Final = re.compile(r"[;,]\s*")
_PREFIX: Final = re.compile(r"[\w\- ]*:+\s*")


def read_articles(data: bytes, path: str = "") -> list[Article]:
    """The articles of a file; most hold one.

    Args:
        data: its bytes.
        path: its path, which may tell the number where the text does not.

    Raises:
        BinaryFileError: it is no text.
        NotAnArticleError: it holds no article.
    """
    return [read_article(text, path) for text in texts_of(data)]


def texts_of(data: bytes) -> list[str]:
    """The texts of the articles of a file, pages turned into plain ones.

    Raises:
        BinaryFileError: it is no text.
        NotAnArticleError: it is a page without text.
    """
    text = text_of_bytes(data)
    if markup.is_page(text):
        return [markup.plain(text)]
    if text.count("DOCUMENT:") + text.count("Article: Q") < 2:
        return [text]
    starts = [found.start() for found in _STARTS.finditer(text)]
    if len(starts) < 2:
        return [text]
    starts[0] = 0
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def read_article(text: str, path: str = "") -> Article:
    """The article that a plain text is. Raises NotAnArticleError. Source: docs/behaviour.md, kb-1, kb-3."""
    body = body_of(_straightened(text))
    header, footer = header_of(body.header), footer_of(body.footer)
    number, problems = _number(header, body, path)
    products, systems = _products(body.applies)
    hardware = _words(header.value("hardware") or footer.value("hardware"))
    fixes, unread = fixes_of(body.sections, hardware)
    modified = _date(header, footer, "modified", problems)
    if not header.value("title"):
        problems.append("The article has no title.")
    return Article(
        number=number,
        title=header.value("title"),
        modified=modified,
        created=_date(header, footer, "created", problems),
        product_line=_parts(header.value("products"), r";\s*"),
        versions=_versions(header.value("versions") or footer.value("versions")),
        operating_systems=_once([*_parts(header.value("systems"), r"[;,]\s*"), *systems]),
        products=products,
        keywords=_words(f"{header.value('keywords')} {footer.value('keywords')}"),
        technology=_words(f"{header.value('technology')} {footer.value('technology')}"),
        hardware=hardware,
        issue_type=header.value("issue") or footer.value("issue"),
        solution_type=header.value("solution") or footer.value("solution"),
        query_words=_words(footer.value("query")),
        collection=header.value("collection"),
        sections=body.sections,
        fixes=fixes,
        service_packs=_service_packs(header, footer, body),
        links=links_of(body.sections, number, bare="Q" not in text[:400]),
        header=header.lines,
        footer=footer.lines,
        rest=tuple(header.rest + footer.rest),
        problems=(*problems, *unread),
    )


def _straightened(text: str) -> str:
    """The text one tab to the left where all of it stands to the right, without marks of page generators."""
    if "{%" in text:
        text = _RAW.sub("", text)
    if "\tArticle:" in text or "\tDOCUMENT:" in text:
        return f"\n{text}".replace("\n\t", "\n")[1:]
    return with_underlines(text) if _MARKDOWN.match(text) else text


def _number(header: Header, body: Body, path: str) -> tuple[str, list[str]]:
    """The number, from wherever it is told, and what is wrong with it."""
    told = header.value("number")
    problems = []
    if header.value("broken"):
        problems.append(f"The number in the header, '{header.value('broken')}', is none.")
    headed = header.value("headed")
    if told and headed and told != headed:
        problems.append(f"The header says {told}, the title {headed}.")
    number = told or headed or _in_link(header) or _in_lead(body) or _in_path(path)
    known = any(one.title.casefold() in SECTION_NAMES for one in body.sections)
    if not number or not (known or body.applies or header.lines):
        raise NotAnArticleError("The file is no article: it has no number, or no header and no section.")
    if not told:
        problems.append(f"The header tells no number; {number} is that of its title, link or path.")
    return number, problems


def _in_link(header: Header) -> str:
    found = re.search(r"Q(\d{4,7})", header.lines.get("permalink", ""))
    return f"Q{int(found[1])}" if found is not None else ""


def _in_lead(body: Body) -> str:
    """A number that is told between products and the first heading."""
    lead = body.sections[0].text if body.sections and not body.sections[0].title else ""
    found = PUBLISHED.search(lead)
    return f"Q{int(found[1])}" if found is not None else ""


def _in_path(path: str) -> str:
    for form in _IN_PATH:
        found = form.search(path)
        if found is not None:
            return f"Q{int(''.join(found.groups()))}"
    return ""


def _date(header: Header, footer: Header, name: str, problems: list[str]) -> dt.date | None:
    told = header.value(name) or footer.value(name)
    day = cells.date_of(told) if told else None
    if told and day is None:
        problems.append(f"The date '{told}' is no day.")
    return day


def _products(lines: Iterable[str]) -> tuple[tuple[Product, ...], list[str]]:
    """Products apart from operating systems that stand among them."""
    products, systems = [], []
    for line in lines:
        system = _SYSTEM.fullmatch(line)
        if system is not None:
            systems.append(system[1].strip())
        else:
            products.append(product_of(line))
    return tuple(products), systems


def _service_packs(header: Header, footer: Header, body: Body) -> tuple[ServicePack, ...]:
    text = "\n".join(one.text for one in body.sections if "ervice" in one.text)
    return service_packs_of(text, f"{header.value('keywords')} {footer.value('keywords')}".split())


def _versions(text: str) -> tuple[str, ...]:
    """`WINDOWS:97; winnt:4.0,5.0 SP1` as 97, 4.0 and 5.0 SP1."""
    return _once(_PREFIX.sub("", part, count=1).strip() for part in _LIST.split(text))


def _parts(text: str, between: str) -> tuple[str, ...]:
    return _once(part.strip() for part in re.split(between, text))


def _words(text: str) -> tuple[str, ...]:
    return _once(text.replace(",", " ").split())


def _once(parts: Iterable[str]) -> tuple[str, ...]:
    """Those that are not empty, each once."""
    return tuple(dict.fromkeys(part for part in parts if part))
