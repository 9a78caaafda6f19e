"""All soaks as one table: which workloads, how often, in a short run and in a long one, in every host.

A host is started once and does one workload after the other, two hosts side by side. A row passes when it is
no leak and the upper end of its interval, times the calls, stays below 2 MiB. What looks like a leak may be
something that fills, and is measured once more. Each host ends with leaks of known size.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.inetinfo.soak import BATCHES, SoakReport, measured
from adsiis.inetinfo.soak_host import hosting
from adsiis.inetinfo.soak_workloads import HOSTS, SoakError, host_named, workload_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Progress = Callable[[str, str, int, int, int], object]

MOST_GROWTH: Final = 2 << 20
"""Bytes over a whole run."""
SIZES: Final = ("ci", "full")
_AT_ONCE: Final = 2
_CI_SAMPLES: Final = 14


class Row(NamedTuple):
    """How often a workload is done in a short and in a long run."""

    workload: str
    ci: int
    full: int
    hosts: tuple[str, ...] = tuple(HOSTS)
    """Where; files are sent by Inetinfo alone."""


ROWS: Final = (
    Row("bind", 20_000, 1_000_000),
    Row("read", 20_000, 10_000_000),
    Row("enumerate", 4_000, 200_000),
    Row("write", 2_000, 100_000),
    Row("schema", 2_000, 100_000),
    Row("methods", 2_000, 200_000),
    Row("backup", 100, 2_000),
    Row("page", 4_000, 2_000_000),
    Row("wsgi", 4_000, 200_000),
    Row("asgi", 4_000, 200_000),
    Row("requests", 1_000, 200_000),
    Row("files", 4_000, 1_000_000, ("inetinfo",)),
)
"""Every public method of every class is in one of them: see `methods`. A page is ten calls."""


def passes(report: SoakReport) -> bool:
    """Whether a soak is no leak, and kept within the bound of the table, where leaks are seen.

    Source: docs/behaviour.md, memory-13.
    """
    return (
        report.verdict != "leak"
        and report.measurement.slope.high * report.measurement.calls < MOST_GROWTH
        and (not report.calibration or report.smallest_caught is not None)
    )


def run(
    size: str, on_progress: Progress | None = None, *, hosts: Sequence[str] = tuple(HOSTS)
) -> Iterator[SoakReport]:
    """Soak everything, two hosts at once, one report after the other as they come.

    Args:
        size: `ci` or `full`.
        on_progress: told host, workload, calls to make, calls done and what the heap holds.
        hosts: which.

    Raises SoakError.
    """
    if size not in SIZES:
        raise SoakError(f"There is no suite '{size}': choose one of {', '.join(SIZES)}.")
    reports: SimpleQueue[SoakReport | None] = SimpleQueue()
    stopping = Event()

    def tell(host: str, workload: str, calls: int, done: int, held: int) -> None:
        if stopping.is_set():
            raise SoakError("The soak was stopped.")
        if on_progress is not None:
            on_progress(host, workload, calls, done, held)

    with ThreadPoolExecutor(_AT_ONCE) as crew:
        tasks = [crew.submit(_soak_host, host, size, tell, reports) for host in hosts]
        try:
            for _ in tasks:
                yield from iter(reports.get, None)
        except BaseException:
            stopping.set()  # the hosts end at their next look, not after the night
            crew.shutdown(wait=False, cancel_futures=True)
            raise
        for task in tasks:
            task.result()


def _soak_host(host: str, size: str, on_progress: Progress, reports: SimpleQueue[SoakReport | None]) -> None:
    """Every row of one host, in one process; None follows the last report."""
    try:
        works = [
            (workload_named(row.workload), row.ci if size == "ci" else row.full)
            for row in ROWS
            if host in row.hosts
        ]
        samples = _CI_SAMPLES if size == "ci" else BATCHES
        with hosting(host_named(host), [work for work, _ in works]) as running:
            for work, calls in works:
                tell = partial(on_progress, host, work.name, calls)
                report = measured(running, host, work, calls, tell, samples=samples)
                if report.verdict == "leak":
                    report = measured(running, host, work, calls, tell, samples=samples)
                if work is works[-1][0]:
                    report = replace(report, calibration=tuple(running.calibrated()))
                reports.put(report)
    finally:
        reports.put(None)
