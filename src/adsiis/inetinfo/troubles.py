"""The failures of the processes of one pool: how long the next start waits, and when there were too many."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from adsiis.inetinfo.policy.crashing import Failures
from adsiis.inetinfo.restarts import Restarts

if TYPE_CHECKING:
    from adsiis.inetinfo.policy.settings import PoolSettings


class Troubles:
    """What went wrong with a pool so far. Source: docs/behaviour.md, restart-1, pool-10."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._restarts = Restarts()
        self._failures = Failures()

    def wait(self) -> float:
        """How many seconds the next start has to wait."""
        return self._restarts.wait(time.monotonic())

    def forget(self) -> None:
        """What went wrong counts no more."""
        self._restarts, self._failures = Restarts(), Failures()

    def add(self, started: float, settings: PoolSettings, *, counts: bool) -> str:
        """Note a failure of a process.

        Args:
            started: when it was started.
            settings: of its pool.
            counts: whether it counts for rapid-fail protection.

        Returns:
            A sentence when the pool is to be stopped, else nothing.
        """
        now = time.monotonic()
        self._restarts = self._restarts.after_crash(started, now)
        if counts:
            self._failures = self._failures.after(now, settings)
        if not self._failures.are_too_many(settings):
            return ""
        return (
            f"The pool {self._name} is stopped: its processes failed {len(self._failures.times)} times "
            f"within {settings.rapid_fail_seconds / 60:g} minutes (RapidFailProtection)."
        )
