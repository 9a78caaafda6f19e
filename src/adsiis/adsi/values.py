"""Values as scripts see them, and as records hold them.

Each type of the schema has one way in and one way out; a value that has no way in is refused before anything
is changed. Source of the rules: docs/behaviour.md, value-1 to value-9.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adsiis.adsi.errors import CannotConvertError
from adsiis.metabase.record import SECURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.metabase.record import Data
    from adsiis.schema import Property

_log = logging.getLogger("adsiis.adsi")

_TRUE, _FALSE = "true", "false"


@dataclass(slots=True)
class MimeMap:
    """One entry of a MimeMap property: a file name extension with its dot, and its type."""

    Extension: str = ""
    MimeType: str = ""


def shown(prop: Property, data: Data) -> object:
    """A record's data as a script sees it.

    BOOL is a bool; DWORD an int, signed as VT_I4 is; STRING and EXPANDSZ a str; lists a tuple of str;
    MIMEMAP a tuple of MimeMap; the binary types bytes.
    """
    show = _SHOWN.get(prop.type)
    return show(data) if show else data


def as_is(prop: Property) -> bool:
    """Whether a script sees the data of a property as a record holds it."""
    return prop.type not in _SHOWN


def empty(prop: Property) -> Data:
    """What a property without a default holds where nothing is stored."""
    return _EMPTY[prop.type]


def stored(prop: Property, value: object) -> Data:
    """A script's value as a record of the property holds it.

    Raises CannotConvertError when it has no such form.
    """
    try:
        data = _STORED[prop.type](value)
    except (TypeError, ValueError, OverflowError):
        given = "what was given" if prop.attributes & SECURE else f"{value!r:.80}"
        raise CannotConvertError(
            f"{prop.name} takes {_WANTED[prop.type]}; {given} cannot be made one.", prop=prop.name
        ) from None
    _warn_outside_bounds(prop, data)
    return data


def adapted(prop: Property, data: Data) -> Data | None:
    """Data of another type than the property's as one of its type, or None."""
    try:
        return _STORED[prop.type](data)
    except (TypeError, ValueError, OverflowError):
        return None


def text_of(value: object) -> str:
    """What a script calls a name or a text, as text: Empty is "", 5.0 is "5".

    Raises TypeError or ValueError.
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        raise TypeError(f"A text is wanted, not {type(value).__name__}.")
    if "\0" in value:
        raise ValueError("A text cannot hold a character 0.")
    value.encode()
    return str(value)


def _bool(value: object) -> int:
    if isinstance(value, str) and value.strip().lower() in {_TRUE, _FALSE}:
        return int(value.strip().lower() == _TRUE)
    return int(_number(value) != 0)


def _number(value: object) -> int:
    """An int from what a script calls a number: text in decimal or hex, a whole float, Empty, a bool."""
    if value is None:
        return 0
    if isinstance(value, str):
        text = value.strip().lower()
        if "_" in text:
            raise ValueError
        return int(text.replace("&h", "0x", 1), 16) if text.startswith(("0x", "&h")) else int(text)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise TypeError


def _dword(value: object) -> int:
    number = _number(value)
    if not -0x8000_0000 <= number <= 0xFFFF_FFFF:
        raise OverflowError
    return number & 0xFFFF_FFFF


def _texts(value: object, text: Callable[[object], str] = text_of) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str | int | float):
        return (text(value),)
    if isinstance(value, bytes | bytearray | memoryview) or not isinstance(value, Iterable):
        raise TypeError
    return tuple(text(item) for item in value)


def _mime_texts(value: object) -> tuple[str, ...]:
    return _texts((value,) if hasattr(value, "MimeType") else value, _mime_text)


def _mime_text(item: Any) -> str:
    if not hasattr(item, "MimeType"):
        return text_of(item)
    extension = text_of(item.Extension)
    if "," in extension:
        raise ValueError
    return f"{extension},{text_of(item.MimeType)}"


def _bytes(value: object) -> bytes:
    if value is None:
        return b""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    if isinstance(value, str | int | float) or not isinstance(value, Iterable):
        raise TypeError
    return bytes(value)


def _signed(data: Data) -> object:
    return data - 0x1_0000_0000 if isinstance(data, int) and data >= 0x8000_0000 else data


def _mime_maps(data: Data) -> object:
    items = data if isinstance(data, tuple) else ()
    return tuple(MimeMap(extension, kind) for extension, _, kind in (item.partition(",") for item in items))


def _warn_outside_bounds(prop: Property, data: Data) -> None:
    """The schema's bounds only warn. Source: docs/behaviour.md, value-8."""
    if not isinstance(data, int) or prop.type != "DWORD":
        return
    if (prop.low is not None and data < prop.low) or (prop.high is not None and data > prop.high):
        _log.warning(
            "%s: %d is outside of what the schema expects (%s to %s).", prop.name, data, prop.low, prop.high
        )


_STORED: dict[str, Callable[[object], Data]] = {
    "BOOL": _bool,
    "DWORD": _dword,
    "STRING": text_of,
    "EXPANDSZ": text_of,
    "MULTISZ": _texts,
    "MIMEMAP": _mime_texts,
    "BINARY": _bytes,
    "IPSECLIST": _bytes,
    "NTACL": _bytes,
}

_SHOWN: dict[str, Callable[[Data], object]] = {"BOOL": bool, "DWORD": _signed, "MIMEMAP": _mime_maps}

_EMPTY: dict[str, Data] = {
    "BOOL": 0,
    "DWORD": 0,
    "STRING": "",
    "EXPANDSZ": "",
    "MULTISZ": (),
    "MIMEMAP": (),
    "BINARY": b"",
    "IPSECLIST": b"",
    "NTACL": b"",
}

_WANTED = {
    "BOOL": "True or False",
    "DWORD": "a whole number from 0 to 4294967295",
    "STRING": "text",
    "EXPANDSZ": "text",
    "MULTISZ": "text or a list of texts",
    "MIMEMAP": "a list of MimeMap entries",
    "BINARY": "bytes",
    "IPSECLIST": "bytes",
    "NTACL": "bytes",
}
