"""When a surrogate that died may be started again. Pure: times in, a delay out.

The first restart is at once, so that one crash costs no more than the requests in flight; each further crash
in a row doubles the wait, and a surrogate that lived a while starts the row anew.
Source: docs/behaviour.md, restart-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 30.0
LONG_LIFE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Restarts:
    """What is known of the crashes of one surrogate.

    Attributes:
        crashes: how many there were in a row.
        not_before: the earliest time of the next start, in seconds of a steady clock.
    """

    crashes: int = 0
    not_before: float = 0.0

    def after_crash(self, started: float, now: float) -> Restarts:
        """What follows from a crash now of a process that was started at `started`."""
        crashes = 1 if now - started >= LONG_LIFE else self.crashes + 1
        return Restarts(crashes, now + delay(crashes))

    def wait(self, now: float) -> float:
        """How long a start has to wait, in seconds."""
        return min(LONGEST_WAIT, max(0.0, self.not_before - now))


def delay(crashes: int) -> float:
    """How long to wait after so many crashes in a row: nothing, then 0.5, 1, 2 … up to 30 seconds."""
    if crashes <= 1:
        return 0.0
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(crashes - 2, 10)))
