"""What a soak shows while it runs: a bar and the heap so far, on standard error, if a person looks at it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from adsiis.memory.plot import bars, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID


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


@contextmanager
def growing(calls: int | None) -> Iterator[Growing | None]:
    """What to tell how far a soak is; None when nobody looks."""
    if not sys.stderr.isatty():
        yield None
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
