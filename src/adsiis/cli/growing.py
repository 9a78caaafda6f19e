"""What a soak shows while it runs, on standard error: a bar and the heap so far, or now and then a line."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

import click

from adsiis.memory.plot import bars, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID


_SECONDS: Final = 5.0


class Growing:
    """A bar whose line ends with a plot of the heap against calls; of a suite, one for each host."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._tasks = {"": task}
        self._points: dict[str, list[tuple[int, int]]] = {}

    def __call__(self, done: int, heap: int) -> None:
        """So many calls are done, and the heap holds so much."""
        self._show("", "", done, heap)

    def of_suite(self, host: str, workload: str, calls: int, done: int, heap: int) -> None:
        """As above, for one of many workloads."""
        what = f"{host}, {workload}"
        if host not in self._tasks:
            self._bar.update(self._tasks[""], visible=False)
            self._tasks[host] = self._bar.add_task(what, heap="")
        if what not in self._points:
            self._bar.update(self._tasks[host], description=what, total=calls)
        self._show(host, what, done, heap)

    def _show(self, host: str, what: str, done: int, heap: int) -> None:
        points = self._points.setdefault(what, [])
        points.append((done, heap))
        self._bar.update(self._tasks[host], completed=done, heap=f"{size(heap)} {bars(points, 40)}")


class Lines:
    """The same where there is no terminal: a line now and then. Source: docs/behaviour.md, soak-8."""

    def __init__(self, calls: int | None, seconds: float = _SECONDS) -> None:
        self._calls = calls
        self._seconds = seconds
        self._due = monotonic() + seconds

    def __call__(self, done: int, heap: int) -> None:
        """So many calls are done, and the heap holds so much."""
        self._say("", done, self._calls, heap)

    def of_suite(self, host: str, workload: str, calls: int, done: int, heap: int) -> None:
        """As above, for one of many workloads."""
        self._say(f"{host}, {workload}: ", done, calls, heap)

    def _say(self, what: str, done: int, calls: int | None, heap: int) -> None:
        now = monotonic()
        if now >= self._due:
            self._due = now + self._seconds
            click.echo(f"{what}{done:,} of {calls:,} calls, {size(heap)}", err=True)


@contextmanager
def growing(calls: int | None) -> Iterator[Growing | Lines]:
    """What to tell how far a soak is."""
    if not sys.stderr.isatty():
        yield Lines(calls)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[heap]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Growing(bar, bar.add_task("calls", total=calls, heap=""))
