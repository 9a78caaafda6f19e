"""An object of the namespace: one key of the metabase as WMI shows it, over the object of the provider.

Properties are read from the provider's object when asked for; what is put is kept until `Put_` writes it all
at once. Source: docs/behaviour.md, wmi-8 and wmi-10.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vm.values import VBEmpty, VBNull

from adsiis.adsi.errors import ADSIError, AlreadyExistsError, PathNotFoundError
from adsiis.scripting.com import Collection, array, number, text
from adsiis.scripting.wmi.iis import methods, model
from adsiis.scripting.wmi.iis.mof import instance_text
from adsiis.scripting.wmi.iis.structures import STRUCTURES, lines, values
from adsiis.scripting.wmi.objects import (
    ACCESS_DENIED,
    ALREADY_EXISTS,
    BOOLEAN,
    INVALID_OBJECT_PATH,
    NOT_FOUND,
    NOT_SUPPORTED,
    STRING,
    Methods,
    ObjectPath,
    Path,
    Properties,
    Property,
    Qualifier,
    Qualifiers,
    WmiObject,
    failure,
)
from adsiis.vbs.engine.errors import error, unknown_member
from adsiis.vbs.provider import from_script, to_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.schema import Property as SchemaProperty
    from adsiis.scripting.wmi.iis.namespace import Namespace
    from adsiis.scripting.wmi.objects import ObjectSet

_UPDATE_ONLY: Final = 1
_CREATE_ONLY: Final = 2
INHERITED: Final = {
    False: ("Caption", "Description", "InstallDate", "Status"),
    True: ("Caption", "Description", "SettingID"),
}


class Instance(WmiObject):
    """An element or a setting.

    Args:
        namespace: where it is.
        kind: its class.
        name: the key it stands for, such as `W3SVC/1`; None for one that was spawned and has none yet.
    """

    __slots__ = ("_kind", "_name", "_namespace", "_new", "_node", "_properties", "_put")

    type_name = "SWbemObjectEx"

    def __init__(self, namespace: Namespace, kind: model.Kind, name: str | None) -> None:
        self._namespace = namespace
        self._kind = kind
        self._name = name
        self._new = name is None
        self._node: Any = None if name is None else namespace.node(name)
        self._put: dict[str, Any] = {}
        self._properties = {
            found.upper(): prop for found, prop in model.properties(namespace.known(), kind).items()
        }

    @property
    def key(self) -> str:
        """What it is found by in a set: its Name."""
        return self._name or ""

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(
            ObjectPath(self._namespace.server, self._namespace.space, self._kind.name, "Name", self._name)
        )

    @property
    def properties(self) -> Properties:
        """All its properties."""
        return Properties(self._listed())

    @property
    def methods(self) -> Methods:
        """What can be called."""
        return methods.described(self._kind)

    @property
    def derivation(self) -> Any:
        """The classes it is derived from, nearest first."""
        return array(self._kind.bases)

    @property
    def qualifiers(self) -> Qualifiers:
        """What is said of its class."""
        return Qualifiers([Qualifier("dynamic", value=True), Qualifier("provider", "IIS__PROVIDER")])

    @property
    def system_properties(self) -> Properties:
        """What WMI itself says of it, under names that begin with two underscores."""
        found = self.path
        return Properties(
            Property(name, value)
            for name, value in (
                ("__PATH", found.path),
                ("__RELPATH", found.rel_path),
                ("__CLASS", self._kind.name),
                ("__SUPERCLASS", self._kind.bases[0]),
                ("__DYNASTY", self._kind.bases[-1]),
                ("__SERVER", found.server),
                ("__NAMESPACE", found.namespace),
            )
        )

    def put(self, flags: Any = 0, *_: Any) -> Path:
        """Write what was put, all of it or nothing; makes the key of a new object.

        Raises 0x80041019 for CREATE_ONLY and a key that is there, 0x80041002 for UPDATE_ONLY and one that is
        not. Source: docs/behaviour.md, wmi-10.
        """
        with Reported():
            self._prepare(number(flags))
            for name, value in self._put.items():
                self._store(name, value)
            self._node.SetInfo()
        self._put, self._new = {}, False
        return self.path

    def delete(self, *_: Any) -> None:
        """Delete the key with all below it; of restrictions by address these alone."""
        with Reported():
            self._namespace.delete(self._kind, self.key)

    def refresh(self, *_: Any) -> None:
        """Read the key again, and drop what was put."""
        with Reported():
            self._node.GetInfo()
        self._put = {}

    def clone(self, *_: Any) -> Instance:
        """Another object of the same key."""
        return Instance(self._namespace, self._kind, self._name)

    def associators(self, *limits: Any) -> ObjectSet:
        """What is associated with it; see SWbemServices.AssociatorsOf."""
        return self._namespace.associators_of(self.path.rel_path, *limits)

    def references(self, *limits: Any) -> ObjectSet:
        """The associations it is part of; see SWbemServices.ReferencesTo."""
        return self._namespace.references_to(self.path.rel_path, *limits)

    def exec_method(self, name: Any, given: Any = VBEmpty, *_: Any) -> Any:
        """Call a method with an object that holds its arguments; what it gives is an object too."""
        return methods.executed(self._called(), self._kind, text(name), given)

    def get_object_text(self, *_: Any) -> str:
        """It as text of the Managed Object Format."""
        return instance_text(self._kind.name, ((found.name, found.value) for found in self._listed()))

    def compare_to(self, other: Any, *_: Any) -> bool:
        """Whether another object is of the same key and class."""
        return isinstance(other, Instance) and other.path.rel_path.lower() == self.path.rel_path.lower()

    def value(self, name: str) -> Any:
        """A property by its name in upper case, as scripts see it. Raises error 438."""
        if name == "NAME":
            return VBNull if self._name is None else self._name
        if name in self._put:
            return self._put[name]
        if self._kind.addresses and name in map(str.upper, model.ADDRESSES):
            return to_script(getattr(self._bound().IPSecurity, _spelt(name)))
        prop = self._properties.get(name)
        if prop is None:
            inherited = self._namespace.inherited(self._kind)
            if name in inherited:
                return inherited[name]
            if name not in map(str.upper, INHERITED[self._kind.setting]):
                raise unknown_member(name)
            return VBNull
        return VBNull if self._node is None else self._shown(prop)

    def names(self) -> Iterator[str]:
        """Its properties, as they are spelt."""
        yield "Name"
        yield from (model.ADDRESSES if self._kind.addresses else ())
        yield from (prop.name for prop in self._properties.values())
        yield from INHERITED[self._kind.setting]

    def _vbs_get_prop(self, name: str) -> Any:
        if not name.endswith("_"):
            called = methods.bound(self._called, self._kind, name)
            return called if called is not None else self.value(name)
        return super()._vbs_get_prop(name)

    def _vbs_set_prop(self, name: str, value: Any) -> None:
        if name == "NAME" and self._new:
            self._name = self._namespace.plain_name(text(value))
        elif (self._kind.setting and name in self._properties) or (
            self._kind.addresses and name in map(str.upper, model.ADDRESSES)
        ):
            self._put[name] = value
        elif name in {found.upper() for found in self.names()}:
            raise failure(ACCESS_DENIED, self.type_name)
        else:
            raise unknown_member(name)

    def _prepare(self, flags: int) -> None:
        """The provider's object to write to. Raises 0x8004103A for a new object without a Name."""
        if not self._new:
            if flags & _CREATE_ONLY:
                raise failure(ALREADY_EXISTS, self.type_name)
            return
        if not self._name:
            raise failure(INVALID_OBJECT_PATH, self.type_name)
        there = self._namespace.found(self._name)
        if there is None and (flags & _UPDATE_ONLY or self._kind.addresses):
            raise failure(NOT_FOUND, self.type_name)
        if there is not None and flags & _CREATE_ONLY:
            raise failure(ALREADY_EXISTS, self.type_name)
        self._node = there if there is not None else self._namespace.created(self._kind, self._name)

    def _store(self, name: str, value: Any) -> None:
        if self._kind.addresses:
            setattr(self._node.IPSecurity, _spelt(name), from_script(value))
            return
        prop = self._properties[name]
        if value is VBNull or value is VBEmpty:
            if self._new:
                return
            self._node.PutEx(1, prop.name)
        elif prop.name in STRUCTURES:
            self._node.Put(prop.name, _provider_lines(prop.name, value))
        else:
            self._node.Put(prop.name, _plain(prop, value))

    def _shown(self, prop: SchemaProperty) -> Any:
        with Reported():
            found = self._bound().Get(prop.name)
        if prop.name in STRUCTURES:
            return values(STRUCTURES[prop.name], found)
        if isinstance(found, bytes):
            return array(found)
        return to_script(found)

    def _bound(self) -> Any:
        if self._node is None:
            raise failure(INVALID_OBJECT_PATH, self.type_name)
        return self._node

    def _called(self) -> Any:
        if self._node is None:
            raise failure(NOT_SUPPORTED, self.type_name)
        return self._node

    def _listed(self) -> Iterator[Property]:
        for name in self.names():
            upper = name.upper()
            prop = self._properties.get(upper)
            settable = self._kind.setting and name not in INHERITED[True] and name != "Name"
            listed = name in model.ADDRESSES[:-1] if prop is None else model.is_list(prop)
            kind = BOOLEAN if name == model.ADDRESSES[-1] else STRING
            yield Property(
                name,
                self.value(upper),
                kind if prop is None else model.cim_type(prop),
                array=listed,
                put=partial(self._vbs_set_prop, upper) if settable else None,
                key=name == "Name",
            )


class Reported:
    """Around what the provider does: its errors come out as those of WMI."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, found: BaseException | None, trace: object) -> None:
        if isinstance(found, AlreadyExistsError):
            raise failure(ALREADY_EXISTS, "SWbemObjectEx") from None
        if isinstance(found, PathNotFoundError):
            raise failure(NOT_FOUND, "SWbemObjectEx") from None
        if isinstance(found, ADSIError):
            raise error(found.hresult, found.description, "SWbemObjectEx") from None


class Values:
    """The properties of an object by lower-case name, as conditions of queries read them."""

    __slots__ = ("_instance", "_names")

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._names = {name.lower() for name in instance.names()}

    def __contains__(self, name: object) -> bool:
        return name in self._names or name in {"__class", "__relpath", "__path"}

    def __getitem__(self, name: str) -> Any:
        if name.startswith("__"):
            return self._instance.system_properties.item(name).value
        found = self._instance.value(name.upper())
        return None if found is VBNull or isinstance(found, Collection) else found


def _spelt(name: str) -> str:
    return next(known for known in model.ADDRESSES if known.upper() == name)


def _plain(prop: SchemaProperty, value: Any) -> Any:
    given = from_script(value)
    return bytes(map(int, given)) if prop.type == "BINARY" and isinstance(given, list) else given


def _provider_lines(name: str, value: Any) -> Any:
    """A list as the provider takes it: texts, or of MimeMap its own objects."""
    found = lines(value)
    if name != "MimeMap":
        return found
    from adsiis.adsi.values import MimeMap

    return [MimeMap(*line.partition(",")[::2]) for line in found]
