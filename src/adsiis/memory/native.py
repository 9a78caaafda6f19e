"""During which Python line did the C heap grow by what Python itself did not allocate?

Every line of somebody's own code is timed by the heap instead of a clock: what malloc had given out before it
and after it. Allocations of Python objects are in there too; the caller, who knows them from tracemalloc,
takes them off. What is left was allocated by C code that the line called.
"""

from __future__ import annotations

import gc
import sys
import threading
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from adsiis.memory.lines import Line, heap_now, is_own

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, FrameType

_ALL_THREADS: Final = hasattr(threading, "settrace_all_threads")
_OFTEN: Final = 1
"""New objects after which the collector looks at the youngest, which is cheap."""
_SELDOM: Final = 1_000_000


class _Thread:
    """Where one thread is. The figure lies in an array, since a number of Python's would lie in the heap."""

    __slots__ = ("before", "line")

    def __init__(self) -> None:
        self.line: Line | None = None
        self.before = array("q", (0,))
        """The heap, less all that was put down to lines of any thread, when the line began."""


class HeapByLine:
    """By line, the bytes the heap grew by while it ran, less those by which it shrank."""

    def __init__(self) -> None:
        self._over = False
        self._settled = array("q", (0,))
        self._grown: dict[Line, array[int]] = {}
        self._lines: dict[tuple[CodeType, int], Line] = {}
        self._threads: dict[int, _Thread] = {}

    @property
    def bytes(self) -> dict[Line, int]:
        """The figures so far."""
        return {line: grown[0] for line, grown in list(self._grown.items())}

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Follow this thread, those it starts and, from Python 3.12 on, all others."""
        before = sys.gettrace()
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
        if not is_own(frame.f_code.co_filename):
            return None
        self._settle(self._thread())
        return self._passed

    def _passed(self, frame: FrameType, event: str, _: object) -> Any:
        """A line begins, or the function ends and its caller's line goes on."""
        if self._over:
            return None
        thread = self._thread()
        self._settle(thread)
        going_on = frame.f_back if event == "return" else frame
        if event in {"line", "return"} and going_on is not None and is_own(going_on.f_code.co_filename):
            thread.line = self._line(going_on)
            thread.before[0] = heap_now() - self._settled[0]
        return self._passed

    def _settle(self, thread: _Thread) -> None:
        heap = heap_now()  # before anything here asks for memory
        if thread.line is not None:
            # What other threads had put down to theirs while this one was at its line is not this line's.
            grown = heap - self._settled[0] - thread.before[0]
            self._grown[thread.line][0] += grown
            self._settled[0] += grown
            thread.line = None

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
            self._grown.setdefault(found, array("q", (0,)))
        return found


def _trace(function: Any) -> None:
    if _ALL_THREADS:
        threading.settrace_all_threads(function)  # type: ignore[attr-defined,unused-ignore]  # Python 3.12
    else:
        threading.settrace(function)
    sys.settrace(function)
