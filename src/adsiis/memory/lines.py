"""Which Python lines hold more and more? Two looks at all that tracemalloc saw allocated, and what differs.

A block is put down to the innermost line of somebody's own code: what the standard library allocates was
asked for by a line above it.
"""

from __future__ import annotations

import linecache
import os
import statistics
import sys
import sysconfig
import tracemalloc
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import psutil  # type: ignore[import-untyped]  # psutil ships no types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def folders_of(*files: str | None) -> tuple[str, ...]:
    """The folders of modules, by their files, as lines of code in them begin."""
    return tuple(os.path.dirname(os.path.abspath(str(one))) + os.sep for one in files)


FRAMES: Final = 16
"""How deep the stack of each allocation is kept."""
_OURS: Final = folders_of(__file__, psutil.__file__)
"""The folders of this measuring itself: what looking allocates is nobody's leak."""
_STANDARD: Final = tuple(
    {os.path.realpath(sysconfig.get_path(name)) + os.sep for name in ("stdlib", "platstdlib")}
)
_HOUSE: Final = os.path.dirname(_OURS[0][:-1]) + os.sep
"""The whole package, installed or not: its lines too were asked for by somebody else's."""
_PYTHON: Final = ("", ".py", ".pyw", ".pyx", ".wsgi", ".asgi")
"""How files of Python end; others are pages and templates, which a package runs."""
_PACKAGES: Final = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")
_TYPED: Final = ("<stdin>", "<console>", "<ipython")
"""What a person types has no file, and is their own nevertheless."""
_SMALL: Final = 512
_LONE: Final = 8
"""Times as large as the others of its line: that is the room of a list or dict, of which there is one."""
_WORD: Final = 16
_HEADER: Final = 8
_SMALLEST: Final = 32
_TRIAL: Final = 1_000
_TRIALS: Final = 500
"""So many blocks of so many bytes tell what following takes for one."""


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


MEASURING: Final = Line("", 0)
"""Stands for all that the measuring itself holds."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a line holds at one moment.

    Attributes:
        size: the bytes it asked for.
        blocks: in how many pieces.
        in_heap: the bytes the C heap set aside for those of them that lie there.
        in_arena: how many of the pieces lie in arenas of CPython's own instead.
        largest: the bytes of the largest piece.
        stack: how it was reached the last time, outermost first.
    """

    size: int
    blocks: int
    in_heap: int
    in_arena: int
    largest: int
    stack: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class More:
    """What a line holds more than before.

    Attributes:
        size: the bytes it asked for, without `lone`.
        blocks: in how many pieces.
        in_heap: the bytes the C heap set aside for those that lie there, without `lone`.
        in_arena: how many of the pieces lie in arenas of CPython's own.
        lone: bytes of one piece much larger than all others of the line, seen for the first time. It may be
            new, or the room of a list that was moved: then it counts whole, though it grew by a little.
        stack: how it was reached the last time, outermost first.
    """

    size: int
    blocks: int
    in_heap: int
    in_arena: int
    lone: int
    stack: tuple[Line, ...]

    @property
    def shrank(self) -> bool:
        """Whether the line holds less than before."""
        return self.size < 0


def look(*, exact: bool) -> dict[Line, Held]:
    """What every line holds now, of all that was allocated since tracemalloc was started.

    What the measuring holds itself stands at the line `MEASURING`.

    Args:
        exact: whether small Python objects lie in the C heap too: see `host_environment`.
    """
    found: dict[Line, list[int]] = {}
    reached: dict[Line, tuple[Line, ...]] = {}
    stacks: dict[object, tuple[Line, tuple[Line, ...]]] = {}
    # As plain tuples, newest frame first: there are as many as there are blocks, and few stacks.
    for _, size, frames, *_ in tracemalloc.take_snapshot().traces._traces:  # type: ignore[attr-defined]  # noqa: SLF001
        at = stacks.get(frames)
        if at is None:
            stack = tuple(Line(file, number) for file, number in reversed(frames))
            line = own(stack)
            at = stacks[frames] = (MEASURING if _is_ours(line.file) else line), stack
        line, reached[line] = at[0], at[1]
        held = found.get(line)
        if held is None:
            held = found[line] = [0, 0, 0, 0, 0]
        aside = _set_aside(size, exact=exact)
        held[0] += size
        held[1] += 1
        held[2] += aside
        held[3] += not aside
        held[4] = max(held[4], size)
    return {
        line: Held(size, blocks, in_heap, in_arena, largest, reached[line])
        for line, (size, blocks, in_heap, in_arena, largest) in found.items()
    }


class Cost(NamedTuple):
    """What following takes of the C heap for a block it knows: what it says that it takes, and the rest."""

    said: float
    unsaid: float


def cost() -> Cost:
    """What following a block costs, found out by some hundreds of them: the middle of three times."""
    found = [_cost() for _ in range(3)]
    return Cost(*(statistics.median(numbers) for numbers in zip(*found, strict=True)))


def _cost() -> Cost:
    heap, says = heap_now(), tracemalloc.get_tracemalloc_memory()
    blocks = [bytes(_TRIAL) for _ in range(_TRIALS)]
    heap, says = heap_now() - heap, tracemalloc.get_tracemalloc_memory() - says
    known = sum(_set_aside(sys.getsizeof(one), exact=True) for one in (*blocks[:1] * _TRIALS, blocks))
    return Cost(says / _TRIALS, (heap - says - known) / _TRIALS)


def own(stack: Iterable[Line]) -> Line:
    """Of a stack, outermost first, the line to name: the innermost outside the standard library.

    Where a package runs a page or a template, the line is that one's. Code without a file is named where no
    line inside the measuring has one: what `dataclass` makes has none either, and was asked for by a line
    that has. Source: docs/behaviour.md, memory-8, memory-30.
    """
    innermost = tuple(stack)[::-1]
    found = next((n for n, line in enumerate(innermost) if is_own(line.file) or _is_ours(line.file)), None)
    if found is not None and not _is_ours(innermost[found].file):
        return _script(innermost[found:]) or innermost[found]
    nameless = next((line for line in innermost[:found] if _has_no_file(line.file)), None)
    return nameless or innermost[found or 0]


def _script(outwards: Sequence[Line]) -> Line | None:
    """The line of a page or template that only lines of packages stand before, if there is one."""
    nearest = next((line for line in outwards if is_own(line.file) and not is_installed(line.file)), None)
    return nearest if nearest is not None and is_script(nearest.file) else None


@cache
def is_script(file: str) -> bool:
    """Whether a file is a page or a template."""
    return not file.startswith("<") and os.path.splitext(file)[1].lower() not in _PYTHON


def _has_no_file(file: str) -> bool:
    return file.startswith("<") and not file.startswith("<frozen ")


@cache
def is_own(file: str) -> bool:
    """Whether a file is neither of the standard library nor this measuring itself."""
    if file.startswith("<") or _is_ours(file):
        return file.startswith(_TYPED)
    real = os.path.realpath(file)
    return any(part in real for part in _PACKAGES) or not real.startswith(_STANDARD)


@cache
def is_installed(file: str) -> bool:
    """Whether a file is of an installed package: code that was asked for by somebody else's."""
    return file.startswith(_HOUSE) or any(part in file for part in _PACKAGES)


def grown(before: Mapping[Line, Held], after: Mapping[Line, Held]) -> dict[Line, More]:
    """By line, how much more or less it holds, of all that hold anything."""
    nothing = Held(0, 0, 0, 0, 0, ())
    return {line: _more(line, before.get(line, nothing), held) for line, held in after.items()}


def _more(line: Line, had: Held, held: Held) -> More:
    size, blocks = held.size - had.size, held.blocks - had.blocks
    lone = 0
    if line != MEASURING and held.largest > max(_SMALL, 2 * had.largest):
        others = (size - held.largest) / max(1, blocks - 1)
        lone = held.largest if held.largest >= _LONE * others else 0
    in_heap = held.in_heap - had.in_heap - _set_aside(lone, exact=False)
    return More(size - lone, blocks, in_heap, held.in_arena - had.in_arena, lone, held.stack)


def heap_now() -> int:
    """What malloc has given out and not got back, without anything being collected before."""
    heap = psutil.heap_info()
    return int(heap.heap_used + heap.mmap_used)


def _is_ours(file: str) -> bool:
    return file.startswith(_OURS) or file == tracemalloc.__file__


def _set_aside(size: int, *, exact: bool) -> int:
    """What malloc takes for a block, or 0 for one that lies in an arena of CPython's own."""
    if not exact and size <= _SMALL:
        return 0
    return max(_SMALLEST, -(-(size + _HEADER) // _WORD) * _WORD)
