"""Attribution of a process that serves: what it holds more of while requests come in by themselves.

For half of the time nothing is followed, and only the C heap is read: what it grows by and Python's lines do
not account for is native memory. Then the lines are followed, and at the end everything is as before.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from adsiis.memory.attribution import Attribution, Attributor
from adsiis.memory.sampling import heap_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

FEWEST: Final = 8
"""Requests in each part of the time."""
_PARTS: Final = (0.5, 0.05, 0.15, 0.3)
_LEAST_NATIVE: Final = 64.0
_NATIVE_SHARE: Final = 0.25


class TooFewRequestsError(ValueError):
    """Too little was asked of the process to tell anything; the text says how much."""


def attribute_running(
    requests: Callable[[], int], seconds: float, sleep: Callable[[float], object] = time.sleep
) -> Attribution:
    """What grew per request in this process within so many seconds.

    Args:
        requests: how many requests this process has taken so far.
        seconds: for how long.
        sleep: how to wait.

    Raises TooFewRequestsError. Source: docs/behaviour.md, memory-18.
    """
    began, heap = requests(), heap_bytes()
    sleep(seconds * _PARTS[0])
    done = _enough(began, requests())
    grown = (heap_bytes() - heap) / (done - began)
    attributor = Attributor()
    try:
        sleep(seconds * _PARTS[1])
        attributor.look(at := requests())
        for part in _PARTS[2:]:
            sleep(seconds * part)
            attributor.look(at := _enough(at, requests()))
        found, python = attributor.result(), sum(attributor.python_in_heap().values())
    finally:
        attributor.close()
    native = grown - python
    if native < max(_LEAST_NATIVE, _NATIVE_SHARE * abs(grown)):
        return found
    return replace(found, native_per_call=native)


def _enough(before: int, now: int) -> int:
    if now - before < FEWEST:
        raise TooFewRequestsError(
            f"Only {now - before} requests came in a part of the time: {FEWEST} are needed; give it longer."
        )
    return now
