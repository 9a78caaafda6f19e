"""Lines of logs whose fields are fixed: NCSA common and Microsoft IIS. Pure.

Both tell the time of this machine, and neither has a heading. Source: docs/behaviour.md, log-5.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from adsiis.w3svc.w3clog import COMPUTER, WIN32, service_of, user_of, word

if TYPE_CHECKING:
    from adsiis.http import Request

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ncsa_line(
    _site: str, request: Request, status: int, _substatus: int, sent: int, _seconds: float, ended: float
) -> str:
    """A line as the NCSA's server wrote it."""
    return (
        f"{request.client[0]} - {user_of(request)} [{_ncsa_moment(int(ended))}] "
        f'"{request.method} {word(request.target)} HTTP/{request.version}" {status} {sent}\r\n'
    )


def iis_line(
    site: str, request: Request, status: int, _substatus: int, sent: int, seconds: float, ended: float
) -> str:
    """A line as IIS wrote it from its beginnings: values between commas."""
    stem, _, query = request.target.partition(b"?")
    day, clock = _iis_moment(int(ended))
    values = (
        request.client[0], user_of(request), day, clock, service_of(site), COMPUTER, request.server[0],
        int(seconds * 1000), request.size(), sent, status, WIN32.get(status, 0), request.method,
        word(stem), word(query),
    )  # fmt: skip
    return ", ".join(str(value).replace(",", "%2C") for value in values) + ",\r\n"


@lru_cache(maxsize=4)
def _ncsa_moment(second: int) -> str:
    when = time.localtime(second)
    return f"{when.tm_mday:02}/{_MONTHS[when.tm_mon - 1]}/{time.strftime('%Y:%H:%M:%S %z', when)}"


@lru_cache(maxsize=4)
def _iis_moment(second: int) -> tuple[str, str]:
    when = time.localtime(second)
    return time.strftime("%m/%d/%y", when), f"{when.tm_hour}:{time.strftime('%M:%S', when)}"
