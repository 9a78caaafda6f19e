"""The application pools of a host: their states, and the commands that start, stop and recycle them.

A pool has a state, whether or not a process runs for it: a started one gets its process with its first
request, a stopped one answers 503. In IIS 5.0 isolation mode there are no pools.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from adsiis.iisext.pools import RECYCLE
from adsiis.inetinfo.announcing import POOL
from adsiis.inetinfo.pool_settings import POOLS
from adsiis.inetinfo.states import NOT_ACTIVE, Outcome, is_reached, refused, transition
from adsiis.inetinfo.surrogate import SurrogateStartError
from adsiis.metabase import paths
from adsiis.schema.constants import KEY_TYPE, ServerCommand, ServerState
from adsiis.w3svc.values import Values

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from adsiis.inetinfo.announcing import News
    from adsiis.inetinfo.running import RunningApplications
    from adsiis.metabase.metabase import Metabase

SERVICE: Final = "/LM/W3SVC"
_FAILED: Final = 0x80004005
_COMMANDS: Final = {"start": ServerCommand.START, "stop": ServerCommand.STOP}

_log = logging.getLogger("adsiis.inetinfo")


class Pools:
    """The pools below AppPools. Everything here runs on the host's loop.

    Args:
        metabase: where pools and states stand.
        applications: runs what is in them.
        announce: says what became of pools; it stands in the volatile tree when that returns.
    """

    def __init__(
        self,
        metabase: Metabase,
        applications: RunningApplications,
        announce: Callable[[Sequence[News]], Awaitable[None]],
    ) -> None:
        self._tree = metabase.store.view
        self._applications = applications
        self._announce = announce
        self._states: dict[str, ServerState] = {}

    async def start_all(self) -> None:
        """Start every pool that starts by itself. Source: docs/behaviour.md, pool-2."""
        starting = {path: self._starts_itself(path) for path in self._known()}
        self._states = {
            path: ServerState.STARTED if starts else ServerState.STOPPED for path, starts in starting.items()
        }
        for path, starts in starting.items():
            self._applications.hold(paths.name_of(path), held=not starts)
        await self._announce([POOL.known(path, ServerState.STOPPED) for path in starting])
        started = [path for path, starts in starting.items() if starts]
        await self._announce([POOL.moved(p, ServerState.STOPPED, ServerState.STARTING) for p in started])
        await self._announce([POOL.settled(p, ServerState.STARTING, ServerState.STARTED) for p in started])

    async def obey(self, path: str, verb: str) -> Outcome:
        """Carry out a command; its states stand in the volatile tree when this returns.

        Source: docs/behaviour.md, pool-1, pool-3.
        """
        key = self._tree.key(path)
        if key is None or not self._is_pool(path):
            text = f"{path[4:]} is no application pool that this host runs."
            return Outcome(ServerState.STOPPED, NOT_ACTIVE, text)
        path = key.path
        if path not in self._states:
            await self.follow(path)
        state = self._states[path]
        if verb == RECYCLE:
            return await self._recycle(path, state)
        command = _COMMANDS.get(verb)
        if command is None:
            return refused(path, state, verb)
        if is_reached(state, command):
            return Outcome(state)
        way = transition(state, command)
        if way is None:
            return refused(path, state, verb)
        await self._announce([POOL.moved(path, state, way.passing)])
        await self._hold(path, held=command == ServerCommand.STOP)
        self._states[path] = way.target
        await self._announce([POOL.settled(path, way.passing, way.target)])
        return Outcome(way.target)

    def changed(self, touched: Iterable[str]) -> list[str]:
        """Of the pools here and in the tree those that came or went, after changes at these paths."""
        if not any(paths.is_below(path, POOLS) or paths.is_below(POOLS, path) for path in touched):
            return []
        return [
            path for path in {*self._states, *self._known()} if self._is_pool(path) != (path in self._states)
        ]

    async def follow(self, path: str) -> None:
        """Start a pool that was made, if it starts by itself; stop one that was deleted.

        Source: docs/behaviour.md, pool-2.
        """
        before = self._states.get(path)
        if before is None and self._is_pool(path):
            self._states[path], starts = ServerState.STOPPED, self._starts_itself(path)
            self._applications.hold(paths.name_of(path), held=not starts)
            await self._announce([POOL.known(path, ServerState.STOPPED)])
            if starts:
                await self.obey(path, "start")
        elif before is not None and not self._is_pool(path):
            await self._hold(path, held=True)
            del self._states[path]
            self._applications.hold(paths.name_of(path), held=False)
            await self._announce([POOL.gone(path, before)])

    async def fail(self, name: str, text: str) -> None:
        """The processes of a pool failed too often: it is stopped. Source: docs/behaviour.md, pool-10."""
        for path in [one for one in self._states if paths.fold(paths.name_of(one)) == paths.fold(name)]:
            before = self._states[path]
            self._states[path] = ServerState.STOPPED
            await self._announce([POOL.settled(path, before, ServerState.STOPPED, _FAILED, text)])

    async def leave(self, close: Callable[[], Awaitable[None]]) -> None:
        """Announce that all pools stop, do it, and announce that they have stopped."""
        running = [path for path, state in self._states.items() if state == ServerState.STARTED]
        await self._announce([POOL.moved(p, ServerState.STARTED, ServerState.STOPPING) for p in running])
        await close()
        await self._announce([POOL.moved(p, ServerState.STOPPING, ServerState.STOPPED) for p in running])

    async def _hold(self, path: str, *, held: bool) -> None:
        """Let a pool take requests no more, and end its process; or let it take them again."""
        name = paths.name_of(path)
        self._applications.hold(name, held=held)
        if held:
            await self._applications.stop(name)

    async def _recycle(self, path: str, state: ServerState) -> Outcome:
        if state != ServerState.STARTED:
            return refused(path, state, RECYCLE)
        try:
            await self._applications.recycle(paths.name_of(path))
        except SurrogateStartError as error:
            _log.error("%s", error)
            await self._announce([POOL.settled(path, state, state, _FAILED, str(error))])
            return Outcome(state, _FAILED, str(error))
        return Outcome(state)

    def _known(self) -> list[str]:
        if Values(self._tree, SERVICE).number("IIs5IsolationModeEnabled"):
            return []
        below = (paths.join(POOLS, name) for name in self._tree.children(POOLS))
        return [path for path in below if self._is_pool(path)]

    def _is_pool(self, path: str) -> bool:
        key = self._tree.key(path)
        kind = key.records.get(KEY_TYPE) if key is not None else None
        return (
            kind is not None
            and kind.data == "IIsApplicationPool"
            and paths.fold(paths.parent(path)) == paths.fold(POOLS)
            and not Values(self._tree, SERVICE).number("IIs5IsolationModeEnabled")
        )

    def _starts_itself(self, path: str) -> bool:
        return bool(Values(self._tree, path).number("AppPoolAutoStart"))
