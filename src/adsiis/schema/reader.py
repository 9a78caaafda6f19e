"""The schema: which properties and classes there are.

Both tables are read once, when first asked for; after that a name spelt as the schema spells it costs one
look-up in a dictionary.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from adsiis.metabase import record as metabase
from adsiis.metabase.paths import fold
from adsiis.metabase.record import Record
from adsiis.schema import tables
from adsiis.schema.errors import UnknownPropertyError
from adsiis.schema.model import Class, Property
from adsiis.schema.values import DATA_TYPES, check, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from adsiis.metabase.record import Data


class Schema:
    """Properties and classes by name and number.

    Attributes:
        properties: all of them, flags included, in schema order.
        classes: all of them, in schema order.
        flags: by the name of a number the flags that are its bits, in schema order.
        kinds: whatever others made of the classes, by name, to be kept as long as the schema.

    Source: docs/behaviour.md, schema-1.
    """

    __slots__ = (
        "_bits",
        "_by_id",
        "_classes",
        "_folded",
        "_folded_classes",
        "_names",
        "_stored_in",
        "classes",
        "flags",
        "kinds",
        "properties",
    )

    def __init__(self, properties: Iterable[Property], classes: Iterable[Class]) -> None:
        self.properties = tuple(properties)
        self.classes = tuple(classes)
        self._names = {p.name: p for p in self.properties}
        self._folded = {fold(p.name): p for p in self.properties}
        self._classes = {c.name: c for c in self.classes}
        self._folded_classes = {fold(c.name): c for c in self.classes}
        self.flags: Mapping[str, tuple[Property, ...]] = flags_by_owner(self.properties)
        self._bits = {p.name: p.bit for p in self.properties if p.flag_of is not None}
        self.kinds: dict[Data, Any] = {}
        self._stored_in = {p.name: self._names.get(p.flag_of, p) for p in self.properties if p.flag_of}
        self._by_id = {p.id: p for p in self.properties if p.flag_of is not None}
        self._by_id.update({p.id: p for p in self.properties if p.flag_of is None})

    def property(self, name: str) -> Property | None:
        """The property or flag of a name, in any letter case."""
        return self._names.get(name) or self._folded.get(fold(name))

    def property_by_id(self, number: int) -> Property | None:
        """The property of a number; the flag of a number when no property has it."""
        return self._by_id.get(number)

    def class_(self, name: str) -> Class | None:
        """The class of a name, in any letter case."""
        return self._classes.get(name) or self._folded_classes.get(fold(name))

    def stored_in(self, prop: Property) -> Property:
        """The property under which records of a property are: of a flag the number it is a bit of."""
        return self._stored_in.get(prop.name, prop)

    def flags_of(self, name: str) -> tuple[Property, ...]:
        """The flags that are bits of a property, in schema order; none for other properties."""
        found = self.property(name)
        return self.flags.get(found.name, ()) if found is not None else ()

    def listed(self, found: Class) -> tuple[str, ...]:
        """The properties of a class, every number followed by its flags.

        Source: docs/behaviour.md, schema-2.
        """
        known = [p.name for p in map(self.property, found.properties) if p is not None]
        return tuple(name for own in known for name in (own, *(flag.name for flag in self.flags_of(own))))

    def parse(self, name: str, written: str) -> Data:
        """The data a text stands for in a property: digits, `TRUE`, `AccessRead|AccessScript`, hexadecimal.

        Raises UnknownPropertyError, and ValueTypeError for a text that the property's type does not have.
        Source: docs/behaviour.md, schema-3.
        """
        found = self.property(name)
        if found is None:
            raise UnknownPropertyError(name)
        return parse(found.type, written, self._bits)

    def record(self, name: str, data: object) -> Record:
        """A record of a property as the schema types it.

        Raises UnknownPropertyError for a name the schema lacks or a flag, which is stored in its number only,
        and ValueTypeError for data of another type.
        """
        found = self.property(name)
        if found is None or found.flag_of is not None:
            raise UnknownPropertyError(name)
        value = check(found.name, found.data_type, data)
        return Record(found.id, found.attributes, found.user_type, found.data_type, value)


def schema() -> Schema:
    """The schema of IIS 6.0, a superset of 5.0, with PathMap. Source: docs/behaviour.md, schema-1."""
    return _loaded or _load()


_loaded: Schema | None = None
_loading = threading.Lock()


def _load() -> Schema:
    """Read it once, however many threads ask first: there must be one object per class and property."""
    global _loaded  # noqa: PLW0603 - the one schema of this process
    with _loading:
        if _loaded is None:
            properties = _properties(tables.rows("properties.tsv"))
            _loaded = Schema(properties, _classes(tables.rows("classes.tsv"), flags_by_owner(properties)))
        return _loaded


def flags_by_owner(properties: Iterable[Property]) -> dict[str, tuple[Property, ...]]:
    """The flags among some properties, by the name of the number whose bits they are."""
    found: dict[str, list[Property]] = {}
    for p in properties:
        if p.flag_of is not None:
            found.setdefault(p.flag_of, []).append(p)
    return {owner: tuple(flags) for owner, flags in found.items()}


def _properties(rows: Sequence[Sequence[str]]) -> list[Property]:
    bits = {row[0]: int(row[9]) for row in rows if row[8]}
    attributes: dict[str, int] = {}
    made: list[Property] = []
    numbers: dict[str, int] = {}
    for name, number, kind, user_type, attribute, default, low, high, flag_of, bit, hidden in rows:
        if attribute not in attributes:
            attributes[attribute] = sum(getattr(metabase, word) for word in attribute.split("|"))
        value = parse(kind, default, bits) if default else None
        if isinstance(value, int):
            numbers[name] = value
        if flag_of:
            value = int(bool(numbers[flag_of] & bits[name])) if flag_of in numbers else None
        made.append(
            Property(
                name,
                int(number),
                kind,
                DATA_TYPES[kind],
                int(user_type),
                attributes[attribute],
                value,
                int(low) if low else None,
                int(high) if high else None,
                flag_of or None,
                int(bit or 0),
                hidden == "1",
            )
        )
    return made


def _classes(rows: Sequence[Sequence[str]], flags: Mapping[str, tuple[Property, ...]]) -> list[Class]:
    return [
        class_with(name, _cells(own), flags, _cells(below), container=container == "1", hidden=hidden == "1")
        for name, container, hidden, below, own in rows
    ]


def class_with(
    name: str,
    properties: tuple[str, ...],
    flags: Mapping[str, tuple[Property, ...]],
    can_contain: tuple[str, ...] = (),
    *,
    container: bool,
    hidden: bool = False,
    kept: tuple[tuple[str, Data], ...] = (),
) -> Class:
    """A class with what follows from its properties: `flags` gives numbers their flags."""
    own = tuple(flag.name for owner in properties if owner in flags for flag in flags[owner])
    folded = frozenset(map(fold, properties + own))
    return Class(name, container, hidden, can_contain, properties, own, folded, kept)


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()
