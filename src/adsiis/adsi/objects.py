"""An object of the provider: one key of the metabase with the members of IADs.

An object holds its path and its property cache, never a snapshot of the store. There is one Python class per
IIS class, made from the schema when first needed, with one attribute per property and flag.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from adsiis.adsi import extensions, names, values
from adsiis.adsi.commands import live_value, run_command
from adsiis.adsi.errors import (
    AccessDeniedError,
    BadParameterError,
    DataNotFoundError,
    PathNotFoundError,
    PropertyNotSupportedError,
    SchemaViolationError,
    Translating,
)
from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, SetRecords
from adsiis.metabase.record import INHERIT, VOLATILE
from adsiis.schema import schema
from adsiis.schema.constants import APP_POOL_COMMAND, KEY_TYPE, SERVER_COMMAND, ServerCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.adsi.property_cache import PropertyCache
    from adsiis.metabase.changes import Change
    from adsiis.metabase.record import Data
    from adsiis.schema import Class, Property

_CLEAR, _UPDATE, _APPEND, _DELETE = "1", "2", "3", "4"
_COMMANDS = {
    SERVER_COMMAND: tuple(ServerCommand),
    APP_POOL_COMMAND: (ServerCommand.START, ServerCommand.STOP),
}
_LISTS = {"MULTISZ", "MIMEMAP"}
_GUID = "{8B645280-7BA4-11CF-B03D-00AA006E0975}"


class ADsObject:
    """A key of the metabase as scripts see it. `GetObject` and containers make them.

    Every property and flag of its class is an attribute, in any letter case; so are the methods that
    extensions give the class. Source: docs/behaviour.md, object-1.
    """

    __slots__ = ("__weakref__", "_cache")

    iis_class: ClassVar[Class]
    _cache: PropertyCache
    _members: ClassVar[dict[str, str]] = {}

    def __new__(cls, cache: PropertyCache) -> Any:
        """An object over a property cache of its own."""
        return made(cls, cache)

    def __reduce__(self) -> NoReturn:
        """An object cannot be copied or pickled."""
        raise TypeError(f"{self!r} cannot be copied or pickled: bind again with GetObject({self.ADsPath!r}).")

    @property
    def Name(self) -> str:
        """The key's name; of the computer, the machine as typed."""
        return paths.name_of(self._cache.path) if self._cache.path != names.TOP else self._cache.machine

    @property
    def ADsPath(self) -> str:
        """The path to bind to it again: machine as typed, key names as stored."""
        return names.adspath(self._cache.machine, self._cache.path)

    @property
    def Class(self) -> str:
        """The class: what KeyType says, else IIsObject."""
        return self.iis_class.name

    @property
    def GUID(self) -> str:
        """The provider's identifier of the class."""
        return _GUID

    @property
    def Parent(self) -> str:
        """The ADsPath one up."""
        if self._cache.path == names.TOP:
            return "IIS:"
        return names.adspath(self._cache.machine, paths.parent(self._cache.path))

    @property
    def Schema(self) -> str:
        """The ADsPath of the class in the schema."""
        return f"{names.PREFIX}{self._cache.machine}/schema/{self.iis_class.name}"

    def Get(self, name: str) -> Any:
        """A property's value: put, stored, handed down from above, or the schema's default.

        Raises PropertyNotSupportedError when the class has no such property.
        Source: docs/behaviour.md, get-1 to get-4.
        """
        return self._get(self._property(name))

    def GetEx(self, name: str) -> tuple[Any, ...]:
        """A property's value as a tuple, also when it is a single one."""
        value = self.Get(name)
        return value if isinstance(value, tuple) else (value,)

    def Put(self, name: str, value: Any) -> None:
        """Change a property in the cache; `SetInfo` writes it.

        Raises PropertyNotSupportedError, CannotConvertError, AccessDeniedError for a state.
        """
        self._put(self._property(name), value)

    def PutEx(self, code: int | str, name: str, value: Any = None) -> None:
        """Clear (1, at once), update (2), append to (3) or take from (4) a property.

        Source: docs/behaviour.md, put-3 to put-5.
        """
        prop, code = self._property(name), str(code).strip()
        if code == _CLEAR:
            self._clear(prop)
        elif code == _UPDATE:
            self._put(prop, value)
        elif code in {_APPEND, _DELETE} and prop.type in _LISTS:
            self._cache.put(prop, _merged(code, self._cache.data(prop), values.stored(prop, value)))
        else:
            raise BadParameterError(
                f"PutEx {code} of {prop.name}: the code must be 1 or 2, or for a list 3 or 4.", prop=prop.name
            )

    def GetInfo(self) -> None:
        """Read the key again and drop what was put and not saved. Raises PathNotFoundError."""
        with Translating(self.ADsPath):
            key = self._cache.metabase.store.view.key(self._cache.path)
        if key is None:
            raise PathNotFoundError(f"There is no key {self.ADsPath}.", path=self.ADsPath)
        self._cache.reload()

    def SetInfo(self) -> None:
        """Write what was put, all of it or nothing; it is durable on return. Makes the key of a new object.

        Raises PathNotFoundError when the key is gone, AlreadyExistsError for a new object's path that
        was taken meanwhile. Source: docs/behaviour.md, put-1, put-2.
        """
        cache = self._cache
        changed = tuple((cache.changed or {}).values())
        commands = [record for record in changed if record.id in _COMMANDS]
        records = tuple(record for record in changed if record.id not in _COMMANDS)
        if cache.new:
            self._commit(CreateKey(cache.path, records))
        elif records:
            self._commit(SetRecords(cache.path, records))
        cache.saved()
        for command in commands:
            run_command(cache.metabase, cache.path, ServerCommand(int(str(command.data))))

    def GetDataPaths(self, name: str, flag: int = 0) -> tuple[str, ...]:
        """The ADsPaths, from here down, of the keys where a property is set.

        Args:
            name: a property; a flag answers for its number.
            flag: 0 for any property, 1 for inheritable ones only.

        Raises DataNotFoundError with flag 1 for a property that is not inheritable.
        Source: docs/behaviour.md, inheritance-4.
        """
        prop = _stored_in(_known(name, self.ADsPath))
        if flag == 1 and not prop.attributes & INHERIT:
            raise DataNotFoundError(f"{prop.name} is not inheritable.", path=self.ADsPath, prop=prop.name)
        with Translating(self.ADsPath), self._cache.metabase.store.snapshot() as tree:
            holders = tree.holders(prop.id, self._cache.path)
        return tuple(names.adspath(self._cache.machine, path) for path in holders)

    def DeleteObject(self, flags: int = 0) -> None:  # noqa: ARG002 - reserved; ADSI says it is zero
        """Delete the key with all that stands below it, at once. Raises PathNotFoundError.

        Source: docs/behaviour.md, container-10.
        """
        if paths.fold(self._cache.path) == names.TOP:
            raise AccessDeniedError(f"{self.ADsPath} is the machine: it stays.", path=self.ADsPath)
        self._commit(DeleteKey(self._cache.path))

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            folded = paths.fold(name)
            member = self._members.get(folded)
            if member is not None and member != name:
                return getattr(self, member)
            method = extensions.methods(self.iis_class.name).get(folded)
            if method is not None:
                return MethodType(method, self)
        raise self._unsupported(name)

    def __setattr__(self, name: str, value: Any) -> None:
        prop = schema().property(name)
        if prop is None or not self.iis_class.allows(name):
            raise self._unsupported(name)
        self._put(prop, value)

    def __dir__(self) -> Iterable[str]:
        return [*object.__dir__(self), *extensions.method_names(self.iis_class.name)]

    def __repr__(self) -> str:
        return f"<{self.Class} {self.ADsPath}>"

    def _get(self, prop: Property) -> Any:
        if prop.flag_of is not None:
            data = self._cache.data(_stored_in(prop))
            return bool(isinstance(data, int) and data & prop.bit)
        if _is_state(prop):
            return live_value(self._cache.metabase, self._cache.path, prop)
        return values.shown(prop, self._cache.data(prop))

    def _put(self, prop: Property, value: Any) -> None:
        if prop.flag_of is not None:
            whole = _stored_in(prop)
            old = self._cache.data(whole)
            assert isinstance(old, int)  # noqa: S101 - the cache gives a number for a number
            self._cache.put(whole, old | prop.bit if values.stored(prop, value) else old & ~prop.bit)
        else:
            self._refuse_state(prop)
            self._cache.put(prop, self._checked(prop, values.stored(prop, value)))

    def _refuse_state(self, prop: Property) -> None:
        if _is_state(prop):
            raise AccessDeniedError(
                f"{self.ADsPath}: {prop.name} tells what is and cannot be set.",
                path=self.ADsPath,
                prop=prop.name,
            )

    def _checked(self, prop: Property, data: Any) -> Any:
        if prop.id in _COMMANDS and data not in _COMMANDS[prop.id]:
            wanted = ", ".join(f"{command:d} {command.name.lower()}" for command in _COMMANDS[prop.id])
            raise BadParameterError(f"{prop.name} is one of {wanted}; {data} is not.", prop=prop.name)
        if prop.id != KEY_TYPE:
            return data
        found = schema().class_(data)
        if found is None:
            raise SchemaViolationError(
                f"KeyType takes the name of a class; '{data}' is none.", prop="KeyType"
            )
        return found.name

    def _clear(self, prop: Property) -> None:
        self._refuse_state(prop)
        whole = _stored_in(prop)
        if not self._cache.new:
            self._commit(DeleteRecords(self._cache.path, (whole.id,)))
        self._cache.forget(whole)

    def _commit(self, change: Change) -> None:
        with Translating(self.ADsPath):
            self._cache.metabase.store.commit([change])

    def _property(self, name: str) -> Property:
        prop = schema().property(name)
        if prop is None or not self.iis_class.allows(name):
            raise self._unsupported(name)
        return prop

    def _unsupported(self, name: str) -> PropertyNotSupportedError:
        return PropertyNotSupportedError(
            f"{self.iis_class.name} has no property {name}; the object is {self.ADsPath}.",
            path=self.ADsPath,
            prop=name,
        )


_new = object.__new__
_set_cache = ADsObject._cache.__set__  # type: ignore[attr-defined,misc]  # noqa: SLF001 - past our own __setattr__


def made(kind: type[ADsObject], cache: PropertyCache) -> Any:
    """An object of a class: what calling the class gives, in half the time."""
    found = _new(kind)
    _set_cache(found, cache)
    return found


def reader(prop: Property) -> Callable[[ADsObject], Any]:
    """What reads a property of an object, with all that depends on the property alone decided before."""

    def read_as_is(made: ADsObject) -> Any:
        return made._cache.data(prop)  # noqa: SLF001 - the other half of the object

    def read(made: ADsObject) -> Any:
        return made._get(prop)  # noqa: SLF001

    return read_as_is if prop.flag_of is None and not _is_state(prop) and values.as_is(prop) else read


def _known(name: str, path: str) -> Property:
    prop = schema().property(name)
    if prop is None:
        raise PropertyNotSupportedError(f"The schema knows no property {name}.", path=path, prop=name)
    return prop


def _is_state(prop: Property) -> bool:
    """Whether it tells what is: it cannot be set, and is read live. Source: docs/behaviour.md, state-7."""
    return bool(prop.attributes & VOLATILE) and prop.id not in _COMMANDS


def _stored_in(prop: Property) -> Property:
    """The property records are stored under: of a flag the number it is a bit of."""
    if prop.flag_of is None:
        return prop
    whole = schema().property(prop.flag_of)
    assert whole is not None  # noqa: S101 - the schema's own tables agree
    return whole


def _merged(code: str, old: Data, new: Data) -> Data:
    assert isinstance(old, tuple)  # noqa: S101 - lists are tuples
    assert isinstance(new, tuple)  # noqa: S101
    if code == _APPEND:
        return (*old, *dict.fromkeys(item for item in new if item not in old))
    return tuple(item for item in old if item not in new)
