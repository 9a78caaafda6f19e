"""Signs of life: when to ask a process for one, and when its silence has lasted too long. Pure.

Source: docs/behaviour.md, pool-9.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adsiis.inetinfo.policy.settings import PoolSettings


class Step(Enum):
    """What is to be done now."""

    WAIT = "wait"
    ASK = "ask"
    GIVE_UP = "give up"


@dataclass(frozen=True, slots=True)
class Pinging:
    """The pings of one process, in seconds of a steady clock.

    Attributes:
        last: when it last showed that it lives, or was started.
        asked: when it was asked since then; None when it was not.
    """

    last: float
    asked: float | None = None

    def step(self, settings: PoolSettings, now: float) -> tuple[Pinging, Step]:
        """What to do now, and what is known after it is done."""
        if not settings.pings:
            return replace(self, asked=None), Step.WAIT
        if self.asked is not None:
            late = now - self.asked >= settings.ping_answer_seconds
            return self, Step.GIVE_UP if late else Step.WAIT
        if now - self.last >= settings.ping_seconds:
            return replace(self, asked=now), Step.ASK
        return self, Step.WAIT

    def answered(self, now: float) -> Pinging:
        """It answered."""
        return Pinging(now)
