"""A class of the namespace as an object: what `Get("IIsWebServerSetting")` gives, to spawn objects from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ASPPY.vm.values import VBNull

from adsiis.scripting.com import array, text
from adsiis.scripting.wmi.iis import methods, model
from adsiis.scripting.wmi.iis.instance import Instance
from adsiis.scripting.wmi.iis.structures import Value, structure_named
from adsiis.scripting.wmi.objects import (
    NOT_SUPPORTED,
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
from adsiis.vbs.engine.errors import unknown_member

if TYPE_CHECKING:
    from adsiis.scripting.wmi.iis.namespace import Namespace
    from adsiis.scripting.wmi.objects import ObjectSet


class ClassObject(WmiObject):
    """A class: its properties are not set, its methods are those of no object."""

    __slots__ = ("_kind", "_namespace")

    type_name = "SWbemObjectEx"

    def __init__(self, namespace: Namespace, kind: model.Kind) -> None:
        self._namespace = namespace
        self._kind = kind

    @property
    def key(self) -> str:
        """What it is found by in a set."""
        return self._kind.name

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(ObjectPath(self._namespace.server, self._namespace.space, self._kind.name, "", None))

    @property
    def derivation(self) -> Any:
        """The classes it is derived from, nearest first."""
        return array(self._kind.bases)

    @property
    def properties(self) -> Properties:
        """The properties its objects have."""
        known = model.properties(self._namespace.known(), self._kind)
        structure = structure_named(self._kind.name)
        parts = () if structure is None else structure.names
        own = [
            Property(name, None, model.cim_type(one), array=model.is_list(one)) for name, one in known.items()
        ]
        named = [] if structure is not None else [Property("Name", None, key=True)]
        return Properties([*named, *own, *(Property(name, None) for name in parts)])

    @property
    def methods(self) -> Methods:
        """The methods its objects have."""
        return methods.described(self._kind)

    @property
    def qualifiers(self) -> Qualifiers:
        """What is said of it."""
        said = [Qualifier("dynamic", value=True), Qualifier("provider", "IIS__PROVIDER")]
        return Qualifiers(said if self._kind.iis_class else [Qualifier("abstract", value=True)])

    def spawn_instance(self, *_: Any) -> Any:
        """A new object of the class. Raises 0x8004100C for one that only others are derived from."""
        structure = structure_named(self._kind.name)
        if structure is not None:
            return Value(structure)
        if self._kind.iis_class is None:
            raise failure(NOT_SUPPORTED, self.type_name)
        return Instance(self._namespace, self._kind, None)

    def instances(self, *_: Any) -> ObjectSet:
        """Its objects."""
        return self._namespace.instances_of(self._kind.name)

    def subclasses(self, *_: Any) -> ObjectSet:
        """The classes derived from it."""
        return self._namespace.subclasses_of(self._kind.name)

    def get_object_text(self, *_: Any) -> str:
        """It as text of the Managed Object Format."""
        base = f" : {self._kind.bases[0]}" if self._kind.bases else ""
        names = [f"\tstring {found.name};" for found in self.properties]
        return "\n".join(["", f"class {self._kind.name}{base}", "{", *names, "};", ""])

    def put(self, *_: Any) -> Any:
        """Classes come from the schema: raises 0x8004100C."""
        raise failure(NOT_SUPPORTED, self.type_name)

    def delete(self, *_: Any) -> Any:
        """Classes come from the schema: raises 0x8004100C."""
        raise failure(NOT_SUPPORTED, self.type_name)

    def _vbs_get_prop(self, name: str) -> Any:
        if name.endswith("_"):
            return super()._vbs_get_prop(name)
        if any(text(found.name).upper() == name for found in self.properties):
            return VBNull
        raise unknown_member(name)

    def _vbs_set_prop(self, name: str, value: Any) -> None:
        del value
        if not any(text(found.name).upper() == name for found in self.properties):
            raise unknown_member(name)
        raise failure(NOT_SUPPORTED, self.type_name)
