"""Changes of a store's schema: a new class or property, members put later, and taking one away.

Each is one commit that expects `/Schema` as it was read, so what was checked still holds when it is made: two
who make a property at the same moment get two numbers.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords
from adsiis.metabase.errors import ConflictError
from adsiis.metabase.record import NO_ATTRIBUTES, SERVER, Record
from adsiis.schema.errors import (
    BuiltInError,
    NameTakenError,
    NumberTakenError,
    SchemaNameError,
    UnknownNameError,
    UnknownPropertyError,
)
from adsiis.schema.extension import (
    CLASS,
    KIND,
    META_ID,
    OPTIONAL_PROPERTIES,
    PROPERTY,
    TOP,
    schema_in,
)
from adsiis.schema.reader import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from adsiis.metabase.changes import Change
    from adsiis.metabase.protocol import Moment, Store
    from adsiis.metabase.record import Data, Key
    from adsiis.schema.model import Property
    from adsiis.schema.reader import Schema

FIRST_ID: Final = 130_000

_is_name = re.compile("[A-Za-z][A-Za-z0-9_.-]{0,255}").fullmatch


def record_of(field: Property, data: Data) -> Record:
    """A record of an extension that holds a member."""
    return Record(field.id, NO_ATTRIBUTES, SERVER, field.data_type, data, field.name)


def create(store: Store, kind: str, name: str, records: Mapping[int, Record]) -> None:
    """Make a class or a property with the members that were put.

    A property without a number gets the first one from 130000 on that neither the schema nor any key has.

    Raises:
        SchemaNameError: the name cannot be one.
        NameTakenError: there is such a class, property or syntax.
        NumberTakenError: the number that was put has another owner.
        UnknownPropertyError: OptionalProperties lists something that is no property.

    Source: docs/behaviour.md, schema-11.
    """
    check_name(name)

    def changes(moment: Moment, known: Schema) -> list[Change]:
        check_free(known, name)
        all_records = {**records, KIND.id: record_of(KIND, kind)}
        if kind == PROPERTY:
            all_records[META_ID.id] = record_of(META_ID, _number(moment, known, records))
        _check_listed(known, records)
        return [CreateKey(_path(name), tuple(all_records.values()))]

    _commit(store, changes)


def change(store: Store, kind: str, name: str, records: Mapping[int, Record]) -> None:
    """Put members of a class or property that is there, built-in or not.

    Raises UnknownNameError when it is not there any more, UnknownPropertyError as `create` does.
    """

    def changes(moment: Moment, known: Schema) -> list[Change]:
        del moment
        found = _check_known(known, kind, name)
        _check_listed(known, records)
        return [SetRecords(_path(found), (record_of(KIND, kind), *records.values()), make=True)]

    if records:
        _commit(store, changes)


def take_over(store: Store, keys: Iterable[Key]) -> None:
    """Add the classes and properties of a foreign schema, or change those that are there, in one commit.

    Args:
        store: where to.
        keys: keys below `/Schema`, as an extension has them.

    Source: docs/behaviour.md, mbschema-5.
    """
    listed = list(keys)

    def changes(moment: Moment, known: Schema) -> list[Change]:
        del moment, known
        return [SetRecords(key.path, tuple(key.records.values()), make=True) for key in listed]

    if listed:
        _commit(store, changes)


def delete(store: Store, kind: str, name: str) -> None:
    """Take a class or property away; a property also from the classes that list it. Its values stay.

    Raises UnknownNameError when it is not there, BuiltInError when it came with the package.
    Source: docs/behaviour.md, schema-13.
    """

    def changes(moment: Moment, known: Schema) -> list[Change]:
        found = _check_known(known, kind, name)
        if _built_in(kind, name):
            raise BuiltInError(f"The {kind.lower()} {found} is part of IIS: it can be changed, not deleted.")
        lists = _without(moment, found) if kind == PROPERTY else ()
        return [*lists, DeleteKey(_path(name))]

    _commit(store, changes)


def check_name(name: str) -> None:
    """Raise SchemaNameError unless a class or property may have that name."""
    if not _is_name(name):
        raise SchemaNameError(
            f"{name!r} is no name of a class or property: it would be a letter of a to z, then such letters, "
            "digits, '_', '-' or '.', at most 256 in all."
        )


def check_free(known: Schema, name: str) -> None:
    """Raise NameTakenError when a class, property or syntax has that name, in any letter case."""
    for what, found in (("class", known.class_(name)), ("property", known.property(name))):
        if found is not None:
            raise NameTakenError(f"The schema has a {what} {found.name} already.")


def _commit(store: Store, changes: Callable[[Moment, Schema], list[Change]]) -> None:
    """Make changes that follow from the schema as it is; once more when it changed in between."""
    while True:
        with store.snapshot() as moment:
            top = moment.key(TOP)
            wanted = changes(moment, schema_in(moment))
        mark = SetRecords(TOP, (record_of(KIND, secrets.token_hex(8)),), make=True)
        try:
            store.commit([mark, *wanted], expect={TOP: top.revision if top is not None else 0})
        except ConflictError:
            continue
        return


def _check_known(known: Schema, kind: str, name: str) -> str:
    found = known.class_(name) if kind == CLASS else known.property(name)
    if found is None:
        raise UnknownNameError(f"The schema has no {kind.lower()} {name!r}.")
    return found.name


def _check_listed(known: Schema, records: Mapping[int, Record]) -> None:
    record = records.get(OPTIONAL_PROPERTIES.id)
    for listed in record.data if record is not None and isinstance(record.data, tuple) else ():
        if known.property(listed) is None:
            raise UnknownPropertyError(listed)


def _number(moment: Moment, known: Schema, records: Mapping[int, Record]) -> int:
    put = records.get(META_ID.id)
    if put is None or not isinstance(put.data, int):
        number = FIRST_ID
        while known.property_by_id(number) is not None or moment.holders(number, paths.ROOT):
            number += 1
        return number
    owner = known.property_by_id(put.data)
    if owner is not None:
        raise NumberTakenError(f"The number {put.data} is that of {owner.name}: put another or none.")
    return put.data


def _without(moment: Moment, name: str) -> Iterable[Change]:
    """What takes a property from the lists of classes."""
    for key in moment.walk(TOP):
        record = key.records.get(OPTIONAL_PROPERTIES.id)
        if record is not None and isinstance(record.data, tuple):
            rest = tuple(listed for listed in record.data if paths.fold(listed) != paths.fold(name))
            if rest != record.data:
                yield SetRecords(key.path, (record_of(OPTIONAL_PROPERTIES, rest),))


def _built_in(kind: str, name: str) -> bool:
    return (schema().class_(name) if kind == CLASS else schema().property(name)) is not None


def _path(name: str) -> str:
    return paths.child(TOP, name)
