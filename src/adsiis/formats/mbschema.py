"""`MBSchema.xml`, the file in which IIS 6 keeps its schema: writing it.

A flat list of collections: `IIsConfigObject` says everything about every property, and the collection of each
class names what it has of that. Nothing in it depends on the store it came from but what was added there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from adsiis.formats.errors import FormatError
from adsiis.formats.metabase_xml.custom import ATTRIBUTES, USER_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from adsiis.schema import Class, Property, Schema

_HEAD: Final = """\
<?xml version ="1.0"?>
<MetaData xmlns="x-schema:CatMeta.xms">
\t<DatabaseMeta\tInternalName ="METABASE">
"""
_FOOT: Final = "\t</DatabaseMeta>\n</MetaData>\n"
_BASE: Final = "MetabaseBaseClass"
_EVERYTHING: Final = "IIsConfigObject"
_KEY: Final = "Location"
_NEXT_ITEM: Final = "\n\t\t\t"
_USER_TYPE_NAMES: Final = {0: "UNKNOWN_UserType", **{number: name for name, number in USER_TYPES.items()}}
_ATTRIBUTE_BITS: Final = {name: bit for name, bit in ATTRIBUTES.items() if bit}
_ESCAPES: Final = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_is_xml = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*").fullmatch
_CACHE_CLEARED: Final = frozenset(
    {
        "AppIsolated",
        "AppPackageID",
        "AppPackageName",
        "AppRoot",
        "DomainRouting",
        "ImapRoutingSources",
        "ImapServiceVersion",
        "NntpServiceVersion",
        "Pop3RoutingSources",
        "Pop3ServiceVersion",
        "RoutingSources",
        "SSLCertHash",
        "ServerState",
        "SmtpServiceVersion",
    }
)
_NOT_CACHED: Final = frozenset(
    {
        "BINSchemaTimeStamp",
        "ChangeNumber",
        "HistoryMajorVersionNumber",
        "LocalDomains",
        "MajorIIsVersionNumber",
        "MinorIIsVersionNumber",
        "PostmasterEmail",
        "PostmasterName",
        "SessionKey",
        "XMLSchemaTimeStamp",
    }
)


def text_of(known: Schema) -> str:
    """A schema as the text of an MBSchema.xml.

    Raises FormatError for a default that XML cannot hold.
    Source: docs/behaviour.md, mbschema-1 to mbschema-3.
    """
    return "".join((_HEAD, *_collections(known), _FOOT))


def _collections(known: Schema) -> Iterator[str]:
    listed = {found.name: found for found in known.classes}
    key = _element("Property", {"InternalName": _KEY, "Type": "WSTR", "MetaFlags": "PRIMARYKEY"})
    yield from _collection(listed.pop(_BASE), [key])
    every = [p for p in known.properties if p.flag_of is None]
    yield from _collection(
        listed.pop(_EVERYTHING), [line for p in every for line in _property(p, known.flags_of(p.name))]
    )
    for found in listed.values():
        own = (f"{_EVERYTHING}:{name}" for name in found.properties)
        yield from _collection(
            found, [_element("Property", {"InheritsPropertiesFrom": name}) for name in own]
        )


def _collection(found: Class, lines: Iterable[str]) -> Iterator[str]:
    attributes = {
        "InternalName": found.name,
        "MetaFlagsEx": "NOTABLESCHEMAHEAPENTRY" + " | CONTAINERCLASS" * found.container,
        "MetaFlags": "HASUNKNOWNSIZES" + " | HIDDEN" * found.hidden,
        "ContainerClassList": ",".join(found.can_contain) or None,
        "InheritsPropertiesFrom": None if found.name == _BASE else _BASE,
    }
    yield f"\t\t{_element('Collection', attributes, end='>')}\n"
    yield from (f"\t\t\t{line}\n" for line in lines)
    yield "\t\t</Collection>\n"


def _property(prop: Property, flags: Sequence[Property]) -> Iterator[str]:
    """The element of a property, its flags inside it."""
    attributes = {
        "InternalName": prop.name,
        "ID": str(prop.id),
        "Type": prop.type,
        "UserType": _USER_TYPE_NAMES.get(prop.user_type, str(prop.user_type)),
        "Attributes": _sum(prop.attributes, _ATTRIBUTE_BITS) if prop.attributes else "NO_ATTRIBUTES",
        "MetaFlags": "HIDDEN" if prop.hidden else None,
        "MetaFlagsEx": _cached(prop),
        "StartingNumber": None if prop.low is None else str(prop.low),
        "EndingNumber": None if prop.high is None else str(prop.high),
        "DefaultValue": None if prop.default is None else _default(prop, flags),
    }
    yield _element("Property", attributes, end=">" if flags else "/>")
    for flag in flags:
        named = {"InternalName": flag.name, "Value": str(flag.bit), "ID": str(flag.id)}
        yield "\t" + _element("Flag", named)
    if flags:
        yield "</Property>"


def _cached(prop: Property) -> str | None:
    if prop.hidden or prop.name in _NOT_CACHED:
        return None
    return "CACHE_PROPERTY_CLEARED" if prop.name in _CACHE_CLEARED else "CACHE_PROPERTY_MODIFIED"


def _default(prop: Property, flags: Sequence[Property]) -> str | tuple[str, ...]:
    """A default as the values of a metabase file are written."""
    data = prop.default
    if isinstance(data, bytes):
        return data.hex()
    if isinstance(data, tuple):
        return data
    if prop.type == "BOOL":
        return "TRUE" if data else "FALSE"
    if flags and isinstance(data, int):
        return _sum(data, {flag.name: flag.bit for flag in flags}) or "0"
    return str(data)


def _sum(number: int, bits: Mapping[str, int]) -> str:
    """A number as the names of its bits; those without a name as one number."""
    names = [name for name, bit in bits.items() if number & bit]
    rest = number & ~sum(bits[name] for name in names)
    return " | ".join([*names, *([str(rest)] if rest else [])])


def _element(name: str, attributes: Mapping[str, str | tuple[str, ...] | None], end: str = "/>") -> str:
    written = (f" {key}={_quoted(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{''.join(written)}{end}"


def _quoted(value: str | tuple[str, ...]) -> str:
    """A value in quotes; a list has an item a line."""
    items = (value,) if isinstance(value, str) else value
    for item in items:
        if not _is_xml(item):
            raise FormatError(f"{item!r:.80} holds a character that XML does not have: it cannot be written.")
    return f'"{_NEXT_ITEM.join(escape(item, _ESCAPES) for item in items)}"'
