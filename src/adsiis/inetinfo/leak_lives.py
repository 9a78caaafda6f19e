"""What the processes of a pool held while they lived, life after life.

A life is the time during which the same processes run a pool: it ends when one of them is replaced, and
what the next one holds has nothing to do with it. So each life has a warm-up of its own, only what came
between two looks of the same life counts, and these steps are laid end to end: in the order of time for the
slope, in the order of how many requests their processes had taken to see whether growth ends, as in a cache
that fills anew in each life. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adsiis.inetinfo.leak_shares import Point

_WARMUP: Final = 5
"""The first of so many looks."""
_FEWEST: Final = 3
"""Looks of which a step is left behind the warm-up."""
_MOST: Final = 96
"""Looks, of all lives."""
_SHORT: Final = 16
"""Looks of a life of which none is let go of while a longer one has more."""


class Look(NamedTuple):
    """A pool at a moment: requests so far by application, and what its processes have.

    The numbers are bytes, descriptors and threads; the age is how many requests the youngest process took.
    """

    requests: Mapping[str, int]
    numbers: tuple[int, ...]
    in_work: int = 0
    age: int = 0


@dataclass(slots=True)
class Life:
    """The looks at a pool while the same processes run it."""

    pids: frozenset[int]
    looks: list[Look] = field(default_factory=list)
    _turn: int = 0
    _every: int = 1

    def add(self, look: Look) -> None:
        """Keep a look, if it is its turn."""
        self._turn += 1
        if self._turn % self._every == 0:
            self.looks.append(look)

    def thin(self) -> None:
        """Let go of every other look."""
        self.looks, self._every = self.looks[::2], self._every * 2

    def warm(self) -> list[Look]:
        """Those behind the warm-up, rounded up: the first look at a new process may be older than it is."""
        return self.looks[-(-len(self.looks) // _WARMUP) :]


@dataclass(slots=True)
class Lives:
    """All lives of a pool that was watched; `replaced` is how many of its processes ended meanwhile."""

    replaced: int = 0
    _lives: list[Life] = field(default_factory=list)

    def add(self, pids: frozenset[int], look: Look) -> None:
        """Note how it is now, if anything was asked since."""
        if not self._lives or self._lives[-1].pids != pids:
            self._begin(pids)
        life = self._lives[-1]
        if life.looks and all(count == life.looks[-1].requests.get(n) for n, count in look.requests.items()):
            return
        life.add(look)
        if sum(len(one.looks) for one in self._lives) > _MOST:
            self._shorten()

    def warm(self) -> list[Life]:
        """Those of which enough is left behind the warm-up."""
        return [one for one in self._lives if len(one.looks) >= _FEWEST]

    def _begin(self, pids: frozenset[int]) -> None:
        if self._lives:
            self.replaced += len(self._lives[-1].pids - pids)
            if len(self._lives[-1].looks) < _FEWEST:
                self._lives.pop()
        self._lives.append(Life(pids))

    def _shorten(self) -> None:
        longest = max(self._lives, key=lambda one: len(one.looks))
        if len(longest.looks) > _SHORT:
            longest.thin()
        else:
            del self._lives[0]


def course(lives: Sequence[Life], number: int, *, by_age: bool = False) -> list[Point]:
    """One of the numbers against requests, of all lives: their steps laid end to end.

    Source: docs/behaviour.md, memory-17.
    """
    if not lives:
        return []
    steps = list(chain.from_iterable(pairwise(life.warm()) for life in lives))
    if by_age:
        steps.sort(key=lambda step: step[0].age)
    first = steps[0][0]
    names = sorted(set(chain.from_iterable(after.requests for _, after in steps)))
    requests = {name: first.requests.get(name, 0) for name in names}
    level = first.numbers[number]
    points: list[Point] = [(dict(requests), level)]
    for before, after in steps:
        for name, count in after.requests.items():
            requests[name] += count - before.requests.get(name, count)
        level += after.numbers[number] - before.numbers[number]
        points.append((dict(requests), level))
    return points
