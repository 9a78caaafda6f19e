"""Values as scripts see them, and as records hold them.

Each type of the schema has one way in and one way out; a value that has no way in is refused before anything
is changed. Source of the rules: docs/behaviour.md, value-1 to value-11.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from adsiis.adsi.automation import Automation, Member
from adsiis.adsi.conversions import bytes_of, dword_of, signed, text_of, texts_of, truth_of
from adsiis.adsi.errors import CannotConvertError
from adsiis.metabase.record import SECURE
from adsiis.schema.constants import RELAY_IP_LIST
from adsiis.schema.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.metabase.record import Data
    from adsiis.schema import Property

__all__ = ["MimeMap", "adapted", "empty", "keeps", "lent", "shown", "stored", "text_of", "unset"]

_log = logging.getLogger("adsiis.adsi")


class MimeMap(Automation):
    """One entry of a MimeMap property: a file name extension with its dot, and its type.

    Source: docs/behaviour.md, value-5.
    """

    __slots__ = ()

    Extension = Member(text_of, "")
    MimeType = Member(text_of, "")


def shown(prop: Property, data: Data) -> object:
    """A record's data as a script sees it.

    BOOL is a bool; DWORD an int, signed as VT_I4 is; STRING and EXPANDSZ a str; lists a tuple of str;
    MIMEMAP a tuple of MimeMap; BINARY bytes; IPSECLIST an IPSecurity; NTACL a SecurityDescriptor.
    """
    show = shower(prop)
    return show(data) if show else data


def shower(prop: Property) -> Callable[[Any], Any] | None:
    """What makes of a record's data what a script sees; None where both are the same. Of a flag, its bit."""
    if prop.flag_of is not None:
        bit = prop.bit
        return lambda number: bool(isinstance(number, int) and number & bit)
    return _SHOWN.get(prop.type)


def keeps(prop: Property) -> bool:
    """Whether a value of a property, once shown, can be shown again: it cannot change and is no secret."""
    return prop.type not in _CHANGEABLE and not prop.attributes & SECURE


def lent(prop: Property) -> bool:
    """Whether a value is one object that a script may change in place."""
    return prop.type in _LENT


def empty(prop: Property) -> Data:
    """What a property holds that has no data to be read."""
    return _EMPTY[prop.type]


def unset(prop: Property) -> Data:
    """What is read of a property where nothing is stored: the schema's default, else what is empty.

    Source: docs/behaviour.md, get-3.
    """
    if prop.default is not None:
        return prop.default
    if prop.id == RELAY_IP_LIST:
        from adsiis.schema.addresses import Addresses, encode

        return encode(Addresses(by_default=False))
    return empty(prop)


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
    if type(data) is int:
        _warn_outside_bounds(prop, data)
    return data


def adapted(prop: Property, data: Data) -> Data | None:
    """Data of another type than the property's as one of its type, or None."""
    try:
        return _STORED[prop.type](data)
    except (TypeError, ValueError, OverflowError):
        return None


def _mime_texts(value: object) -> tuple[str, ...]:
    return texts_of((value,) if hasattr(value, "MimeType") else value, _mime_text)


def _mime_text(item: Any) -> str:
    if not hasattr(item, "MimeType"):
        return text_of(item)
    extension = text_of(item.Extension)
    if "," in extension:
        raise ValueError("An extension cannot have a comma.")
    return f"{extension},{text_of(item.MimeType)}"


def _address_bytes(value: object) -> bytes:
    from adsiis.adsi.ip_security import to_bytes

    return to_bytes(value)


def _descriptor_bytes(value: object) -> bytes:
    from adsiis.adsi.security_descriptor import to_bytes

    return to_bytes(value)


def _mime_maps(data: Data) -> object:
    items = data if isinstance(data, tuple) else ()
    return tuple(MimeMap(extension, kind) for extension, _, kind in (item.partition(",") for item in items))


def _ip_security(data: Data) -> object:
    from adsiis.adsi.ip_security import from_bytes

    return _object(data, from_bytes)


def _security_descriptor(data: Data) -> object:
    from adsiis.adsi.security_descriptor import from_bytes

    return _object(data, from_bytes)


def _object(data: Data, made: Callable[[bytes], object]) -> object:
    """The object of a record's bytes, or an empty one. Source: docs/behaviour.md, value-9."""
    try:
        return made(data if isinstance(data, bytes) else b"")
    except SchemaError as error:
        _log.warning("A value cannot be read, and reads as if it were not set. %s", error)
        return made(b"")


def _warn_outside_bounds(prop: Property, data: int) -> None:
    """The schema's bounds only warn. Source: docs/behaviour.md, value-8."""
    if prop.type != "DWORD":
        return
    if (prop.low is not None and data < prop.low) or (prop.high is not None and data > prop.high):
        _log.warning(
            "%s: %d is outside of what the schema expects (%s to %s).", prop.name, data, prop.low, prop.high
        )


_LENT = frozenset({"IPSECLIST", "NTACL"})
_CHANGEABLE = _LENT | {"MIMEMAP"}

_STORED: dict[str, Callable[[object], Data]] = {
    "BOOL": lambda value: int(truth_of(value)),
    "DWORD": dword_of,
    "STRING": text_of,
    "EXPANDSZ": text_of,
    "MULTISZ": texts_of,
    "MIMEMAP": _mime_texts,
    "BINARY": bytes_of,
    "IPSECLIST": _address_bytes,
    "NTACL": _descriptor_bytes,
}

_SHOWN: dict[str, Callable[[Any], object]] = {
    "BOOL": bool,
    "DWORD": signed,
    "MIMEMAP": _mime_maps,
    "IPSECLIST": _ip_security,
    "NTACL": _security_descriptor,
}

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
    "IPSECLIST": "an IPSecurity object",
    "NTACL": "a SecurityDescriptor object",
}
