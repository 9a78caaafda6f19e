"""How much does a request cost that an application gets? From what its process holds, seen from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from adsiis.inetinfo.leak_lives import Lives, Look, course
from adsiis.inetinfo.leak_shares import ended, shares
from adsiis.memory import Slope, Verdict, judge
from adsiis.memory.besides import NAMES, SWAY
from adsiis.memory.besides import Growth as CountGrowth
from adsiis.memory.slope import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adsiis.inetinfo.leak_lives import Life


class Counts(NamedTuple):
    """What else the processes of a pool had at a look; requests in work have descriptors and threads too.

    The age is how many requests the youngest of them took.
    """

    descriptors: int = 0
    threads: int = 0
    in_work: int = 0
    age: int = 0


@dataclass(frozen=True, slots=True)
class Growth:
    """What one application's requests cost: bytes per request with their interval, and the verdict.

    `besides` are descriptors and threads, of which the whole pool holds as many as stand there; `replaced` is
    how many of its processes ended meanwhile.
    """

    pool: str
    application: str
    requests: int
    slope: Slope
    verdict: Verdict
    besides: tuple[CountGrowth, ...] = ()
    replaced: int = 0

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
            "replaced": self.replaced,
        }

    def __str__(self) -> str:
        """A line for people."""
        slope, more = self.slope, self.verdict.more_calls
        advice = f"; {more:,} more requests may decide" if more is not None else ""
        advice += "".join(f"; {one}" for one in self.besides if one.leaks)
        advice += f"; {self._replaced()}" if self.replaced else ""
        return (
            f"{self.pool}, {self.application}: {self.verdict}: {slope.bytes_per_call:,.0f} bytes per request "
            f"(95 % interval {slope.low:,.0f} to {slope.high:,.0f}) over {self.requests:,} requests{advice}"
        )

    def _replaced(self) -> str:
        """What it means that processes did not live on."""
        often = f"{told_times(self.replaced)} a process of the pool was replaced meanwhile"
        if self.verdict.word == "leak":
            return f"{often}: what fills each anew and is never full looks the same"
        if self.verdict.word == "undecided":
            return f"{often}: with a higher limit fewer requests decide"
        return often


def told_times(count: int) -> str:
    """How often something happened, in words."""
    return "once" if count == 1 else f"{count:,} times"


@dataclass(slots=True)
class PoolGrowth:
    """The looks at one pool, over all lives of its processes."""

    pool: str
    _lives: Lives = field(default_factory=Lives)

    @property
    def replaced(self) -> int:
        """How many of its processes ended meanwhile."""
        return self._lives.replaced

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
            counts: descriptors, threads, requests in work, and how many the youngest process took.
        """
        numbers = (held, counts.descriptors, counts.threads)
        self._lives.add(pids, Look(requests, numbers, counts.in_work, counts.age))

    def result(self, threshold: float) -> list[Growth]:
        """What each application's requests cost; empty while there are too few looks."""
        lives = self._lives.warm()
        points = course(lives, 0)
        found = shares(points, resolution=OUTSIDE * _processes(lives))
        if not found:
            return []
        besides = self._besides(lives)
        over = ended(course(lives, 0, by_age=True), found, threshold)
        return [
            Growth(
                self.pool,
                name,
                points[-1][0][name] - points[0][0][name],
                slope,
                _judged(slope, threshold, besides[name], over=name in over),
                besides[name],
                self.replaced,
            )
            for name, slope in found.items()
        ]

    def _besides(self, lives: Sequence[Life]) -> dict[str, tuple[CountGrowth, ...]]:
        """How descriptors and threads grow with the requests of each application.

        Visitors who come at once have some of each, which are kept a while.
        Source: docs/behaviour.md, memory-17, memory-26.
        """
        sway = SWAY * _processes(lives) + sum(max(look.in_work for look in life.warm()) for life in lives)
        found = [_counted(what, lives, number, sway) for number, what in enumerate(NAMES, 1)]
        return {name: tuple(one[name] for one in found) for name in found[0]}


def _processes(lives: Sequence[Life]) -> int:
    """How many there were, of each life: each has room in which some growth does not show."""
    return sum(len(life.pids) for life in lives)


def _counted(what: str, lives: Sequence[Life], number: int, sway: int) -> dict[str, CountGrowth]:
    found = shares(course(lives, number), resolution=sway)
    over = ended(course(lives, number, by_age=True), found, 0.0)
    longest = max(lives, key=lambda life: len(life.looks)).warm()
    first, last = longest[0].numbers[number], longest[-1].numbers[number]
    return {
        name: CountGrowth(what, first, last, slope, slope.low > 0 and name not in over)
        for name, slope in found.items()
    }


def _judged(slope: Slope, threshold: float, besides: Sequence[CountGrowth], *, over: bool) -> Verdict:
    """The verdict, where growth that has ended is no leak."""
    if any(one.leaks for one in besides):
        return Verdict("leak")
    return Verdict("undecided", slope.calls) if over else judge(slope, threshold)
