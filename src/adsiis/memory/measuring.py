"""Measure a workload inside this process: equal batches of calls, a look at the heap after each."""

from __future__ import annotations

import gc
import inspect
import time
from contextlib import contextmanager
from itertools import repeat
from typing import TYPE_CHECKING

from adsiis.memory.baseline import beside_idle
from adsiis.memory.sampling import sample
from adsiis.memory.series import SAMPLES, WARMUP, Measurement, Series
from adsiis.memory.verdict import THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def measure(
    work: Callable[[int], object],
    calls: int,
    *,
    samples: int = SAMPLES,
    warmup: float = WARMUP,
    threshold: float = THRESHOLD,
    collect: bool = True,
    on_progress: Callable[[int], object] | None = None,
) -> Measurement:
    """Have `work(n)` make n calls, again and again until `calls` are made, and say what a call costs.

    Every batch but the first, which also takes the remainder, has the same number of calls. With `collect`
    unreachable cycles are freed before each look. Without it the collector stays off throughout, so that a
    cycle is a leak, as it is to a host that runs without the collector. `on_progress` is told the calls made
    so far, after each batch; what it keeps is measured too. What looks like a leak is held against the same
    process at rest, for a fifth of the time that the work took.

    Raises ValueError when there are fewer calls than samples, and TypeError for work that returns a generator
    or a coroutine: nothing of it has run. Source: docs/behaviour.md, memory-3, memory-26, memory-31, soak-5.
    """
    if calls < samples:
        raise ValueError(f"{calls} calls were to be measured in {samples} samples: a sample needs a call.")
    series = Series(samples, warmup=warmup)
    with collector(on=collect):
        series.add(0, sample(collect=collect))
        done, began = 0, time.monotonic()
        for batch in batches(calls, samples):
            if is_put_off(work(batch)):
                raise TypeError(
                    "The work returned a generator or a coroutine, of which nothing has run: have it run it."
                )
            done += batch
            series.add(done, sample(collect=collect))
            if on_progress is not None:
                on_progress(done)
        seconds = time.monotonic() - began
        return beside_idle(series.result(threshold), lambda: sample(collect=collect).heap, seconds)


def is_put_off(returned: object) -> bool:
    """Whether a call returned what has still to run; a coroutine is closed, so that nobody warns of it."""
    if inspect.iscoroutine(returned):
        returned.close()
        return True
    return inspect.isgenerator(returned) or inspect.isasyncgen(returned)


def batches(calls: int, samples: int) -> Iterator[int]:
    """Equal parts; what division leaves over falls to the first, which warm-up cuts off."""
    yield calls // samples + calls % samples
    yield from repeat(calls // samples, samples - 1)


@contextmanager
def collector(*, on: bool) -> Iterator[None]:
    """Leave the garbage collector as it is, or keep it off for the while."""
    was_on = gc.isenabled()
    if not on:
        gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
