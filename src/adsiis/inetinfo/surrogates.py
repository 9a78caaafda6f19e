"""The surrogates of a host, by the place they run for; one task looks after all of them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from adsiis.inetinfo.group import Group
from adsiis.inetinfo.keeper import LOOK_SECONDS, Keeper
from adsiis.inetinfo.launching import Launcher
from adsiis.inetinfo.policy.settings import PoolSettings
from adsiis.inetinfo.pool_settings import POOLS
from adsiis.inetinfo.refusals import Refusal
from adsiis.metabase import paths
from adsiis.w3svc.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from adsiis.inetinfo.listening import Listening, WorkerReport


_log = logging.getLogger("adsiis.inetinfo")


class Surrogates:
    """All surrogates of a host. Everything here runs on the host's loop.

    Args:
        home: the data folder.
        settings_of: the settings of a pool by its name, None where there is no such pool.
        environment: variables that surrogates get beside the host's own.

    Attributes:
        listening: is told what becomes of them; to be set before the first one starts.
        on_look: told all surrogates after each look at them.
    """

    listening: Listening

    def __init__(
        self,
        home: str,
        settings_of: Callable[[str], PoolSettings | None],
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._settings_of = settings_of
        self.on_look: Callable[[list[WorkerReport]], None] = lambda _: None
        self._launcher = Launcher(home, environment)
        self._groups: dict[Place, Group] = {}
        self._keepers: list[Keeper] = []
        self._task: asyncio.Task[None] | None = None

    def group(self, place: Place) -> Group:
        """The surrogates of a place; they are started when a request comes.

        Source: docs/behaviour.md, surrogate-1, pool-8.
        """
        return self._groups.get(_folded(place)) or self._made(place)

    def pool(self, name: str) -> Group:
        """The surrogates of a pool."""
        return self.group(Place(name, pool=True))

    def known_pool(self, name: str) -> Group | None:
        """The surrogates of a pool that was asked for before."""
        return self._groups.get(_folded(Place(name, pool=True)))

    def reports(self) -> list[WorkerReport]:
        """All surrogates as they were when they were last measured."""
        return [one for group in self._groups.values() for one in group.reports()]

    async def unload(self, key: str) -> None:
        """Unload the applications at a metabase path and below it, in whichever surrogate they are.

        A surrogate that serves one application alone is stopped.
        """
        for place, group in list(self._groups.items()):
            if not place.pool and paths.is_below(f"/LM/{group.name}", key):
                await group.stop()
            else:
                await group.unload(key)

    async def follow(self, touched: Iterable[str]) -> None:
        """Read the settings of the pools again that changes at these paths bear on.

        Source: docs/behaviour.md, recycle-7, pool-8.
        """
        changed = list(touched)
        for place, group in list(self._groups.items()):
            path = paths.join(POOLS, group.name) if place.pool else ""
            if path and any(paths.is_below(path, one) or paths.is_below(one, path) for one in changed):
                self._follow(group)
                await asyncio.sleep(0)

    async def close(self) -> None:
        """Stop all of them."""
        if self._task is not None:
            self._task.cancel()
        await asyncio.gather(*(group.close() for group in self._groups.values()))
        self._launcher.close()

    def _follow(self, group: Group) -> None:
        settings = self._settings_of(group.name)
        group.refuse(Refusal.MISSING, refused=settings is None)
        if settings is None:
            group.spawn(group.stop())
        else:
            group.follow(settings)

    def _made(self, place: Place) -> Group:
        settings = self._settings_of(place.name) if place.pool else PoolSettings()
        group = Group(place.name, settings or PoolSettings(), self._launcher, self.listening)
        group.refuse(Refusal.MISSING, refused=settings is None)
        self._groups[_folded(place)] = group
        self._keepers.append(Keeper(group))
        if self._task is None:
            self._task = asyncio.create_task(self._look())
        return group

    async def _look(self) -> None:
        """Look after all of them, for ever."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for keeper in self._keepers:
                try:
                    keeper.look()
                except Exception:  # noqa: BLE001 - one pool must not keep the others from being looked after
                    _log.exception("A pool could not be looked after.")
            self.on_look(self.reports())


def _folded(place: Place) -> Place:
    return place._replace(name=paths.fold(place.name))
