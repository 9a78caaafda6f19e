"""A soak: is memory given back? A host of its own, driven over HTTP, measured inside the process that works.

Between batches of equal size another page of the application reads the heap. The slope of heap against calls,
with its interval, gives the verdict.
"""

from __future__ import annotations

import json
import platform
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from adsiis import memory
from adsiis._version import __version__
from adsiis.inetinfo.soak_host import RunningHost, hosting
from adsiis.inetinfo.soak_workloads import PYTHON, SoakError, Workload, explaining, host_named, workload_named
from adsiis.memory.baseline import beside_idle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Progress = Callable[[int, int], object]

BATCHES: Final = 50
FEWEST_CALLS: Final = 500
_FEWEST_BATCHES: Final = 14
_BATCH: Final = 1_000
"""Calls that are worth a look at the heap."""
_FEWEST_ATTRIBUTED: Final = 100
_MOST_ATTRIBUTED: Final = 400
_ATTRIBUTED: Final = 20
"""One of so many calls is made again to find the lines of a leak: that slows a call down by as much."""


@dataclass(frozen=True, slots=True)
class SoakReport:
    """What a soak showed.

    Attributes:
        host: which host did the work.
        workload: what the work was.
        measurement: heap against calls, and what follows from it.
        objects_before: provider objects alive before the first call.
        objects_after: and after the last.
        calibration: what leaks of known size looked like in the same process, if that was asked.
        ended: when it was known.
        baseline: as many looks at the same process with no work in between, told per as many calls.
        attribution: in which lines a function of the user's own keeps memory, in words, if it does.
    """

    host: str
    workload: str
    measurement: memory.Measurement
    objects_before: int
    objects_after: int
    calibration: tuple[Mapping[str, Any], ...] = ()
    ended: datetime = field(default_factory=lambda: datetime.now(UTC))
    baseline: memory.Measurement | None = None
    attribution: str = ""

    @property
    def verdict(self) -> str:
        """`clean`, `leak` or `undecided`; objects that stay alive are a leak, however small.

        Bytes are one only where they grow faster than they do without the work.
        """
        if self.objects_after > self.objects_before:
            return "leak"
        return "undecided" if self.grows_anyway else self.measurement.verdict.word

    @property
    def grows_anyway(self) -> bool:
        """Whether what looks like a leak comes without the work as well.

        Source: docs/behaviour.md, soak-6.
        """
        found, idle = self.measurement, self.baseline
        return (
            found.verdict.word == "leak"
            and not found.leaks_besides
            and idle is not None
            and idle.slope.high >= found.slope.low
        )

    @property
    def smallest_caught(self) -> float | None:
        """The smallest of the injected leaks that was seen, in bytes; None when none was."""
        caught = (one.get("size") for one in self.calibration if one["caught"])
        return min((size for size in caught if size), default=None)

    def as_dict(self) -> dict[str, object]:
        """The fields of the JSON report. Source: docs/behaviour.md, soak-3."""
        idle = self.measurement.baseline if self.baseline is None else self.baseline.slope
        return {
            "host": self.host,
            "workload": self.workload,
            **self.measurement.as_dict(),
            "verdict": self.verdict,
            "objects_before": self.objects_before,
            "objects_after": self.objects_after,
            "baseline": idle.as_dict() if idle is not None else None,
            "calibration": list(self.calibration),
            "attribution": self.attribution or None,
            "time": self.ended.isoformat(timespec="seconds"),
            "version": __version__,
            "python": platform.python_version(),
        }


def refuse_too_few(calls: int) -> None:
    """Raises SoakError for a number of calls that would tell nothing."""
    if calls < FEWEST_CALLS:
        raise SoakError(f"{calls} calls tell nothing: ask for {FEWEST_CALLS} or more.")


def soak(
    host: str,
    calls: int,
    on_progress: Progress | None = None,
    *,
    workload: str | Workload = PYTHON.name,
    collector: bool = True,
) -> SoakReport:
    """Use the provider so many times inside a host of its own, and tell whether memory came back.

    Args:
        host: `inetinfo`, or the surrogate that does the work: `dllhost` (the pooled one), `isolated`, `pool`.
        calls: how many calls of the provider; at least 500.
        on_progress: told how many calls are done and what the heap holds, in bytes.
        workload: one of `soak_workloads` by name, or another.
        collector: False switches Python's garbage collector off in the process that works.

    Raises SoakError when the host does not run or the numbers make no sense.
    Source: docs/behaviour.md, memory-6, soak-7.
    """
    work = workload_named(workload) if isinstance(workload, str) else workload
    place = host_named(host)
    refuse_too_few(calls)
    with hosting(place, [work, *([explaining(work)] if work.told_as else [])]) as running:
        samples = min(BATCHES, max(_FEWEST_BATCHES, calls // _BATCH))
        report = measured(running, host, work, calls, on_progress, collector=collector, samples=samples)
        report = replace(report, calibration=tuple(running.calibrated()))
        if not work.told_as or report.verdict != "leak":
            return report
        return replace(report, attribution=_attributed(running, work, calls))


def measured(
    running: RunningHost,
    host: str,
    work: Workload,
    calls: int,
    on_progress: Progress | None = None,
    *,
    collector: bool = True,
    samples: int = BATCHES,
) -> SoakReport:
    """Measure one workload in a host that runs; calls that come in rounds are made in whole ones.

    Args:
        running: the host.
        host: how it is called.
        work: what to do.
        calls: how often.
        on_progress: told how many calls are done and what the heap holds.
        collector: as for `soak`.
        samples: in how many batches.
    """
    rounds = max(-(-calls // work.unit), samples)
    series = memory.Series(samples)
    running.wake_threads(work)
    before, sample = running.sampled(collector=collector)
    series.add(0, sample)
    done, began = 0, time.monotonic()
    for batch in memory.batches(rounds, samples):
        for part in work.requests(batch * work.unit):
            running.get(work.url(part))
        after, sample = running.sampled(collector=collector)
        done += batch * work.unit
        series.add(done, sample)
        if on_progress is not None:
            on_progress(done, sample.heap)
    seconds = time.monotonic() - began
    idle = _idle(running, rounds, work.unit, samples, collector=collector)
    found = beside_idle(series.result(), lambda: running.sampled(collector=collector)[1].heap, seconds)
    return SoakReport(host, work.told_as or work.name, found, before, after, baseline=idle)


def _attributed(running: RunningHost, work: Workload, calls: int) -> str:
    """The lines in which a function keeps memory; nothing where it fails while it is followed."""
    with suppress(SoakError):
        few = min(max(_FEWEST_ATTRIBUTED, calls // _ATTRIBUTED), _MOST_ATTRIBUTED)
        return str(json.loads(running.get(explaining(work).url(few)))["text"])
    return ""


def _idle(
    running: RunningHost, rounds: int, unit: int, samples: int, *, collector: bool
) -> memory.Measurement:
    """What the process grows by itself: as many looks, and no work between them."""
    series = memory.Series(samples)
    series.add(0, running.sampled(collector=collector)[1])
    done = 0
    for batch in memory.batches(rounds, samples):
        done += batch * unit
        series.add(done, running.sampled(collector=collector)[1])
    return series.result()
