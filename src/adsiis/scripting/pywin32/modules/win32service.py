"""`win32service` as scripts import it: asking services how they are, starting and stopping them."""

# ruff: noqa: N802, ARG001 - pywin32's names and signatures

from __future__ import annotations

from adsiis.scripting.pywin32 import services
from adsiis.scripting.pywin32.errors import error, win32_error
from adsiis.scripting.pywin32.handles import Handle, close
from adsiis.scripting.pywin32.tables import constants as _table

_constants = _table("win32service")
globals().update(_constants)
__all__ = [
    "CloseServiceHandle",
    "ControlService",
    "OpenSCManager",
    "OpenService",
    "QueryServiceStatus",
    "StartService",
    "error",
]
__all__ += list(_constants)

CloseServiceHandle = close
_INVALID_CONTROL = _table("winerror")["ERROR_INVALID_SERVICE_CONTROL"]


def OpenSCManager(machine: str | None, database: str | None, access: int) -> Handle:
    """What services are opened with."""
    return Handle("services")


def OpenService(manager: Handle, name: str, access: int) -> Handle:
    """A handle of a service. Raises error for one that is not installed."""
    services.status(name)
    return Handle(name)


def QueryServiceStatus(service: Handle) -> services.Status:
    """How a service is."""
    return services.status(service.held)


def StartService(service: Handle, arguments: object = None) -> None:
    """Start it."""
    services.start(service.held)


def ControlService(service: Handle, control: int) -> services.Status:
    """Stop it, or ask how it is. Raises error for another control."""
    if control == _constants["SERVICE_CONTROL_STOP"]:
        return services.stop(service.held)
    if control == _constants["SERVICE_CONTROL_INTERROGATE"]:
        return services.status(service.held)
    raise win32_error(_INVALID_CONTROL, "ControlService")
