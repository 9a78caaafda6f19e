"""`iisreset`: all services stopped and started; the store stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from adsiis.admin import services
from adsiis.admin.machine import local_metabase
from adsiis.adsi import GetObject
from adsiis.adsi.errors import ADSIError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.metabase.metabase import Metabase

DONE: Final = 0
FAILED: Final = 1
_ACTIONS: Final = ("restart", "start", "stop", "status")
_NOT_HERE: Final = ("reboot", "enable", "disable")
_IGNORED: Final = ("rebootonerror",)
_RESTART_SECONDS: Final = 20.0

_HELP: Final = r"""IISRESET [computer]

    /RESTART            stop all Internet services and start them again; what happens without a word
    /START              start them
    /STOP               stop them
    /STATUS             show which run
    /NOFORCE            do not end them by force when they do not stop in time
    /TIMEOUT:seconds    how long stopping may take: 20 for a restart, 60 for a stop
    /REBOOTONERROR      taken and ignored"""


class UsageError(Exception):
    """The command line is none it takes."""


@dataclass(slots=True)
class Asked:
    """What a command line asks for."""

    action: str = ""
    force: bool = True
    seconds: float | None = None
    machine: str = "localhost"


def run(words: Sequence[str], out: TextIO, err: TextIO) -> int:  # noqa: ARG001 - as every command
    """Run a command line; 0, or 1 when it was refused or failed. Source: docs/behaviour.md, service-7."""
    if any(word.lower() in {"/?", "-?", "/help"} for word in words):
        print(_HELP, file=out)
        return DONE
    try:
        asked = _read(words)
        GetObject(f"IIS://{asked.machine}")
        return _act(local_metabase(), asked, out)
    except UsageError as error:
        print(f'{error}\nType "iisreset /?" for help.', file=out)
    except services.ServiceError as error:
        print(f"The operation failed. {error}", file=out)
    except ADSIError as error:
        print(error.description, file=out)
    return FAILED


def _read(words: Sequence[str]) -> Asked:
    asked = Asked()
    for word in words:
        name, _, value = word[1:].lower().partition(":")
        if word[:1] not in {"/", "-"}:
            asked.machine = word.lstrip("\\")
        elif name in _ACTIONS and not asked.action:
            asked.action = name
        elif name == "noforce":
            asked.force = False
        elif name == "timeout" and value.isascii() and value.isdecimal():
            asked.seconds = float(value)
        elif name in _NOT_HERE:
            raise UsageError(f'"{word}" is not done here: this is a command for the services alone.')
        elif name not in _IGNORED:
            raise UsageError(f'"{word}" is no option, or does not go with those before.')
    asked.action = asked.action or "restart"
    return asked


def _act(metabase: Metabase, asked: Asked, out: TextIO) -> int:
    if asked.action == "status":
        for service in services.SERVICES:
            state = "Running" if services.runs(metabase, service) else "Stopped"
            print(f"Status for {service.display} ( {service.name} ) : {state}", file=out)
        return DONE
    print(file=out)
    if asked.action != "start":
        print("Attempting stop...", file=out, flush=True)
        default = _RESTART_SECONDS if asked.action == "restart" else services.STOP_SECONDS
        seconds = default if asked.seconds is None else asked.seconds
        services.stop(metabase, services.IISADMIN, seconds=seconds, force=asked.force)
        print("Internet services successfully stopped", file=out)
    if asked.action != "stop":
        print("Attempting start...", file=out, flush=True)
        services.start(metabase, services.W3SVC)
        print(f"Internet services successfully {asked.action}ed", file=out)
    return DONE
