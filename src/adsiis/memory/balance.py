"""Did the process grow by what its lines hold more? What two intervals between looks have in common.

A block that was there before following began is not seen when it is let go of. A full cache, which puts a
new entry in the place of each old one, would look like a leak for that; so the heap is asked as well. What
it grew by steadily and lines do not hold is native memory. What lines hold more and it did not grow by,
steadily, took the place of something. Only what both intervals show counts: something that comes and goes,
or a list that was moved once, shows in one of them. Pure. Source: docs/behaviour.md, memory-9, memory-29.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from adsiis.memory.lines import More

_ALIKE: Final = 0.4
_ABOUT: Final = 0.1
_LEAST_REPLACED: Final = 0.1
"""Of what lines hold more: below, it is the error of the figures."""
_EVEN: Final = 0.05
"""Of what lines hold more: growth below is none."""
_STILL: Final = 0.1
"""The same where the heap did not grow while nothing was followed: looking itself sways by as much."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What came between two looks.

    Attributes:
        calls: made meanwhile.
        heap: bytes by which the heap grew, without what following itself takes.
        arenas: blocks that CPython's own arenas hold more.
        in_heap: bytes of the heap that lines hold more, without `lone`.
        in_arena: blocks in arenas that lines hold more.
        lone: bytes of pieces that may be new, or lists and dicts that were moved.
    """

    calls: int
    heap: float
    arenas: int
    in_heap: int
    in_arena: int
    lone: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What both intervals show, by call.

    Attributes:
        native: bytes the heap grew by and no line holds.
        least: the same of the interval with less of it, whether they are alike or not.
        replaced: bytes that lines hold more and the heap did not grow by.
        grown: bytes that lines hold more, less those.
        blocks_replaced: the same for blocks in arenas.
        blocks_grown: the same for blocks in arenas.
        lone: of the bytes of lone pieces, the part by which the heap grew in the later interval.
    """

    native: float
    least: float
    replaced: float
    grown: float
    blocks_replaced: float
    blocks_grown: float
    lone: float

    def even(self, more: More) -> bool:
        """Whether nothing grows where a line has its blocks, in a process whose heap stood still before."""
        if _in_heap(more):
            return self.replaced > 0 and self.grown <= _STILL * self.replaced
        return self.blocks_replaced > 0 and self.blocks_grown <= _STILL * self.blocks_replaced

    def makes_up(self, more: More, calls: int) -> bool:
        """Whether a line holds about as much more of the heap as took the place of something."""
        return self.replaced > 0 and abs(more.in_heap / calls - self.replaced) <= _ABOUT * self.replaced

    def is_too_much(self, more: More, calls: int) -> bool:
        """Whether a line holds more than there came in all where it has its blocks."""
        if _in_heap(more):
            return self.replaced > 0 and _above(more.in_heap / calls, self.grown, self.replaced)
        return self.blocks_replaced > 0 and _above(
            more.in_arena / calls, self.blocks_grown, self.blocks_replaced
        )


def balance(early: Interval, late: Interval) -> Balance:
    """What both intervals show."""
    before, after = early.heap - early.in_heap, late.heap - late.in_heap
    # A list that was moved grew by what the heap grew by beyond what it does anyway.
    usual = before / early.calls * late.calls
    moved = min(max(0.0, after - (usual if usual * after > 0 else 0.0)), late.lone)
    unheld = _steady(before / early.calls, (after - moved) / late.calls)
    blocks = _steady(
        (early.arenas - early.in_arena) / early.calls, (late.arenas - late.in_arena) / late.calls
    )
    held, held_blocks = late.in_heap / late.calls, late.in_arena / late.calls
    replaced, blocks_replaced = _replaced(unheld, held), _replaced(blocks, held_blocks)
    return Balance(
        native=max(0.0, unheld),
        least=min(before / early.calls, (after - moved) / late.calls),
        replaced=replaced,
        grown=max(0.0, held - replaced),
        blocks_replaced=blocks_replaced,
        blocks_grown=max(0.0, held_blocks - blocks_replaced),
        lone=moved / late.lone if late.lone else 0.0,
    )


def _in_heap(more: More) -> bool:
    return more.in_arena == 0 or more.in_heap * 2 >= more.size


def _above(held: float, grown: float, replaced: float) -> bool:
    return held > grown + _EVEN * (grown + replaced)


def _steady(early: float, late: float) -> float:
    """The smaller of two rates that are about alike, else none."""
    small, large = sorted((early, late), key=abs)
    return small if small * large > 0 and abs(small) >= _ALIKE * abs(large) else 0.0


def _replaced(unheld: float, held: float) -> float:
    return -unheld if -unheld >= _LEAST_REPLACED * held and unheld < 0 else 0.0
