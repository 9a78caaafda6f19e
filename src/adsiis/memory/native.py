"""During which Python line did the C heap grow by what Python itself did not allocate?

Every line of somebody's own code is timed by the heap instead of a clock: what malloc had given out before it
and after it. What Python's objects hold more is read as well, from tracemalloc: a line that makes objects and
leaves it to another to let go of them has the heap grow, but not beyond its objects. Objects that a line
keeps are taken off by the caller, who knows them. What is left was allocated by C code that the line called.
"""

from __future__ import annotations

import gc
import sys
import threading
import tracemalloc
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.memory.lines import Cost, Line, cost, heap_now, is_installed, is_own, is_script

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, FrameType

_ALL_THREADS: Final = hasattr(threading, "settrace_all_threads")
_OFTEN: Final = 1
"""New objects after which the collector looks at the youngest, which is cheap."""
_SELDOM: Final = 1_000_000


_ROUNDED: Final = 12
"""What malloc sets aside for an object beyond its size, in the middle."""


class Grown(NamedTuple):
    """What came while a line ran: in the heap, and beyond what objects hold more; and how often it ran."""

    heap: int
    beyond: int
    times: int


_HEAP, _BEYOND, _MOST_HEAP, _MOST_BEYOND, _TIMES = range(5)
"""Of a line: both figures, the most of each that came at one time, and how many times it ran."""


class _Thread:
    """Where one thread is. The figures lie in an array, since numbers of Python's would lie in the heap."""

    __slots__ = ("before", "line", "scripts")

    def __init__(self) -> None:
        self.line: Line | None = None
        self.scripts = 0
        """How many lines of pages or templates run: what a package does for them is theirs."""
        self.before = array("q", (0, 0))
        """Both figures, less all that was put down to lines of any thread, when the line began."""


class HeapByLine:
    """By line, the bytes the heap grew by while it ran, less those by which it shrank.

    Source: docs/behaviour.md, memory-9, memory-22.
    """

    def __init__(self) -> None:
        self._over = False
        self._following = Cost(1.0, 0.0)
        self._settled = array("q", (0, 0))
        self._grown: dict[Line, array[int]] = {}
        self._lines: dict[tuple[CodeType, int], Line] = {}
        self._threads: dict[int, _Thread] = {}

    @property
    def bytes(self) -> dict[Line, Grown]:
        """The figures so far, without the time at which most came: it stands for all other times.

        A table that is made larger, or a text that is kept, comes once; what leaks comes again.
        """
        return {line: _again(grown) for line, grown in list(self._grown.items())}

    def warmed_up(self) -> None:
        """Forget the figures so far."""
        for grown in list(self._grown.values()):
            grown[:] = _none()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Follow this thread, those it starts and, from Python 3.12 on, all others."""
        before = sys.gettrace()
        with self._tracing():
            _trace(self._entered)
            try:
                yield
            finally:
                _trace(None)
                sys.settrace(before)

    @contextmanager
    def watching_all(self) -> Iterator[None]:
        """Follow every thread of this process, those that run already included.

        Before Python 3.12 a thread can only be followed at its own request: the collector, which works on
        whatever thread makes objects, has each of them ask. One that makes none meanwhile is not followed.
        """
        if _ALL_THREADS:
            with self.watching():
                yield
            return
        often = gc.get_threshold()
        with self._tracing():
            gc.callbacks.append(self._collecting)
            gc.set_threshold(_OFTEN, _SELDOM, _SELDOM)
            try:
                yield
            finally:
                self._over = True  # each thread lets go itself, at the next function it calls
                gc.set_threshold(*often)
                gc.callbacks.remove(self._collecting)

    def _collecting(self, phase: str, _: object) -> None:
        if phase == "stop" and sys.gettrace() is None:
            sys.settrace(self._entered)

    def _entered(self, frame: FrameType, _event: str, _: object) -> Any:
        """A function is called: what its caller did so far is settled."""
        if self._over:
            sys.settrace(None)
            return None
        file, thread = frame.f_code.co_filename, self._thread()
        if not (_is_theirs(file) if thread.scripts else is_own(file)):
            return None
        self._settle(thread)
        if is_script(file):
            thread.scripts += 1
            return self._passed_in_script
        return self._passed

    def _passed_in_script(self, frame: FrameType, event: str, given: object) -> Any:
        """The same within a page or template."""
        if event == "return":
            self._thread().scripts -= 1
        return self._passed(frame, event, given) and self._passed_in_script

    def _passed(self, frame: FrameType, event: str, _: object) -> Any:
        """A line begins, or the function ends and its caller's line goes on."""
        if self._over:
            return None
        thread = self._thread()
        self._settle(thread)
        going_on = _theirs(frame.f_back, thread) if event == "return" else frame
        if event in {"line", "return"} and going_on is not None and is_own(going_on.f_code.co_filename):
            thread.line = self._line(going_on)
            for at, now in enumerate(self._now()):
                thread.before[at] = now - self._settled[at]
        return self._passed

    def _settle(self, thread: _Thread) -> None:
        figures = self._now()  # before anything here asks for memory
        if thread.line is not None:
            # What other threads had put down to theirs while this one was at its line is not this line's.
            of_line = self._grown[thread.line]
            for at, now in enumerate(figures):
                grown = now - self._settled[at] - thread.before[at]
                of_line[at] += grown
                of_line[at + _MOST_HEAP] = max(of_line[at + _MOST_HEAP], grown)
                self._settled[at] += grown
            of_line[_TIMES] += 1
            thread.line = None

    def _now(self) -> tuple[int, int]:
        """The heap, without what following takes, and what of it no object of Python's holds."""
        heap, says = heap_now(), tracemalloc.get_tracemalloc_memory()
        heap -= says + int(says * self._following.unsaid / self._following.said)
        return heap, heap - tracemalloc.get_traced_memory()[0] - int(says * _ROUNDED / self._following.said)

    @contextmanager
    def _tracing(self) -> Iterator[None]:
        """Have tracemalloc count, for the while."""
        was_on = tracemalloc.is_tracing()
        if not was_on:
            tracemalloc.start(1)
        self._following = cost()
        try:
            yield
        finally:
            if not was_on:
                tracemalloc.stop()

    def _thread(self) -> _Thread:
        number = threading.get_ident()
        found = self._threads.get(number)
        if found is None:
            found = self._threads[number] = _Thread()
        return found

    def _line(self, frame: FrameType) -> Line:
        at = (frame.f_code, frame.f_lineno)
        found = self._lines.get(at)
        if found is None:
            found = self._lines[at] = Line(frame.f_code.co_filename, frame.f_lineno)
            self._grown.setdefault(found, _none())
        return found


def _theirs(frame: FrameType | None, thread: _Thread) -> FrameType | None:
    """Where a caller goes on: of a package that runs a page or template, that one's line."""
    while thread.scripts and frame is not None and not _is_theirs(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _is_theirs(file: str) -> bool:
    return is_own(file) and not is_installed(file)


def _none() -> array[int]:
    return array("q", bytes(8 * (_TIMES + 1)))


def _again(grown: array[int]) -> Grown:
    times, others = grown[_TIMES], max(1, grown[_TIMES] - 1)
    heap, beyond = grown[_HEAP] - grown[_MOST_HEAP], grown[_BEYOND] - grown[_MOST_BEYOND]
    return Grown(heap * times // others, beyond * times // others, times)


def _trace(function: Any) -> None:
    if _ALL_THREADS:
        threading.settrace_all_threads(function)  # type: ignore[attr-defined,unused-ignore]  # Python 3.12
    else:
        threading.settrace(function)
    sys.settrace(function)
