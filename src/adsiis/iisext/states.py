"""Start, Stop, Pause, Continue and Status of sites: commands the service host carries out.

Each waits until the host has done it, so when `Stop` returns the port is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.adsi.commands import run_command
from adsiis.schema.constants import ServerCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def start(site: Any) -> None:
    """Start a site. Source: docs/behaviour.md, state-6."""
    _run(site, ServerCommand.START)


def stop(site: Any) -> None:
    """Stop a site: its ports are closed on return."""
    _run(site, ServerCommand.STOP)


def pause(site: Any) -> None:
    """Pause a site: it answers 503 until it continues."""
    _run(site, ServerCommand.PAUSE)


def continue_(site: Any) -> None:
    """Let a paused site serve again."""
    _run(site, ServerCommand.CONTINUE)


def status(site: Any) -> int:
    """The state of a site as a number, as ServerState gives it."""
    return int(site.ServerState)


def _run(site: Any, command: ServerCommand) -> None:
    run_command(site._cache.metabase, site._cache.path, command)  # noqa: SLF001 - the object's own methods


_STATES: Final[Mapping[str, Callable[..., object]]] = {
    "Start": start,
    "Stop": stop,
    "Pause": pause,
    "Continue": continue_,
    "Status": status,
}

METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    "IIsWebServer": _STATES,
    "IIsFtpServer": _STATES,
}
