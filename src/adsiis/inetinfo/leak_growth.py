"""How much does a request cost that an application gets? From what its process holds, seen from outside.

Where one process runs several applications its growth is shared out: the requests each of them got between
two looks vary, and so does the growth, which least squares sort out. Pure.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adsiis.memory import Slope, Verdict, estimate, judge
from adsiis.memory.settling import settled_after
from adsiis.memory.slope import FEWEST_POINTS, OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Point = tuple[Mapping[str, int], int]
    Step = tuple[list[int], int]

_DRAWS: Final = 200
_TAIL: Final = 0.025
_RIDGE: Final = 1e-3
"""So little of each application's own that two which are always asked alike do not divide by zero."""
_WARMUP: Final = 0.2


@dataclass(frozen=True, slots=True)
class Growth:
    """What one application's requests cost: bytes per request with their interval, and the verdict."""

    pool: str
    application: str
    requests: int
    slope: Slope
    verdict: Verdict

    def as_dict(self) -> dict[str, str | int | float | None]:
        """For JSON."""
        return {
            "pool": self.pool,
            "application": self.application,
            "requests": self.requests,
            "bytes_per_request": round(self.slope.bytes_per_call, 1),
            "low": round(self.slope.low, 1),
            "high": round(self.slope.high, 1),
            "verdict": self.verdict.word,
            "more_requests": self.verdict.more_calls,
        }

    def __str__(self) -> str:
        """A line for people."""
        slope, more = self.slope, self.verdict.more_calls
        advice = f"; {more:,} more requests may decide" if more is not None else ""
        return (
            f"{self.pool}, {self.application}: {self.verdict}: {slope.bytes_per_call:,.0f} bytes per request "
            f"(95 % interval {slope.low:,.0f} to {slope.high:,.0f}) over {self.requests:,} requests{advice}"
        )


@dataclass(slots=True)
class PoolGrowth:
    """The looks at one pool, while the same processes run it."""

    pool: str
    _pids: frozenset[int] = frozenset()
    _points: list[Point] = field(default_factory=list)

    def add(self, pids: frozenset[int], requests: Mapping[str, int], held: int) -> None:
        """Note what its processes held after so many requests of each application."""
        if pids != self._pids:
            self._pids, self._points = pids, []
        if not self._points or any(requests[one] != self._points[-1][0].get(one) for one in requests):
            self._points.append((dict(requests), held))

    def result(self, threshold: float) -> list[Growth]:
        """What each application's requests cost; empty while there are too few looks."""
        points = self._points[int(len(self._points) * _WARMUP) :]
        found = shares(points, resolution=OUTSIDE * max(1, len(self._pids)))
        begun, ended = (points[0][0], points[-1][0]) if points else ({}, {})
        return [
            Growth(
                self.pool,
                name,
                ended[name] - begun.get(name, 0),
                slope,
                _judged(slope, threshold, _alone(points, name) if len(found) == 1 else []),
            )
            for name, slope in found.items()
        ]


def _judged(slope: Slope, threshold: float, points: Sequence[tuple[int, int]]) -> Verdict:
    """The verdict; of one application also whether its growth has ended."""
    verdict = judge(slope, threshold)
    if verdict.word != "leak" or settled_after(points, threshold, slope.resolution) is None:
        return verdict
    return Verdict("undecided", slope.calls)


def _alone(points: Sequence[Point], name: str) -> list[tuple[int, int]]:
    """What was held after so many requests of one application."""
    return sorted({requests.get(name, 0): held for requests, held in points}.items())


def shares(points: Sequence[Point], *, resolution: int = OUTSIDE) -> dict[str, Slope]:
    """The slope of each application, of those that got requests between 8 looks or more.

    `resolution` is how many bytes may come without a page more.
    Source: docs/behaviour.md, memory-17, memory-19.
    """
    last = points[-1][0] if points else {}
    names = [name for name in last if len({requests.get(name, 0) for requests, _ in points}) >= FEWEST_POINTS]
    if len(names) == 1:
        return {names[0]: estimate(_alone(points, names[0]), resolution=resolution)}
    steps = [
        ([after[0].get(name, 0) - before[0].get(name, 0) for name in names], after[1] - before[1])
        for before, after in pairwise(points)
    ]
    return dict(zip(names, _fitted(steps, resolution), strict=True)) if names else {}


def _fitted(steps: Sequence[Step], resolution: int) -> list[Slope]:
    """Least squares, and the spread of what other draws of the same steps would have given."""
    middle = _least_squares(steps)
    chance = random.Random(0)  # noqa: S311 - drawing looks, not secrets; seeded so that a verdict repeats
    drawn = [_least_squares(chance.choices(steps, k=len(steps))) for _ in range(_DRAWS)]
    cut = int(_DRAWS * _TAIL)
    found = []
    for place, slope in enumerate(middle):
        others = sorted(one[place] for one in drawn)
        calls = sum(step[0][place] for step in steps)
        unseen = resolution / calls
        low, high = min(others[cut], slope) - unseen, max(others[-1 - cut], slope) + unseen
        found.append(Slope(slope, low, high, calls, resolution))
    return found


def _least_squares(steps: Sequence[Step]) -> list[float]:
    """The bytes per request of each application that explain the growth best, by Gauss and Jordan."""
    size = len(steps[0][0])
    rows = [
        [
            float(sum(asked[i] * asked[j] for asked, _ in steps)) + (_RIDGE if i == j else 0.0)
            for j in range(size)
        ]
        + [float(sum(asked[i] * grown for asked, grown in steps))]
        for i in range(size)
    ]
    for at, row in enumerate(rows):
        rows[at] = [value / row[at] for value in row]
        for other in range(size):
            if other != at:
                factor = rows[other][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]
