"""The namespace itself: its classes, their objects, and questions about them.

Objects are found by the places where the metabase holds a KeyType, which an index answers. Source:
docs/behaviour.md, wmi-7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.adsi.errors import ADSIError, PathNotFoundError
from adsiis.adsi.schema_now import schema_now
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.paths import fold
from adsiis.scripting.com import error, text
from adsiis.scripting.wmi.iis import associations, model
from adsiis.scripting.wmi.iis.class_object import ClassObject
from adsiis.scripting.wmi.iis.instance import Instance, Reported, Values
from adsiis.scripting.wmi.objects import (
    ACCESS_DENIED,
    INVALID_CLASS,
    INVALID_OBJECT_PATH,
    NOT_FOUND,
    NOT_SUPPORTED,
    ObjectPath,
    ObjectSet,
    failure,
    object_path,
)
from adsiis.scripting.wmi.query import Related, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.schema import Schema
    from adsiis.scripting.host import Host

SPACE: Final = r"root\MicrosoftIISv2"
_COMPUTER: Final = "LM"
_HERE: Final = "IIS://LocalHost"
_EVENTS: Final = ("__instance", "__class", "__namespace", "__event", "__extrinsic", "__timer")
_META_CLASS: Final = "meta_class"


def is_iis(space: str) -> bool:
    """Whether a namespace is this one, however it is written."""
    return fold(space.replace("/", "\\").strip("\\")).removeprefix("ROOT\\") == fold("MicrosoftIISv2")


class Namespace:
    """The namespace of one script's host."""

    __slots__ = ("_host", "server", "space")

    def __init__(self, host: Host) -> None:
        self._host = host
        self.server = host.machine
        self.space = SPACE

    def known(self) -> Schema:
        """The schema of the store as of now."""
        with _Opening():
            return schema_now(self._host.metabase())

    def get(self, path: str) -> Any:
        """A class, or the object of a path. Raises 0x80041010, 0x80041002, 0x8004103A."""
        found = object_path(path)
        if found is None or not found.class_name:
            raise failure(INVALID_OBJECT_PATH)
        kind = self._kind_named(found.class_name)
        if found.value is None:
            return ClassObject(self, kind)
        return self._instance(kind, found)

    def instances_of(self, class_name: Any) -> ObjectSet:
        """The objects of a class and of those derived from it."""
        return ObjectSet(self._instances(self._kind_named(text(class_name))))

    def subclasses_of(self, class_name: str) -> ObjectSet:
        """The classes derived from one; all of them without a name."""
        every = [*model.bases(), *model.kinds(self.known())]
        if class_name:
            self._kind_named(class_name)
        below = [
            found for found in every if not class_name or class_name.lower() in map(str.lower, found.bases)
        ]
        return ObjectSet(ClassObject(self, found) for found in below)

    def query(self, query: str) -> ObjectSet:
        """The objects a query is about. Raises 0x80041017, and 0x8004100C for events."""
        wanted = parsed(query)
        if isinstance(wanted, Related):
            return self._related(wanted.kind, wanted.path, dict(wanted.limits))
        if wanted.class_name.lower().startswith(_EVENTS):
            raise failure(NOT_SUPPORTED)
        if wanted.class_name.lower() == _META_CLASS:
            return self.subclasses_of("")
        kind = self._kind_named(wanted.class_name)
        found = []
        for instance in self._instances(kind):
            values = Values(instance)
            if wanted.selects(values):  # type: ignore[arg-type] # it answers what conditions ask
                found.append(instance)
        return ObjectSet(found)

    def associators_of(self, path: str, *limits: Any) -> ObjectSet:
        """What is associated with an object."""
        return self._related("associators", path, associations.limits_of(limits))

    def references_to(self, path: str, *limits: Any) -> ObjectSet:
        """The associations an object is part of."""
        return self._related("references", path, associations.limits_of(limits, ("resultclass", "role")))

    def delete_path(self, path: str) -> None:
        """Delete the object of a path."""
        found = self.get(path)
        if not isinstance(found, Instance):
            raise failure(NOT_SUPPORTED)
        found.delete()

    def node(self, name: str) -> Any:
        """The provider's object of a key. Raises 0x80041002."""
        with Reported():
            return self._host.bind(self._adspath(name))

    def found(self, name: str) -> Any:
        """The provider's object of a key, or None."""
        try:
            return self._host.bind(self._adspath(name))
        except PathNotFoundError:
            return None

    def created(self, kind: model.Kind, name: str) -> Any:
        """A new object of the provider for a key that is made when it is saved."""
        with Reported():
            return self._host.bind(_HERE).Create(kind.iis_class, name)

    def delete(self, kind: model.Kind, name: str) -> None:
        """Delete a key with all below it; of restrictions by address these alone."""
        node = self.node(name)
        if kind.addresses:
            node.PutEx(1, "IPSecurity")
        elif self.plain_name(name).upper() == _COMPUTER:
            raise failure(ACCESS_DENIED)
        else:
            node.DeleteObject(0)

    def plain_name(self, name: str) -> str:
        """The name of a key without `LM/` before it, and with slashes as the metabase has them."""
        plain = name.strip().replace("\\", "/").strip("/")
        return plain[3:] if plain.upper().startswith("LM/") else plain

    def inherited(self, kind: model.Kind) -> dict[str, Any]:
        """What a class has from a service of Windows: how IIsWebService runs, by upper-case name."""
        from adsiis.scripting.wmi.classes import service_values

        if kind.setting or not (kind.iis_class or "").endswith("Service"):
            return {}
        return service_values(self._host, kind.iis_class or "")

    def kind(self, instance: Instance) -> model.Kind:
        """The class of an object."""
        return self._kind_named(instance.path.class_)

    def twin(self, instance: Instance) -> Instance:
        """The setting of an element, or the element of a setting."""
        kind = self.kind(instance)
        other = (model.element if kind.setting else model.setting)(kind.iis_class or "")
        return Instance(self, other, instance.key)

    def below(self, instance: Instance) -> Iterator[Instance]:
        """The elements one below."""
        node = self.node(instance.key)
        for child in node if hasattr(type(node), "__iter__") else ():
            found = self._element(child)
            if found is not None:
                yield found

    def above(self, instance: Instance) -> Instance | None:
        """The element one above, if the key above is one."""
        head = instance.key.rpartition("/")[0] or (_COMPUTER if instance.key.upper() != _COMPUTER else "")
        node = self.found(head) if head else None
        return None if node is None else self._element(node)

    def _element(self, node: Any) -> Instance | None:
        kind = model.kind_named(self.known(), node.Class)
        return None if kind is None else Instance(self, kind, self._name(node.ADsPath))

    def _related(self, kind: str, path: str, limits: dict[str, str]) -> ObjectSet:
        found = self.get(path)
        if not isinstance(found, Instance):
            raise failure(INVALID_OBJECT_PATH)
        listed: Iterable[Any] = (
            associations.associated(self, found, limits)
            if kind == "associators"
            else associations.references(self, found, limits)
        )
        if "classdefsonly" in limits and kind == "associators":
            names = dict.fromkeys(each.path.class_ for each in listed)
            return ObjectSet(ClassObject(self, self._kind_named(name)) for name in names)
        return ObjectSet(listed)

    def _instances(self, kind: model.Kind) -> Iterator[Instance]:
        known = self.known()
        below = [found for found in model.kinds(known) if found.is_a(kind.name)]
        by_class: dict[str, list[model.Kind]] = {}
        for found in below:
            by_class.setdefault(fold(found.iis_class or ""), []).append(found)
        addresses = by_class.pop(fold(model.IP_SECURITY), [])
        for path in self._paths("KeyType") if by_class else ():
            node = self.found(self._name(path))
            for found in by_class.get(fold(node.Class), ()) if node is not None else ():
                yield Instance(self, found, self._name(path))
        for path in self._paths("IPSecurity") if addresses else ():
            for found in addresses:
                yield Instance(self, found, self._name(path))

    def _paths(self, name: str) -> tuple[str, ...]:
        with Reported():
            found: tuple[str, ...] = self._host.bind(_HERE).GetDataPaths(name, 0)
        return found

    def _instance(self, kind: model.Kind, path: ObjectPath) -> Instance:
        """The object of a path. Raises 0x80041002 for a key of another class."""
        if path.key and path.key.lower() != "name":
            raise failure(INVALID_OBJECT_PATH)
        name = self.plain_name(path.value or "") or _COMPUTER
        if kind.iis_class is None:
            raise failure(NOT_FOUND)
        node = self.node(name)
        if not kind.addresses and fold(node.Class) != fold(kind.iis_class):
            raise failure(NOT_FOUND)
        return Instance(self, kind, self._name(node.ADsPath))

    def _kind_named(self, name: str) -> model.Kind:
        found = model.kind_named(self.known(), name)
        if found is None:
            raise failure(INVALID_CLASS)
        return found

    def _adspath(self, name: str) -> str:
        plain = self.plain_name(name)
        return _HERE if plain.upper() in {"", _COMPUTER} else f"{_HERE}/{plain}"

    def _name(self, adspath: str) -> str:
        return adspath[len(_HERE) + 1 :] or _COMPUTER


class _Opening:
    """Around opening the store: where there is none, access is denied as the provider says it."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, found: BaseException | None, trace: object) -> None:
        if isinstance(found, MetabaseError | ADSIError):
            raise error(0x80070003, str(found), "SWbemServicesEx") from None
