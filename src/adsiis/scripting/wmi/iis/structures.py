"""Properties that are lists of objects in WMI, where the metabase has lists of texts in parts.

`ServerBindings` is a list of `ServerBinding` objects with IP, Port and Hostname. Source: docs/behaviour.md,
wmi-9.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ASPPY.vm.values import VBArray, VBEmpty, VBNull

from adsiis.scripting.com import array, text
from adsiis.scripting.wmi.objects import (
    TYPE_MISMATCH,
    ObjectPath,
    Path,
    Properties,
    Property,
    WmiObject,
    failure,
)
from adsiis.vbs.engine.errors import unknown_member

if TYPE_CHECKING:
    from collections.abc import Iterable


class Structure(NamedTuple):
    """How a text of a list is an object.

    Attributes:
        class_name: the class of the objects.
        names: its properties, in the order of the text.
        mark: what stands between them.
        from_end: whether the first part may hold the mark, as an IPv6 address does.
    """

    class_name: str
    names: tuple[str, ...]
    mark: str
    from_end: bool = False

    def parts(self, line: str) -> list[str]:
        """A text in as many parts as there are properties."""
        most = len(self.names) - 1
        if self.from_end and line.startswith("["):
            address, _, rest = line.partition("]")
            return [address + "]", *_filled(rest[1:].split(self.mark, most - 1), most)]
        found = line.split(self.mark, most)
        return _filled([found[0], found[1].lstrip()] if self._is_header(found) else found, most + 1)

    def _is_header(self, found: list[str]) -> bool:
        return self.class_name == "HttpCustomHeader" and len(found) > 1

    def line(self, parts: list[str]) -> str:
        """The text of an object's parts; what is missing at the end is left away where it may be."""
        if self.class_name == "SecureBinding":
            address, port = parts
            return f"{address}:{port}" + ("" if ":" in port else ":")
        if self.class_name == "HttpCustomHeader":
            return f"{parts[0]}: {parts[1]}" if parts[1] else parts[0]
        if self.class_name == "ScriptMap" and not parts[-1]:
            parts = parts[:-1]
        return self.mark.join(parts)


STRUCTURES: Final[dict[str, Structure]] = {
    "ServerBindings": Structure("ServerBinding", ("IP", "Port", "Hostname"), ":", from_end=True),
    "SecureBindings": Structure("SecureBinding", ("IP", "Port"), ":", from_end=True),
    "ScriptMaps": Structure("ScriptMap", ("Extensions", "ScriptProcessor", "Flags", "IncludedVerbs"), ","),
    "HttpErrors": Structure(
        "HttpError", ("HttpErrorCode", "HttpErrorSubcode", "HandlerType", "HandlerLocation"), ","
    ),
    "HttpCustomHeaders": Structure("HttpCustomHeader", ("Keyname", "Value"), ":"),
    "MimeMap": Structure("MimeMap", ("Extension", "MimeType"), ","),
    "CustomErrorDescriptions": Structure(
        "CustomErrorDescription",
        ("ErrorCode", "ErrorSubCode", "ErrorText", "ErrorSubcodeText", "FileSupportOnly"),
        ",",
    ),
    "ApplicationDependencies": Structure("ApplicationDependency", ("AppName", "Extensions"), ";"),
    "WebSvcExtRestrictionList": Structure(
        "WebSvcExtRestrictionList",
        ("Access", "FilePath", "Deletable", "ServerExtension", "Description"),
        ",",
    ),
}
"""By property. Source: docs/behaviour.md, wmi-9."""


def structure_named(class_name: str) -> Structure | None:
    """How objects of a class are texts."""
    wanted = class_name.lower()
    return next((found for found in STRUCTURES.values() if found.class_name.lower() == wanted), None)


class Value(WmiObject):
    """An object of such a class: it stands for itself and has no path.

    Args:
        structure: how it is a text.
        parts: its properties; None for one that is not set.
    """

    __slots__ = ("_parts", "_structure")

    type_name = "SWbemObjectEx"

    def __init__(self, structure: Structure, parts: Iterable[str | None] = ()) -> None:
        self._structure = structure
        given = list(parts)
        self._parts: list[str | None] = [*given, *[None] * (len(structure.names) - len(given))]

    @property
    def line(self) -> str:
        """The text it is in the metabase."""
        return self._structure.line([part or "" for part in self._parts])

    @property
    def key(self) -> str:
        """What it is found by in a set."""
        return self.line

    @property
    def path(self) -> Path:
        """Where its class is."""
        return Path(ObjectPath(".", "", self._structure.class_name, "", None))

    @property
    def properties(self) -> Properties:
        """Its properties."""
        named = zip(self._structure.names, self._parts, strict=True)
        return Properties(
            Property(name, part, put=partial(self._set, at)) for at, (name, part) in enumerate(named)
        )

    def get_object_text(self, flags: Any = 0) -> str:
        """It as text of the Managed Object Format."""
        del flags
        from adsiis.scripting.wmi.iis.mof import instance_text

        return instance_text(self._structure.class_name, zip(self._structure.names, self._parts, strict=True))

    def _vbs_get_prop(self, name: str) -> Any:
        at = self._at(name)
        if at is None:
            return super()._vbs_get_prop(name)
        return VBNull if self._parts[at] is None else self._parts[at]

    def _vbs_set_prop(self, name: str, value: Any) -> None:
        at = self._at(name)
        if at is None:
            raise unknown_member(name)
        self._set(at, value)

    def _at(self, name: str) -> int | None:
        return next((at for at, known in enumerate(self._structure.names) if known.upper() == name), None)

    def _set(self, at: int, value: Any) -> None:
        self._parts[at] = None if value is VBNull or value is VBEmpty else text(value)


def values(structure: Structure, lines: Iterable[Any]) -> Any:
    """Texts of the metabase as an array of objects."""
    return array(Value(structure, structure.parts(_line(line))) for line in lines)


def lines(given: Any) -> list[Any]:
    """What a script gives for such a list, objects or texts, as texts. Raises 0x80041005."""
    listed = list(given) if isinstance(given, VBArray | list | tuple) else [given]
    found = [item for item in listed if item is not VBEmpty and item is not VBNull and item is not None]
    for item in found:
        if not isinstance(item, Value | str):
            raise failure(TYPE_MISMATCH, "SWbemObjectEx")
    return [item.line if isinstance(item, Value) else item for item in found]


def _line(item: Any) -> str:
    return f"{item.Extension},{item.MimeType}" if hasattr(item, "MimeType") else str(item)


def _filled(parts: list[str], count: int) -> list[str]:
    return [*parts, *[""] * (count - len(parts))]
