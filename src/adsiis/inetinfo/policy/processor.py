"""Processor time: whether a pool used more of it than its share of an interval. Pure.

Source: docs/behaviour.md, pool-12.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adsiis.inetinfo.policy.settings import PoolSettings


@dataclass(frozen=True, slots=True)
class Share:
    """The interval that is counted.

    Attributes:
        began: when, in seconds of a steady clock.
        used: the seconds of processor time its processes had used before.
        exceeded: whether the share was used up within it.
    """

    began: float
    used: float = 0.0
    exceeded: bool = False

    def after(self, used: float, now: float, settings: PoolSettings, processors: int) -> Share:
        """The interval as it is now: the same one, used up or not, or the next.

        Args:
            used: the seconds of processor time all processes of the pool have used, those that ended too.
            now: the time.
            settings: of the pool.
            processors: how many this machine has.
        """
        if not settings.cpu_share or not settings.cpu_seconds or now - self.began >= settings.cpu_seconds:
            return Share(now, used)
        most = settings.cpu_share * settings.cpu_seconds * processors
        return Share(self.began, self.used, self.exceeded or used - self.used >= most)
