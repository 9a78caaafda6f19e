"""What else does a call cost? Descriptors, threads, and memory that was not got from malloc.

The heap shows none of them. Each is a leak of its own when it grows steadily to the end of a run; sways of a
few, or of what malloc keeps at hand, are none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from adsiis.memory.settling import settled_after
from adsiis.memory.slope import OUTSIDE, Slope, estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.memory.sampling import Sample

OUTSIDE_MALLOC: Final = "bytes outside malloc"
SWAY: Final = 8
"""So many connections, files or threads come and go in a process that serves."""
_FEW: Final = 1.0
"""Of a thing per call; below, it is told how many calls there are to one."""


@dataclass(frozen=True, slots=True)
class Growth:
    """How one thing grew behind the warm-up.

    Attributes:
        name: what it is.
        first: how much there was when the warm-up was over.
        last: and at the end.
        slope: per call.
        leaks: whether it grew all the time.
    """

    name: str
    first: int
    last: int
    slope: Slope
    leaks: bool

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "first": self.first,
            "last": self.last,
            "per_call": round(self.slope.bytes_per_call, 6),
            "low": round(self.slope.low, 6),
            "high": round(self.slope.high, 6),
            "leaks": self.leaks,
        }

    def __str__(self) -> str:
        """What a leak is told by."""
        each = self.slope.bytes_per_call
        if self.name == OUTSIDE_MALLOC:
            return f"{self.name} grow by {each:,.2f} per call"
        rate = f"by 1 in {1 / each:,.0f} calls" if 0 < each < _FEW else f"by {each:,.2f} per call"
        return f"{self.name} grow {rate}, {self.first:,} to {self.last:,}"


NAMES: Final = ("descriptors", "threads")
COLUMNS: Final = 4
"""Numbers of a look."""


def numbers(look: Sample) -> tuple[int, int, int, int]:
    """What of a look is to be followed: descriptors, threads, and what malloc does not account for.

    That is held twice, as memory that is resident and as room that is mapped.
    """
    malloc = look.heap + look.kept
    return look.fds, look.threads, look.uss - malloc, look.mapped - malloc


def growths(calls: Sequence[int], columns: Sequence[Sequence[int]], threshold: float) -> tuple[Growth, ...]:
    """How each grew, of the numbers of looks behind the warm-up, by what they are.

    Of a process seen from outside they are descriptors and threads only.

    Pages of a file that was mapped before become resident one by one, and room is mapped that nobody uses:
    memory outside malloc grows only where both do.
    Source: docs/behaviour.md, memory-26.
    """
    numbered = [list(zip(calls, column, strict=True)) for column in columns]
    counted = [_growth(name, points, 0.0, SWAY) for name, points in zip(NAMES, numbered, strict=False)]
    if len(numbered) < COLUMNS:
        return tuple(counted)
    used, room = (_growth(OUTSIDE_MALLOC, points, threshold, OUTSIDE) for points in numbered[len(NAMES) :])
    return *counted, replace(used, leaks=used.leaks and room.leaks)


def _growth(name: str, points: Sequence[tuple[int, int]], threshold: float, sway: int) -> Growth:
    slope = estimate(points, resolution=sway)
    leaks = slope.low > threshold and settled_after(points, threshold, sway) is None
    return Growth(name, points[0][1], points[-1][1], slope, leaks)
