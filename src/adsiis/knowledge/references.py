"""What an article refers to: other articles, and the service packs that hold its fix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.knowledge.article import Link, ServicePack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.knowledge.article import Section

_NAMED: Final = re.compile(r"Q(\d{4,7})\b")  # a literal at its start makes it quick
_OTHERWISE: Final = re.compile(
    r"\bKB(\d{6,7})\b|scid=kb;[\w-]*;Q?(\d{5,7})|microsoft\.com/kb/(\d{5,7})", re.IGNORECASE
)
_BARE: Final = re.compile(r"^[ \t]*(\d{6})(?=[ \t]+[A-Z])", re.MULTILINE)
_GOES_ON: Final = re.compile(r"[ \t]+(?!(?:Q|KB)?\d{4,7}\b)\S[^\n]*")
_PACK: Final = re.compile(r"[Ss]ervice\s+(?:[Pp]ack|[Rr]elease)\s+(\d+\w?)\b")
_CORRECTED: Final = re.compile(
    r"(?:corrected|fixed|resolved)\s+in\s+(?:the\s+)?(?:Microsoft\s+)?([A-Z](?:[^.]|\.(?=\d)){1,70}?)[,\s]*$",
    re.IGNORECASE,
)
_LOOKED_BACK: Final = 120
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
    """The service packs that hold the fix, by sentences and keywords. Source: docs/behaviour.md, kb-7."""
    found: dict[tuple[str, str], ServicePack] = {}
    for pack in _PACK.finditer(text):
        said = _CORRECTED.search(text[max(pack.start() - _LOOKED_BACK, 0) : pack.start()])
        if said is not None:
            _add(found, " ".join(said[1].split()).removeprefix("Microsoft "), pack[1])
    for keyword in keywords:
        named = _KEYWORD.fullmatch(keyword)
        if named is not None and (product := _PRODUCTS.get((named[1] + named[2]).lower())):
            _add(found, product, named[3])
    return tuple(found.values())


def _in_section(section: Section, *, bare: bool) -> Iterator[Link]:
    text = section.text
    if bare:
        yield from (_link(found, section) for found in _BARE.finditer(text))
    for found in _NAMED.finditer(text):
        if found.start() == 0 or not text[found.start() - 1].isalnum():
            yield _link(found, section)
    if "kb" in text or "KB" in text:
        yield from (_link(found, section) for found in _OTHERWISE.finditer(text))


def _link(found: re.Match[str], section: Section) -> Link:
    """A number, with its title where it stands at the start of a line and words follow it."""
    text, number = section.text, next(filter(None, found.groups()))
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    title = text[found.end() : end if end > 0 else len(text)].lstrip(" \t:")
    before = text[start : found.start()]
    if before.strip(" \t-*|") or not title or not title[0].isalpha():
        return Link(f"Q{int(number)}", "", section.title)
    if not before and (not title[0].isupper() or title.rstrip().endswith((",", "."))):
        return Link(f"Q{int(number)}", "", section.title)  # the rest of a sentence
    more = _GOES_ON.match(text, end + 1) if before and end > 0 else None
    while more is not None:
        title = f"{title} {more[0]}"
        more = _GOES_ON.match(text, more.end() + 1)
    return Link(f"Q{int(number)}", " ".join(title.split()).rstrip("| "), section.title)


def _add(found: dict[tuple[str, str], ServicePack], product: str, number: str) -> None:
    found.setdefault((product.casefold(), number.casefold()), ServicePack(product, number))
