"""An object of the provider: one key of the metabase with the members of IADs.

An object holds its path and its property cache, never a snapshot of the store. There is one Python class per
IIS class, made from the schema when first needed, with one attribute per property and flag.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from adsiis.adsi import checks, extensions, names, values
from adsiis.adsi.commands import live_value, run_command
from adsiis.adsi.conversions import number_of, texts_of
from adsiis.adsi.errors import (
    AccessDeniedError,
    BadParameterError,
    DataNotFoundError,
    PathNotFoundError,
    PropertyNotSupportedError,
    Translating,
    translated,
)
from adsiis.adsi.property_cache import saving
from adsiis.adsi.property_list import PropertyList
from adsiis.adsi.schema_now import schema_now
from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, SetRecords
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.record import INHERIT
from adsiis.schema.constants import KEY_TYPE, ServerCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.adsi.attributes import PropertyAttribute
    from adsiis.adsi.property_cache import PropertyCache
    from adsiis.metabase.changes import Change
    from adsiis.metabase.record import Record
    from adsiis.schema import Class, Property, Schema

_ANY_PROPERTY, _INHERITABLE_ONLY = 0, 1


class ADsObject(PropertyList):
    """A key of the metabase as scripts see it. `GetObject` and containers make them.

    Every property and flag of its class is an attribute, in any letter case; so are the methods that
    extensions give the class. Source: docs/behaviour.md, object-1.
    """

    __slots__ = ("__weakref__", "_cache")

    iis_class: ClassVar[Class]
    iis_schema: ClassVar[Schema]
    _cache: PropertyCache
    _members: ClassVar[dict[str, str]] = {}
    _writers: ClassVar[dict[str, Callable[[ADsObject, Any], None]]] = {}

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
        return names.GUID

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
        cache = self._cache
        try:
            return (cache.lineage.seen if cache.own is None else cache.own)[name]
        except (KeyError, TypeError):
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
        if code == checks.CLEAR:
            self._clear(prop)
        elif code == checks.UPDATE:
            self._put(prop, value)
        elif code in {checks.APPEND, checks.DELETE} and prop.type in checks.LISTS:
            given, cache = values.stored(prop, value), self._cache
            cache.change(prop, lambda: checks.merged(code, cache.data(prop), given))
        else:
            raise BadParameterError(
                f"PutEx {code} of {prop.name}: the code must be 1 or 2, or for a list 3 or 4.", prop=prop.name
            )

    def GetInfo(self) -> None:
        """Read the key again and drop what was put and not saved. Raises PathNotFoundError."""
        self._require_key()
        self._cache.reload()

    def GetInfoEx(self, properties: Any, reserved: int = 0) -> None:  # noqa: ARG002 - ADSI says it is zero
        """Read some properties again, and drop what was put to them; all others stay as they are.

        Raises PropertyNotSupportedError, PathNotFoundError. Source: docs/behaviour.md, get-5.
        """
        try:
            wanted = [self._stored_in(self._property(name)) for name in texts_of(properties)]
        except (TypeError, ValueError):
            raise BadParameterError(
                f"{self.ADsPath}: GetInfoEx takes an array of names.", path=self.ADsPath
            ) from None
        self._require_key()
        self._cache.forget(*wanted)

    def SetInfo(self) -> None:
        """Write what was put, all of it or nothing; it is durable on return. Makes the key of a new object.

        Raises PathNotFoundError when the key is gone, AlreadyExistsError for a new object's path that
        was taken meanwhile. Source: docs/behaviour.md, put-1, put-2.
        """
        cache = self._cache
        with saving:
            if cache.lent:
                cache.put_lent()
            taken = cache.take()
            commands = taken.keys() & checks.COMMANDS.keys()
            try:
                self._write(tuple([taken[one] for one in taken if one not in commands]))
            except BaseException:
                cache.give_back(taken)
                raise
            cache.new = False
        for one in commands:
            run_command(cache.metabase, cache.path, ServerCommand(int(str(taken[one].data))))

    def GetDataPaths(self, name: str, flag: int = 0) -> tuple[str, ...]:
        """The ADsPaths, from here down, of the keys where a property is set.

        Args:
            name: a property; a flag answers for its number.
            flag: 0 for any property, 1 for inheritable ones only.

        Raises DataNotFoundError with flag 1 for a property that is not inheritable.
        Source: docs/behaviour.md, inheritance-4.
        """
        prop, wanted = self._known(name), self._flag(flag)
        if wanted == _INHERITABLE_ONLY and not prop.attributes & INHERIT:
            raise DataNotFoundError(f"{prop.name} is not inheritable.", path=self.ADsPath, prop=prop.name)
        self._require_key()
        with Translating(self.ADsPath), self._cache.metabase.store.snapshot() as tree:
            holders = tree.holders(prop.id, self._cache.path)
        return tuple(names.adspath(self._cache.machine, path) for path in holders)

    def GetPropertyAttribObj(self, name: str) -> PropertyAttribute:
        """The attributes of a property as this key sees it: of its record, else of the schema.

        Raises PropertyNotSupportedError. Source: docs/behaviour.md, attribute-1.
        """
        from adsiis.adsi.attributes import attributes_of

        prop, cache = self._property(name), self._cache
        whole = self._stored_in(prop)
        record = cache.record(whole.id)
        return attributes_of(prop, record, inherited=record is not None and not cache.is_here(whole.id))

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
            return self._get(self._lately(name))
        raise self._unsupported(name)

    def __setattr__(self, name: str, value: Any) -> None:
        write = self._writers.get(name)
        if write is None:
            self._set(name, value)
        else:
            write(self, value)

    def __dir__(self) -> Iterable[str]:
        return [*object.__dir__(self), *extensions.method_names(self.iis_class.name)]

    def __repr__(self) -> str:
        return f"<{self.Class} {self.ADsPath}>"

    def _set(self, name: str, value: Any) -> None:
        """Set what has no writer: a name in another letter case, or a property that is not a plain one."""
        self._put(self._property(name), value)

    def _get(self, prop: Property) -> Any:
        if checks.is_state(prop):
            return live_value(self._cache.metabase, self._cache.path, prop)
        if values.lent(prop):
            return self._cache.lend(prop, lambda data: values.shown(prop, data))
        seen = self._cache.seen
        value = values.shown(prop, self._cache.data(self._stored_in(prop)))
        if values.keeps(prop):
            seen[prop.name] = value
        return value

    def _put(self, prop: Property, value: Any) -> None:
        data, cache = values.stored(prop, value), self._cache
        if prop.flag_of is None:
            checks.refuse_state(prop, self)
            known = schema_now(cache.metabase) if prop.id == KEY_TYPE else self.iis_schema
            cache.put(prop, checks.checked(prop, data, known))
            return
        whole = self._stored_in(prop)

        def combined() -> int:
            old = cache.data(whole)
            assert isinstance(old, int)  # noqa: S101 - the cache gives a number for a number
            return old | prop.bit if data else old & ~prop.bit

        cache.change(whole, combined)

    def _clear(self, prop: Property) -> None:
        checks.refuse_state(prop, self)
        whole = self._stored_in(prop)
        if not self._cache.new:
            self._commit(DeleteRecords(self._cache.path, (whole.id,)))
        self._cache.forget(whole)

    def _write(self, records: tuple[Record, ...]) -> None:
        if self._cache.new:
            self._commit(CreateKey(self._cache.path, records))
        elif records:
            self._commit(SetRecords(self._cache.path, records))

    def _commit(self, change: Change) -> None:
        try:
            self._cache.metabase.store.commit([change])
        except MetabaseError as error:
            raise translated(error, self.ADsPath) from None

    def _require_key(self) -> None:
        with Translating(self.ADsPath):
            key = self._cache.metabase.store.view.key(self._cache.path)
        if key is None:
            raise PathNotFoundError(f"There is no key {self.ADsPath}.", path=self.ADsPath)

    def _stored_in(self, prop: Property) -> Property:
        """The property whose record holds a property: of a flag its number."""
        return prop if prop.flag_of is None else self.iis_schema.stored_in(prop)

    def _known(self, name: str) -> Property:
        """A property of the schema, whether or not the class has it; of a flag its number."""
        known = schema_now(self._cache.metabase)
        prop = known.property(name) if isinstance(name, str) else None
        if prop is None:
            raise PropertyNotSupportedError(
                f"The schema knows no property {name}.", path=self.ADsPath, prop=str(name)
            )
        return known.stored_in(prop)

    def _flag(self, flag: object) -> int:
        try:
            wanted = number_of(flag)
        except (TypeError, ValueError):
            wanted = -1
        if wanted not in {_ANY_PROPERTY, _INHERITABLE_ONLY}:
            raise BadParameterError(
                f"{self.ADsPath}: GetDataPaths takes the flag 0 or 1; {flag!r:.80} is neither.",
                path=self.ADsPath,
            )
        return wanted

    def _property(self, name: str) -> Property:
        if not isinstance(name, str):
            raise self._unsupported(str(name))
        prop = self.iis_schema.property(name)
        if prop is None or not self.iis_class.allows(name):
            return self._lately(name)
        return prop

    def _lately(self, name: str) -> Property:
        """A property that the class was given since the object was bound, or that an extension gives it.

        Source: docs/behaviour.md, schema-12, plugin-2.
        """
        metabase = self._cache.metabase
        known, kind = schema_now(metabase), self.iis_class.name
        now = known.class_(kind)
        if (now is None or not now.allows(name)) and extensions.join_schema(metabase.store, kind, name):
            known = schema_now(metabase)
            now = known.class_(kind)
        prop = known.property(name)
        if now is None or prop is None or not now.allows(name):
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


def created(kind: type[ADsObject], cache: PropertyCache) -> Any:
    """An object of a key that its first SetInfo makes, with the KeyType that says what it is."""
    prop = kind.iis_schema.property("KeyType")
    assert prop is not None  # noqa: S101 - the schema has it
    cache.new = True
    cache.put(prop, kind.iis_class.name)
    return made(kind, cache)
