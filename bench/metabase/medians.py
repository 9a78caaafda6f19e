"""Several works side by side: in turn, in many short rounds, so that the machine's drift hits all alike."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def rounds(works: Mapping[str, Callable[[], object]], calls: int, many: int = 21) -> dict[str, list[float]]:
    """Microseconds per call of each work, round by round."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(many):
        for name, work in works.items():
            begun = time.perf_counter()
            for _ in range(calls):
                work()
            taken[name].append((time.perf_counter() - begun) / calls * 1e6)
    return taken


def medians(works: Mapping[str, Callable[[], object]], calls: int, many: int = 21) -> dict[str, float]:
    """Microseconds per call of each work, the median of its rounds."""
    return {name: statistics.median(values) for name, values in rounds(works, calls, many).items()}


def ratio(ours: Iterable[float], theirs: Iterable[float]) -> float:
    """How many times theirs ours is, in the median of the rounds: the two of a round ran side by side."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
