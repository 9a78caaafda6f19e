"""Values as a MetaBase.xml writes them: the text of an attribute becomes the data of a record.

Each type of the schema has one reader. A text no reader takes is refused with a sentence that says what would
be right; where it stands is the caller's to add.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.formats.metabase_xml.guard import items, plain
from adsiis.metabase.paths import fold
from adsiis.metabase.record import BINARY, CLEAR, DWORD, EXPANDSZ, FOREIGN, MULTISZ, SECURE, STRING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.metabase.record import Data

_NUMBER: Final = re.compile(r"(-?)0*([0-9]{1,10})|0[xX]0*([0-9a-fA-F]{1,8})")
_LARGEST: Final = 0xFFFFFFFF
_LOWEST: Final = -0x80000000
_EMPTY: Final[Mapping[int, Data]] = {DWORD: 0, STRING: "", EXPANDSZ: "", BINARY: b"", MULTISZ: ()}

DATA_TYPES: Final = {
    "BOOL": DWORD,
    "DWORD": DWORD,
    "STRING": STRING,
    "WSTR": STRING,
    "EXPANDSZ": EXPANDSZ,
    "MULTISZ": MULTISZ,
    "MIMEMAP": MULTISZ,
    "BINARY": BINARY,
    "IPSECLIST": BINARY,
    "NTACL": BINARY,
}


class ValueTextError(ValueError):
    """A text that is no value of its type; the message is the sentence's second half."""


def empty(data_type: int) -> Data:
    """The value of a type that says nothing."""
    return _EMPTY[data_type]


def data(kind: str, text: str, flags: Mapping[str, int], attributes: int) -> tuple[int, Data]:
    """The form and the data of a record whose value is written as `text`.

    A secure value is encrypted by the machine that wrote it, so it is kept as it came.
    Source: docs/behaviour.md, xml-4 and xml-5.
    """
    if attributes & SECURE:
        return (FOREIGN, plain(text)) if text else (CLEAR, empty(DATA_TYPES[kind]))
    return CLEAR, _READERS[kind](text, flags)


def number(text: str) -> int | None:
    """A number from 0 to 0xFFFFFFFF written in decimal or as 0x…; a negative one wraps. None: it is none."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, digits, hexadecimal = found.groups()
    value = int(hexadecimal, 16) if hexadecimal else int(sign + digits)
    return value & _LARGEST if _LOWEST <= value <= _LARGEST else None


def flags_sum(text: str, flags: Mapping[str, int]) -> int:
    """The number that names joined by `|` make, each a flag or a number itself; 0 for no name at all."""
    total = 0
    for word in text.split("|") if text.strip() else ():
        total |= _flag(word.strip(), flags)
    return total


def clipped(text: str) -> str:
    """The text in quotes, short enough for a message."""
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def _flag(word: str, flags: Mapping[str, int]) -> int:
    bit = flags.get(word)
    if bit is None:
        bit = number(word)
    if bit is None:
        bit = next((flags[name] for name in flags if fold(name) == fold(word)), None)
    if bit is None:
        raise ValueTextError(
            f"{clipped(word)} is not one of its flags; expected {', '.join(flags)} or a number."
        )
    return bit


def _dword(text: str, flags: Mapping[str, int]) -> int:
    text = plain(text).strip()
    value = number(text)
    if value is not None:
        return value
    if flags and not text.lstrip("-").isdecimal():
        return flags_sum(text, flags)
    raise ValueTextError(
        f"{clipped(text)} is no number; expected one from 0 to 4294967295, in decimal or as 0x…."
    )


def _bool(text: str, flags: Mapping[str, int]) -> int:
    del flags
    text = plain(text).strip()
    word = text.upper()
    if word in {"TRUE", "FALSE"}:
        return int(word == "TRUE")
    value = number(text)
    if value is None:
        raise ValueTextError(f"{clipped(text)} is no Boolean; expected TRUE or FALSE.")
    return value


def _text(text: str, flags: Mapping[str, int]) -> str:
    del flags
    return plain(text)


def _list(text: str, flags: Mapping[str, int]) -> tuple[str, ...]:
    del flags
    return items(text)


def _binary(text: str, flags: Mapping[str, int]) -> bytes:
    del flags
    digits = "".join(plain(text).split())
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise ValueTextError(
            f"{clipped(digits)} is not binary; expected pairs of hexadecimal digits."
        ) from None


_READERS: Final[Mapping[str, Callable[[str, Mapping[str, int]], Data]]] = {
    "BOOL": _bool,
    "DWORD": _dword,
    "STRING": _text,
    "WSTR": _text,
    "EXPANDSZ": _text,
    "MULTISZ": _list,
    "MIMEMAP": _list,
    "BINARY": _binary,
    "IPSECLIST": _binary,
    "NTACL": _binary,
}
