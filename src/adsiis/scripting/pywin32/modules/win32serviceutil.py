"""`win32serviceutil` as scripts import it: services by their names."""

# ruff: noqa: N802, N803, ARG001 - pywin32's names and signatures

from __future__ import annotations

import time

from adsiis.scripting.pywin32 import services
from adsiis.scripting.pywin32.errors import error, win32_error

__all__ = [
    "QueryServiceStatus",
    "RestartService",
    "StartService",
    "StopService",
    "WaitForServiceStatus",
    "error",
]

_TIMED_OUT = 258


def QueryServiceStatus(serviceName: str, machine: str | None = None) -> services.Status:
    """How a service is."""
    return services.status(serviceName)


def StartService(serviceName: str, args: object = None, machine: str | None = None) -> None:
    """Start it."""
    services.start(serviceName)


def StopService(serviceName: str, machine: str | None = None) -> services.Status:
    """Stop it."""
    return services.stop(serviceName)


def RestartService(
    serviceName: str, args: object = None, waitSeconds: int = 30, machine: str | None = None
) -> None:
    """Stop it, if it runs, and start it."""
    if services.status(serviceName)[1] == services.RUNNING:
        services.stop(serviceName)
    services.start(serviceName)


def WaitForServiceStatus(serviceName: str, status: int, waitSecs: float, machine: str | None = None) -> None:
    """Wait until it is as asked. Raises error when it is not in time."""
    end = time.monotonic() + waitSecs
    while services.status(serviceName)[1] != status:
        if time.monotonic() > end:
            raise win32_error(_TIMED_OUT, "WaitForServiceStatus")
        time.sleep(0.1)
