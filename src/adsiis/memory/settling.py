"""Has growth come to an end? A cache that fills grows as a leak does, until it is full.

The line through all points does not tell the two apart, however many calls are made: a cache that is full
after most of them makes it rise all the same. What tells is the end of the run: the last steps rise no more,
and those before them did. Noise can look like that, and so can a leak in rare bursts. So the steps at the end
must differ from those before by far more than steps differ from each other, or grow less than any stretch of
the same length did before.
"""

from __future__ import annotations

import math
from itertools import accumulate, pairwise, takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST: Final = 2
"""Steps, both at the end and before."""
_FAR: Final = 6.0
"""Standard errors: among the steps of a leak that goes on so much does not come by chance."""
_LEVEL: Final = 0.25
"""Of the growth to be expected: what is level rises or falls by no more."""
_EVERYWHERE: Final = 0.5
"""Of the same: so much must have come in each stretch before."""
_KNOWN: Final = 5
"""Steps from which their own noise can be told."""


def settled_after(points: Sequence[tuple[int, int]], threshold: float, resolution: int) -> int | None:
    """After how many calls growth ended, of points of (calls so far, bytes); None where it goes on.

    `resolution` is how many bytes may come or go without any reading showing it.
    Source: docs/behaviour.md, memory-25.
    """
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(points)]
    for end in range(_LEAST, len(steps) - _LEAST + 1):
        before, last = steps[:end], steps[end:]
        if _is_level(last, threshold, resolution) and _differs(before, last, resolution):
            rising = takewhile(lambda step: step[1] - resolution > threshold * step[0], last)
            return points[end + sum(1 for _ in rising)][0]
    return None


def _is_level(steps: Sequence[tuple[int, int]], threshold: float, resolution: int) -> bool:
    """Whether these steps alone show no growth above the threshold."""
    calls, grown = _sums(steps)
    noise = math.sqrt(_squares(steps) / (len(steps) - 1) * len(steps)) if len(steps) >= _KNOWN else 0.0
    return grown - resolution - noise <= threshold * calls


def _differs(before: Sequence[tuple[int, int]], last: Sequence[tuple[int, int]], resolution: int) -> bool:
    """Whether growth as before is missing at the end."""
    calls_before, grown_before = _sums(before)
    calls, grown = _sums(last)
    share = calls / calls_before
    expected = grown_before * share
    missing = expected - grown - resolution
    if missing <= 0:
        return False
    variance = (_squares(before) + _squares(last)) / (len(before) + len(last) - 2)
    error = math.sqrt(variance * (len(last) + share * share * len(before)))
    if missing > _FAR * error:
        return True
    length = min(len(last), len(before))
    usual = _least_stretch(before, length) * len(last) / length
    return abs(grown) <= expected * _LEVEL and usual >= expected * _EVERYWHERE


def _least_stretch(steps: Sequence[tuple[int, int]], length: int) -> int:
    """The least that so many steps in succession grew by."""
    heights = [0, *accumulate(grown for _, grown in steps)]
    return min(after - before for before, after in zip(heights, heights[length:], strict=False))


def _sums(steps: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(calls for calls, _ in steps), sum(grown for _, grown in steps)


def _squares(steps: Sequence[tuple[int, int]]) -> float:
    """How far steps lie from their common rate, squared and summed."""
    calls, grown = _sums(steps)
    return sum((one - grown / calls * of) ** 2 for of, one in steps)
