"""`net start` and `net stop`: services by name, in the words of that command; everything else is refused."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, TextIO

from adsiis.admin import services
from adsiis.admin.machine import local_metabase
from adsiis.adsi.errors import ADSIError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.admin.services import Service
    from adsiis.metabase.metabase import Metabase

DONE: Final = 0
FAILED: Final = 2
_WRONG: Final = 1
_YES: Final = frozenset({"/y", "/yes"})
_SYNTAX: Final = "The syntax of this command is:\n\nNET\n    [ START | STOP ]\n"
_NO_SUCH: Final = ("The service name is invalid.", 2185)
_STARTED: Final = ("The requested service has already been started.", 2182)


def run(words: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Run a command line: 0 done, 1 no such command, 2 refused or failed.

    Source: docs/behaviour.md, service-5.
    """
    verb, *rest = [word for word in words if word.lower() not in _YES] or [""]
    sure = any(word.lower() in _YES for word in words)
    if verb.lower() not in {"start", "stop"} or len(rest) > 1 or (verb.lower() == "stop" and not rest):
        print(_SYNTAX, file=err)
        return _WRONG
    try:
        metabase = local_metabase()
    except ADSIError as error:
        print(error.description, file=err)
        return FAILED
    if not rest:
        return _list(metabase, out)
    service = services.service_named(rest[0])
    if service is None:
        return _refused(err, *_NO_SUCH)
    if verb.lower() == "start":
        return _start(metabase, service, out, err)
    return _stop(metabase, service, out, err, sure=sure)


def _list(metabase: Metabase, out: TextIO) -> int:
    print("These Windows services are started:\n", file=out)
    for name in sorted(one.display for one in services.SERVICES if services.runs(metabase, one)):
        print(f"   {name}", file=out)
    print("\nThe command completed successfully.\n", file=out)
    return DONE


def _start(metabase: Metabase, service: Service, out: TextIO, err: TextIO) -> int:
    if services.runs(metabase, service):
        return _refused(err, *_STARTED)
    print(f"The {service.display} service is starting.", file=out)
    try:
        services.start(metabase, service)
    except services.ServiceError as error:
        return _refused(err, f"The {service.display} service could not be started.\n\n{error}", 3523)
    print(f"The {service.display} service was started successfully.\n", file=out)
    return DONE


def _stop(metabase: Metabase, service: Service, out: TextIO, err: TextIO, *, sure: bool) -> int:
    if not services.runs(metabase, service):
        return _refused(err, f"The {service.display} service is not started.", 3521)
    below = services.dependents(metabase, service)
    if below:
        _tell_dependents(service, below, out)
    if below and not sure and not _agreed(out):
        print("No valid response was provided.", file=err)
        return FAILED
    for one in (*below, service):
        print(f"The {one.display} service is stopping.", file=out)
        try:
            services.stop(metabase, one)
        except services.ServiceError as error:
            return _refused(err, f"The {one.display} service could not be stopped.\n\n{error}", 3523)
        print(f"The {one.display} service was stopped successfully.\n", file=out)
    return DONE


def _tell_dependents(service: Service, below: list[Service], out: TextIO) -> None:
    print(
        f"The following services are dependent on the {service.display} service.\n"
        f"Stopping the {service.display} service will also stop these services.\n",
        file=out,
    )
    for one in below:
        print(f"   {one.display}", file=out)
    print(file=out)


def _agreed(out: TextIO) -> bool:
    """Ask; where nobody answers it is no."""
    print("Do you want to continue this operation? (Y/N) [N]: ", end="", file=out, flush=True)
    answer = sys.stdin.readline()
    if not sys.stdin.isatty():
        print(file=out)
    return answer.strip().lower() in {"y", "yes"}


def _refused(err: TextIO, text: str, number: int) -> int:
    print(f"{text}\n\nMore help is available by typing NET HELPMSG {number}.\n", file=err)
    return FAILED
