"""The applications a host runs: where each is, whether it is loaded, and how it is unloaded.

Whether an application runs stands in the volatile tree at its key, for AppGetStatus2 to read. A pool that is
held, because it was stopped, answers 503.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from adsiis.inetinfo import announcing
from adsiis.inetinfo.policy.reasons import Reason
from adsiis.inetinfo.refusals import Refusal
from adsiis.metabase import paths
from adsiis.schema.constants import AppStatus

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from adsiis.dllhost.applications import Applications
    from adsiis.dllhost.context import Context, Runner
    from adsiis.http import Answer, Request
    from adsiis.inetinfo.announcing import Announcer
    from adsiis.inetinfo.group import Group
    from adsiis.inetinfo.listening import WorkerReport
    from adsiis.inetinfo.surrogates import Surrogates
    from adsiis.w3svc.places import Place

REPORT_LOOKS: Final = 4


class RunningApplications:
    """The applications that were asked for since they were last unloaded. All of it on the host's loop.

    Args:
        here: runs applications inside Inetinfo.
        surrogates: runs all others.
        announcer: says what became of applications.

    Attributes:
        on_failed: told the pool whose processes failed too often, and what happened in a sentence.
    """

    def __init__(self, here: Applications, surrogates: Surrogates, announcer: Announcer) -> None:
        self._here = here
        self._surrogates = surrogates
        self._announcer = announcer
        self._places: dict[str, Place] = {}
        self._runners: dict[Place, Runner] = {}
        self._told: list[WorkerReport] = []
        self._told_pids: set[tuple[int, str]] = set()
        self._looks = 0
        self._counts: dict[str, int] = {}
        self._counts_told: dict[str, int] = {}
        self.on_failed: Callable[[str, str], None] = lambda *_: None
        surrogates.listening = self
        surrogates.on_look = self._looked

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
        if held:
            self._surrogates.pool(pool).refuse(Refusal.STOPPED, refused=True)
            return
        known = self._surrogates.known_pool(pool)
        if known is not None:
            known.forgive()

    async def start(self, pool: str, context: Context) -> None:
        """Have all processes a pool may have run, with an application loaded, before its first request."""
        group = self._surrogates.pool(pool)
        group.note(context)
        await group.fill()

    async def stop(self, pool: str) -> None:
        """End the processes of a pool, when their requests in work are done; they have ended on return."""
        known = self._surrogates.known_pool(pool)
        if known is not None:
            await known.stop()

    async def recycle(self, pool: str) -> None:
        """Replace the processes of a pool, if it has any.

        Raises SurrogateStartError; then the old ones go on. Source: docs/behaviour.md, pool-3.
        """
        known = self._surrogates.known_pool(pool)
        if known is not None:
            await known.recycle(Reason.COMMAND)

    async def explain(self, pool: str, seconds: float) -> str:
        """What grows in one process of a pool, as JSON; empty when none runs."""
        known = self._surrogates.known_pool(pool)
        return await known.explain(seconds) if known is not None else ""

    async def follow(self, touched: Iterable[str]) -> None:
        """Keep the processes of pools by the settings as they are after changes at these paths."""
        await self._surrogates.follow(touched)

    async def close(self) -> None:
        """Unload everything."""
        self._places.clear()
        await asyncio.gather(self._here.close(), self._surrogates.close())

    def _runner(self, place: Place) -> Runner:
        if place.in_process:
            return self._runner_here(place)
        places, group, counts = self._places, self._surrogates.group(place), self._counts

        def run(request: Request, context: Context, path: str, script: str | None) -> Awaitable[Answer]:
            if group.refusals:
                return _refuse(group)
            if places.get(context.key) is not place:
                self._note(context.key, place)
                group.note(context)
            counts[context.key] = counts.get(context.key, 0) + 1
            return group.run(request, context, path, script)

        return run

    def _runner_here(self, place: Place) -> Runner:
        def run(request: Request, context: Context, path: str, script: str | None) -> Awaitable[Answer]:
            if self._places.get(context.key) is not place:
                self._note(context.key, place)
            return self._here(request, context, path, script)

        return run

    def _note(self, key: str, place: Place) -> None:
        self._places[key] = place
        self._announcer.announce_later(_news([key], AppStatus.RUNNING))

    def ended(self, name: str) -> None:
        """The last surrogate of a name takes no more requests."""
        gone = [key for key, place in self._places.items() if paths.fold(place.name) == paths.fold(name)]
        for key in gone:
            del self._places[key]
        if gone:
            self._announcer.announce_later(_news(gone, AppStatus.STOPPED))

    def changed(self, name: str, state: str, text: str) -> None:
        """Something became of a surrogate."""
        self._announcer.announce_later([announcing.process(name, state, text)])

    def failed(self, name: str, text: str) -> None:
        """The surrogates of a pool failed so often that no more are started."""
        self.on_failed(name, text)

    def _looked(self, reports: list[WorkerReport]) -> None:
        """Say how the surrogates are, every now and then and whenever one came or went."""
        pids = {(one.pid, one.state) for one in reports}
        self._looks += 1
        changed = {key: n for key, n in self._counts.items() if n != self._counts_told.get(key)}
        if changed and self._looks % REPORT_LOOKS == 0:
            self._counts_told |= changed
            self._announcer.announce_later([announcing.requests(changed)])
        if (pids != self._told_pids or self._looks % REPORT_LOOKS == 0) and reports != self._told:
            gone = {one.pid for one in self._told} - {one.pid for one in reports}
            self._told, self._told_pids = reports, pids
            self._announcer.announce_later([announcing.workers(reports, gone)])


def _news(keys: list[str], status: AppStatus) -> list[announcing.News]:
    return [announcing.application(key, status) for key in keys]


async def _refuse(group: Group) -> Answer:
    return group.refusal()
