"""How much does a request cost that an application gets? From what its process holds, seen from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.inetinfo.leak_shares import ended, shares
from adsiis.memory import Slope, Verdict, judge
from adsiis.memory.besides import NAMES, SWAY
from adsiis.memory.besides import Growth as CountGrowth
from adsiis.memory.slope import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adsiis.inetinfo.leak_shares import Point

_WARMUP: Final = 0.2
_MOST: Final = 96
"""Looks; of more, every other is let go of."""


class Counts(NamedTuple):
    """What else the processes of a pool had at a look; requests in work have descriptors and threads too."""

    descriptors: int = 0
    threads: int = 0
    in_work: int = 0


@dataclass(frozen=True, slots=True)
class Growth:
    """What one application's requests cost: bytes per request with their interval, and the verdict.

    `besides` are descriptors and threads, of which the whole pool holds as many as stand there.
    """

    pool: str
    application: str
    requests: int
    slope: Slope
    verdict: Verdict
    besides: tuple[CountGrowth, ...] = ()

    def as_dict(self) -> dict[str, object]:
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
            "besides": {one.name: one.as_dict() for one in self.besides},
        }

    def __str__(self) -> str:
        """A line for people."""
        slope, more = self.slope, self.verdict.more_calls
        advice = f"; {more:,} more requests may decide" if more is not None else ""
        advice += "".join(f"; {one}" for one in self.besides if one.leaks)
        return (
            f"{self.pool}, {self.application}: {self.verdict}: {slope.bytes_per_call:,.0f} bytes per request "
            f"(95 % interval {slope.low:,.0f} to {slope.high:,.0f}) over {self.requests:,} requests{advice}"
        )


@dataclass(slots=True)
class PoolGrowth:
    """The looks at one pool, while the same processes run it."""

    pool: str
    _pids: frozenset[int] = frozenset()
    _looks: list[tuple[Mapping[str, int], int, Counts]] = field(default_factory=list)
    _turn: int = 0
    _every: int = 1

    def add(
        self,
        pids: frozenset[int],
        requests: Mapping[str, int],
        held: int,
        counts: Counts = Counts(),  # noqa: B008 - it cannot be changed
    ) -> None:
        """Note what its processes held after so many requests of each application.

        Args:
            pids: the processes.
            requests: by application.
            held: bytes.
            counts: descriptors, threads and requests in work.
        """
        if pids != self._pids:
            self._pids, self._looks, self._turn, self._every = pids, [], 0, 1
        if self._looks and all(requests[one] == self._looks[-1][0].get(one) for one in requests):
            return
        self._turn += 1
        if self._turn % self._every == 0:
            self._looks.append((dict(requests), held, counts))
        if len(self._looks) > _MOST:
            self._looks, self._every = self._looks[::2], self._every * 2

    def result(self, threshold: float) -> list[Growth]:
        """What each application's requests cost; empty while there are too few looks."""
        looks = self._looks[int(len(self._looks) * _WARMUP) :]
        points = [(requests, held) for requests, held, _ in looks]
        found = shares(points, resolution=OUTSIDE * max(1, len(self._pids)))
        besides = self._besides(looks) if found else {}
        over = ended(points, found, threshold)
        return [
            Growth(
                self.pool,
                name,
                points[-1][0][name] - points[0][0].get(name, 0),
                slope,
                _judged(slope, threshold, besides[name], over=name in over),
                besides[name],
            )
            for name, slope in found.items()
        ]

    def _besides(
        self, looks: Sequence[tuple[Mapping[str, int], int, Counts]]
    ) -> dict[str, tuple[CountGrowth, ...]]:
        """How descriptors and threads grow with the requests of each application.

        Visitors who come at once have some of each, which are kept a while.
        Source: docs/behaviour.md, memory-17, memory-26.
        """
        sway = SWAY * max(1, len(self._pids)) + max(counts.in_work for *_, counts in looks)
        found = [
            _counted(what, [(requests, counts[at]) for requests, _, counts in looks], sway)
            for at, what in enumerate(NAMES)
        ]
        return {name: tuple(one[name] for one in found) for name in found[0]}


def _counted(what: str, points: Sequence[Point], sway: int) -> dict[str, CountGrowth]:
    found = shares(points, resolution=sway)
    over = ended(points, found, 0.0)
    first, last = points[0][1], points[-1][1]
    return {
        name: CountGrowth(what, first, last, slope, slope.low > 0 and name not in over)
        for name, slope in found.items()
    }


def _judged(slope: Slope, threshold: float, besides: Sequence[CountGrowth], *, over: bool) -> Verdict:
    """The verdict, where growth that has ended is no leak."""
    if any(one.leaks for one in besides):
        return Verdict("leak")
    return Verdict("undecided", slope.calls) if over else judge(slope, threshold)
