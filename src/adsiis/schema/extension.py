"""The schema of one store: the built-in one, with what was added to it there or changed.

An extension stands in the tree, below `/Schema`: a key for each class or property that is new or differs,
with a record for each member that was put. Every commit that changes one gives `/Schema` itself a new mark,
by which a schema that was made once is found again.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.record import NO_ATTRIBUTES, SERVER, STRING, Record
from adsiis.schema.model import Class, Property
from adsiis.schema.reader import Schema, class_with, schema
from adsiis.schema.values import DATA_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adsiis.metabase.protocol import Store
    from adsiis.metabase.record import Data, Key
    from adsiis.metabase.tree import Tree

    _Kept = tuple[tuple[str, Data], ...]

TOP: Final = "/Schema"
CLASS: Final = "Class"
PROPERTY: Final = "Property"
_FIRST_RECORD: Final = 65_620


def field(name: str, number: int, kind: str) -> Property:
    """A member of a definition: the number its record has, and a type of the schema."""
    return Property(name, number, kind, DATA_TYPES[kind], SERVER, NO_ATTRIBUTES)


KIND: Final = field("Kind", _FIRST_RECORD, "STRING")
META_ID: Final = field("MetaId", _FIRST_RECORD + 1, "DWORD")
TYPE: Final = field("Type", _FIRST_RECORD + 2, "STRING")
USER_TYPE: Final = field("UserType", _FIRST_RECORD + 3, "DWORD")
ATTRIBUTES: Final = field("Attributes", _FIRST_RECORD + 4, "DWORD")
DEFAULT: Final = field("Default", _FIRST_RECORD + 5, "STRING")  # in truth of the type of the property
MIN_RANGE: Final = field("MinRange", _FIRST_RECORD + 6, "DWORD")
MAX_RANGE: Final = field("MaxRange", _FIRST_RECORD + 7, "DWORD")
CONTAINER: Final = field("Container", _FIRST_RECORD + 8, "BOOL")
CONTAINMENT: Final = field("Containment", _FIRST_RECORD + 9, "MULTISZ")
OPTIONAL_PROPERTIES: Final = field("OptionalProperties", _FIRST_RECORD + 10, "MULTISZ")
OID: Final = field("OID", _FIRST_RECORD + 16, "STRING")
KEPT: Final = (
    OID,
    *(
        field(name, _FIRST_RECORD + number, kind)
        for number, name, kind in (
            (17, "CLSID", "STRING"),
            (18, "PrimaryInterface", "STRING"),
            (19, "HelpFileName", "STRING"),
            (20, "HelpFileContext", "DWORD"),
            (21, "Abstract", "BOOL"),
            (22, "Auxiliary", "BOOL"),
            (23, "NamingProperties", "MULTISZ"),
            (24, "DerivedFrom", "MULTISZ"),
            (25, "AuxDerivedFrom", "MULTISZ"),
            (26, "PossibleSuperiors", "MULTISZ"),
        )
    ),
)
"""Members that are kept as they were put and mean nothing here."""


_made: dict[str, Schema] = {}  # by mark, the one made last at the end
_making = threading.Lock()
_MOST_MADE: Final = 8


def schema_of(store: Store) -> Schema:
    """The schema of a store as of its newest commit; the built-in one where nothing was added.

    There is one object for each state of it, so classes and properties may be told by identity.
    Source: docs/behaviour.md, schema-10.
    """
    top = store.view.key(TOP)
    if top is None:
        return schema()
    mark = top.records.get(KIND.id)
    made = _made.get(str(mark.data)) if mark is not None else None
    return made if made is not None else _make(store)


def schema_in(tree: Tree) -> Schema:
    """The schema that a tree carries, made anew; the built-in one for a tree without an extension."""
    keys = [key for key in tree.walk(TOP) if _text(key.records, KIND, "") in {CLASS, PROPERTY}]
    return _extended(schema(), keys) if keys else schema()


def merged_property(name: str, before: Property | None, records: Mapping[int, Record]) -> Property:
    """A property as records make it of what it was before; of none, a new one.

    A new property is a STRING of the server's, without attributes.
    """
    base = before or Property(name, 0, "STRING", STRING, SERVER, NO_ATTRIBUTES)
    kind = _text(records, TYPE, base.type)
    if kind not in DATA_TYPES:
        kind = base.type
    data_type = DATA_TYPES[kind]
    default = records.get(DEFAULT.id)
    return msgspec.structs.replace(
        base,
        id=_number(records, META_ID, base.id),
        type=kind,
        data_type=data_type,
        user_type=_number(records, USER_TYPE, base.user_type),
        attributes=_number(records, ATTRIBUTES, base.attributes),
        default=default.data if default is not None and default.data_type == data_type else base.default,
        low=_number(records, MIN_RANGE, base.low or 0) or None,
        high=_number(records, MAX_RANGE, base.high or 0) or None,
        kept=_kept(base.kept, records),
    )


def merged_class(name: str, before: Class | None, records: Mapping[int, Record], known: Schema) -> Class:
    """A class as records make it of what it was before; of none, a new one.

    A new class has KeyType and is no container until it is said what it contains. `known` tells properties
    from flags; names it does not know are passed over.
    """
    base = before or class_with(name, ("KeyType",), {}, container=False)
    put = _texts(records, OPTIONAL_PROPERTIES, ())
    listed = _stored(put, known) if OPTIONAL_PROPERTIES.id in records else base.properties
    below = _texts(records, CONTAINMENT, base.can_contain)
    container = _number(records, CONTAINER, int(base.container or bool(below)))
    return class_with(
        base.name,
        listed,
        known.flags,
        below,
        container=bool(container),
        hidden=base.hidden,
        kept=_kept(base.kept, records),
    )


def _make(store: Store) -> Schema:
    with _making, store.snapshot() as moment:
        top = moment.key(TOP)
        mark = _text(top.records, KIND, "") if top is not None else ""
        if not mark:
            return schema()
        made = _made.get(mark)
        if made is None:
            made = _made[mark] = schema_in(moment)
            if len(_made) > _MOST_MADE:
                del _made[next(iter(_made))]
    return made


def _extended(base: Schema, keys: Iterable[Key]) -> Schema:
    properties = {p.name: p for p in base.properties}
    classes = {c.name: c for c in base.classes}
    of_classes = []
    for key in keys:
        name = paths.name_of(key.path)
        if key.records[KIND.id].data == CLASS:
            of_classes.append((name, key.records))
        else:
            made = merged_property(name, base.property(name), key.records)
            properties[made.name] = made
    known = Schema(_with_flags(properties.values()), ())
    for name, records in of_classes:
        made_class = merged_class(name, base.class_(name), records, known)
        classes[made_class.name] = made_class
    return Schema(known.properties, classes.values())


def _with_flags(properties: Iterable[Property]) -> list[Property]:
    """The properties, the default of each flag being its bit of the number it is in."""
    every = {p.name: p for p in properties}
    for flag in [p for p in every.values() if p.flag_of is not None]:
        number = every[flag.flag_of or ""].default
        default = int(bool(number & flag.bit)) if isinstance(number, int) else None
        if default != flag.default:
            every[flag.name] = msgspec.structs.replace(flag, default=default)
    return list(every.values())


def _stored(listed: Iterable[str], known: Schema) -> tuple[str, ...]:
    """The properties a list of names stands for: a flag for the number it is a bit of; each once."""
    found = (known.property(name) for name in listed)
    return tuple(dict.fromkeys(known.stored_in(p).name for p in found if p is not None))


def _kept(before: _Kept, records: Mapping[int, Record]) -> _Kept:
    put = {field.name: records[field.id].data for field in KEPT if field.id in records}
    return tuple((dict(before) | put).items())


def _number(records: Mapping[int, Record], field: Property, otherwise: int) -> int:
    record = records.get(field.id)
    return record.data if record is not None and isinstance(record.data, int) else otherwise


def _text(records: Mapping[int, Record], field: Property, otherwise: str) -> str:
    record = records.get(field.id)
    return record.data if record is not None and isinstance(record.data, str) else otherwise


def _texts(records: Mapping[int, Record], field: Property, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    record = records.get(field.id)
    return record.data if record is not None and isinstance(record.data, tuple) else otherwise
