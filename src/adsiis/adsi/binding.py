"""From a key to its object: which class it has, and the Python class made for that."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from adsiis.adsi import names
from adsiis.adsi.container import ADsContainer
from adsiis.adsi.errors import PathNotFoundError, translated
from adsiis.adsi.objects import ADsObject, made, reader
from adsiis.adsi.property_cache import PropertyCache
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.paths import fold
from adsiis.schema import schema
from adsiis.schema.constants import KEY_TYPE
from adsiis.schema.key_class import class_of

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Data, Key
    from adsiis.schema import Class

_types: dict[Data, type[ADsObject]] = {}


def bind(metabase: Metabase, machine: str, path: str) -> Any:
    """The object of a key. Raises PathNotFoundError. Source: docs/behaviour.md, object-2."""
    try:
        lineage = metabase.store.view.lineage(path)
    except MetabaseError as error:
        raise translated(error, names.adspath(machine, path)) from None
    key = lineage.own
    if key is None:
        there = names.adspath(machine, path)
        raise PathNotFoundError(f"There is no key {there}.", path=there)
    if path == names.TOP:
        return class_type(class_of(key))(PropertyCache(metabase, machine, path, lineage))
    record = key.records.get(KEY_TYPE)
    kind = None if record is None else _types.get(record.data)
    return made(kind or _kind(key), PropertyCache(metabase, machine, key.path, lineage))


def _kind(key: Key) -> type[ADsObject]:
    kind = class_type(class_of(key))
    record = key.records.get(KEY_TYPE)
    if record is not None and record.data == kind.iis_class.name:
        _types[record.data] = kind
    return kind


@cache
def class_type(found: Class) -> type[ADsObject]:
    """The Python class for an IIS class, made once: an attribute for every property and flag."""
    base = ADsContainer if found.container else ADsObject
    listed = [schema().property(name) for name in (*found.properties, *found.flags)]
    attributes = {prop.name: property(reader(prop)) for prop in listed if prop is not None}
    members = {fold(name): name for name in (*dir(base), *attributes) if not name.startswith("_")}
    body = {"__slots__": (), "iis_class": found, "_members": members, **attributes}
    return type(found.name, (base,), body)
