"""Points gathered step by step, and the measurement they amount to.

The series may live in the very process it measures, so adding a point must not allocate: points go into
arrays made beforehand, and of whole samples only the first and the last are kept.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from adsiis.memory.besides import COLUMNS, Growth, growths, numbers
from adsiis.memory.sampling import Sample
from adsiis.memory.settling import settled_after
from adsiis.memory.slope import FEWEST_POINTS, RESOLUTION, Slope, estimate
from adsiis.memory.verdict import THRESHOLD, Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLES: Final = 50
WARMUP: Final = 0.2
_ALIKE: Final = 2
"""Times: on a shared machine what grows with time does so faster in one minute than in another."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a series showed: the points, warm-up included, the slope behind the warm-up, and the verdict."""

    calls: int
    points: tuple[tuple[int, int], ...]
    slope: Slope
    verdict: Verdict
    exact: bool
    """Whether every block of the heap was seen."""
    first: Sample | None = None
    last: Sample | None = None
    threshold: float = THRESHOLD
    settled: int | None = None
    """After how many calls the heap ceased to grow, if it grew until then."""
    besides: tuple[Growth, ...] = ()
    """How descriptors, threads and memory outside malloc grew, where each look counted them."""
    baseline: Slope | None = None
    """By how much the process grew in the time of a call while none was made, where that was asked."""

    @property
    def leaks_besides(self) -> tuple[Growth, ...]:
        """What leaks and is no heap."""
        return tuple(one for one in self.besides if one.leaks)

    @property
    def grows_anyway(self) -> bool:
        """Whether what looks like a leak surely comes without the calls as well, or half of it.

        Source: docs/behaviour.md, memory-31.
        """
        idle = self.baseline
        return idle is not None and idle.low > 0 and idle.high * _ALIKE >= self.slope.low

    @property
    def unseen(self) -> bool:
        """Whether small Python objects were not seen; then cleanness cannot be proven."""
        return self.last is not None and not self.last.exact

    def as_dict(self) -> dict[str, object]:
        """The fields of the JSON report, bytes rounded to four places."""
        return {
            "calls": self.calls,
            "bytes_per_call": round(self.slope.bytes_per_call, 4),
            "low": round(self.slope.low, 4),
            "high": round(self.slope.high, 4),
            "verdict": self.verdict.word,
            "exact": self.exact,
            "threshold": self.threshold,
            "resolution": self.slope.resolution,
            "more_calls": self.verdict.more_calls,
            "settled": self.settled,
            "besides": {one.name: one.as_dict() for one in self.besides},
            "baseline": self.baseline.as_dict() if self.baseline is not None else None,
            "points": [list(point) for point in self.points],
            "first": asdict(self.first) if self.first is not None else None,
            "last": asdict(self.last) if self.last is not None else None,
        }

    def __str__(self) -> str:
        """One line to print."""
        slope = self.slope
        least = "at least " if self.unseen else ""
        besides = "".join(f"; {one}" for one in self.leaks_besides)
        return (
            f"{self.verdict}: {least}{slope.bytes_per_call:.2f} bytes per call "
            f"(95 % interval {slope.low:.2f} to {slope.high:.2f}) over {self.calls:,} calls"
            f"{self._without()}{besides}{self._advice()}"
        )

    def _without(self) -> str:
        return f", {self.baseline.bytes_per_call:.2f} without them" if self.baseline is not None else ""

    def _advice(self) -> str:
        if self.grows_anyway:
            return "; the process grows by about as much in that time when none is made"
        if self.unseen:
            return "; small Python objects were not seen: start the process with host_environment()"
        if self.verdict.word == "leak":
            return ""
        told = f"; the threshold is {self.threshold:,g} bytes" if self.threshold != THRESHOLD else ""
        if self.verdict.word == "clean":
            return told
        if self.settled is not None:
            told += f"; growth ended after {self.settled:,} calls, as that of a cache that is full"
        if self.verdict.more_calls is None:
            return f"{told}; more calls are not likely to decide"
        return f"{told}; {self.verdict.more_calls:,} more calls may decide"


class Series:
    """Points of one run.

    Args:
        samples: how many are foreseen.
        warmup: the part of the calls cut off in front.
        resolution: the bytes that no point shows; more than the heap's own say that it is seen from outside.

    Source: docs/behaviour.md, memory-3.
    """

    def __init__(
        self, samples: int = SAMPLES, *, warmup: float = WARMUP, resolution: int = RESOLUTION
    ) -> None:
        if not 0 <= warmup < 1:
            raise ValueError(f"The warm-up is {warmup}: it must be a part of all calls, from 0 to below 1.")
        if samples * (1 - warmup) < FEWEST_POINTS:
            raise ValueError(
                f"Of {samples} samples a warm-up of {warmup} leaves too few: {FEWEST_POINTS} must remain."
            )
        self._calls = array("q", bytes(8 * (samples + 1)))
        self._heap = array("q", bytes(8 * (samples + 1)))
        self._besides = tuple(array("q", bytes(8 * (samples + 1))) for _ in range(COLUMNS))
        self._looks = self._counts = 0
        self._count = 0
        self._warmup = warmup
        self._resolution = resolution
        self._first: Sample | None = None
        self._last: Sample | None = None

    def add(self, calls: int, sample: Sample | int, counts: Sequence[int] = ()) -> None:
        """Note what the heap held after so many calls in all; the first point stands before any call.

        Of a process seen from outside, where there is no sample, `counts` are its descriptors and threads.
        """
        if self._count and calls <= self._calls[self._count - 1]:
            raise ValueError(
                f"A point at {calls} calls follows one at {self._calls[self._count - 1]}: "
                "each must stand at more calls in all than the one before."
            )
        if self._count == len(self._calls):
            self._grow()
        self._calls[self._count] = calls
        self._heap[self._count] = sample.heap if isinstance(sample, Sample) else sample
        if isinstance(sample, Sample):
            counts = numbers(sample)
            self._first = self._first or sample
            self._last = sample
        for column, number in zip(self._besides, counts, strict=False):
            column[self._count] = number
        self._counts = len(counts)
        self._looks += bool(counts)
        self._count += 1

    def result(self, threshold: float = THRESHOLD) -> Measurement:
        """Cut off the warm-up, take the slope through the rest, and judge it.

        Source: docs/behaviour.md, memory-5, memory-25, memory-26.
        """
        points = tuple(zip(self._calls[: self._count], self._heap[: self._count], strict=True))
        calls = points[-1][0] if points else 0
        kept = [point for point in points if point[0] >= calls * self._warmup]
        slope = estimate(kept, resolution=self._resolution)
        seen = self._last is None or self._last.exact
        verdict, settled = judge(slope, threshold), None
        if verdict.word != "clean" and verdict.more_calls is None:
            settled = settled_after(kept, threshold, self._resolution)
        if settled is not None:
            verdict = Verdict("undecided", self._calls_past(settled, calls))
        elif verdict.word == "clean" and not seen:
            verdict = Verdict("undecided")
        elif verdict.more_calls is not None:  # of the calls that are added a part falls to the warm-up too
            verdict = Verdict(verdict.word, math.ceil(verdict.more_calls * calls / slope.calls))
        besides = self._grown(self._count - len(kept), threshold)
        if any(one.leaks for one in besides):
            verdict = Verdict("leak")
        exact = seen and self._resolution <= RESOLUTION
        return Measurement(
            calls, points, slope, verdict, exact, self._first, self._last, threshold, settled, besides
        )

    def _calls_past(self, settled: int, calls: int) -> int:
        """So many more calls that all growth falls to the warm-up."""
        needed = math.ceil(settled / self._warmup) if self._warmup else 0
        return max(calls, needed - calls)

    def _grown(self, begin: int, threshold: float) -> tuple[Growth, ...]:
        """What grew besides the heap, where every look told of it."""
        if self._looks < self._count:
            return ()
        columns = [column[begin : self._count] for column in self._besides[: self._counts]]
        return growths(self._calls[begin : self._count], columns, threshold)

    def _grow(self) -> None:
        self._calls.frombytes(bytes(8 * self._count))
        self._heap.frombytes(bytes(8 * self._count))
        for column in self._besides:
            column.frombytes(bytes(8 * self._count))
