"""The services as `net`, `sc` and `iisreset` know them, over the one process that is the service host.

The World Wide Web Publishing Service runs exactly while the host runs. The IIS Admin Service is the store,
which needs no process: it counts as started unless it was stopped, and then a mark stands in the data folder.
Any other service is a command to the host at the service's key.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.admin.service_host import start_host, stop_host
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.paths import fold
from adsiis.schema.constants import SERVER_STATE, ServerState

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase

STOP_SECONDS: Final = 60.0
_MARK: Final = "iisadmin.stopped"


class ServiceError(Exception):
    """A service could not be started or stopped; the text says why."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service: the name of its key and of its command lines, and the one people read."""

    name: str
    display: str


IISADMIN: Final = Service("IISADMIN", "IIS Admin Service")
W3SVC: Final = Service("W3SVC", "World Wide Web Publishing Service")
MSFTPSVC: Final = Service("MSFTPSVC", "FTP Publishing Service")
SMTPSVC: Final = Service("SMTPSVC", "Simple Mail Transfer Protocol (SMTP)")
SERVICES: Final = (IISADMIN, W3SVC, MSFTPSVC, SMTPSVC)
DEPENDENTS: Final = (W3SVC, MSFTPSVC, SMTPSVC)
"""What needs the IIS Admin Service, and stops with it."""


def service_named(text: str) -> Service | None:
    """The service of a name, short or long, in any letter case. Source: docs/behaviour.md, service-1."""
    name = fold(text.strip())
    return next((one for one in SERVICES if name in {fold(one.name), fold(one.display)}), None)


def runs(metabase: Metabase, service: Service) -> bool:
    """Whether a service is started."""
    host = metabase.control.host_runs()
    if service is W3SVC:
        return host
    if service is IISADMIN:
        return host or not os.path.exists(_mark(metabase))
    return host and _state_at(metabase, service) == ServerState.STARTED


def start(metabase: Metabase, service: Service) -> None:
    """Start a service, and the IIS Admin Service with it. Raises ServiceError.

    Source: docs/behaviour.md, service-2 to service-4.
    """
    if service is W3SVC:
        problem = "" if metabase.control.host_runs() else start_host(metabase)
        if problem:
            raise ServiceError(problem)
    elif service is not IISADMIN:
        _command(metabase, service, "start")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(_mark(metabase))


def stop(metabase: Metabase, service: Service, *, seconds: float = STOP_SECONDS, force: bool = False) -> None:
    """Stop a service, and with the IIS Admin Service all others. Raises ServiceError."""
    if service in {W3SVC, IISADMIN}:
        if not stop_host(metabase, seconds, force=force):
            raise ServiceError(f"It did not stop within {seconds:.0f} seconds.")
    else:
        _command(metabase, service, "stop")
    if service is IISADMIN:
        with open(_mark(metabase), "w", encoding="ascii"):
            pass


def dependents(metabase: Metabase, service: Service) -> list[Service]:
    """The services that run and stop with this one."""
    return [one for one in DEPENDENTS if runs(metabase, one)] if service is IISADMIN else []


def _command(metabase: Metabase, service: Service, verb: str) -> None:
    try:
        answer = metabase.control.request(f"/LM/{service.name}", verb)
    except MetabaseError as error:
        raise ServiceError(str(error)) from None
    if answer.error:
        raise ServiceError(answer.text)


def _state_at(metabase: Metabase, service: Service) -> object:
    key = metabase.volatile.view.key(f"/LM/{service.name}")
    record = key.records.get(SERVER_STATE) if key is not None else None
    return record.data if record is not None else None


def _mark(metabase: Metabase) -> str:
    return os.path.join(metabase.folder.home, _MARK)
