"""Values as adsutil prints them, and as it reads them from words: the rules of its script language.

Source: docs/behaviour.md, adsutil-2.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Final

from adsiis.admin.adsutil.failing import RuntimeFault, overflow, type_mismatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.adsi import MimeMap

WIDTH: Final = 32
MASK: Final = '"**********"'
_LEAST, _MOST = -0x8000_0000, 0xFFFF_FFFF
_DECIMAL: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,3})?")
_HEXADECIMAL: Final = re.compile(r"(0x|&h)[0-9a-f]{1,16}")
_TYPE_NAMES: Final = (
    (bool, "Boolean"),
    (int, "Long"),
    (str, "String"),
    (tuple, "Variant()"),
    (bytes, "Byte()"),
)


def head(name: str, syntax: str, value: object) -> str:
    """What stands before a value; a long name has no column, and then the type is the language's own."""
    if len(name) < WIDTH:
        return f"{name:<{WIDTH}}: ({syntax}) "
    return f"{name}: ({type_name(value)}) "


def type_name(value: object) -> str:
    """What the script's language calls the type of a value."""
    return next((name for kind, name in _TYPE_NAMES if isinstance(value, kind)), "Object")


def text_of(value: object) -> str:
    """A single value in words: a number without a sign. Raises RuntimeFault for what has none."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int):
        return str(value & 0xFFFFFFFF)
    if isinstance(value, bytes):
        raise type_mismatch()
    raise RuntimeFault(438, "Object doesn't support this property or method")


def quoted(text: object) -> str:
    """A text in quotes, which are not doubled inside."""
    return f'"{text}"'


def mime_line(items: Sequence[MimeMap]) -> str:
    """A list of MIME types, in one line."""
    pairs = (quoted(f"{item.Extension},{item.MimeType}") for item in items)
    return "".join([head("MimeMap", "MimeMapList", items), *(f"{pair} " for pair in pairs)])


def number(word: str) -> int:
    """A number of 32 bits, signed or not, from a word: decimal, `0x` or `&H`. Raises RuntimeFault."""
    text = word.strip().lower()
    if _HEXADECIMAL.fullmatch(text):
        found = Decimal(int(text.replace("&h", "0x"), 0))
    elif _DECIMAL.fullmatch(text):
        found = Decimal(text)
    else:
        raise type_mismatch()
    if not _LEAST <= found <= _MOST:
        raise overflow()
    return int(found.to_integral_value(ROUND_HALF_EVEN))


def truth(word: str) -> bool:
    """True or False from a word or a number. Raises RuntimeFault."""
    text = word.strip().lower()
    if text in {"true", "false"}:
        return text == "true"
    return number(word) != 0
