"""How surrogates of a pool end: with what they have in work first; some are left alone for a debugger.

What is here takes no more requests. Source: docs/behaviour.md, recycle-10, pool-11.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from adsiis.inetinfo.detached import start_detached
from adsiis.inetinfo.surrogate import LAST_SECONDS

if TYPE_CHECKING:
    from adsiis.inetinfo.group import Group
    from adsiis.inetinfo.surrogate import Surrogate


class Ending:
    """The surrogates of one group that take no more requests.

    Attributes:
        leaving: those that end, each with the task that ends it.
        orphans: those that are left as they are.
    """

    def __init__(self, group: Group) -> None:
        self._group = group
        self.leaving: dict[Surrogate, asyncio.Task[None]] = {}
        self.orphans: list[Surrogate] = []

    def begin(self, old: Surrogate, *, tunnels: bool) -> asyncio.Task[None]:
        """End one in the background; its tunnels count as requests in work, or do not."""
        task = self.leaving.get(old)
        if task is None:
            task = self.leaving[old] = asyncio.create_task(self._end(old, tunnels=tunnels))
            task.add_done_callback(lambda _: self.leaving.pop(old, None))
        return task

    async def ended(self) -> None:
        """Return when none is left but orphans."""
        await asyncio.gather(*self.leaving.values())

    async def close(self) -> None:
        """End all, orphans too; those that take too long are killed."""
        for one in self.orphans:
            one.kill()
        ending = [*self.leaving.values(), *(one.ended for one in self.orphans)]
        if ending:
            await asyncio.wait(ending, timeout=2 * LAST_SECONDS)
        for one in self.leaving:
            one.kill()
        await self.ended()

    def orphan(self, one: Surrogate) -> None:
        """Leave one as it is, for a debugger; what it was sent may yet be begun, so it stays."""
        group = self._group
        one.asked = True
        self.orphans.append(one)
        one.ended.add_done_callback(lambda _: self.orphans.remove(one))
        group.tell("orphaned", f"Process {one.pid} is left alone (OrphanWorkerProcess).")
        one.forwarder.hand_back(lambda _: False, one.seen.read)
        group.spawn(one.forwarder.close())
        start_detached(*group.settings.orphan_action, one.pid, group.name)

    async def _end(self, old: Surrogate, *, tunnels: bool) -> None:
        group = self._group
        await old.settle(group.settings.shutdown_seconds, tunnels=tunnels)
        requests = old.forwarder.requests
        if not await old.end():
            group.tell("late", f"Process {old.pid} did not end within ShutdownTimeLimit.")
            if group.settings.orphans:
                self.orphan(old)
                return
            old.kill()
            await asyncio.wait([old.ended])
        lost = f"; {old.sessions} sessions ended with it" if old.sessions else ""
        group.tell("ended", f"Process {old.pid} has ended after {requests} requests{lost}.")
