"""When a process of a pool is to be replaced, or ended for want of work. Pure: facts in, a reason out.

Memory is judged by what it will be when the new process can take over, so that one that leaks quickly is
replaced before it passes its limit and not after. Source: docs/behaviour.md, recycle-2 to recycle-6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.inetinfo.policy.reasons import Reason
from adsiis.inetinfo.policy.schedule import is_due

if TYPE_CHECKING:
    from datetime import datetime

    from adsiis.inetinfo.policy.settings import PoolSettings

RATES: Final = 3
_EARLIEST: Final = 0.5
_FULL: Final = 1.05


@dataclass(frozen=True, slots=True)
class Growth:
    """How the private memory of a process grows: the last measure, and the last rates.

    The lowest of the last rates counts, so that a burst at the start is not taken for a leak.

    Attributes:
        kb: the last measure.
        at: when, in seconds of a steady clock.
        rates: KB per second between the last measures.
    """

    kb: int = 0
    at: float = 0.0
    rates: tuple[float, ...] = ()

    def after(self, kb: int, at: float) -> Growth:
        """What is known after another measure."""
        if not self.at or at <= self.at:
            return Growth(kb, at, self.rates)
        return Growth(kb, at, (*self.rates, (kb - self.kb) / (at - self.at))[-RATES:])

    def expected(self, seconds: float) -> float:
        """The KB to be expected after so many more seconds; never less than now."""
        rate = min(self.rates) if len(self.rates) == RATES else 0.0
        return self.kb + max(0.0, rate) * seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is known of a process that takes requests.

    Attributes:
        seconds: how long it runs.
        started: when it was started, on the local clock.
        now: that clock now.
        requests: how many it took.
        idle_seconds: how long it has had nothing to do.
        virtual_kb: its data segment and stacks, as reserved.
        growth: its private memory.
        replacing_seconds: how long it takes until another one could take over.
    """

    seconds: float
    started: datetime
    now: datetime
    requests: int = 0
    idle_seconds: float = 0.0
    virtual_kb: int = 0
    growth: Growth = Growth()
    replacing_seconds: float = 0.0


def reason_to_recycle(settings: PoolSettings, life: Life) -> Reason | None:
    """Why a process is to be replaced now, if it is."""
    if 0 < settings.restart_seconds <= life.seconds:
        return Reason.TIME
    if 0 < settings.restart_requests <= life.requests:
        return Reason.REQUESTS
    if is_due(settings.restart_times, life.started, life.now):
        return Reason.SCHEDULE
    if 0 < settings.virtual_kb <= life.virtual_kb:
        return Reason.MEMORY
    if settings.private_kb and _reaches(settings.private_kb, life):
        return Reason.PRIVATE_MEMORY
    return None


def is_full(settings: PoolSettings, growth: Growth, seconds: float) -> bool:
    """Whether a process may have so much memory so soon that requests rather wait for its successor."""
    soon = growth.kb + max((0.0, *growth.rates)) * seconds
    return 0 < settings.private_kb * _FULL <= soon


def is_idle(settings: PoolSettings, life: Life) -> bool:
    """Whether a process has been without work for so long that it is ended."""
    return 0 < settings.idle_seconds <= life.idle_seconds


def _reaches(limit: int, life: Life) -> bool:
    now = life.growth.kb
    return now >= limit or (
        now >= limit * _EARLIEST and life.growth.expected(life.replacing_seconds) >= limit
    )
