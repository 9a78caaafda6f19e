"""`sc query`, `sc start` and `sc stop`: services by name, in the words of that command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TextIO

from adsiis.admin import services
from adsiis.admin.machine import local_metabase
from adsiis.adsi.errors import ADSIError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.admin.services import Service
    from adsiis.metabase.metabase import Metabase

DONE: Final = 0
_HELP: Final = "USAGE:\n        sc query [service]\n        sc start service\n        sc stop service\n"
_UNKNOWN_COMMAND: Final = 1639
_FAILED: Final = 1053
_TEXTS: Final = {
    1051: "A stop control has been sent to a service that other running services are dependent on.",
    1056: "An instance of the service is already running.",
    1060: "The specified service does not exist as an installed service.",
    1062: "The service has not been started.",
}
_TAKES: Final = "STOPPABLE,PAUSABLE,ACCEPTS_SHUTDOWN"
_TAKES_NOTHING: Final = "NOT_STOPPABLE,NOT_PAUSABLE,IGNORES_SHUTDOWN"
_STATES: Final = {"START_PENDING": 2, "STOP_PENDING": 3, "RUNNING": 4, "STOPPED": 1}


def run(words: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Run a command line; 0, or the Win32 error. Source: docs/behaviour.md, service-6."""
    asked = [word for word in words if not word.startswith("\\\\")]
    verb, *rest = [word.lower() for word in asked] or [""]
    if verb not in {"query", "queryex", "start", "stop"} or (verb in {"start", "stop"} and not rest):
        print(_HELP, file=out)
        return _UNKNOWN_COMMAND
    try:
        metabase = local_metabase()
    except ADSIError as error:
        print(error.description, file=err)
        return _FAILED
    if not rest or "=" in rest[0]:
        return _query_all(metabase, out, everything="all" in rest)
    service = services.service_named(rest[0])
    if service is None:
        return _refused(out, "EnumQueryServicesStatus:OpenService" if verb[0] == "q" else "OpenService", 1060)
    return {"start": _start, "stop": _stop}.get(verb, _query)(metabase, service, out)


def _query(metabase: Metabase, service: Service, out: TextIO) -> int:
    _print(service, "RUNNING" if services.runs(metabase, service) else "STOPPED", out)
    return DONE


def _query_all(metabase: Metabase, out: TextIO, *, everything: bool) -> int:
    for service in services.SERVICES:
        running = services.runs(metabase, service)
        if running or everything:
            _print(service, "RUNNING" if running else "STOPPED", out, display=True)
    return DONE


def _start(metabase: Metabase, service: Service, out: TextIO) -> int:
    if services.runs(metabase, service):
        return _refused(out, "StartService", 1056)
    try:
        services.start(metabase, service)
    except services.ServiceError as error:
        return _refused(out, "StartService", _FAILED, str(error))
    _print(service, "START_PENDING", out)
    return DONE


def _stop(metabase: Metabase, service: Service, out: TextIO) -> int:
    if not services.runs(metabase, service):
        return _refused(out, "ControlService", 1062)
    if services.dependents(metabase, service):
        return _refused(out, "ControlService", 1051)
    try:
        services.stop(metabase, service)
    except services.ServiceError as error:
        return _refused(out, "ControlService", _FAILED, str(error))
    _print(service, "STOP_PENDING", out)
    return DONE


def _print(service: Service, state: str, out: TextIO, *, display: bool = False) -> None:
    """A service as a block of lines."""
    running = state == "RUNNING"
    takes = (
        "STOPPABLE,PAUSABLE,ACCEPTS_SHUTDOWN" if running else "NOT_STOPPABLE,NOT_PAUSABLE,IGNORES_SHUTDOWN"
    )
    print(f"\nSERVICE_NAME: {service.name}", file=out)
    if display:
        print(f"DISPLAY_NAME: {service.display}", file=out)
    for name, value in (
        ("TYPE", "20  WIN32_SHARE_PROCESS "),
        ("STATE", f"{_STATES[state]}  {state} "),
        ("", f"   ({takes})"),
        ("WIN32_EXIT_CODE", "0  (0x0)"),
        ("SERVICE_EXIT_CODE", "0  (0x0)"),
        ("CHECKPOINT", "0x0"),
        ("WAIT_HINT", "0x0"),
    ):
        print(f"        {name:<19}{':' if name else ' '} {value}", file=out)


def _refused(out: TextIO, what: str, code: int, text: str = "") -> int:
    print(f"[SC] {what} FAILED {code}:\n\n{text or _TEXTS[code]}\n", file=out)
    return code
