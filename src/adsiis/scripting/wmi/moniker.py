r"""Names that start with `winmgmts:`, and the namespace they lead to.

`winmgmts:{impersonationLevel=impersonate}!\\.\root\cimv2:Win32_Service.Name='W3SVC'` has four parts, each of
which may be missing. Source: docs/behaviour.md, wmi-1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.scripting.com import ComObject, error, text
from adsiis.scripting.wmi import classes
from adsiis.scripting.wmi.query import parsed
from adsiis.scripting.wmi.registry_provider import StdRegProv

if TYPE_CHECKING:
    from adsiis.scripting.host import Host

_NAME: Final = re.compile(
    r"winmgmts:\s*(?:\{[^}]*\})?!?\s*(?P<space>(?:[\\/]{2}[^\\/]*)?[\\/]?root(?:[\\/][\w]+)*|[\\/]{2}[^\\/:]*)?"
    r"[:]?(?P<object>[\w]+(?:[.=@].*)?)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_SYNTAX_ERROR: Final = 0x800401E4
_NO_SERVER: Final = 0x800706BA


class Name(NamedTuple):
    r"""A name in parts: the machine, the namespace such as `root\cimv2`, and the object or nothing."""

    machine: str
    space: str
    object: str


def taken_apart(name: str) -> Name | None:
    """A name that starts with `winmgmts:` in parts; None for what is none."""
    found = _NAME.fullmatch(name.strip())
    if found is None:
        return None
    space = (found["space"] or "").replace("/", "\\")
    machine = space[2:].partition("\\")[0] if space.startswith("\\\\") else "."
    inner = re.search(r"root.*", space, re.IGNORECASE)
    return Name(machine, inner[0] if inner else "", found["object"] or "")


def get(host: Host, name: str) -> Any:
    """The object that a name starting with `winmgmts:` means."""
    found = taken_apart(name)
    if found is None:
        raise error(_SYNTAX_ERROR, "Invalid syntax")
    services = Services(host, found.machine, found.space)
    return services.get(found.object) if found.object else services


class Locator(ComObject):
    """The object `WbemScripting.SWbemLocator`."""

    __slots__ = ("_host",)

    type_name = "SWbemLocatorEx"

    def __init__(self, host: Host) -> None:
        self._host = host

    def connect_server(self, machine: Any = "", space: Any = "", *_: Any) -> Services:
        """The namespace of a machine, which is this one."""
        return Services(self._host, text(machine) or ".", text(space).replace("/", "\\"))


class Services(ComObject):
    """A namespace: its classes and their objects."""

    __slots__ = ("_host", "_space")

    type_name = "SWbemServicesEx"

    def __init__(self, host: Host, machine: str, space: str) -> None:
        if machine.upper() not in {"", ".", "LOCALHOST", "127.0.0.1", host.machine}:
            raise error(_NO_SERVER, "The remote server machine does not exist or is unavailable")
        self._host = host
        self._space = space

    @property
    def security_(self) -> Security:
        """What was asked of it: it is kept and has no effect."""
        return Security()

    def exec_query(self, query: Any, *_: Any) -> classes.ObjectSet:
        """The objects a query selects."""
        wanted = parsed(text(query))
        return classes.ObjectSet(
            found for found in classes.objects(self._host, wanted.class_name) if wanted.selects(found.values)
        )

    def instances_of(self, class_name: Any, *_: Any) -> classes.ObjectSet:
        """The objects of a class."""
        return classes.ObjectSet(classes.objects(self._host, text(class_name)))

    def get(self, path: Any = "", *_flags: Any) -> Any:
        """A class, or the object of a path such as `Win32_Service.Name='W3SVC'`."""
        named = text(path)
        class_name, dot, _ = named.partition(".")
        class_name = class_name.partition("=")[0].rpartition(":")[2]
        if class_name.lower() == "stdregprov":
            return StdRegProv(self._host.registry)
        found = list(classes.objects(self._host, class_name))
        if not dot and "=" not in named:
            return classes.ObjectSet(found)
        wanted = re.findall(r"""["']([^"']*)["']""", named)
        for each in found:
            if not wanted or str(each.key).lower() == wanted[-1].lower():
                return each
        raise classes.not_found()


class Security(ComObject):
    """SWbemSecurity: kept and without effect."""

    __slots__ = ("_level",)

    type_name = "SWbemSecurity"

    def __init__(self) -> None:
        self._level: Any = 3

    @property
    def impersonation_level(self) -> Any:
        """What was set."""
        return self._level

    @impersonation_level.setter
    def impersonation_level(self, value: Any) -> None:
        self._level = value

    @property
    def authentication_level(self) -> Any:
        """What was set."""
        return self._level

    @authentication_level.setter
    def authentication_level(self, value: Any) -> None:
        self._level = value
