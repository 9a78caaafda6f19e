"""What objects of WMI have beside their own properties: SWbemProperty, SWbemObjectPath and sets of them.

Members that WMI's scripting library spells with an underscore at the end, such as `Path_`, are attributes
without it. Source: docs/behaviour.md, wmi-6.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ASPPY.vm.values import VBNull

from adsiis.scripting.com import Collection, ComObject, error, number, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ACCESS_DENIED: Final = 0x80041003
ALREADY_EXISTS: Final = 0x80041019
INVALID_CLASS: Final = 0x80041010
INVALID_METHOD: Final = 0x8004102E
INVALID_OBJECT_PATH: Final = 0x8004103A
INVALID_QUERY: Final = 0x80041017
NOT_FOUND: Final = 0x80041002
NOT_SUPPORTED: Final = 0x8004100C
READ_ONLY: Final = 0x80041033
TYPE_MISMATCH: Final = 0x80041005

SINT32, STRING, BOOLEAN, OBJECT, UINT8, DATETIME = 3, 8, 11, 13, 17, 101

_TEXTS: Final = {
    ACCESS_DENIED: "Access denied",
    ALREADY_EXISTS: "Object or property already exists",
    INVALID_CLASS: "Invalid class",
    INVALID_METHOD: "Invalid method",
    INVALID_OBJECT_PATH: "Invalid object path",
    INVALID_QUERY: "Invalid query",
    NOT_FOUND: "Not found",
    NOT_SUPPORTED: "Not supported",
    READ_ONLY: "Read-only operation",
    TYPE_MISMATCH: "Type mismatch",
}
_PATH: Final = re.compile(
    r"""(?:\\\\(?P<server>[^\\]*)\\)?(?:\\?(?P<space>root(?:\\\w+)*):?)?
    (?:(?P<kind>\w+)(?:\.(?P<name>\w+))?(?:=(?P<quoted>["'])(?P<value>.*)(?P=quoted)|(?P<only>=@))?)?""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def failure(code: int, source: str = "SWbemServicesEx") -> Any:
    """An error of WMI with its text."""
    return error(code, _TEXTS[code], source)


class ObjectPath(NamedTuple):
    r"""A path in parts: `\\.\root\MicrosoftIISv2:IIsWebServer='W3SVC/1'`; a class alone has no value."""

    server: str
    space: str
    class_name: str
    key: str
    value: str | None

    @property
    def relative(self) -> str:
        """The class, and what tells the object from the others."""
        if self.value is None:
            return self.class_name
        quoted = self.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.class_name}{self.key and "." + self.key}="{quoted}"'


def object_path(named: str) -> ObjectPath | None:
    """A path in parts; None for a text that is none."""
    head, equals, tail = named.strip().partition("=")
    found = _PATH.fullmatch(head.replace("/", "\\") + equals + tail.strip())
    if found is None:
        return None
    value = found["value"]
    if value is not None:
        value = re.sub(r"\\(.)", r"\1", value)
    elif found["only"]:
        value = "@"
    return ObjectPath(
        found["server"] or ".", found["space"] or "", found["kind"] or "", found["name"] or "", value
    )


class WmiObject(ComObject):
    """Base of them: `Path_` is the attribute `path`, and other members are looked up there too."""

    __slots__ = ()

    def _vbs_get_prop(self, name: str) -> Any:
        return super()._vbs_get_prop(name.removesuffix("_"))

    def _vbs_set_prop(self, name: str, value: Any) -> None:
        super()._vbs_set_prop(name.removesuffix("_"), value)


class NamedSet(Collection):
    """A set whose members are found by name, such as Properties_. Raises 0x80041002."""

    __slots__ = ()

    def _item(self, key: Any) -> Any:
        wanted = text(key).lower()
        for found in self._found:
            if str(found.name).lower() == wanted:
                return found
        raise failure(NOT_FOUND, f"{self.type_name}")


class Properties(NamedSet):
    """SWbemPropertySet."""

    __slots__ = ()

    type_name = "SWbemPropertySet"


class Methods(NamedSet):
    """SWbemMethodSet."""

    __slots__ = ()

    type_name = "SWbemMethodSet"


class Qualifiers(NamedSet):
    """SWbemQualifierSet."""

    __slots__ = ()

    type_name = "SWbemQualifierSet"


class Qualifier(WmiObject):
    """What is said of a class, a property or a method: a name and a value."""

    __slots__ = ("_name", "_value")

    type_name = "SWbemQualifier"
    __vbs_default__ = "value"

    def __init__(self, name: str, value: Any) -> None:
        self._name = name
        self._value = value

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    @property
    def value(self) -> Any:
        """Its value."""
        return self._value

    @property
    def is_local(self) -> bool:
        """Whether it is said here."""
        return True


class Property(WmiObject):
    """A property of an object: its name, its value and its type.

    Args:
        name: as its class spells it.
        value: what it is.
        cim_type: the number of its type.
        array: whether it is a list.
        put: sets it; without one it cannot be set.
        key: whether it tells the object from the others.
    """

    __slots__ = ("_array", "_cim_type", "_key", "_name", "_put", "_value")

    type_name = "SWbemProperty"
    __vbs_default__ = "value"

    def __init__(
        self,
        name: str,
        value: Any,
        cim_type: int = STRING,
        *,
        array: bool = False,
        put: Callable[[Any], None] | None = None,
        key: bool = False,
    ) -> None:
        self._name = name
        self._value = value
        self._cim_type = cim_type
        self._array = array
        self._put = put
        self._key = key

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    @property
    def value(self) -> Any:
        """Its value."""
        return VBNull if self._value is None else self._value

    @value.setter
    def value(self, value: Any) -> None:
        if self._put is None:
            raise failure(READ_ONLY, "SWbemProperty")
        self._put(value)
        self._value = value

    @property
    def cim_type(self) -> int:
        """The number of its type."""
        return self._cim_type

    @property
    def is_array(self) -> bool:
        """Whether it is a list."""
        return self._array

    @property
    def is_local(self) -> bool:
        """Whether the class itself has it."""
        return True

    @property
    def qualifiers(self) -> Qualifiers:
        """What is said of it: whether it is the key, and whether it can be read and set."""
        said = [Qualifier("read", value=True)]
        if self._put is not None:
            said.append(Qualifier("write", value=True))
        if self._key:
            said.append(Qualifier("key", value=True))
        return Qualifiers(said)


class Path(WmiObject):
    """SWbemObjectPath: where an object is; `Path` can be set, and the parts follow."""

    __slots__ = ("_found",)

    type_name = "SWbemObjectPath"
    __vbs_default__ = "path"

    def __init__(self, found: ObjectPath = ObjectPath(".", "", "", "", None)) -> None:  # noqa: B008 - a value
        self._found = found

    @property
    def path(self) -> str:
        """All of it."""
        found = self._found
        if not found.space:
            return found.relative
        return rf"\\{found.server}\{found.space}" + (":" + found.relative if found.class_name else "")

    @path.setter
    def path(self, value: Any) -> None:
        found = object_path(text(value))
        if found is None:
            raise failure(INVALID_OBJECT_PATH, self.type_name)
        self._found = found

    @property
    def rel_path(self) -> str:
        """The part behind the namespace."""
        return self._found.relative

    @property
    def relpath(self) -> str:
        """The part behind the namespace."""
        return self._found.relative

    @property
    def display_name(self) -> str:
        """A name for GetObject."""
        return "winmgmts:" + self.path

    @property
    def class_(self) -> str:
        """The name of the class."""
        return self._found.class_name

    @property
    def namespace(self) -> str:
        """The namespace."""
        return self._found.space

    @property
    def server(self) -> str:
        """The machine."""
        return self._found.server

    @property
    def is_class(self) -> bool:
        """Whether it leads to a class."""
        return self._found.value is None and bool(self._found.class_name)

    @property
    def is_singleton(self) -> bool:
        """Whether its class has one object only."""
        return self._found.value == "@"

    @property
    def keys(self) -> Keys:
        """What tells the object from others; a path that does not name its key has one without a name."""
        value = self._found.value
        return Keys([] if value is None else [Qualifier(self._found.key, value)])

    def _vbs_get_prop(self, name: str) -> Any:
        return super()._vbs_get_prop("CLASS" if name == "CLASS_" else name)


class Keys(NamedSet):
    """SWbemNamedValueSet."""

    __slots__ = ()

    type_name = "SWbemNamedValueSet"


class ObjectSet(Collection):
    """Objects that a query or a class gave; one is found by its path or by its number."""

    __slots__ = ()

    type_name = "SWbemObjectSet"

    def item_index(self, at: Any) -> Any:
        """One of them by its number from 0."""
        place = number(at)
        if not 0 <= place < len(self._found):
            raise failure(NOT_FOUND)
        return self._found[place]

    def _item(self, key: Any) -> Any:
        if not isinstance(key, str):
            return self.item_index(key)
        found = object_path(text(key))
        wanted = (found.value or "" if found is not None else text(key)).lower()
        for each in self._found:
            if str(each.key).lower() == wanted:
                return each
        raise failure(NOT_FOUND)


def properties(values: Iterable[tuple[str, Any]]) -> Properties:
    """A set of properties that are text or what they are, and that cannot be set."""
    return Properties(Property(name, value) for name, value in values)
