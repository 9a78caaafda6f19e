"""From a key to its object: which class it has, and the Python class made for that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.adsi import names
from adsiis.adsi.container import ADsContainer
from adsiis.adsi.errors import PathNotFoundError, translated
from adsiis.adsi.members import reader, writer
from adsiis.adsi.objects import ADsObject, made
from adsiis.adsi.property_cache import PropertyCache
from adsiis.adsi.schema_now import schema_now
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.paths import fold
from adsiis.schema import schema
from adsiis.schema.constants import KEY_TYPE
from adsiis.schema.key_class import class_of

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.tree import Lineage
    from adsiis.schema import Class, Schema

_NESTED: Final = frozenset({"IIsCustomLogModule"})  # no containers in the schema, but keys stand below them


def bind(metabase: Metabase, machine: str, path: str) -> Any:
    """The object of a key. Raises PathNotFoundError. Source: docs/behaviour.md, object-2."""
    try:
        lineage = metabase.store.view.lineage(path)
    except MetabaseError as error:
        raise translated(error, names.adspath(machine, path)) from None
    kind = lineage.kind
    if kind is None:
        return _first(metabase, machine, path, lineage)
    return made(kind, PropertyCache(metabase, machine, lineage.path, lineage))


def _first(metabase: Metabase, machine: str, path: str, lineage: Lineage) -> Any:
    """The object of a key that was not bound to since the newest commit; or one of the schema."""
    if names.is_in_schema(path):
        from adsiis.adsi.schema_container import bind_schema

        return bind_schema(metabase, machine, path)
    if lineage.own is None:
        there = names.adspath(machine, path)
        raise PathNotFoundError(f"There is no key {there}.", path=there)
    known = schema_now(metabase)
    record = lineage.own.records.get(KEY_TYPE)
    kind = None if record is None or path == names.TOP else known.kinds.get(record.data)
    if kind is None:
        kind = class_type(class_of(lineage.own, known), known)
    lineage.path = path if path == names.TOP else lineage.own.path
    lineage.kind = kind
    return made(kind, PropertyCache(metabase, machine, lineage.path, lineage))


def class_type(found: Class, known: Schema | None = None) -> type[ADsObject]:
    """The Python class for an IIS class, made once per schema: an attribute for every property and flag."""
    known = known or schema()
    kind: type[ADsObject] | None = known.kinds.get(found.name)
    return kind if kind is not None else known.kinds.setdefault(found.name, _made_type(found, known))


def _made_type(found: Class, known: Schema) -> type[ADsObject]:
    base = _base(found)
    hidden = {fold(name) for name in dir(base) if not name.startswith("_")}
    listed = [known.property(name) for name in (*found.properties, *found.flags)]
    own = [prop for prop in listed if prop is not None and fold(prop.name) not in hidden]
    attributes = {prop.name: property(reader(prop)) for prop in own}
    writers = {prop.name: write for prop in own if (write := writer(prop)) is not None}
    members = {fold(name): name for name in (*dir(base), *attributes) if not name.startswith("_")}
    body = {
        "__slots__": (),
        "iis_class": found,
        "iis_schema": known,
        "_members": members,
        "_writers": writers,
        **attributes,
    }
    return type(found.name, (base,), body)


def _base(found: Class) -> type[ADsObject]:
    from adsiis.adsi.computer import ADsComputer

    if found.name == "IIsComputer":
        return ADsComputer
    return ADsContainer if found.container or found.name in _NESTED else ADsObject
