"""What an article refers to: other articles, and the service packs that hold its fix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.knowledge.article import Link, ServicePack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.knowledge.article import Section

_TITLED: Final = re.compile(
    r"^([ \t]*)(?:-[ \t]+)?(?:Q|KB)(\d{4,7})[ \t]*:?[ \t]+(\S[^\n]*)((?:\n\1[ \t]*(?!(?:Q|KB)?\d{4,7}\b)\S[^\n]*)*)", re.MULTILINE
)
_BARE: Final = re.compile(r"^[ \t]*(\d{6})[ \t]+([A-Z][^\n]*)()", re.MULTILINE)
_INLINE: Final = re.compile(r"\b(?:Q|KB)(\d{5,7})\b|scid=kb;[\w-]*;Q?(\d{5,7})|support\.microsoft\.com/kb/(\d{5,7})", re.IGNORECASE)
_CORRECTED: Final = re.compile(
    r"(?:corrected|fixed|resolved) in (?:the )?(?:Microsoft )?([A-Z][^.]{1,70}?),? ?Service (?:Pack|Release) ?(\d+\w?)\b",
    re.IGNORECASE,
)
_KEYWORD: Final = re.compile(r"kb([A-Za-z]+?)(\d*)SP(\d+\w?)fix", re.IGNORECASE)
_PRODUCTS: Final = {
    "win2000": "Windows 2000",
    "winnt400": "Windows NT 4.0",
    "winnt4": "Windows NT 4.0",
    "winxp": "Windows XP",
    "exchange550": "Exchange Server 5.5",
    "exchange2000": "Exchange 2000 Server",
    "sqlserv2000": "SQL Server 2000",
    "sms200": "Systems Management Server 2.0",
}


def links_of(sections: Iterable[Section], own: str, *, bare: bool) -> tuple[Link, ...]:
    """The articles that sections refer to, each once, with a title where one is told.

    Args:
        sections: the sections.
        own: the number of the article itself, which is none of them.
        bare: whether numbers at the start of a line stand without a letter.
    """
    found: dict[str, Link] = {}
    for section in sections:
        for link in _in_section(section, bare=bare):
            before = found.get(link.number)
            if link.number != own and (before is None or (link.title and not before.title)):
                found[link.number] = link
    return tuple(found.values())


def service_packs_of(text: str, keywords: Iterable[str]) -> tuple[ServicePack, ...]:
    """The service packs that hold the fix, as sentences and keywords tell. Source: docs/behaviour.md, kb-7."""
    found: dict[tuple[str, str], ServicePack] = {}
    if "ervice" in text:
        for said in _CORRECTED.finditer(" ".join(text.split())):
            _add(found, said[1].removeprefix("Microsoft ").strip(), said[2])
    for keyword in keywords:
        named = _KEYWORD.fullmatch(keyword)
        if named is not None and (product := _PRODUCTS.get((named[1] + named[2]).lower())):
            _add(found, product, named[3])
    return tuple(found.values())


def _in_section(section: Section, *, bare: bool) -> Iterator[Link]:
    text = section.text
    if bare:
        yield from (_titled(found, section) for found in _BARE.finditer(text))
    elif "Q" not in text and "KB" not in text and "kb" not in text:
        return
    for found in _TITLED.finditer(text):
        yield _titled(found, section) if found[1] or _is_title(found[3]) else _named(found[2], section)
    for number in _INLINE.finditer(text):
        yield _named(number[1] or number[2] or number[3], section)


def _titled(found: re.Match[str], section: Section) -> Link:
    number, first, more = found.groups()[-3:]
    indented = found[0][0] in " \t"
    title = f"{first} {more}" if indented else first
    return Link(f"Q{int(number)}", " ".join(title.split()), section.title)


def _is_title(text: str) -> bool:
    """Whether words after a number at the start of a line are its title, not the rest of a sentence."""
    return text[0].isupper() and not text.rstrip().endswith((",", "."))


def _named(number: str, section: Section) -> Link:
    return Link(f"Q{int(number)}", "", section.title)


def _add(found: dict[tuple[str, str], ServicePack], product: str, number: str) -> None:
    found.setdefault((product.casefold(), number.casefold()), ServicePack(product, number))
