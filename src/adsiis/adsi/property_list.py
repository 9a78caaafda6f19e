"""The members of IADsPropertyList: the property cache as a list of entries.

The list holds the properties that have a value (put, stored here, or handed down) in the order of the class;
a number that holds flags is listed, its flags are not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final

from adsiis.adsi.automation import Automation, Member
from adsiis.adsi.conversions import bytes_of, long_of, number_of, text_of, truth_of
from adsiis.adsi.errors import (
    BadParameterError,
    CannotConvertError,
    NoMoreItemsError,
    PropertyNotFoundError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.adsi.property_cache import PropertyCache
    from adsiis.schema import Class, Property, Schema

DN_STRING, CASE_EXACT, CASE_IGNORE, PRINTABLE, NUMERIC = 1, 2, 3, 4, 5
BOOLEAN, INTEGER, OCTETS, UTC_TIME, LARGE_INTEGER, PROVIDER_SPECIFIC = 6, 7, 8, 9, 10, 11
DESCRIPTOR = 25
_ANY: Final = frozenset({0, 26})
_TEXTS: Final = frozenset({DN_STRING, CASE_EXACT, CASE_IGNORE, PRINTABLE, NUMERIC})
_UPDATE: Final = 2
_TYPES: Final = {
    "BOOL": BOOLEAN,
    "DWORD": INTEGER,
    "STRING": CASE_IGNORE,
    "EXPANDSZ": CASE_IGNORE,
    "MULTISZ": CASE_IGNORE,
    "MIMEMAP": PROVIDER_SPECIFIC,
    "BINARY": OCTETS,
    "IPSECLIST": PROVIDER_SPECIFIC,
    "NTACL": DESCRIPTOR,
}


def _as_type(kind: int, convert: Callable[[Any], Any]) -> property:
    def read(made: PropertyValue) -> Any:
        return made.GetObjectProperty(kind)

    def put(made: PropertyValue, value: Any) -> None:
        made.PutObjectProperty(kind, convert(value))

    return property(read, put, doc=f"The value as type {kind}; putting it makes it of that type.")


class PropertyValue(Automation):
    """One value of a property with its type. Source: docs/behaviour.md, list-3."""

    __slots__ = ()

    ADsType = Member(long_of, 0)
    _value = Member[Any](lambda value: value, None)

    DNString = _as_type(DN_STRING, text_of)
    CaseExactString = _as_type(CASE_EXACT, text_of)
    CaseIgnoreString = _as_type(CASE_IGNORE, text_of)
    PrintableString = _as_type(PRINTABLE, text_of)
    NumericString = _as_type(NUMERIC, text_of)
    Boolean = _as_type(BOOLEAN, truth_of)
    Integer = _as_type(INTEGER, long_of)
    LargeInteger = _as_type(LARGE_INTEGER, number_of)
    OctetString = _as_type(OCTETS, bytes_of)
    UTCTime = _as_type(UTC_TIME, lambda value: value)
    SecurityDescriptor = _as_type(DESCRIPTOR, lambda value: value)

    def GetObjectProperty(self, kind: int = 0) -> Any:
        """The value as a type; 0 for its own. Raises CannotConvertError for a type it is not of."""
        same = kind in _ANY or kind == self.ADsType or {kind, self.ADsType} <= _TEXTS
        if not same:
            raise CannotConvertError(f"The value is of type {self.ADsType} and does not read as {kind}.")
        return self._value

    def PutObjectProperty(self, kind: int, value: Any) -> None:
        """Give it a type and a value."""
        self.ADsType = long_of(kind)
        object.__setattr__(self, "_value", value)

    def Clear(self) -> None:
        """Make it as new."""
        self._held.clear()


def _values(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    if isinstance(value, str | bytes):
        raise TypeError("An array of PropertyValue objects is wanted.")
    return tuple(value) if hasattr(value, "__iter__") else (value,)


class PropertyEntry(Automation):
    """One property of the list: its name, its type, its values, and what putting it does.

    Source: docs/behaviour.md, list-3.
    """

    __slots__ = ()

    Name = Member(text_of, "")
    ADsType = Member(long_of, 0)
    ControlCode = Member(long_of, 0)
    Values = Member(_values, ())

    def Clear(self) -> None:
        """Make it as new."""
        self._held.clear()


@dataclass(slots=True)
class Listing:
    """Where a list stands, and what was taken out of it.

    Attributes:
        at: the index of the item `Next` gives.
        dropped: the ids of properties that were taken out.
        purged: whether all were; what was put or read by name since is in it again.
    """

    at: int = 0
    dropped: set[int] = field(default_factory=set)
    purged: bool = False


class PropertyList:
    """The members of IADsPropertyList, for objects with a property cache.

    Source: docs/behaviour.md, list-1 to list-3.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        _cache: PropertyCache
        iis_class: ClassVar[Class]
        iis_schema: ClassVar[Schema]

        @property
        def ADsPath(self) -> str: ...  # noqa: D102 - the object's own
        def Get(self, name: str) -> Any: ...  # noqa: D102
        def PutEx(self, code: int | str, name: str, value: Any = None) -> None: ...  # noqa: D102
        def _property(self, name: str) -> Property: ...

    @property
    def PropertyCount(self) -> int:
        """How many properties the list holds."""
        return len(self._listed())

    def Item(self, index: int | str) -> PropertyEntry:
        """The entry at an index from 0, or of a name. Raises PropertyNotFoundError."""
        return self._entry(self._at(index))

    def Next(self) -> PropertyEntry:
        """The entry the list stands at, and one on. Raises NoMoreItemsError behind the last one."""
        listing, listed = self._listing(), self._listed()
        if listing.at >= len(listed):
            raise NoMoreItemsError(
                f"{self.ADsPath}: the list has {len(listed)} properties.", path=self.ADsPath
            )
        listing.at += 1
        return self._entry(listed[listing.at - 1])

    def Skip(self, count: int) -> None:
        """Pass over entries; behind the last one there is nothing to pass over."""
        listing = self._listing()
        listing.at = min(len(self._listed()), listing.at + max(0, self._number(count)))

    def Reset(self) -> None:
        """Stand at the first entry again."""
        self._listing().at = 0

    def GetPropertyItem(self, name: str, kind: int = 0) -> PropertyEntry:
        """The entry of a name. Raises PropertyNotFoundError, CannotConvertError for a type it is not of."""
        prop = self._at(str(name))
        own, kind = _TYPES[prop.type], self._number(kind)
        if kind not in _ANY and kind != own and not {kind, own} <= _TEXTS:
            raise CannotConvertError(f"{prop.name} is of type {own}, not {kind}.", prop=prop.name)
        return self._entry(prop)

    def PutPropertyItem(self, entry: Any) -> None:
        """Put the values of an entry: as PutEx with its control code, and without one as Put.

        Raises what PutEx does. Source: docs/behaviour.md, list-2.
        """
        if not hasattr(entry, "ControlCode"):
            raise BadParameterError(
                f"{self.ADsPath}: PutPropertyItem takes a PropertyEntry.", path=self.ADsPath
            )
        held = [value.GetObjectProperty(0) for value in entry.Values]
        prop = self._property(entry.Name)
        several = prop.type in {"MULTISZ", "MIMEMAP"}
        self.PutEx(entry.ControlCode or _UPDATE, prop.name, held if several else next(iter(held), None))

    def ResetPropertyItem(self, index: int | str) -> None:
        """Take an entry out of the list, and what was put to it out of the cache."""
        prop = self._at(index)
        self._cache.forget(prop)
        self._listing().dropped.add(prop.id)

    def PurgePropertyList(self) -> None:
        """Take all entries out of the list, and everything that was put out of the cache."""
        self._cache.reload()
        self._listing().purged = True

    def _listing(self) -> Listing:
        if self._cache.listing is None:
            self._cache.listing = Listing()
        found: Listing = self._cache.listing
        return found

    def _listed(self) -> list[Property]:
        found = map(self.iis_schema.property, self.iis_class.properties)
        return [prop for prop in found if prop is not None and self._cache.lists(prop.id)]

    def _at(self, index: int | str) -> Property:
        listed = self._listed()
        if isinstance(index, str):
            wanted = self._property(index)
            found = next((prop for prop in listed if prop.name == wanted.name), None)
        else:
            at = self._number(index)
            found = listed[at] if 0 <= at < len(listed) else None
        if found is None:
            raise PropertyNotFoundError(
                f"{self.ADsPath}: the list has no item {index}.", path=self.ADsPath, prop=str(index)
            )
        return found

    def _number(self, given: object) -> int:
        try:
            return number_of(given)
        except (TypeError, ValueError):
            raise BadParameterError(
                f"{self.ADsPath}: a number is wanted; {given!r:.80} is none.", path=self.ADsPath
            ) from None

    def _entry(self, prop: Property) -> PropertyEntry:
        value, kind = self.Get(prop.name), _TYPES[prop.type]
        several = value if isinstance(value, tuple) else (value,)
        return PropertyEntry(prop.name, kind, _UPDATE, [PropertyValue(kind, one) for one in several])
