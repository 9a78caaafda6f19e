r"""Names that start with `winmgmts:`, and the namespace they lead to.

`winmgmts:{impersonationLevel=impersonate}!\\.\root\cimv2:Win32_Service.Name='W3SVC'` has four parts, each of
which may be missing. Source: docs/behaviour.md, wmi-1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.scripting.com import error, text
from adsiis.scripting.wmi.objects import WmiObject
from adsiis.scripting.wmi.services import Security, Services

if TYPE_CHECKING:
    from adsiis.scripting.host import Host

_NAME: Final = re.compile(
    r"winmgmts:\s*(?:\{[^}]*\})?!?\s*(?P<space>(?:[\\/]{2}[^\\/]*)?[\\/]?root(?:[\\/][\w]+)*|[\\/]{2}[^\\/:]*)?"
    r"[:]?(?P<object>[\w]+(?:[.=@].*)?)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_SYNTAX_ERROR: Final = 0x800401E4


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


class Locator(WmiObject):
    """The object `WbemScripting.SWbemLocator`."""

    __slots__ = ("_host",)

    type_name = "SWbemLocatorEx"

    def __init__(self, host: Host) -> None:
        self._host = host

    @property
    def security(self) -> Security:
        """What was asked of it: it is kept and has no effect."""
        return Security()

    def connect_server(self, machine: Any = "", space: Any = "", *_: Any) -> Services:
        """The namespace of a machine, which is this one."""
        return Services(self._host, text(machine) or ".", text(space).replace("/", "\\"))
