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
    """A bar whose line ends with a plot of the heap against calls."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task
        self._points: list[tuple[int, int]] = []
        self._what = ""

    def __call__(self, done: int, heap: int) -> None:
        """So many calls are done, and the heap holds so much."""
        self._points.append((done, heap))
        shown = f"{size(heap)} {bars(self._points, 40)}"
        self._bar.update(self._task, completed=done, heap=shown)

    def of_suite(self, host: str, workload: str, calls: int, done: int, heap: int) -> None:
        """As above, for one of many workloads."""
        what = f"{host}, {workload}"
        if what != self._what:
            self._what, self._points = what, []
            self._bar.update(self._task, description=what, total=calls)
        self(done, heap)


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
