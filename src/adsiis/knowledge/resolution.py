"""What to do about an article: the service packs that hold the fix, and the articles that lead to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.knowledge.article import Link, ServicePack

if TYPE_CHECKING:
    from adsiis.knowledge.article import Article

_OBTAIN: Final = re.compile(
    r"\b(?:obtain|get|latest|download)\b.*\bservice\s+(?:pack|release)", re.IGNORECASE
)
_SLIPSTREAM: Final = re.compile(
    r"\binstall\w*\b.*\b(?:hotfix|fix|update|service\s+pack)|\bslipstream|\bintegrat\w+\b.*\bservice\s+pack",
    re.IGNORECASE,
)


class Resolution(msgspec.Struct, frozen=True):
    """The way to the fix.

    Attributes:
        summary: the chain in one line.
        service_packs: each holds the fix, and so does every later one.
        obtain: the articles that tell how to get them.
        slipstream: the articles that tell how to install them together with the system.
        text: the article's own words.
    """

    summary: str
    service_packs: tuple[ServicePack, ...]
    obtain: tuple[Link, ...]
    slipstream: tuple[Link, ...]
    text: str


def resolution_of(article: Article) -> Resolution:
    """The way to the fix of an article. Source: docs/behaviour.md, kb-7."""
    obtain = tuple(link for link in article.links if _OBTAIN.search(link.title))
    slipstream = tuple(
        link for link in article.links if link not in obtain and _SLIPSTREAM.search(link.title)
    )
    return Resolution(
        summary=_summary(article.service_packs, obtain, slipstream),
        service_packs=article.service_packs,
        obtain=obtain,
        slipstream=slipstream,
        text=article.resolution,
    )


def _summary(packs: tuple[ServicePack, ...], obtain: tuple[Link, ...], slipstream: tuple[Link, ...]) -> str:
    parts = []
    if packs:
        named = "; ".join(f"{pack.product} Service Pack {pack.number}" for pack in packs)
        parts.append(f"{named} or later" + (f", by {_numbers(obtain)}" if obtain else ""))
    elif obtain:
        parts.append(f"the latest service pack, by {_numbers(obtain)}")
    if slipstream:
        parts.append(f"slipstream by {_numbers(slipstream)}")
    return "; ".join(parts) or "as the article says"


def _numbers(links: tuple[Link, ...]) -> str:
    return ", ".join(link.number for link in links)
