"""The applications a host runs: where each is, whether it is loaded, and how it is unloaded.

Whether an application runs stands in the volatile tree at its key, for AppGetStatus2 to read. A pool that is
held, because it was stopped, answers 503.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from adsiis.inetinfo import announcing
from adsiis.metabase import paths
from adsiis.schema.constants import AppStatus
from adsiis.w3svc.errors import error_response

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from adsiis.dllhost.applications import Applications
    from adsiis.dllhost.context import Context, Runner
    from adsiis.http import Answer, Request
    from adsiis.inetinfo.announcing import Announcer
    from adsiis.inetinfo.surrogates import Surrogates
    from adsiis.w3svc.places import Place


class RunningApplications:
    """The applications that were asked for since they were last unloaded. All of it on the host's loop.

    Args:
        here: runs applications inside Inetinfo.
        surrogates: runs all others.
        announcer: says what became of applications.
    """

    def __init__(self, here: Applications, surrogates: Surrogates, announcer: Announcer) -> None:
        self._here = here
        self._surrogates = surrogates
        self._announcer = announcer
        self._places: dict[str, Place] = {}
        self._runners: dict[Place, Runner] = {}
        self._held: set[str] = set()
        surrogates.on_end = self._surrogate_ended
        surrogates.on_change = self._surrogate_changed

    def runner_at(self, place: Place) -> Runner:
        """What runs the applications of a place."""
        found = self._runners.get(place)
        if found is None:
            found = self._runners[place] = self._runner(place)
        return found

    async def unload(self, key: str) -> None:
        """Unload the application at a metabase path and those below it; the next request loads them anew.

        Source: docs/behaviour.md, app-1.
        """
        gone = [one for one in self._places if paths.is_below(one, key)]
        for one in gone:
            del self._places[one]
        await self._here.unload(key)
        await self._surrogates.unload(key)
        if gone:
            await self._announcer.announce(_news(gone, AppStatus.STOPPED))

    def hold(self, pool: str, *, held: bool) -> None:
        """Let a pool answer 503, or no more. Source: docs/behaviour.md, pool-1."""
        (self._held.add if held else self._held.discard)(paths.fold(pool))

    async def stop(self, pool: str) -> None:
        """End the process of a pool, when its requests in work are done; it has ended on return."""
        await self._surrogates.stop(pool)

    async def recycle(self, pool: str, *, overlapping: bool) -> None:
        """Replace the process of a pool, if it has one.

        Args:
            pool: its name.
            overlapping: whether the old one goes on until the new one takes requests.

        Raises SurrogateStartError; then the old one goes on. Source: docs/behaviour.md, pool-3.
        """
        if overlapping:
            await self._surrogates.replace(pool)
        else:
            await self._surrogates.stop(pool)

    async def close(self) -> None:
        """Unload everything."""
        self._places.clear()
        await asyncio.gather(self._here.close(), self._surrogates.close())

    def _runner(self, place: Place) -> Runner:
        held, pool = self._held, paths.fold(place.name) if place.pool else ""

        def run(request: Request, context: Context, path: str, script: str | None) -> Awaitable[Answer]:
            if pool in held:
                return _refuse()
            if self._places.get(context.key) is not place:
                self._note(context.key, place)
            runner = self._here if place.in_process else self._surrogates.runner(place)
            return runner(request, context, path, script)

        return run

    def _note(self, key: str, place: Place) -> None:
        self._places[key] = place
        self._announcer.announce_later(_news([key], AppStatus.RUNNING))

    def _surrogate_ended(self, name: str) -> None:
        gone = [key for key, place in self._places.items() if place.name == name]
        for key in gone:
            del self._places[key]
        if gone:
            self._announcer.announce_later(_news(gone, AppStatus.STOPPED))

    def _surrogate_changed(self, name: str, state: str, text: str) -> None:
        self._announcer.announce_later([announcing.process(name, state, text)])


def _news(keys: list[str], status: AppStatus) -> list[announcing.News]:
    return [announcing.application(key, status) for key in keys]


async def _refuse() -> Answer:
    return error_response(503)
