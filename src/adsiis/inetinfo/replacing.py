"""How a surrogate of a pool is replaced: another one is ready first, and then takes the requests.

Source: docs/behaviour.md, pool-3, recycle-7.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from adsiis.inetinfo.surrogate import SurrogateStartError

if TYPE_CHECKING:
    from adsiis.inetinfo.group import Group
    from adsiis.inetinfo.policy.reasons import Reason
    from adsiis.inetinfo.surrogate import Surrogate

_log = logging.getLogger("adsiis.inetinfo")


class Replacing:
    """The replacements of one group that go on now."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._under_way: dict[Surrogate, asyncio.Task[None]] = {}

    async def replace_all(self, reason: Reason) -> None:
        """Replace all surrogates, one after the other, and wait for replacements that go on already.

        Raises SurrogateStartError; then the old ones go on.
        """
        under_way = list(self._under_way.values())
        for one in [one for one in self._group.taking if one.leaving is None]:
            await self._replace(one, reason)
        if under_way:
            await asyncio.wait(under_way)

    def begin(self, old: Surrogate, reason: Reason) -> None:
        """Replace one in the background."""
        old.leaving = reason
        self._under_way[old] = task = self._group.spawn(self._replaced(old, reason))
        task.add_done_callback(lambda _: self._under_way.pop(old, None))

    async def _replaced(self, old: Surrogate, reason: Reason) -> None:
        """As `_replace`, when nobody waits for it."""
        try:
            await self._replace(old, reason)
        except SurrogateStartError as error:
            text = f"Process {old.pid} could not be replaced and goes on: {error}"
            _log.error("%s", text)
            self._group.tell("recycle failed", text)

    async def _replace(self, old: Surrogate, reason: Reason) -> None:
        group, old.leaving = self._group, reason
        if not group.settings.overlaps:
            self._tell(reason, f"Process {old.pid} ends before another one is started.")
            group.before = group.retire(old, reason, tunnels=True)
            await asyncio.wait([group.before])
            return
        try:
            new = await asyncio.shield(group.launch_another(f"recycled ({reason.word})"))
        except SurrogateStartError:
            old.leaving = None
            group.hold(old, held=False)
            raise
        self._tell(reason, f"Process {new.pid} takes over from process {old.pid}.")
        group.retire(old, reason, tunnels=True)

    def _tell(self, reason: Reason, text: str) -> None:
        """Say it where LogEventOnRecycle wants it. Source: docs/behaviour.md, recycle-8."""
        self._group.tell("recycled", f"{text} {reason.sentence}")
        if reason.is_told(self._group.settings.told):
            _log.warning("The pool %s is recycled: %s %s", self._group.name, reason.sentence, text)
