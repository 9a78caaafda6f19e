"""Headers a place adds to its answers: those of HttpCustomHeaders, and how long a copy may be kept.

What is said about keeping depends on nothing but the settings, so an answer with it can be sent from memory.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.w3svc.conditions import http_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.w3svc.errors import Headers
    from adsiis.w3svc.values import Values

NEVER: Final = 0xFFFFFFFF
_LINE: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*([^\x00\r\n]*)")
_DIRECTIVES: Final = re.compile(r"[^\x00-\x1f\x7f]+")
_FRAMING: Final = frozenset({
    "connection", "content-length", "date", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
})  # fmt: skip


class OwnHeaders(NamedTuple):
    """The headers a place adds.

    Attributes:
        custom: those of HttpCustomHeaders, for every answer.
        keeping: Cache-Control and Expires, for files only.
    """

    custom: Headers = ()
    keeping: Headers = ()


def read_headers(values: Values) -> OwnHeaders:
    """The headers that the effective values of a key name."""
    return OwnHeaders(parse_lines(values.lines("HttpCustomHeaders")), _keeping(values))


def parse_lines(lines: Iterable[str]) -> Headers:
    """Lines `Name: Value` as headers, without those that are none and those that would change the framing.

    Source: docs/behaviour.md, headers-1.
    """
    found = []
    for line in lines:
        match = _LINE.fullmatch(line.strip())
        if match is not None and match[1].lower() not in _FRAMING:
            found.append((match[1].encode("ascii"), match[2].strip().encode("latin-1", "replace")))
    return tuple(found)


def _keeping(values: Values) -> Headers:
    """Source: docs/behaviour.md, headers-3 and headers-4."""
    age, expires = _read_expires(values)
    limit = values.number("CacheControlMaxAge") or age
    directives = ["no-cache"] if values.number("CacheControlNoCache") or limit == 0 else []
    if limit:
        directives.append(f"max-age={limit}")
    directives += _DIRECTIVES.findall(values.text("CacheControlCustom"))
    joined = ", ".join(word for word in (one.strip(" ,") for one in directives) if word)
    found = [(b"Cache-Control", joined.encode("latin-1", "replace"))] if joined else []
    return (*found, *((b"Expires", one) for one in expires))


def _read_expires(values: Values) -> tuple[int | None, tuple[bytes, ...]]:
    """Seconds, or a date: `D,86400`, `D, 0x15180`, `S,Tue, 01 Jan 2030 00:00:00 GMT`.

    A value that is not stored counts as none: the schema's default would make every answer keepable.
    """
    if values.found("HttpExpires") is None:
        return None, ()
    sort, _, rest = values.text("HttpExpires").partition(",")
    try:
        if sort.strip().upper() == "D":
            seconds = int(rest.strip() or "0", 0)
            return (seconds if 0 <= seconds < NEVER else None), ()
        if sort.strip().upper() == "S":
            return None, (http_date(int(parsedate_to_datetime(rest.strip()).timestamp())),)
    except (ValueError, OverflowError):
        pass
    return None, ()
