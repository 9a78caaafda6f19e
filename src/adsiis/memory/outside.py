"""The memory of another process, seen from outside: coarser than its heap, but of any program.

What counts is private memory with what of it was swapped out: pages it alone holds and has written to. They
come in pieces of 4 KiB, and an allocator keeps some in reserve, so what a process asks for first shows no
page: a verdict takes many more calls than from inside. Its descriptors and threads are counted as well.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, urlsplit

import psutil  # type: ignore[import-untyped]  # psutil ships no types

from adsiis.memory.baseline import beside_idle
from adsiis.memory.measuring import batches
from adsiis.memory.series import SAMPLES, Measurement, Series
from adsiis.memory.slope import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Callable

THRESHOLD: Final = 4.0
"""Bytes per call; for less it would take too many calls: that a process can only tell of itself."""
_PORTS: Final = {"http": 80, "https": 443}
_EVERY_ADDRESS: Final = frozenset({"0.0.0.0", "::"})  # noqa: S104 - looked for, not bound
_OWN: Final = (b"Private_Dirty:", b"Private_Hugetlb:", b"Swap:")
"""Of Linux' sum over a process' mappings. Clean pages are files', shared or not as others come and go."""


class NotMeasurableError(ValueError):
    """There is no process to measure; the text says where it was looked for."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a process and all it started hold: private memory, swapped out or not, descriptors and threads."""

    private: int
    descriptors: int
    threads: int


def holding(pid: int) -> Holding:
    """Look at a process and all it started.

    Raises NotMeasurableError when it is no more. Source: docs/behaviour.md, memory-12, memory-26.
    """
    family = _family(pid)
    counts = [_counted(one) for one in family]
    return Holding(
        sum(map(_private, family)), sum(files for files, _ in counts), sum(threads for _, threads in counts)
    )


def private_bytes(pid: int) -> int:
    """Only the private memory, which raises alike."""
    return sum(map(_private, _family(pid)))


def checked_url(url: str) -> SplitResult:
    """The parts of a URL that can be asked for.

    Raises NotMeasurableError, which says what is wrong with another. Source: docs/behaviour.md, memory-20.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotMeasurableError(f"'{url}' is no address to measure: {error}.") from None
    if parts.scheme not in _PORTS:
        raise NotMeasurableError(f"'{url}' is no address to measure: it must begin with http:// or https://.")
    if not parts.hostname or port == 0:
        raise NotMeasurableError(f"'{url}' is no address to measure: it must name a machine and its port.")
    if any(not "!" <= one <= "~" for one in url):
        raise NotMeasurableError(
            f"'{url}' is no address to measure: what is not a plain ASCII character is written as %XX."
        )
    return parts


def listener(url: str) -> int:
    """The process that serves a URL on this machine: the oldest that listens on its address and port.

    Raises NotMeasurableError. Source: docs/behaviour.md, memory-12, memory-27.
    """
    parts = checked_url(url)
    port = parts.port or _PORTS[parts.scheme]
    addresses = _own_addresses(url, parts.hostname or "", port)
    found = psutil.net_connections("tcp")
    listening = [
        (_plain(one.laddr.ip), one.pid)
        for one in found
        if one.status == psutil.CONN_LISTEN and one.laddr.port == port and one.pid
    ]
    for address in addresses:
        for wanted in ({address}, _EVERY_ADDRESS):
            ages = [(age, pid) for ip, pid in listening if ip in wanted and (age := _age(pid)) is not None]
            if ages:
                return int(min(ages)[1])
    raise NotMeasurableError(
        f"No process of this machine that may be looked at listens on {addresses[0]}, port {port}: start the "
        "application first, as the same user, or name its process."
    )


def _own_addresses(url: str, host: str, port: int) -> list[str]:
    """What the machine of a URL is called in numbers, if it is this one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotMeasurableError(f"'{url}' is no address to measure: {host} is not known: {error}.") from None
    own = [str(where[0]) for family, _, _, _, where in found if _is_own(family, where)]
    if not own:
        raise NotMeasurableError(
            f"'{url}' is no address to measure: {host} is not this machine. Measure it there."
        )
    return [_plain(one) for one in own]


def _is_own(family: int, where: tuple[Any, ...]) -> bool:
    """Whether an address is this machine's: only then can a socket be bound to it."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind((where[0], 0, *where[2:]))
    except OSError:
        return False
    return True


def _plain(address: str) -> str:
    """An address as the other side would write it: without a zone, and not as IPv4 within IPv6."""
    return address.partition("%")[0].removeprefix("::ffff:")


def _age(pid: int) -> float | None:
    """When a process began; None for one that has just ended."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def measure_outside(
    work: Callable[[int], object],
    calls: int,
    pid: int,
    *,
    samples: int = SAMPLES,
    threshold: float = THRESHOLD,
    on_progress: Callable[[int, int], object] | None = None,
) -> Measurement:
    """As `measure`, of a process that `work` keeps busy.

    Each process of its family has room in which some growth does not show: clean takes as many more calls,
    and what looks like a leak is held against the processes at rest for as long as that takes to show.
    Source: docs/behaviour.md, memory-12, memory-19, memory-26, memory-31.
    """
    series = Series(samples, resolution=OUTSIDE * len(_family(pid)))
    look = holding(pid)
    series.add(0, look.private, (look.descriptors, look.threads))
    done, began = 0, time.monotonic()
    for batch in batches(calls, samples):
        work(batch)
        done += batch
        look = holding(pid)
        series.add(done, look.private, (look.descriptors, look.threads))
        if on_progress is not None:
            on_progress(done, look.private)
    seconds = time.monotonic() - began
    return beside_idle(series.result(threshold), lambda: private_bytes(pid), seconds, most=1.0)


def _family(pid: int) -> list[psutil.Process]:
    """A process and all it started."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except (psutil.Error, ValueError, OverflowError, TypeError) as error:
        raise NotMeasurableError(f"Process {pid} cannot be measured: {error}.") from None


def _counted(process: psutil.Process) -> tuple[int, int]:
    """Descriptors and threads; none of a process that has just ended."""
    try:
        return process.num_fds(), process.num_threads()
    except psutil.NoSuchProcess:
        return 0, 0
    except (psutil.Error, OSError) as error:
        raise NotMeasurableError(f"Process {process.pid} cannot be measured: {error}.") from None


def _private(process: psutil.Process) -> int:
    try:
        with open(f"/proc/{process.pid}/smaps_rollup", "rb") as sums:
            return sum(int(line.split()[1]) << 10 for line in sums if line.startswith(_OWN))
    except (FileNotFoundError, ProcessLookupError):
        return _unique(process)
    except OSError as error:
        raise NotMeasurableError(f"Process {process.pid} cannot be measured: {error}.") from None


def _unique(process: psutil.Process) -> int:
    """The same where the system keeps no such sum, and 0 for a process that has just ended."""
    try:
        memory = process.memory_full_info()
    except psutil.NoSuchProcess:
        return 0
    except psutil.Error as error:
        raise NotMeasurableError(f"Process {process.pid} cannot be measured: {error}.") from None
    return int(memory.uss + getattr(memory, "swap", 0))
