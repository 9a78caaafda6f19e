"""Attribution of a process that serves: what it holds more of while requests come in by themselves.

For a good third of the time nothing is followed, and only the C heap is read: what it grows by and Python's
lines do not account for is native memory. Then the allocations of lines are followed, and where there is
native memory the heap is read at each line for the last part. At the end everything is as before.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from adsiis.memory.attribution import Attributor, native_lines
from adsiis.memory.native import HeapByLine
from adsiis.memory.sampling import heap_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.memory.attributed import Attribution, GrowingLine, GrowingType, NativeLine
    from adsiis.memory.lines import Line

FEWEST: Final = 8
"""Requests in each part of the time."""
_PARTS: Final = (0.4, 0.05, 0.13, 0.26)
_NATIVE_PARTS: Final = (0.05, 0.11)
_LONGEST: Final = 60.0
"""Seconds of which those parts are, at most: the heap is read at every line then, which is slow."""
_LEAST_NATIVE: Final = 64.0
_NATIVE_SHARE: Final = 0.25
_UNDER_WAY: Final = 16_384
"""Bytes that requests under way hold at one look and not at another."""
_LEAST_SHARE: Final = 0.05
"""Of the worst line: what grows by less is the swaying of what comes and goes."""
_HOUSE: Final = f"{__name__.partition('.')[0]}."
_LEAST_OF_HOST: Final = 1_000.0
"""Bytes per request: below, a line of the host has more requests under way, or knows more clients."""


class TooFewRequestsError(ValueError):
    """Too little was asked of the process to tell anything; the text says how much."""


def attribute_running(
    requests: Callable[[], int],
    seconds: float,
    sleep: Callable[[float], object] = time.sleep,
    *,
    host: tuple[str, ...] = (),
) -> Attribution:
    """What grew per request in this process within so many seconds.

    Args:
        requests: how many requests this process has taken so far.
        seconds: for how long.
        sleep: how to wait.
        host: the folders of the code that serves, whose lines hold what is under way.

    Raises TooFewRequestsError, and ValueError for a time that is none.
    Source: docs/behaviour.md, memory-18, memory-22.
    """
    if not 0 < seconds < math.inf:
        raise ValueError(f"The time is {seconds} seconds: it must be a number above 0.")
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
        found = attributor.result(grown, _LEAST_NATIVE + _UNDER_WAY / (done - began))
        python = attributor.python_in_heap()
        native = attributor.native(grown - sum(python.values()))
    finally:
        attributor.close()
    found = lasting(found, host)
    if native < max(_LEAST_NATIVE, _NATIVE_SHARE * abs(grown)):
        return found
    named = _native_lines(requests, seconds, sleep, python, native)
    return replace(found, native_per_call=native, native_lines=named)


def lasting(found: Attribution, host: tuple[str, ...]) -> Attribution:
    """Only the lines and types that grow by enough to matter, and not what requests under way hold.

    Args:
        found: of a process that serves.
        host: the folders of the code that serves.

    Source: docs/behaviour.md, memory-22.
    """
    worst = max((line.bytes_per_call for line in found.lines), default=0.0)
    lines = tuple(
        line
        for line in found.lines
        if line.bytes_per_call >= worst * _LEAST_SHARE
        and (not line.file.startswith(host) or line.bytes_per_call >= _LEAST_OF_HOST)
    )
    staying = tuple(line for line in lines if not _is_under_way(line, found.calls))
    types = tuple(
        kind for kind in found.types if kind.per_call * found.calls >= FEWEST and not _is_of_host(kind)
    )
    return replace(found, lines=staying or lines, types=types)


def _is_under_way(line: GrowingLine, calls: int) -> bool:
    """Whether it is a piece or two that some request will let go of."""
    return line.blocks_per_call * calls < FEWEST and line.bytes_per_call * calls < _UNDER_WAY


def _is_of_host(kind: GrowingType) -> bool:
    """Whether it is a list or tuple that nobody's name leads to, or that of this house: its caches fill."""
    named = any(word.startswith(_HOUSE) for word in kind.holders)
    return "." not in kind.name and (named or not kind.holders)


def _native_lines(
    requests: Callable[[], int],
    seconds: float,
    sleep: Callable[[float], object],
    python: dict[Line, float],
    native: float,
) -> tuple[NativeLine, ...]:
    """The lines during which C code took memory; none where no thread that serves could be followed."""
    heap = HeapByLine()
    with heap.watching_all():
        sleep(min(seconds, _LONGEST) * _NATIVE_PARTS[0])
        heap.warmed_up()
        at = requests()
        sleep(min(seconds, _LONGEST) * _NATIVE_PARTS[1])
        found, calls = heap.bytes, requests() - at
    return native_lines(found, max(1, calls), python, native, _LEAST_NATIVE)


def _enough(before: int, now: int) -> int:
    if now - before < FEWEST:
        raise TooFewRequestsError(
            f"Only {now - before} requests came in a part of the time: {FEWEST} are needed; give it longer."
        )
    return now
