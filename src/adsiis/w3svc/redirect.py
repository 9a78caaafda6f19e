"""HttpRedirect: whether a URL lies elsewhere, and where.

The value is read once per key into a rule. A rule knows the URL of the key that holds it, because what is
carried over to the new address is what follows that URL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from adsiis.http import Response
from adsiis.metabase import paths
from adsiis.w3svc.errors import error_page
from adsiis.w3svc.headers import parse_lines
from adsiis.w3svc.urls import to_location

if TYPE_CHECKING:
    from adsiis.w3svc.errors import Headers
    from adsiis.w3svc.urls import Url
    from adsiis.w3svc.values import Values

DO_NOT: Final = "!"
_FLAGS: Final = frozenset({"EXACT_DESTINATION", "CHILD_ONLY", "PERMANENT", "TEMPORARY"})
_VARIABLE: Final = re.compile(r"\$([SPQVspqv0-9])")
_SAFE: Final = "/!$&'()*+,;=:@~-._?#%[]"
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FROM_ROOT: Final = re.compile(r"/|\$[SVsv]")


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A pattern of URLs with a destination of its own."""

    pattern: re.Pattern[str]
    destination: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """A rule.

    Attributes:
        base: the URL of the key that holds it, without a slash at its end.
        destination: where to, for a rule without wildcards.
        wildcards: where to, by pattern; the first that matches counts.
        exact: whether the destination stands for itself, nothing put behind it.
        child_only: whether the rule is for what lies in the folder itself, not in folders below.
        status: 301, 302 or 307.
        headers: those of RedirectHeaders.

    Source: docs/behaviour.md, redirect-1.
    """

    base: str
    destination: str = ""
    wildcards: tuple[Wildcard, ...] = ()
    exact: bool = False
    child_only: bool = False
    status: int = 302
    headers: Headers = field(default=())


def read_redirect(values: Values) -> Redirect | None:
    """The rule that holds for a key; None where none does, and for one set above the root of a site.

    Source: docs/behaviour.md, redirect-1.
    """
    found = values.found("HttpRedirect")
    text = values.text("HttpRedirect").strip() if found is not None else ""
    names = paths.parts(found.owner) if found is not None else ()
    if text in {"", DO_NOT} or len(names) < 4:
        return None
    destination, flags = _split_flags(text)
    base = "".join(f"/{name}" for name in names[4:])
    wildcards = _wildcards(destination) if destination.startswith("*;") else ()
    if not wildcards and (destination.startswith("*;") or not destination):
        return None
    return Redirect(
        base=base,
        destination="" if wildcards else destination,
        wildcards=wildcards,
        exact="EXACT_DESTINATION" in flags,
        child_only="CHILD_ONLY" in flags,
        status=301 if "PERMANENT" in flags else 307 if "TEMPORARY" in flags else 302,
        headers=parse_lines(values.lines("RedirectHeaders")),
    )


def _split_flags(text: str) -> tuple[str, set[str]]:
    """Flags stand behind the destination, each behind a comma; another comma belongs to the destination."""
    flags: set[str] = set()
    while True:
        rest, comma, last = text.rpartition(",")
        flag = last.strip().upper()
        if not comma or (flag and flag not in _FLAGS):
            return text.strip(), flags
        text = rest
        flags.add(flag)


def _wildcards(text: str) -> tuple[Wildcard, ...]:
    parts = [part.strip() for part in text.split(";")][1:]
    return tuple(
        Wildcard(_pattern(wanted), destination)
        for wanted, destination in zip(parts[::2], parts[1::2], strict=False)
        if wanted and destination
    )


def _pattern(wanted: str) -> re.Pattern[str]:
    """A star is any number of characters, whatever they are; letter case does not count.

    Source: docs/behaviour.md, redirect-4.
    """
    lead = "" if wanted.startswith(("/", "*")) else ".*/"
    return re.compile(lead + "(.*?)".join(map(re.escape, wanted.split("*"))), re.IGNORECASE | re.DOTALL)


def redirected(rule: Redirect, url: Url) -> Response | None:
    """The answer to a URL that lies elsewhere; None for one that does not.

    Source: docs/behaviour.md, redirect-2 and redirect-3.
    """
    suffix = _behind(rule.base, url.path)
    if rule.child_only and "/" in suffix.strip("/"):
        return None
    location = _wildcard_location(rule, url, suffix) if rule.wildcards else _location(rule, url, suffix)
    if location is None:
        return None
    headers = [(b"Content-Type", b"text/html; charset=utf-8"), (b"Location", location), *rule.headers]
    return Response(rule.status, headers, error_page(rule.status))


def _behind(base: str, path: str) -> str:
    """What follows a URL in one below it: counted in names, because letter case may change their length."""
    count = base.count("/") + 1
    names = path.split("/", count)
    return f"/{names[count]}" if len(names) > count else ""


def _location(rule: Redirect, url: Url, suffix: str) -> bytes:
    location = _filled(rule, rule.destination, url, suffix, ())
    if rule.exact or not suffix:
        return location
    return location.rstrip(b"/") + to_location(suffix)


def _wildcard_location(rule: Redirect, url: Url, suffix: str) -> bytes | None:
    for wildcard in rule.wildcards:
        match = wildcard.pattern.fullmatch(url.path) or wildcard.pattern.fullmatch(suffix)
        if match is not None:
            if wildcard.destination == DO_NOT:
                return None
            return _filled(rule, wildcard.destination, url, suffix, match.groups())
    return None


def _filled(rule: Redirect, destination: str, url: Url, suffix: str, stars: tuple[str, ...]) -> bytes:
    """A destination with its variables filled in; what the client sent is escaped anew."""
    query = quote(url.query or b"", safe=_SAFE.replace("#", ""))
    known = {
        "S": to_location(suffix).decode(),
        "V": to_location(url.path).decode(),
        "P": query,
        "Q": f"?{query}" if url.query is not None else "",
        **{str(index): to_location(star).decode() for index, star in enumerate(stars[:10])},
    }
    parts = _VARIABLE.split(destination)
    filled = "".join(
        known.get(part.upper(), "") if index % 2 else quote(part, safe=_SAFE)
        for index, part in enumerate(parts)
    )
    if _ADDRESS.match(destination):
        return filled.encode("ascii")
    if not _FROM_ROOT.match(destination):
        filled = f"{to_location(rule.base).decode()}/{filled}"
    return f"/{filled.lstrip('/')}".encode("ascii")  # two slashes would name another host
