"""Header fields of an answer: dates, cookies, and what may stand in a value.

Source: docs/behaviour.md, asp-11 and asp-12.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import urllib.parse
from typing import Any, Final

from ASPPY.http_request import _iis_url_encode as encoded_cookie
from ASPPY.http_response import _coerce_datetime

from adsiis.vbs.engine.errors import error

_BREAK: Final = re.compile(r"[\r\n\0]")
_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SAFE_IN_URL: Final = ";/?:@&=+$,#%!*'()[]~-._"


def checked(name: str, text: str) -> tuple[str, str]:
    """A header as it may be sent. Raises the error of one that would break the answer."""
    if not _NAME.fullmatch(name) or _BREAK.search(text):
        raise error(
            5, f"The header '{name}' cannot be sent: its name or value has a character no header may have."
        )
    return name, text.strip()


def value(text: str) -> bytes:
    """The bytes of a header's value: Latin-1 where that has the characters, else UTF-8."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode()


def location(url: str) -> str:
    """A URL for a Location header: characters that cannot stand in one are escaped."""
    return urllib.parse.quote(_BREAK.sub("", url), safe=_SAFE_IN_URL)


def now() -> dt.datetime:
    """The time, with its zone."""
    return dt.datetime.now(dt.UTC)


def http_date(when: dt.datetime) -> str:
    """A date as headers have it."""
    return email.utils.format_datetime(when.astimezone(dt.UTC), usegmt=True)


def set_cookie(cookie: Any) -> str:
    """The Set-Cookie line of a cookie the page set, its values escaped."""
    if cookie.HasKeys:
        text = "&".join(f"{encoded_cookie(k)}={encoded_cookie(v)}" for k, v in reversed(cookie._keys))  # noqa: SLF001
    else:
        text = encoded_cookie(cookie.Value)
    parts = [f"{encoded_cookie_name(cookie.Name)}={text}"]
    if cookie.Expires is not None:
        parts.append("expires=" + http_date(_coerce_datetime(cookie.Expires)))
    parts += [f"{word}={_BREAK.sub('', given)}" for word, given in _places(cookie) if given]
    parts += [word for word, wanted in (("secure", cookie.Secure), ("HttpOnly", cookie.HttpOnly)) if wanted]
    return "; ".join(parts)


def encoded_cookie_name(name: str) -> str:
    """A cookie's name, escaped where it must be."""
    return name if _NAME.fullmatch(name) else str(encoded_cookie(name))


def _places(cookie: Any) -> list[tuple[str, str]]:
    return [
        ("domain", str(cookie.Domain or "").replace(";", "")),
        ("path", str(cookie.Path or "/").replace(";", "")),
    ]
