"""Is a slope a leak? A pure rule of the interval and a threshold.

A leak is proven, not suspected: the whole interval lies above the threshold. So is cleanness: the whole
interval lies below it. Anything else is undecided, with the number of further calls likely to decide it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from adsiis.memory.slope import Slope

THRESHOLD: Final = 1.0
"""Bytes per call. The smallest block malloc gives out has 32 bytes: 1 is one block lost in 32 calls."""
_HOPELESS: Final = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, and when undecided how many more calls may decide; `None` when none are likely to."""

    word: Literal["clean", "leak", "undecided"]
    more_calls: int | None = None

    def __str__(self) -> str:
        return self.word


def judge(slope: Slope, threshold: float = THRESHOLD) -> Verdict:
    """Clean when the interval lies below the threshold, a leak when above, else undecided.

    Source: docs/behaviour.md, memory-5.
    """
    if slope.high < threshold:
        return Verdict("clean")
    if slope.low > threshold:
        return Verdict("leak")
    return Verdict("undecided", _more_calls(slope, threshold))


def _more_calls(slope: Slope, threshold: float) -> int | None:
    """An interval must shrink to miss the threshold.

    What noise adds to it shrinks at least as the root of the calls, what the readings cannot see as the calls
    themselves.
    """
    distance = abs(slope.bytes_per_call - threshold)
    if slope.low <= 0:  # then it may well be that nothing leaks, whatever the middle of the noise
        distance = max(distance, threshold)
    noise = max(0.0, (slope.high - slope.low) / 2 - slope.resolution / slope.calls) * math.sqrt(slope.calls)
    if not distance:
        return None
    root = (noise + math.sqrt(noise * noise + 4 * distance * slope.resolution)) / (2 * distance)
    needed = root * root
    if needed >= _HOPELESS * max(slope.calls, slope.resolution):
        return None
    return math.ceil(max(slope.calls, needed - slope.calls + 1))
