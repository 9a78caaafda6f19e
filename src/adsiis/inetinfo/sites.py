"""The web sites of a host: their states, and the commands that lead from one to the next.

Every transition is announced before and after it is made. A site's commands are carried out in the order they
were queued.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from adsiis.inetinfo.announcing import SITE
from adsiis.inetinfo.states import NOT_ACTIVE, Outcome, is_reached, refused, transition
from adsiis.metabase import paths
from adsiis.schema import schema
from adsiis.schema.constants import KEY_TYPE, ServerCommand, ServerState
from adsiis.w3svc.siteconfig import SiteStartError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from adsiis.inetinfo.announcing import News
    from adsiis.metabase.metabase import Metabase
    from adsiis.w3svc.service import WebService

SERVICE: Final = "/LM/W3SVC"
_NO_SUCH_KEY: Final = 0x80070003
_FAILED: Final = 0x80004005
_AT_ONCE: Final = 250  # sites are announced in groups, lest the news of ten thousand stay in memory
_VERBS: Final = {command.name.lower(): command for command in ServerCommand}

_log = logging.getLogger("adsiis.inetinfo")


class Sites:
    """The sites below W3SVC. Everything here runs on the host's loop.

    Args:
        metabase: where sites and states stand.
        service: what serves them.
        announce: says what became of sites; it stands in the volatile tree when that returns.
    """

    def __init__(
        self,
        metabase: Metabase,
        service: WebService,
        announce: Callable[[Sequence[News]], Awaitable[None]],
    ) -> None:
        self._tree = metabase.store.view
        self._service = service
        self._announce = announce
        self._states: dict[str, ServerState] = {}

    def started(self) -> list[str]:
        """The paths of the sites that serve now."""
        return [path for path, state in self._states.items() if state == ServerState.STARTED]

    async def start_all(self) -> int:
        """Start every site that starts by itself; how many could not.

        Source: docs/behaviour.md, host-2.
        """
        known = self._known()
        self._states = dict.fromkeys(known, ServerState.STOPPED)
        failed = 0
        for first in range(0, len(known), _AT_ONCE):
            failed += await self._start_some(known[first : first + _AT_ONCE])
        return failed

    async def _start_some(self, known: Sequence[str]) -> int:
        await self._announce([SITE.known(path, ServerState.STOPPED) for path in known])
        starting = [path for path in known if self._starts_itself(path)]
        await self._announce(
            [SITE.moved(path, ServerState.STOPPED, ServerState.STARTING) for path in starting]
        )
        outcomes = {path: await self._attempt(path, ServerCommand.START) for path in starting}
        await self._announce(
            [SITE.settled(path, ServerState.STARTING, *outcome) for path, outcome in outcomes.items()]
        )
        return sum(1 for outcome in outcomes.values() if outcome.error)

    async def leave(self, close: Callable[[], Awaitable[None]]) -> None:
        """Announce that all sites stop, do it, and announce that they have stopped."""
        running = {path: state for path, state in self._states.items() if state != ServerState.STOPPED}
        await self._announce(
            [SITE.moved(path, state, ServerState.STOPPING) for path, state in running.items()]
        )
        await close()
        await self._announce([SITE.moved(p, ServerState.STOPPING, ServerState.STOPPED) for p in running])

    async def obey(self, path: str, verb: str) -> Outcome:
        """Carry out a command; its states stand in the volatile tree when this returns.

        Source: docs/behaviour.md, state-6, state-8.
        """
        key = self._tree.key(path)
        if key is None:
            return Outcome(ServerState.STOPPED, _NO_SUCH_KEY, f"There is no key {path}.")
        path = key.path
        if not self._is_site(path):
            text = f"{path[4:]}: the service it belongs to does not run on this host."
            return Outcome(ServerState.STOPPED, NOT_ACTIVE, text)
        command, state = _VERBS[verb], self._states.get(path, ServerState.STOPPED)
        if is_reached(state, command):
            return Outcome(state)
        way = transition(state, command)
        if way is None:
            return refused(path, state, verb)
        await self._announce([SITE.moved(path, state, way.passing)])
        outcome = await self._attempt(path, command)
        await self._announce([SITE.settled(path, way.passing, *outcome)])
        return outcome

    async def reconcile(self) -> None:
        """Follow a tree that was replaced: stop sites that went, start new ones that start by themselves."""
        known = set(self._known())
        for path in list(self._states):
            if path not in known:
                await self.forget(path)
        for path in known:
            if path not in self._states and self._starts_itself(path):
                await self.obey(path, "start")

    async def forget(self, path: str) -> None:
        """A site's key was deleted: stop it, and leave no state behind."""
        before = self._states.pop(path, ServerState.STOPPED)
        if before != ServerState.STOPPED:
            await self._service.stop_site(path)
        await self._announce([SITE.gone(path, before)])

    def gone(self, touched: Iterable[str]) -> list[str]:
        """Of the sites known here those whose key no longer exists, after changes at these paths."""
        return [path for path in touched if path in self._states and self._tree.key(path) is None]

    async def _attempt(self, path: str, command: ServerCommand) -> Outcome:
        """Do it, without a word to the volatile tree."""
        steps: dict[ServerCommand, tuple[Callable[[str], Awaitable[None]], ServerState]] = {
            ServerCommand.START: (self._service.start_site, ServerState.STARTED),
            ServerCommand.STOP: (self._service.stop_site, ServerState.STOPPED),
            ServerCommand.PAUSE: (self._service.pause_site, ServerState.PAUSED),
            ServerCommand.CONTINUE: (self._service.continue_site, ServerState.STARTED),
        }
        step, target = steps[command]
        try:
            await step(path)
        except SiteStartError as error:
            _log.error("%s", error)
            self._states[path] = ServerState.STOPPED
            return Outcome(ServerState.STOPPED, error.win32_code, str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller must get an answer
            _log.exception("%s of %s failed", command.name.lower(), path)
            return Outcome(self._states.get(path, ServerState.STOPPED), _FAILED, f"{path[4:]}: {error}")
        self._states[path] = target
        return Outcome(target)

    def _known(self) -> list[str]:
        below = (paths.join(SERVICE, name) for name in self._tree.children(SERVICE))
        return [path for path in below if self._is_site(path)]

    def _is_site(self, path: str) -> bool:
        key = self._tree.key(path)
        kind = key.records.get(KEY_TYPE) if key is not None else None
        return kind is not None and kind.data == "IIsWebServer" and paths.fold(paths.parent(path)) == SERVICE

    def _starts_itself(self, path: str) -> bool:
        record = self._tree.lineage(path).record(_id("ServerAutoStart"))
        return record is None or bool(record.data)


class Queues:
    """Runs commands: those for one path one after the other, those for different paths side by side."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Task[None]] = {}

    def add(self, path: str, run: Callable[[], Awaitable[None]]) -> None:
        """Run something after all that was added for the same path before."""
        name = paths.fold(path)
        task = asyncio.create_task(_after(self._last.get(name), run))
        self._last[name] = task
        task.add_done_callback(lambda done: self._last.pop(name) if self._last.get(name) is done else None)

    async def finish(self) -> None:
        """Wait for everything that was added."""
        await asyncio.gather(*self._last.values(), return_exceptions=True)


async def _after(before: asyncio.Task[None] | None, run: Callable[[], Awaitable[None]]) -> None:
    if before is not None:
        await asyncio.wait([before])
    await run()


def _id(name: str) -> int:
    prop = schema().property(name)
    assert prop is not None  # noqa: S101 - our own schema
    return prop.id
