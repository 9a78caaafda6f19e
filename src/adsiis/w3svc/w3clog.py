"""Lines of W3C extended logs: which fields there are, in which order, and how a request fills them. Pure.

Source: docs/behaviour.md, log-1, log-2, log-4.
"""

from __future__ import annotations

import platform
import re
import time
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from adsiis.http.messages import find_header

if TYPE_CHECKING:
    from adsiis.http import Request

COMPUTER: Final = platform.node().upper() or "-"
_WORD: Final = re.compile(rb"[!#-~]+")
_SAFE: Final = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) != '"')


def word(value: bytes | None) -> str:
    """A value as one word: blanks become `+`, what is no printable ASCII is escaped."""
    if not value:
        return "-"
    if _WORD.fullmatch(value):
        return value.decode("ascii")
    return _escaped(value)


@lru_cache(maxsize=1024)
def _escaped(value: bytes) -> str:
    return quote(value.replace(b" ", b"+"), safe=_SAFE)


WIN32: Final = {0: 64, 401: 5, 403: 5, 404: 2}
"""By status what Windows would say: the client left, access denied, no such file."""


def _field(request: Request, name: bytes) -> str:
    return word(find_header(request.headers, name))


def user_of(request: Request) -> str:
    """Who the client is."""
    return word(request.user.encode("utf-8", "backslashreplace")) if request.user else "-"


def service_of(site: str) -> str:
    """How a log calls a site: `W3SVC1`."""
    return "W3SVC" + site.rpartition("/")[2]


@lru_cache(maxsize=4)
def _moment(second: int) -> tuple[str, str]:
    moment = time.gmtime(second)
    return time.strftime("%Y-%m-%d", moment), time.strftime("%H:%M:%S", moment)


FIELDS: Final = (
    ("date", 0x1, "_moment(int(ended))[0]"),
    ("time", 0x2, "_moment(int(ended))[1]"),
    ("s-sitename", 0x10, "'W3SVC' + site.rpartition('/')[2]"),
    ("s-computername", 0x20, "COMPUTER"),
    ("s-ip", 0x40, "request.server[0]"),
    ("cs-method", 0x80, "request.method or '-'"),
    ("cs-uri-stem", 0x100, "word(request.target.partition(b'?')[0])"),
    ("cs-uri-query", 0x200, "word(request.target.partition(b'?')[2])"),
    ("s-port", 0x8000, "request.server[1]"),
    ("cs-username", 0x8, "user_of(request) if request.user else '-'"),
    ("c-ip", 0x4, "request.client[0]"),
    ("cs-version", 0x80000, "'HTTP/' + request.version"),
    ("cs(User-Agent)", 0x10000, "_field(request, b'user-agent')"),
    ("cs(Cookie)", 0x20000, "_field(request, b'cookie')"),
    ("cs(Referer)", 0x40000, "_field(request, b'referer')"),
    ("cs-host", 0x100000, "_field(request, b'host')"),
    ("sc-status", 0x400, "status"),
    ("sc-substatus", 0x200000, "substatus"),
    ("sc-win32-status", 0x800, "WIN32.get(status, 0)"),
    ("sc-bytes", 0x1000, "sent"),
    ("cs-bytes", 0x2000, "request.size()"),
    ("time-taken", 0x4000, "int(seconds * 1000)"),
)
"""Name, bit of LogExtFileFlags, and the expression for its value, in the order of the files."""

Line = Callable[[str, "Request", int, int, int, float, float], str]
"""A line from site, request, status, substatus, bytes sent, seconds taken and the time it ended."""


def heading(flags: int, moment: float) -> str:
    """The lines at the top of a file, and wherever the fields change."""
    date, clock = _moment(int(moment))
    names = " ".join(name for name, bit, _ in FIELDS if flags & bit)
    return (
        "#Software: Microsoft Internet Information Services 6.0\r\n#Version: 1.0\r\n"
        f"#Date: {date} {clock}\r\n#Fields: {names}\r\n"
    )


@lru_cache(maxsize=64)
def line(flags: int) -> Line:
    """What makes the line of a request, with its line feed, of the fields these flags choose.

    One expression is compiled for all fields: a line costs a third of what a call for each field does.
    """
    values = " ".join(f"{{{value}}}" for _, bit, value in FIELDS if flags & bit)
    text = f'lambda site, request, status, substatus, sent, seconds, ended: f"{values}\\r\\n"'
    made: Line = eval(text, globals())  # noqa: S307 - the words are those of the table above
    return made
