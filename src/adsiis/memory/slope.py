"""How many bytes does a call cost, and how sure is that?

The slope is Theil and Sen's: the median over all pairs of points, which a few outliers do not move. What is
left of each step between two points, once the slope is taken off, is the noise. The interval asks what slope
other orders of the same noise would have shown: runs of neighbouring steps are drawn again and again and
laid end to end. Runs, because a step up is often the next step's way down; steps rather than levels, because
a cache that filled once stays filled, and such a change of level must widen the interval.

The interval Sen gave for his slope, and a bootstrap of levels, take each point as independent of the last:
both claim far too much when levels persist.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_POINTS: Final = 8
RESOLUTION: Final = 256
"""Bytes by which two readings of an unchanged heap may differ: blocks cut 16 bytes larger or smaller."""
OUTSIDE: Final = 128 * 1024
"""The same of a process seen from outside: so much glibc keeps at the top of its heap, free."""
_RUN: Final = 5
_DRAWS: Final = 200
_TAIL: Final = 0.025


@dataclass(frozen=True, slots=True)
class Slope:
    """Bytes per call with the ends of its 95 % interval, measured over so many calls.

    `resolution` is how many bytes the readings may be off whatever the noise; the interval holds them.
    """

    bytes_per_call: float
    low: float
    high: float
    calls: int
    resolution: int = 0

    def as_dict(self) -> dict[str, float]:
        """For JSON."""
        return {
            "bytes_per_call": round(self.bytes_per_call, 3),
            "low": round(self.low, 3),
            "high": round(self.high, 3),
        }


def estimate(points: Sequence[tuple[int, int]], *, resolution: int = RESOLUTION) -> Slope:
    """The slope through points of (calls so far, heap bytes), which stand in order of calls.

    The same points always give the same interval. `resolution` is how many bytes may come or go without any
    reading showing it. Raises ValueError for fewer points than 8. Source: docs/behaviour.md, memory-4.
    """
    if len(points) < FEWEST_POINTS:
        raise ValueError(
            f"A slope was asked of {len(points)} points: it needs {FEWEST_POINTS} or more after warm-up."
        )
    calls = [float(point[0]) for point in points]
    middle = _theil_sen(calls, [float(point[1]) for point in points])
    noise = [after[1] - before[1] - middle * (after[0] - before[0]) for before, after in pairwise(points)]
    least, most = _spread(calls, noise)
    span = points[-1][0] - points[0][0]
    # Both the spread and its mirror image count: which side the noise leant to in this run is chance.
    width = max(-least, most, 0.0) + resolution / span
    return Slope(middle, middle - width, middle + width, span, resolution)


def _spread(calls: Sequence[float], noise: Sequence[float]) -> tuple[float, float]:
    """The slopes that noise alone would show, without the rarest at either end."""
    if not any(noise):
        return 0.0, 0.0
    chance = random.Random(0)  # noqa: S311 - drawing noise, not secrets; seeded so that a verdict repeats
    drawn = sorted(_theil_sen(calls, _shuffled(noise, chance)) for _ in range(_DRAWS))
    cut = int(_DRAWS * _TAIL)
    return drawn[cut], drawn[-1 - cut]


def _shuffled(noise: Sequence[float], chance: random.Random) -> list[float]:
    """One other course the heap could have taken: runs of the noise, summed up from 0."""
    levels = [0.0]
    while len(levels) <= len(noise):
        start = chance.randrange(len(noise) - _RUN + 1)
        for step in noise[start : start + _RUN]:
            levels.append(levels[-1] + step)
    return levels[: len(noise) + 1]


def _theil_sen(calls: Sequence[float], heap: Sequence[float]) -> float:
    pairs = combinations(zip(calls, heap, strict=True), 2)
    return median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in pairs)
