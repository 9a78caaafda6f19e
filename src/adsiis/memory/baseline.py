"""Would memory grow without the work as well? What looks like a leak is held against the process at rest.

Other threads may keep more and more by themselves: a cache of metrics, a queue nobody reads. The baseline
takes looks as far apart as those before, with nothing done between them, so that growth which comes with time
shows as growth by looking does. Where nothing looks like a leak it could change no answer, and is not taken.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from adsiis.memory.series import Series
from adsiis.memory.slope import Slope
from adsiis.memory.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.memory.series import Measurement

_LOOKS: Final = 10
SHORT: Final = 0.2
"""Of the time that the work took: ten looks of fifty are as far apart as they were."""
_LONGEST: Final = 30.0
"""Seconds."""
_NANO: Final = 1e9
_CLEARLY: Final = 2
"""Times what no reading shows: so much the growth that was found must come to while nothing is done."""


def beside_idle(
    found: Measurement, look: Callable[[], int], seconds: float, *, most: float = SHORT
) -> Measurement:
    """What was found, and no leak any more if the process grows by about as much with no call made.

    Args:
        found: of the work.
        look: tells what the process holds now.
        seconds: that the work took.
        most: the part of them that may be taken, where growth like that found is slow to show.

    Source: docs/behaviour.md, memory-31.
    """
    if found.verdict.word != "leak" or found.leaks_besides:
        return found
    slope = found.slope
    needed = _CLEARLY * slope.resolution / (slope.low * slope.calls)
    span = min(max(SHORT, min(needed, most)) * seconds, _LONGEST)
    return against(found, _idle(look, span, seconds / found.calls, slope.resolution))


def against(found: Measurement, baseline: Slope) -> Measurement:
    """A leak, held against what comes without the calls."""
    held = replace(found, baseline=baseline)
    return replace(held, verdict=Verdict("undecided")) if held.grows_anyway else held


def _idle(look: Callable[[], int], span: float, seconds_of_call: float, resolution: int) -> Slope:
    """By how much the process grows in the time of a call."""
    series = Series(_LOOKS, warmup=0, resolution=resolution)
    began = time.monotonic_ns()
    for turn in range(_LOOKS + 1):
        due = began + turn * span / _LOOKS * _NANO
        time.sleep(max(0.0, due - time.monotonic_ns()) / _NANO)
        series.add(time.monotonic_ns() - began, look())
    slope = series.result().slope
    call = seconds_of_call * _NANO
    low, high = slope.low * call, slope.high * call
    return Slope(slope.bytes_per_call * call, low, high, round(slope.calls / call), resolution)
