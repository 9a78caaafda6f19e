"""What stands in relation: a key to the keys right below it, and an element to its setting.

The first are of classes such as `IIsWebService_IIsWebServer`, derived from CIM_Component; the second such as
`IIsWebServer_IIsWebServerSetting`, from CIM_ElementSetting. Source: docs/behaviour.md, wmi-12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ASPPY.vm.values import VBArray, VBEmpty, VBNull

from adsiis.metabase.paths import fold
from adsiis.scripting.com import array
from adsiis.scripting.wmi.objects import ObjectPath, Path, Properties, Property, WmiObject
from adsiis.vbs.engine.errors import unknown_member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from adsiis.scripting.wmi.iis.instance import Instance
    from adsiis.scripting.wmi.iis.namespace import Namespace

_ORDER = ("assocclass", "resultclass", "resultrole", "role")


class Relation(NamedTuple):
    """Two objects that belong together.

    Attributes:
        class_name: the class of the association.
        base: what that is derived from.
        roles: what the first and the second are called in it.
        first: the whole, or the element.
        second: the part, or the setting.
    """

    class_name: str
    base: str
    roles: tuple[str, str]
    first: Instance
    second: Instance


class Association(WmiObject):
    """An object that stands for a relation: its two properties are paths."""

    __slots__ = ("_relation",)

    type_name = "SWbemObjectEx"

    def __init__(self, relation: Relation) -> None:
        self._relation = relation

    @property
    def key(self) -> str:
        """What it is found by in a set."""
        return f"{self._relation.first.key}|{self._relation.second.key}"

    @property
    def path(self) -> Path:
        """Where its class is."""
        return Path(ObjectPath(".", "", self._relation.class_name, "", None))

    @property
    def derivation(self) -> Any:
        """The class it is derived from."""
        return array([self._relation.base])

    @property
    def properties(self) -> Properties:
        """The two paths."""
        ends = (self._relation.first, self._relation.second)
        named = zip(self._relation.roles, ends, strict=True)
        return Properties(Property(name, end.path.rel_path, key=True) for name, end in named)

    def _vbs_get_prop(self, name: str) -> Any:
        if name.endswith("_"):
            return super()._vbs_get_prop(name)
        for found in self.properties:
            if found.name.upper() == name:
                return found.value
        raise unknown_member(name)


def associated(namespace: Namespace, of: Instance, limits: Mapping[str, str]) -> Iterator[Instance]:
    """What is associated with an object, within limits by the names WQL gives them."""
    for relation in _relations(namespace, of):
        at = _end(relation, of)
        other = (relation.first, relation.second)[1 - at]
        wanted = limits.get("resultclass", "")
        if not _fits(relation, at, limits) or (wanted and not namespace.kind(other).is_a(wanted)):
            continue
        if limits.get("resultrole") and fold(limits["resultrole"]) != fold(relation.roles[1 - at]):
            continue
        yield other


def references(namespace: Namespace, of: Instance, limits: Mapping[str, str]) -> Iterator[Association]:
    """The associations an object is part of, within limits."""
    for relation in _relations(namespace, of):
        wanted = dict(limits)
        wanted["assocclass"] = wanted.pop("resultclass", "")
        if _fits(relation, _end(relation, of), wanted):
            yield Association(relation)


def limits_of(given: Iterable[Any], order: tuple[str, ...] = _ORDER) -> dict[str, str]:
    """Limits as methods of the library take them, in their order."""
    plain = (VBEmpty, VBNull, None)
    return {
        name: str(value)
        for name, value in zip(order, given, strict=False)
        if value not in plain and not isinstance(value, VBArray | bool | int) and str(value)
    }


def _fits(relation: Relation, at: int, limits: Mapping[str, str]) -> bool:
    wanted = limits.get("assocclass", "")
    if wanted and fold(wanted) not in {fold(relation.class_name), fold(relation.base)}:
        return False
    role = limits.get("role", "")
    return not role or fold(role) == fold(relation.roles[at])


def _end(relation: Relation, of: Instance) -> int:
    return 0 if relation.first is of else 1


def _relations(namespace: Namespace, of: Instance) -> Iterator[Relation]:
    kind = namespace.kind(of)
    iis_class = kind.iis_class or ""
    if kind.setting:
        yield _setting(namespace.twin(of), of, iis_class)
        return
    yield _setting(of, namespace.twin(of), iis_class)
    if kind.addresses:
        return
    for part in namespace.below(of):
        yield _part(of, part, iis_class, namespace.kind(part).name)
    whole = namespace.above(of)
    if whole is not None:
        yield _part(whole, of, namespace.kind(whole).name, iis_class)


def _setting(element: Instance, setting: Instance, name: str) -> Relation:
    return Relation(f"{name}_{name}Setting", "CIM_ElementSetting", ("Element", "Setting"), element, setting)


def _part(whole: Instance, part: Instance, first: str, second: str) -> Relation:
    return Relation(f"{first}_{second}", "CIM_Component", ("GroupComponent", "PartComponent"), whole, part)
