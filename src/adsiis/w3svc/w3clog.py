"""Lines of W3C extended logs: which fields there are, in which order, and how a request fills them. Pure.

Source: docs/behaviour.md, log-1, log-2.
"""

from __future__ import annotations

import platform
import re
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from adsiis.http.messages import find_header

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.w3svc.service import RequestRecord

_COMPUTER: Final = platform.node().upper() or "-"
_WORD: Final = re.compile(rb"[!#-~]+")
_SAFE: Final = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) != '"')


def _text(value: bytes | None) -> str:
    """A value as one word: blanks become `+`, what is no printable ASCII is escaped."""
    if not value:
        return "-"
    if _WORD.fullmatch(value):
        return value.decode("ascii")
    return _escaped(value)


@lru_cache(maxsize=1024)
def _escaped(value: bytes) -> str:
    return quote(value.replace(b" ", b"+"), safe=_SAFE)


def _header(name: bytes) -> Callable[[RequestRecord], str]:
    return lambda record: _text(find_header(record.request.headers, name))


def _stem(record: RequestRecord) -> str:
    return _text(record.request.target.partition(b"?")[0])


def _query(record: RequestRecord) -> str:
    return _text(record.request.target.partition(b"?")[2])


@lru_cache(maxsize=4)
def _moment(second: int) -> tuple[str, str]:
    moment = time.gmtime(second)
    return time.strftime("%Y-%m-%d", moment), time.strftime("%H:%M:%S", moment)


FIELDS: Final[tuple[tuple[str, int, Callable[[RequestRecord], str]], ...]] = (
    ("date", 0x1, lambda record: _moment(int(record.ended))[0]),
    ("time", 0x2, lambda record: _moment(int(record.ended))[1]),
    ("s-sitename", 0x10, lambda record: "W3SVC" + (record.site or "/-").rpartition("/")[2]),
    ("s-computername", 0x20, lambda _: _COMPUTER),
    ("s-ip", 0x40, lambda record: record.request.server[0]),
    ("cs-method", 0x80, lambda record: record.request.method or "-"),
    ("cs-uri-stem", 0x100, _stem),
    ("cs-uri-query", 0x200, _query),
    ("s-port", 0x8000, lambda record: str(record.request.server[1])),
    ("cs-username", 0x8, lambda _: "-"),
    ("c-ip", 0x4, lambda record: record.request.client[0]),
    ("cs-version", 0x80000, lambda record: f"HTTP/{record.request.version}"),
    ("cs(User-Agent)", 0x10000, _header(b"user-agent")),
    ("cs(Cookie)", 0x20000, _header(b"cookie")),
    ("cs(Referer)", 0x40000, _header(b"referer")),
    ("cs-host", 0x100000, _header(b"host")),
    ("sc-status", 0x400, lambda record: str(record.status)),
    ("sc-substatus", 0x200000, lambda record: str(record.substatus)),
    ("sc-win32-status", 0x800, lambda _: "0"),
    ("sc-bytes", 0x1000, lambda record: str(record.sent)),
    ("cs-bytes", 0x2000, lambda record: str(record.request.body.received)),
    ("time-taken", 0x4000, lambda record: str(int(record.seconds * 1000))),
)


def chosen(flags: int) -> tuple[tuple[str, int, Callable[[RequestRecord], str]], ...]:
    """The fields LogExtFileFlags asks for, in the order of the files."""
    return tuple(field for field in FIELDS if flags & field[1])


def heading(flags: int, moment: float) -> str:
    """The lines at the top of a file, and wherever the fields change."""
    date, clock = _moment(int(moment))
    names = " ".join(name for name, _, _ in chosen(flags))
    return (
        "#Software: Microsoft Internet Information Services 6.0\n#Version: 1.0\n"
        f"#Date: {date} {clock}\n#Fields: {names}\n"
    )


def line(flags: int, record: RequestRecord) -> str:
    """One request, with its line feed."""
    return " ".join([fill(record) for _, _, fill in _fills(flags)]) + "\n"


_fills = lru_cache(maxsize=64)(chosen)


def file_name(period: int, moment: float) -> str:
    """The name of the file a moment belongs to, by LogFilePeriod: exYYMMDD.log for daily files.

    Source: docs/behaviour.md, log-3.
    """
    when = time.gmtime(moment)
    week = (when.tm_mday - 1) // 7 + 1
    return {
        1: time.strftime("ex%y%m%d.log", when),
        2: time.strftime(f"ex%y%m{week:02}.log", when),
        3: time.strftime("ex%y%m.log", when),
        4: time.strftime("ex%y%m%d%H.log", when),
    }.get(period, "extend1.log")
