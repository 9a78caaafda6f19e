"""Code pages: Windows numbers, and the encodings they stand for. Source: docs/behaviour.md, asp-2."""

from __future__ import annotations

import codecs
from functools import cache

from adsiis.vbs.engine.errors import error

_NAMED = {
    0: "utf-8",
    65001: "utf-8",
    20127: "ascii",
    28591: "iso-8859-1",
    28592: "iso-8859-2",
    28605: "iso-8859-15",
    932: "cp932",
    936: "gb18030",
    949: "cp949",
    950: "cp950",
    1200: "utf-16-le",
    20866: "koi8-r",
    51932: "euc-jp",
}
_CHARSETS = {"cp932": "shift_jis", "gb18030": "gb2312", "cp949": "ks_c_5601-1987", "cp950": "big5"}


@cache
def encoding_of(number: int) -> str:
    """Python's name of a code page's encoding. Raises error 5 for one that is not known."""
    name = _NAMED.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        raise error(5, f"The code page {number} is not known here.") from None
    return name


@cache
def charset_of(number: int) -> str:
    """What Content-Type calls a code page."""
    name = encoding_of(number)
    return f"windows-{name[2:]}" if name.startswith("cp125") else _CHARSETS.get(name, name)
