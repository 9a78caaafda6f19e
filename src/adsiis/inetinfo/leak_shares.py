"""Whose is the growth? Bytes, or descriptors, per request of each application of a pool.

Where one process runs several applications its growth is shared out: the requests each of them got between
two looks vary, and so does the growth, which least squares sort out. What a cache took until it was full
belongs to its application alone, and one rate for the whole time would put it down to all of them; so where
growth may have ended, applications get two rates each, before and after the look that explains most. Pure.
"""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adsiis.memory import Slope, estimate
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
_ROUNDS: Final = 2
_SPLIT: Final = 4
"""Applications that may have a rate before and another after."""
_TRIED: Final = 24
"""Steps that are tried for its end."""


def shares(points: Sequence[Point], *, resolution: int = OUTSIDE) -> dict[str, Slope]:
    """The slope of each application, of those that got requests between 8 looks or more.

    `resolution` is how many bytes may come without a page more.
    Source: docs/behaviour.md, memory-17, memory-19.
    """
    names = _asked(points)
    if len(names) == 1:
        return {names[0]: estimate(_alone(points, names[0]), resolution=resolution)}
    return dict(zip(names, _fitted(_steps(points, names), resolution), strict=True)) if names else {}


def ended(points: Sequence[Point], found: Mapping[str, Slope], threshold: float) -> set[str]:
    """Those of the applications that grew, of which nothing more comes at the end.

    Source: docs/behaviour.md, memory-25.
    """
    growing = [name for name, slope in found.items() if slope.low > threshold]
    if not growing:
        return set()
    courses = _courses(points, list(found))
    return {
        name
        for name in growing
        if settled_after(courses[name], threshold, found[name].resolution) is not None
    }


def _courses(points: Sequence[Point], names: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """What was held for each application after so many requests of it."""
    if len(names) == 1:
        return {names[0]: _alone(points, names[0])}
    steps = _steps(points, names)
    ends = _ends(steps)
    rated = _with_ends(steps, ends)
    rates = _least_squares(rated)
    owners = [*range(len(names)), *ends]
    return {name: _course(rated, rates, owners, place) for place, name in enumerate(names)}


def _alone(points: Sequence[Point], name: str) -> list[tuple[int, int]]:
    """What was held after so many requests of one application."""
    return sorted({requests.get(name, 0): held for requests, held in points}.items())


def _course(
    steps: Sequence[Step], rates: Sequence[float], owners: Sequence[int], place: int
) -> list[tuple[int, int]]:
    """The same for one of several: what is left of the steps without the shares of the others."""
    found, asked, held = {0: 0}, 0, 0.0
    for row, grown in steps:
        asked += row[place]
        held += grown - sum(
            rate * one for rate, one, owner in zip(rates, row, owners, strict=True) if owner != place
        )
        found[asked] = round(held)
    return sorted(found.items())


def _ends(steps: Sequence[Step]) -> dict[int, int]:
    """By application, of those that grew most, the step at which a change of its rate explains most."""
    rates = _least_squares(steps)
    grown = [abs(rate) * sum(asked[place] for asked, _ in steps) for place, rate in enumerate(rates)]
    largest = sorted(range(len(rates)), key=lambda place: -grown[place])[:_SPLIT]
    ends = dict.fromkeys(largest, 0)
    tried = range(0, len(steps), max(1, len(steps) // _TRIED))
    for _ in range(_ROUNDS):
        for place in largest:
            ends[place] = min((_unexplained(steps, ends | {place: end}), end) for end in tried)[1]
    return ends


def _unexplained(steps: Sequence[Step], ends: Mapping[int, int]) -> float:
    """The squares of what is left of the steps, where rates change at these ends."""
    rated = _with_ends(steps, ends)
    rates = _least_squares(rated)
    return sum(
        (grown - sum(rate * one for rate, one in zip(rates, row, strict=True))) ** 2 for row, grown in rated
    )


def _with_ends(steps: Sequence[Step], ends: Mapping[int, int]) -> list[Step]:
    """The steps, with the requests after an end once more: they differ from those before by a rate."""
    return [
        ([*asked, *(asked[place] if n >= end else 0 for place, end in ends.items())], grown)
        for n, (asked, grown) in enumerate(steps)
    ]


def _asked(points: Sequence[Point]) -> list[str]:
    """The applications that got requests between 8 looks or more."""
    last = points[-1][0] if points else {}
    return [name for name in last if len({requests.get(name, 0) for requests, _ in points}) >= FEWEST_POINTS]


def _steps(points: Sequence[Point], names: Sequence[str]) -> list[Step]:
    return [
        ([after[0].get(name, 0) - before[0].get(name, 0) for name in names], after[1] - before[1])
        for before, after in pairwise(points)
    ]


def _fitted(steps: Sequence[Step], resolution: int) -> list[Slope]:
    """Least squares, and the spread of what other draws of the same steps would have given."""
    middle = _least_squares(steps)
    chance = random.Random(0)  # noqa: S311 - drawing looks, not secrets; seeded so that a verdict repeats
    grows = any(grown for _, grown in steps)
    drawn = [_least_squares(chance.choices(steps, k=len(steps))) if grows else middle for _ in range(_DRAWS)]
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
