"""Points gathered step by step, and the measurement they amount to.

The series may live in the very process it measures, so adding a point must not allocate: points go into
arrays made beforehand, and of whole samples only the first and the last are kept.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

from adsiis.memory.sampling import Sample
from adsiis.memory.slope import FEWEST_POINTS, Slope, estimate
from adsiis.memory.verdict import THRESHOLD, Verdict, judge

SAMPLES: Final = 50
WARMUP: Final = 0.2


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a series showed: the points, warm-up included, the slope behind the warm-up, and the verdict."""

    calls: int
    points: tuple[tuple[int, int], ...]
    slope: Slope
    verdict: Verdict
    exact: bool
    """Whether small Python objects were seen; if not, cleanness cannot be proven."""
    first: Sample | None = None
    last: Sample | None = None

    def as_dict(self) -> dict[str, int | float | str]:
        """The fields of the JSON report, bytes rounded to four places."""
        return {
            "calls": self.calls,
            "bytes_per_call": round(self.slope.bytes_per_call, 4),
            "low": round(self.slope.low, 4),
            "high": round(self.slope.high, 4),
            "verdict": self.verdict.word,
        }

    def __str__(self) -> str:
        """One line to print."""
        slope = self.slope
        return (
            f"{self.verdict}: {slope.bytes_per_call:.2f} bytes per call "
            f"(95 % interval {slope.low:.2f} to {slope.high:.2f}) over {self.calls:,} calls{self._advice()}"
        )

    def _advice(self) -> str:
        if self.verdict.word != "undecided":
            return ""
        if not self.exact:
            return "; small Python objects were not seen: start the process with host_environment()"
        if self.verdict.more_calls is None:
            return "; more calls are not likely to decide"
        return f"; {self.verdict.more_calls:,} more calls may decide"


class Series:
    """Points of one run. `samples` is how many are foreseen, `warmup` the part of the calls cut off in front.

    Source: docs/behaviour.md, memory-3.
    """

    def __init__(self, samples: int = SAMPLES, *, warmup: float = WARMUP) -> None:
        if not 0 <= warmup < 1:
            raise ValueError(f"The warm-up is {warmup}: it must be a part of all calls, from 0 to below 1.")
        if samples * (1 - warmup) < FEWEST_POINTS:
            raise ValueError(
                f"Of {samples} samples a warm-up of {warmup} leaves too few: {FEWEST_POINTS} must remain."
            )
        self._calls = array("q", bytes(8 * (samples + 1)))
        self._heap = array("q", bytes(8 * (samples + 1)))
        self._count = 0
        self._warmup = warmup
        self._first: Sample | None = None
        self._last: Sample | None = None

    def add(self, calls: int, sample: Sample | int) -> None:
        """Note what the heap held after so many calls in all; the first point stands before any call."""
        if self._count and calls <= self._calls[self._count - 1]:
            raise ValueError(
                f"A point at {calls} calls follows one at {self._calls[self._count - 1]}: "
                "each must stand at more calls in all than the one before."
            )
        if self._count == len(self._calls):
            self._grow()
        self._calls[self._count] = calls
        self._heap[self._count] = sample.heap if isinstance(sample, Sample) else sample
        self._count += 1
        if isinstance(sample, Sample):
            self._first = self._first or sample
            self._last = sample

    def result(self, threshold: float = THRESHOLD) -> Measurement:
        """Cut off the warm-up, take the slope through the rest, and judge it."""
        points = tuple(zip(self._calls[: self._count], self._heap[: self._count], strict=True))
        calls = points[-1][0] if points else 0
        slope = estimate([point for point in points if point[0] >= calls * self._warmup])
        exact = self._last is None or self._last.exact
        verdict = judge(slope, threshold)
        if verdict.word == "clean" and not exact:
            verdict = Verdict("undecided")
        return Measurement(calls, points, slope, verdict, exact, self._first, self._last)

    def _grow(self) -> None:
        self._calls.frombytes(bytes(8 * self._count))
        self._heap.frombytes(bytes(8 * self._count))
