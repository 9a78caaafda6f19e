"""Where an application runs: inside Inetinfo, or in which surrogate.

In IIS 5.0 isolation mode AppIsolated decides, in worker process mode the application pool does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.schema.constants import AppMode

if TYPE_CHECKING:
    from adsiis.w3svc.values import Values

POOLED_NAME: Final = "pooled"


class Place(NamedTuple):
    """A process that applications run in.

    Attributes:
        name: of the surrogate, as it is titled: `DefaultAppPool`, `pooled`, `W3SVC/1/ROOT/app`; empty for
            Inetinfo itself.
        pool: whether it is an application pool of worker process mode.
    """

    name: str
    pool: bool = False

    @property
    def in_process(self) -> bool:
        """Whether it is Inetinfo itself."""
        return not self.name


IN_PROCESS: Final = Place("")


def place_of(service: Values, values: Values, application_key: str) -> Place:
    """Where the application at a metabase path runs.

    Args:
        service: the values of the web service, whose mode is not handed down.
        values: the values the application's key sees.
        application_key: its metabase path.

    Source: docs/behaviour.md, place-1.
    """
    if not service.number("IIs5IsolationModeEnabled"):
        return Place(values.text("AppPoolId") or "DefaultAppPool", pool=True)
    mode = values.number("AppIsolated")
    if mode == AppMode.IN_PROCESS:
        return IN_PROCESS
    if mode == AppMode.ISOLATED:
        return Place(application_key.removeprefix("/LM/"))
    return Place(POOLED_NAME)
