"""Services as Win32 functions tell of them: numbers for states and errors, over what `net` and `sc` do here.

Starting W3SVC starts the service host, stopping it stops the host.
"""

from __future__ import annotations

from typing import Final

from adsiis.admin import services
from adsiis.admin.services import Service, ServiceError
from adsiis.scripting.pywin32.errors import win32_error
from adsiis.scripting.pywin32.local_machine import metabase
from adsiis.scripting.pywin32.tables import constants

_names: Final = constants("win32service")
_errors: Final = constants("winerror")
RUNNING: Final = _names["SERVICE_RUNNING"]
STOPPED: Final = _names["SERVICE_STOPPED"]
_ACCEPTED: Final = _names["SERVICE_ACCEPT_STOP"] | _names["SERVICE_ACCEPT_SHUTDOWN"]

Status = tuple[int, int, int, int, int, int, int]


def status(name: str) -> Status:
    """Type, state, what it accepts, and how it ended, as QueryServiceStatus gives them.

    Raises error for a service that is not installed. Source: docs/behaviour.md, shim-6.
    """
    runs = services.runs(metabase(), _service(name, "OpenService"))
    state, accepted = (RUNNING, _ACCEPTED) if runs else (STOPPED, 0)
    return _names["SERVICE_WIN32_SHARE_PROCESS"], state, accepted, 0, 0, 0, 0


def start(name: str) -> None:
    """Start a service. Raises error when it runs already, or does not start."""
    function = "StartService"
    service = _service(name, function)
    if services.runs(metabase(), service):
        raise win32_error(_errors["ERROR_SERVICE_ALREADY_RUNNING"], function)
    try:
        services.start(metabase(), service)
    except ServiceError as failed:
        raise win32_error(_errors["ERROR_SERVICE_REQUEST_TIMEOUT"], function) from failed


def stop(name: str) -> Status:
    """Stop a service; its status then. Raises error when it does not run, or does not stop."""
    function = "ControlService"
    service = _service(name, function)
    if not services.runs(metabase(), service):
        raise win32_error(_errors["ERROR_SERVICE_NOT_ACTIVE"], function)
    try:
        services.stop(metabase(), service)
    except ServiceError as failed:
        raise win32_error(_errors["ERROR_SERVICE_REQUEST_TIMEOUT"], function) from failed
    return status(name)


def _service(name: str, function: str) -> Service:
    found = services.service_named(name)
    if found is None:
        raise win32_error(_errors["ERROR_SERVICE_DOES_NOT_EXIST"], function)
    return found
