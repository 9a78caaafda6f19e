"""Several works side by side: in turn, in many short rounds, so that the machine's drift hits all alike."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def medians(works: Mapping[str, Callable[[], object]], calls: int, rounds: int = 21) -> dict[str, float]:
    """Microseconds per call of each work, the median of its rounds."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begun = time.perf_counter()
            for _ in range(calls):
                work()
            taken[name].append((time.perf_counter() - begun) / calls * 1e6)
    return {name: statistics.median(values) for name, values in taken.items()}
