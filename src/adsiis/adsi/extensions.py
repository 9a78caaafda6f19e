"""Extensions: packages that give IIS classes methods and properties, by the entry point `adsiis.extensions`.

An extension is a module with `METHODS`, by class name the functions its objects get, each called with the
object first; or with `PROPERTIES`, by class name what `new_property` makes; or with both. Its version is
`VERSION`, else that of the package it came with. They are loaded when an object is first asked for a name the
schema does not know; properties join the schema of a store when one of them is first used there.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import invalidate_caches, reload
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, NamedTuple

from adsiis.adsi.errors import ADSIError, Translating
from adsiis.metabase.paths import fold
from adsiis.metabase.record import FILE, INHERIT, NO_ATTRIBUTES, SERVER, Record
from adsiis.schema import Property, SchemaError
from adsiis.schema.errors import NameTakenError
from adsiis.schema.extending import change, create, record_of
from adsiis.schema.extension import (
    ATTRIBUTES,
    CLASS,
    DEFAULT,
    OPTIONAL_PROPERTIES,
    PROPERTY,
    TYPE,
    USER_TYPE,
    schema_of,
)
from adsiis.schema.values import DATA_TYPES, check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from importlib.metadata import EntryPoint
    from types import ModuleType

    from adsiis.metabase.protocol import Store

    Methods = Mapping[str, Mapping[str, Callable[..., object]]]
    Properties = Mapping[str, tuple[Property, ...]]


class Extension(NamedTuple):
    """What one package adds.

    Attributes:
        name: its entry point.
        version: its own, else that of its package.
        file: the module it is.
        methods: by class, its functions by name.
        properties: by class, the properties it adds.
    """

    name: str
    version: str
    file: str
    methods: Methods
    properties: Properties

    @property
    def classes(self) -> list[str]:
        """The classes it adds to, by name."""
        return sorted({*self.methods, *self.properties})


def new_property(
    name: str, kind: str, default: object = None, *, inherit: bool = True, user_type: int = FILE
) -> Property:
    """A property for `PROPERTIES` of an extension.

    Args:
        name: how scripts call it.
        kind: BOOL, DWORD, STRING, EXPANDSZ, MULTISZ or BINARY.
        default: what is read where nothing is stored; None for nothing of its kind.
        inherit: whether keys below see it.
        user_type: SERVER, FILE, WAM or ASP_APP of the metabase.
    """
    held = None if default is None else check(name, DATA_TYPES[kind], default)
    attributes = INHERIT if inherit else NO_ATTRIBUTES
    return Property(name, 0, kind, DATA_TYPES[kind], user_type, attributes, held)


def extensions() -> tuple[Extension, ...]:
    """All that are installed, by name. Source: docs/behaviour.md, plugin-1."""
    return _extensions()


def renew() -> None:
    """Load extensions whose file was replaced anew. Source: docs/behaviour.md, plugin-3."""
    changed = [
        module
        for name, stamp in _stamps.items()
        if (module := sys.modules.get(name)) is not None and _stamp(module) not in {stamp, None}
    ]
    if changed:
        invalidate_caches()
        for module in changed:
            reload(module)
        methods.cache_clear()
        _extensions.cache_clear()


@cache
def methods(class_name: str) -> Mapping[str, Callable[..., object]]:
    """The methods extensions give a class, by folded name. Source: docs/behaviour.md, object-1."""
    return {fold(name): function for name, function in _given(class_name)}


def method_names(class_name: str) -> list[str]:
    """Their names as the extensions spell them."""
    return [name for name, _ in _given(class_name)]


def join_schema(store: Store, class_name: str, name: str) -> bool:
    """Have the schema of a store know a property that an extension gives a class; whether one does.

    All properties of that extension join with it. Raises ADSIError when the store refuses.
    Source: docs/behaviour.md, plugin-2.
    """
    wanted = fold(name)
    found = [
        extension
        for extension in extensions()
        if any(fold(prop.name) == wanted for prop in extension.properties.get(class_name, ()))
    ]
    for extension in found:
        join(store, extension)
    return bool(found)


def join(store: Store, extension: Extension) -> None:
    """Put what is missing of an extension's properties into a store's schema, and into its classes' lists."""
    with Translating(""):
        try:
            for class_name, listed in extension.properties.items():
                for prop in listed:
                    _join_property(store, prop)
                _join_class(store, class_name, listed)
        except SchemaError as error:
            raise ADSIError(f"The extension {extension.name} cannot join the schema. {error}") from None


def _join_property(store: Store, prop: Property) -> None:
    if schema_of(store).property(prop.name) is not None:
        return
    records = [
        record_of(TYPE, prop.type),
        record_of(USER_TYPE, prop.user_type),
        record_of(ATTRIBUTES, prop.attributes),
    ]
    if prop.default is not None:
        records.append(Record(DEFAULT.id, NO_ATTRIBUTES, SERVER, prop.data_type, prop.default, DEFAULT.name))
    try:
        create(store, PROPERTY, prop.name, {record.id: record for record in records})
    except NameTakenError:
        return  # another process was faster


def _join_class(store: Store, class_name: str, listed: tuple[Property, ...]) -> None:
    found = schema_of(store).class_(class_name)
    if found is None:
        return
    missing = tuple(prop.name for prop in listed if not found.allows(prop.name))
    if missing:
        record = record_of(OPTIONAL_PROPERTIES, (*found.properties, *missing))
        change(store, CLASS, found.name, {record.id: record})


def _given(class_name: str) -> Iterator[tuple[str, Callable[..., object]]]:
    for extension in _extensions():
        yield from extension.methods.get(class_name, {}).items()


@cache
def _extensions() -> tuple[Extension, ...]:
    found = sorted(entry_points(group="adsiis.extensions"), key=lambda entry: entry.name)
    return tuple(_loaded(entry, entry.load()) for entry in found)


_stamps: dict[str, tuple[int, int] | None] = {}
"""When the files of loaded extensions were written, and how large they are, by module."""


def _stamp(module: ModuleType) -> tuple[int, int] | None:
    try:
        found = os.stat(str(module.__file__))
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _loaded(entry: EntryPoint, module: Any) -> Extension:
    version = entry.dist.version if entry.dist is not None else ""
    _stamps[module.__name__] = _stamp(module)
    return Extension(
        entry.name,
        str(getattr(module, "VERSION", version)),
        str(getattr(module, "__file__", "")),
        getattr(module, "METHODS", {}),
        getattr(module, "PROPERTIES", {}),
    )
