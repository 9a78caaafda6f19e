"""The applications a host runs: where each is, whether it is loaded, and how it is unloaded.

Whether an application runs stands in the volatile tree at its key, for AppGetStatus2 to read.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from adsiis.metabase import paths
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.record import DWORD, SERVER, VOLATILE, Record
from adsiis.schema.constants import APP_STATUS, AppStatus

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from adsiis.dllhost.applications import Applications
    from adsiis.dllhost.context import Context, Runner
    from adsiis.http import Request, Response
    from adsiis.inetinfo.surrogates import Surrogates
    from adsiis.metabase.changes import Change
    from adsiis.w3svc.places import Place


class RunningApplications:
    """The applications that were asked for since they were last unloaded. All of it on the host's loop.

    Args:
        here: runs applications inside Inetinfo.
        surrogates: runs all others.
        write: commits changes to the volatile tree, beside the loop.
    """

    def __init__(
        self,
        here: Applications,
        surrogates: Surrogates,
        write: Callable[[Iterable[Change]], Awaitable[None]],
    ) -> None:
        self._here = here
        self._surrogates = surrogates
        self._write = write
        self._places: dict[str, Place] = {}
        self._runners: dict[Place, Runner] = {}
        self._writing: set[asyncio.Task[None]] = set()
        surrogates.on_end = self._surrogate_ended

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
            await self._write([_status(one, AppStatus.STOPPED) for one in gone])

    async def close(self) -> None:
        """Unload everything."""
        self._places.clear()
        await asyncio.gather(self._here.close(), self._surrogates.close())
        await asyncio.gather(*self._writing, return_exceptions=True)

    def _runner(self, place: Place) -> Runner:
        def run(request: Request, context: Context, path: str, script: str | None) -> Awaitable[Response]:
            if self._places.get(context.key) is not place:
                self._note(context.key, place)
            runner = self._here if place.in_process else self._surrogates.runner(place)
            return runner(request, context, path, script)

        return run

    def _note(self, key: str, place: Place) -> None:
        self._places[key] = place
        self._write_later([_status(key, AppStatus.RUNNING)])

    def _surrogate_ended(self, name: str) -> None:
        gone = [key for key, place in self._places.items() if place.name == name]
        for key in gone:
            del self._places[key]
        if gone:
            self._write_later([_status(key, AppStatus.STOPPED) for key in gone])

    def _write_later(self, changes: list[Change]) -> None:
        task = asyncio.ensure_future(self._write(changes))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)


def _status(key: str, status: AppStatus) -> SetRecords:
    return SetRecords(key, (Record(APP_STATUS, VOLATILE, SERVER, DWORD, int(status)),), make=True)
