"""Rapid-fail protection: whether the processes of a pool failed too often in too short a time. Pure.

Source: docs/behaviour.md, pool-10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adsiis.inetinfo.policy.settings import PoolSettings


@dataclass(frozen=True, slots=True)
class Failures:
    """The failures of a pool that still count.

    Attributes:
        times: when they were, oldest first, in seconds of a steady clock.
    """

    times: tuple[float, ...] = ()

    def after(self, now: float, settings: PoolSettings) -> Failures:
        """What is known after another failure."""
        return Failures((*(at for at in self.times if now - at < settings.rapid_fail_seconds), now))

    def are_too_many(self, settings: PoolSettings) -> bool:
        """Whether the pool is to be stopped."""
        return settings.rapid_fail and len(self.times) >= settings.rapid_fail_crashes
