"""The memory of another process, seen from outside: coarser than its heap, but of any program.

What counts is private memory with what of it was swapped out: pages it alone holds. They come in pieces of
4 KiB, and an allocator keeps some in reserve, so a verdict takes many more calls than from inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]  # psutil ships no types

from adsiis.memory.measuring import batches
from adsiis.memory.series import SAMPLES, Measurement, Series
from adsiis.memory.verdict import THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Callable

_PORTS: Final = {"http": 80, "https": 443}


class NotMeasurableError(ValueError):
    """There is no process to measure; the text says where it was looked for."""


def private_bytes(pid: int) -> int:
    """The private memory of a process and of all it started, swapped out or not.

    Raises NotMeasurableError when it is no more. Source: docs/behaviour.md, memory-12.
    """
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return sum(map(_private, family))
    except psutil.Error as error:
        raise NotMeasurableError(f"Process {pid} cannot be measured: {error}.") from None


def listener(url: str) -> int:
    """The process that serves a URL on this machine: the oldest that listens on its port.

    Raises NotMeasurableError.
    """
    parts = urlsplit(url)
    port = parts.port or _PORTS.get(parts.scheme)
    if port is None:
        raise NotMeasurableError(f"'{url}' is no address to measure: it must begin with http:// or https://.")
    found = {
        one.pid
        for one in psutil.net_connections("tcp")
        if one.status == psutil.CONN_LISTEN and one.laddr.port == port and one.pid
    }
    if not found:
        raise NotMeasurableError(
            f"No process of this machine that may be looked at listens on port {port}: start the "
            "application first, as the same user, or name its process."
        )
    oldest: int = min(found, key=lambda pid: (psutil.Process(pid).create_time(), pid))
    return oldest


def measure_outside(
    work: Callable[[int], object],
    calls: int,
    pid: int,
    *,
    samples: int = SAMPLES,
    threshold: float = THRESHOLD,
    on_progress: Callable[[int, int], object] | None = None,
) -> Measurement:
    """As `measure`, of a process that `work` keeps busy. Source: docs/behaviour.md, memory-12."""
    series = Series(samples)
    series.add(0, private_bytes(pid))
    done = 0
    for batch in batches(calls, samples):
        work(batch)
        done += batch
        held = private_bytes(pid)
        series.add(done, held)
        if on_progress is not None:
            on_progress(done, held)
    return series.result(threshold)


def _private(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
    except psutil.NoSuchProcess:
        return 0
    return int(memory.uss + getattr(memory, "swap", 0))
