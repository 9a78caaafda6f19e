"""WScript.Network, ADSystemInfo and WinNTSystemInfo: who and where we are.

Source: docs/behaviour.md, shell-6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.scripting.com import Collection, ComObject, error

if TYPE_CHECKING:
    from adsiis.scripting.host import Host

_NO_DOMAIN: Final = 0x8007054B


class _Names(ComObject):
    """The names of the user and the machine."""

    __slots__ = ("_host",)

    def __init__(self, host: Host) -> None:
        self._host = host

    @property
    def computer_name(self) -> str:
        """The name of the machine."""
        return self._host.machine

    @property
    def user_name(self) -> str:
        """The name of the user."""
        return self._host.environment["USERNAME"][1]


class Network(_Names):
    """The object `WScript.Network`: there are no drives and printers to map."""

    __slots__ = ()

    type_name = "IWshNetwork2"

    @property
    def user_domain(self) -> str:
        """The machine: there is no domain."""
        return self._host.environment["USERDOMAIN"][1]

    @property
    def user_profile(self) -> str:
        """The folder of the user."""
        return self._host.environment["USERPROFILE"][1]

    def enum_network_drives(self) -> Collection:
        """None."""
        return Collection(())

    def enum_printer_connections(self) -> Collection:
        """None."""
        return Collection(())


class WinNTSystemInfo(_Names):
    """The object `WinNTSystemInfo`."""

    __slots__ = ()

    @property
    def domain_name(self) -> str:
        """The machine: there is no domain."""
        return self._host.machine

    @property
    def pdc(self) -> str:
        """There is no domain controller."""
        raise _no_domain()


class ADSystemInfo(_Names):
    """The object `ADSystemInfo`, on a machine that is in no domain."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        if name in {"computer_name", "user_name"}:
            raise _no_domain()
        return super().__getattribute__(name)

    @property
    def is_native_mode(self) -> bool:
        """There is no domain."""
        raise _no_domain()

    @property
    def domain_dns_name(self) -> str:
        """There is no domain."""
        raise _no_domain()

    @property
    def domain_short_name(self) -> str:
        """There is no domain."""
        raise _no_domain()

    @property
    def forest_dns_name(self) -> str:
        """There is no domain."""
        raise _no_domain()

    @property
    def site_name(self) -> str:
        """There is no domain."""
        raise _no_domain()


def _no_domain() -> Any:
    return error(_NO_DOMAIN, "The specified domain either does not exist or could not be contacted.")
