"""Which Python lines hold more and more? Two looks at all that tracemalloc saw allocated, and what differs.

A block is put down to the innermost line of somebody's own code: what the standard library allocates was
asked for by a line above it.
"""

from __future__ import annotations

import linecache
import os
import sysconfig
import tracemalloc
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import psutil  # type: ignore[import-untyped]  # psutil ships no types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FRAMES: Final = 16
"""How deep the stack of each allocation is kept."""
_OURS: Final = tuple(os.path.dirname(os.path.abspath(one)) + os.sep for one in (__file__, psutil.__file__))
"""The folders of this measuring itself: what looking allocates is nobody's leak."""
_STANDARD: Final = tuple(
    {os.path.realpath(sysconfig.get_path(name)) + os.sep for name in ("stdlib", "platstdlib")}
)
_PACKAGES: Final = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")
_TYPED: Final = ("<stdin>", "<console>", "<ipython")
"""What a person types has no file, and is their own nevertheless."""
_SMALL: Final = 512
_WORD: Final = 16
_HEADER: Final = 8
_SMALLEST: Final = 32


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A line of code."""

    file: str
    number: int

    @property
    def text(self) -> str:
        """What stands there, if the file can still be read."""
        return linecache.getline(self.file, self.number).strip()

    def __str__(self) -> str:
        return f"{self.file}:{self.number}"


@dataclass(frozen=True, slots=True)
class Held:
    """What a line holds at one moment.

    Attributes:
        size: the bytes it asked for.
        blocks: in how many pieces.
        in_heap: the bytes the C heap set aside for those of them that lie there.
        stack: how it was reached the last time, outermost first.
    """

    size: int
    blocks: int
    in_heap: int
    stack: tuple[Line, ...]


def look(*, exact: bool) -> dict[Line, Held]:
    """What every line holds now, of all that was allocated since tracemalloc was started.

    Args:
        exact: whether small Python objects lie in the C heap too: see `host_environment`.
    """
    found: dict[Line, Held] = {}
    stacks: dict[object, tuple[Line, tuple[Line, ...]]] = {}
    # As plain tuples, newest frame first: there are as many as there are blocks, and few stacks.
    for _, size, frames, *_ in tracemalloc.take_snapshot().traces._traces:  # type: ignore[attr-defined]  # noqa: SLF001
        at = stacks.get(frames)
        if at is None:
            stack = tuple(Line(file, number) for file, number in reversed(frames))
            at = stacks[frames] = own(stack), stack
        line, stack = at
        if not _is_ours(line.file):
            held = Held(size, 1, _set_aside(size, exact=exact), stack)
            before = found.get(line)
            found[line] = held if before is None else _sum(before, held)
    return found


def own(stack: Iterable[Line]) -> Line:
    """Of a stack, outermost first, the line to name: the innermost outside the standard library."""
    innermost = tuple(stack)[::-1]
    return next((line for line in innermost if is_own(line.file) or _is_ours(line.file)), innermost[0])


@cache
def is_own(file: str) -> bool:
    """Whether a file is neither of the standard library nor this measuring itself."""
    if file.startswith("<") or _is_ours(file):
        return file.startswith(_TYPED)
    real = os.path.realpath(file)
    return any(part in real for part in _PACKAGES) or not real.startswith(_STANDARD)


def grown(before: Mapping[Line, Held], after: Mapping[Line, Held]) -> dict[Line, Held]:
    """By line, how much more it holds; lines that hold no more are left out."""
    found = {}
    for line, held in after.items():
        had = before.get(line)
        more = held if had is None else _difference(held, had)
        if more.size > 0:
            found[line] = more
    return found


def _is_ours(file: str) -> bool:
    return file.startswith(_OURS) or file == tracemalloc.__file__


def _set_aside(size: int, *, exact: bool) -> int:
    """What malloc takes for a block, or 0 for one that lies in an arena of CPython's own."""
    if not exact and size <= _SMALL:
        return 0
    return max(_SMALLEST, -(-(size + _HEADER) // _WORD) * _WORD)


def _sum(one: Held, other: Held) -> Held:
    return Held(one.size + other.size, one.blocks + other.blocks, one.in_heap + other.in_heap, other.stack)


def _difference(one: Held, other: Held) -> Held:
    return Held(one.size - other.size, one.blocks - other.blocks, one.in_heap - other.in_heap, one.stack)
