"""A connection to a namespace of WMI: SWbemServices.

`root/MicrosoftIISv2` is the metabase; every other namespace has the few classes of Windows that scripts ask
for. Source: docs/behaviour.md, wmi-1, wmi-3 and wmi-7.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from adsiis.scripting.com import error, text
from adsiis.scripting.wmi import classes
from adsiis.scripting.wmi.objects import NOT_SUPPORTED, ObjectPath, ObjectSet, Path, WmiObject, failure
from adsiis.scripting.wmi.query import Related, parsed
from adsiis.scripting.wmi.registry_provider import StdRegProv

if TYPE_CHECKING:
    from adsiis.scripting.host import Host
    from adsiis.scripting.wmi.iis.namespace import Namespace

_NO_SERVER: Final = 0x800706BA


class Services(WmiObject):
    """A namespace: its classes and their objects."""

    __slots__ = ("_host", "_space")

    type_name = "SWbemServicesEx"

    def __init__(self, host: Host, machine: str, space: str) -> None:
        if machine.upper() not in {"", ".", "LOCALHOST", "127.0.0.1", host.machine}:
            raise error(_NO_SERVER, "The remote server machine does not exist or is unavailable")
        self._host = host
        self._space = space

    @property
    def security(self) -> Security:
        """What was asked of it: it is kept and has no effect."""
        return Security()

    def exec_query(self, query: Any, *_: Any) -> ObjectSet:
        """The objects a query selects, or that are associated with the object it names."""
        iis = self._iis()
        if iis is not None:
            return iis.query(text(query))
        wanted = parsed(text(query))
        if isinstance(wanted, Related):
            raise failure(NOT_SUPPORTED)
        return ObjectSet(
            found for found in classes.objects(self._host, wanted.class_name) if wanted.selects(found.values)
        )

    def instances_of(self, class_name: Any, *_: Any) -> ObjectSet:
        """The objects of a class."""
        iis = self._iis()
        if iis is not None:
            return iis.instances_of(class_name)
        return ObjectSet(classes.objects(self._host, text(class_name)))

    def subclasses_of(self, class_name: Any = "", *_: Any) -> ObjectSet:
        """The classes derived from one; all of them without a name."""
        return self._need_iis().subclasses_of(text(class_name))

    def get(self, path: Any = "", *_flags: Any) -> Any:
        """A class, or the object of a path such as `Win32_Service.Name='W3SVC'`."""
        iis = self._iis()
        return iis.get(text(path)) if iis is not None else self._get(text(path))

    def delete(self, path: Any, *_: Any) -> None:
        """Delete the object of a path."""
        self._need_iis().delete_path(text(path))

    def put(self, made: Any, flags: Any = 0, *_: Any) -> Path:
        """Write an object, as its own Put_ does."""
        found: Path = made.put(flags)
        return found

    def associators_of(self, path: Any, *limits: Any) -> ObjectSet:
        """What is associated with an object."""
        return self._need_iis().associators_of(text(path), *limits)

    def references_to(self, path: Any, *limits: Any) -> ObjectSet:
        """The associations an object is part of."""
        return self._need_iis().references_to(text(path), *limits)

    def exec_method(self, path: Any, name: Any, *given: Any) -> Any:
        """Call a method of the object of a path, with an object that holds its arguments."""
        return self._need_iis().get(text(path)).exec_method(name, *given)

    def exec_notification_query(self, *_: Any) -> Any:
        """No events come: raises 0x8004100C. Source: docs/behaviour.md, wmi-13."""
        raise failure(NOT_SUPPORTED)

    def _vbs_get_prop(self, name: str) -> Any:
        if name.endswith("ASYNC"):
            raise failure(NOT_SUPPORTED)
        return super()._vbs_get_prop(name)

    def _iis(self) -> Namespace | None:
        """The metabase, where this is its namespace."""
        from adsiis.scripting.wmi.iis.namespace import Namespace, is_iis

        return Namespace(self._host) if is_iis(self._space) else None

    def _need_iis(self) -> Namespace:
        found = self._iis()
        if found is None:
            raise failure(NOT_SUPPORTED)
        return found

    def _get(self, named: str) -> Any:
        class_name, dot, _ = named.partition(".")
        class_name = class_name.partition("=")[0].rpartition(":")[2]
        if class_name.lower() == "stdregprov":
            return StdRegProv(self._host.registry)
        found = list(classes.objects(self._host, class_name))
        if not dot and "=" not in named:
            return ObjectSet(found)
        wanted = re.findall(r"""["']([^"']*)["']""", named)
        for each in found:
            if not wanted or str(each.key).lower() == wanted[-1].lower():
                return each
        raise classes.not_found()


class Security(WmiObject):
    """SWbemSecurity: kept and without effect."""

    __slots__ = ("_levels",)

    type_name = "SWbemSecurity"

    def __init__(self) -> None:
        self._levels: dict[str, Any] = {}

    @property
    def impersonation_level(self) -> Any:
        """What was set."""
        return self._levels.get("impersonation", 3)

    @impersonation_level.setter
    def impersonation_level(self, value: Any) -> None:
        self._levels["impersonation"] = value

    @property
    def authentication_level(self) -> Any:
        """What was set."""
        return self._levels.get("authentication", 6)

    @authentication_level.setter
    def authentication_level(self, value: Any) -> None:
        self._levels["authentication"] = value

    @property
    def privileges(self) -> Privileges:
        """Rights that were asked for."""
        return Privileges()


class Privileges(WmiObject):
    """SWbemPrivilegeSet: whatever is asked for is there already."""

    __slots__ = ()

    type_name = "SWbemPrivilegeSet"

    def add(self, *_: Any) -> None:
        """Ask for a right by its number."""

    def add_as_string(self, *_: Any) -> None:
        """Ask for a right by its name."""


def path_object(_: Host) -> Path:
    """The object `WbemScripting.SWbemObjectPath`, without a path yet."""
    return Path(ObjectPath(".", "", "", "", None))
