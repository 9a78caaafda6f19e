"""Values as an applicationHost.config writes them, into the data of records and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.metabase.record import CLEAR, FOREIGN, SECURE, Record
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.formats.apphost.tables import Bits, Row
    from adsiis.metabase.record import Data

ENCRYPTED: Final = "[enc:"
_LARGEST: Final = 0xFFFFFFFF
_SIZE: Final = {"seconds": 1, "minutes": 60}
_span = re.compile(r"(?:(\d{1,8})\.)?(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?").fullmatch


class ValueTextError(ValueError):
    """A text that is no value of its kind; the message is the sentence's second half."""


def data_of(row: Row, text: str) -> Data:
    """The data a text stands for. Raises ValueTextError."""
    match row.kind:
        case "bool" | "truth":
            return int(truth(text))
        case "number":
            return number(text)
        case "seconds" | "minutes":
            return min(seconds(text) // _SIZE[row.kind], _LARGEST)
        case "one of":
            return _chosen(row, text)
    return text


def record_of(row: Row, text: str) -> Record:
    """The record an attribute stands for; an encrypted value stays as it came. Raises ValueTextError."""
    if row.kind == "secret" and text.startswith(ENCRYPTED):
        found = schema().record(row.property, "")
        return Record(found.id, found.attributes, found.user_type, found.data_type, text, None, FOREIGN)
    return schema().record(row.property, data_of(row, text))


def text_of(row: Row, record: Record) -> str | None:
    """An attribute's text; None where the record cannot be said: a secret, or a number without a word."""
    data = record.data
    if record.attributes & SECURE:
        kept = record.form == FOREIGN and isinstance(data, str) and data.startswith(ENCRYPTED)
        return str(data) if kept or (record.form == CLEAR and data == "") else None
    match row.kind:
        case "bool" | "truth":
            return "true" if data else "false"
        case "seconds" | "minutes":
            return span(data * _SIZE[row.kind]) if isinstance(data, int) and data <= _LONGEST else None
        case "one of":
            return next((word for word, value in row.words if value == data), None)
    return str(data) if isinstance(data, int | str) else None


_LONGEST: Final = 10**9


def bits_of(bits: Bits, text: str, before: int) -> int:
    """A number with the bits an attribute speaks of as it says, the others as before.

    Raises ValueTextError.
    """
    flags = {word.lower(): bit(flag) for word, flag in bits.flags}
    if "" in flags:
        mask = flags[""]
        return before | mask if truth(text) else before & ~mask
    number_ = before & ~sum(flags.values())
    for word in filter(None, (part.strip().lower() for part in text.split(","))):
        if word not in {*flags, "none"}:
            raise ValueTextError(f"{word!r} is none of {', '.join(word for word, _ in bits.flags)}")
        number_ |= flags.get(word, 0)
    return number_


def bits_text(bits: Bits, value: int) -> str:
    """What an attribute says of a number."""
    if bits.flags[0][0] == "":
        return "true" if value & bit(bits.flags[0][1]) else "false"
    return ", ".join(word for word, flag in bits.flags if value & bit(flag)) or "None"


def whole(bits: Bits) -> str:
    """The property whose bits an attribute holds."""
    known = schema().property(bits.flags[0][1])
    return known.flag_of or "" if known is not None else ""


def bit(flag: str) -> int:
    """The bit of a flag."""
    known = schema().property(flag)
    return known.bit if known is not None else 0


def spoken(bits: Iterable[Bits], name: str) -> int:
    """All bits of a property that attributes speak of."""
    return sum(bit(flag) for one in bits if whole(one) == name for _, flag in one.flags)


def truth(text: str) -> bool:
    """A Boolean. Raises ValueTextError."""
    if text.strip().lower() not in {"true", "false"}:
        raise ValueTextError(f"{text!r:.40} is no Boolean; expected true or false")
    return text.strip().lower() == "true"


def number(text: str) -> int:
    """A number, decimal or as 0x…; one past 4294967295 counts as that. Raises ValueTextError."""
    try:
        found = int(text.strip(), 0) if len(text) <= 20 else -1
    except ValueError:
        found = -1
    if found < 0:
        raise ValueTextError(f"{text!r:.40} is no number; expected one from 0 to 4294967295")
    return min(found, _LARGEST)


def seconds(text: str) -> int:
    """The seconds of a time span such as `00:20:00` or `1.05:00:00`. Raises ValueTextError."""
    found = _span(text.strip())
    if found is None:
        raise ValueTextError(f"{text!r:.40} is no time span; expected one such as 00:20:00")
    days, hours, minutes, rest = (int(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + rest


def span(total: int) -> str:
    """Seconds as a time span."""
    days, rest = divmod(total, 86_400)
    text = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{days}.{text}" if days else text


def _chosen(row: Row, text: str) -> int:
    for word, value in row.words:
        if word.lower() == text.strip().lower():
            return value
    raise ValueTextError(f"{text!r:.40} is none of {', '.join(word for word, _ in row.words)}")
