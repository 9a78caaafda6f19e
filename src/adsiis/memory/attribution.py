"""What leaks, and where? Lines of Python, types of objects and who holds them, or memory of C code.

It is switched on only when asked, since following every allocation slows a process down by half and more.
Three looks are taken, with twice as many calls between the last two as between the first two: what grows by
as much per call is a leak, what grows by less is something that fills up.
"""

from __future__ import annotations

import gc
import pickle
import tracemalloc
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from adsiis.memory import kinds, lines
from adsiis.memory.attributed import (
    LEAST_BYTES,
    LEAST_NATIVE,
    LEAST_OBJECTS,
    Attribution,
    GrowingLine,
    GrowingType,
    NativeLine,
)
from adsiis.memory.balance import Interval, balance
from adsiis.memory.environment import is_exact
from adsiis.memory.measuring import collector
from adsiis.memory.native import Grown, HeapByLine
from adsiis.memory.sampling import heap_bytes, sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.memory.attributed import Word
    from adsiis.memory.balance import Balance
    from adsiis.memory.kinds import Counts, Newest
    from adsiis.memory.lines import Held, Line, More
    from adsiis.memory.sampling import Sample

MOST: Final = 5
"""How many lines, types and native lines are named."""
_FILLING: Final = 0.5
_NATIVE_SHARE: Final = 0.1
"""What stays below this part of Python's own growth is blocks cut larger, not C code."""
_SELDOM: Final = 32
"""Calls in which a line must have run once, at least."""
_LEAST_LINE: Final = 0.25
"""Of all native memory: what grows by less is the swaying of what comes and goes."""
_FEW_BYTES: Final = 1_024
_UNSURE: Final = 2_048
"""Bytes that looking while allocations are followed may be wrong by."""
_UNSEEN: Final = 256
"""The same while nothing is followed."""
_TRACED_CALLS: Final = 400
_SEARCHED: Final = 10.0
"""Seconds in all for those who hold what grows: a process of millions of objects is searched slowly."""
_LOOKS: Final = 3


@dataclass(frozen=True, slots=True)
class _Look:
    calls: int
    sample: Sample
    heap: int
    """Without what following the allocations says that it takes itself."""
    lines: bytes
    """Pickled, so that what was looked at does not count as objects in the next look."""
    kinds: Counts
    known: bytes
    """Where every object was, for the last look."""
    newest: Newest

    def held(self) -> dict[Line, Held]:
        found: dict[Line, Held] = pickle.loads(self.lines)  # noqa: S301 - our own
        return found


class Attributor:
    """Follows a process while somebody else has it work. Source: docs/behaviour.md, memory-8.

    `look` is to be called three times, each with the calls made in all: at 1, 2 and 4 parts of them.
    """

    def __init__(self, *, collect: bool = True) -> None:
        self._collect = collect
        self._looks: list[_Look] = []
        self._was_tracing = tracemalloc.is_tracing()
        if not self._was_tracing:
            tracemalloc.start(lines.FRAMES)
        self._unsaid = lines.cost().unsaid

    def look(self, calls: int) -> None:
        """Note what is held now."""
        if self._collect:
            gc.collect()
        counted = kinds.count()
        newest = self._newest(counted)
        known = kinds.known() if len(self._looks) == _LOOKS - 2 else b""
        # The first is thrown away: following keeps each way by which memory was asked for, this one too.
        for _ in range(1 if self._looks else 2):
            now = sample(collect=self._collect)
            heap = lines.heap_now() - tracemalloc.get_tracemalloc_memory()
            held = pickle.dumps(lines.look(exact=is_exact()))
        self._looks.append(_Look(calls, now, heap, held, counted, known, newest))
        if self._collect:
            gc.collect()  # a tuple the looking leaves in CPython's free list would keep its place here

    def _newest(self, counted: Counts) -> Newest:
        """Of each type that grew from look to look, some that came since the last one."""
        if len(self._looks) < _LOOKS - 1:
            return kinds.Newest()
        before = self._looks[-1]
        return kinds.newest(tuple(counted - before.kinds), before.known)

    def close(self) -> None:
        """Stop following."""
        if not self._was_tracing:
            tracemalloc.stop()

    def result(self, grown: float = 0.0, least: float = LEAST_BYTES) -> Attribution:
        """What grew between the looks.

        Args:
            grown: bytes per call by which the heap grew while nothing was followed.
            least: below so many of them it did not grow.
        """
        first, middle, last = self._looks
        calls = last.calls - middle.calls
        found = self._balance()
        return Attribution(
            calls=last.calls - first.calls,
            lines=_growing_lines(first, middle, last, found, still=grown < least),
            types=_growing_types(first, middle, last),
            threads_per_call=(last.sample.threads - middle.sample.threads) / calls,
            fds_per_call=(last.sample.fds - middle.sample.fds) / calls,
            replaced_per_call=found.replaced,
        )

    def native(self, native: float) -> float:
        """Bytes per call that seemed native while nothing was followed, as far as the looks agree."""
        first, middle, last = self._looks
        found = self._balance()
        if found.least - _UNSURE / (last.calls - middle.calls) >= native / 2:
            return native
        lone = sum(one.lone for one in lines.grown(first.held(), last.held()).values())
        return min(native, found.native) - lone / (last.calls - first.calls)

    def _balance(self) -> Balance:
        first, middle, last = self._looks
        return balance(self._interval(first, middle), self._interval(middle, last))

    def _interval(self, before: _Look, after: _Look) -> Interval:
        had, has = before.held(), after.held()
        more = lines.grown(had, has)
        lone = sum(one.lone for one in more.values())
        ours = more.pop(lines.MEASURING).in_heap
        blocks = _total(has, "blocks") - _total(had, "blocks")
        return Interval(
            calls=after.calls - before.calls,
            heap=after.heap - before.heap - self._unsaid * blocks - ours,
            arenas=after.sample.blocks - before.sample.blocks,
            in_heap=_total(has, "in_heap") - _total(had, "in_heap") - lone - ours,
            in_arena=_total(has, "in_arena") - _total(had, "in_arena"),
            lone=lone,
        )

    def python_in_heap(self) -> dict[Line, float]:
        """By line, the bytes per call of the C heap that Python objects account for."""
        first, _, last = self._looks
        calls = last.calls - first.calls
        more = lines.grown(first.held(), last.held())
        del more[lines.MEASURING]
        return {line: one.in_heap / calls for line, one in more.items() if one.in_heap > 0}


def _total(held: dict[Line, Held], name: str) -> int:
    return sum(getattr(one, name) for one in held.values())


def attribute(work: Callable[[int], object], calls: int, *, collect: bool = True) -> Attribution:
    """Have `work(n)` make n calls, again and again, and say what grew and where.

    Args:
        work: makes as many calls as it is told.
        calls: about how many in all, 8 or more; native growth takes up to twice as many to be found.
        collect: whether cycles that only the collector frees are freed before each look.

    Raises ValueError for fewer calls. Source: docs/behaviour.md, memory-8, memory-9.
    """
    part = calls // 8
    if not part:
        raise ValueError(f"{calls} calls were to be attributed: it takes 8 or more.")
    with collector(on=collect):
        work(part)
        grown = _heap_growth(work, part, collect=collect) / part
        attributor = _followed(work, part, collect=collect)
        found = attributor.result(grown, max(LEAST_BYTES, _UNSEEN / part))
        python = attributor.python_in_heap()
        known = sum(python.values())
        least = max(LEAST_NATIVE, _NATIVE_SHARE * known)
        native = grown - known
        if native >= least and native * part < _FEW_BYTES:  # one burst of something that has it in store now
            native = _heap_growth(work, part * 4, collect=collect) / (part * 4) - known
        native = attributor.native(native)
        if native < least:
            return found
        named = _native_lines(work, min(part, _TRACED_CALLS), python, native)
        return replace(found, native_per_call=native, native_lines=named)


def _heap_growth(work: Callable[[int], object], calls: int, *, collect: bool) -> int:
    """What the heap grows by while nothing is followed."""
    before = heap_bytes(collect=collect)
    work(calls)
    return heap_bytes(collect=collect) - before


def _followed(work: Callable[[int], object], part: int, *, collect: bool) -> Attributor:
    """Followed by line and type, over three looks."""
    attributor = Attributor(collect=collect)
    try:
        done = 0
        for times in (1, 1, 2):
            work(part * times)
            done += part * times
            attributor.look(done)
    finally:
        attributor.close()
    return attributor


def _native_lines(
    work: Callable[[int], object], calls: int, python: dict[Line, float], native: float
) -> tuple[NativeLine, ...]:
    heap = HeapByLine()
    with heap.watching():
        work(1)
    heap.warmed_up()
    with heap.watching():
        work(calls)
    return native_lines(heap.bytes, calls, python, native)


def native_lines(
    found: dict[Line, Grown],
    calls: int,
    python: dict[Line, float],
    native: float,
    least: float = LEAST_NATIVE,
) -> tuple[NativeLine, ...]:
    """The lines during which the heap grew by more than Python's own objects, the worst first.

    None holds more than all do. Left out is what holds less than a quarter of it, and a line that ran but a
    few times: what another thread had in hand while it did looks like its own.

    Args:
        found: what `HeapByLine` has by line.
        calls: made meanwhile.
        python: by line, the bytes per call that Python's objects account for.
        native: the bytes per call of all lines.
        least: bytes per call below which a line is not named.
    """
    least = max(least, _LEAST_LINE * native)
    per_call = {
        line: min(grown.heap / calls - python.get(line, 0.0), grown.beyond / calls)
        for line, grown in found.items()
        if grown.times * _SELDOM >= calls
    }
    worst = sorted(per_call, key=lambda line: -per_call[line])[:MOST]
    return tuple(
        NativeLine(line.file, line.number, line.text, min(per_call[line], native))
        for line in worst
        if per_call[line] >= least
    )


def _growing_lines(
    first: _Look, middle: _Look, last: _Look, found: Balance, *, still: bool
) -> tuple[GrowingLine, ...]:
    early, late = lines.grown(first.held(), middle.held()), lines.grown(middle.held(), last.held())
    before, after = middle.calls - first.calls, last.calls - middle.calls
    growing = []
    making_up = [line for line, more in late.items() if found.makes_up(more, after)]
    for line, more in late.items():
        # The room of a list that holds what leaks comes in bursts: where the rest tells, it is left out.
        size = more.size if more.size / after >= LEAST_BYTES else more.size + more.lone * found.lone
        if line == lines.MEASURING or size / after < LEAST_BYTES:
            continue
        if still and found.even(more):
            continue
        if found.is_too_much(more, after) or making_up == [line]:
            word: Word = "replaced"
        else:
            word = _word_of(early.get(line), before, more.blocks / after, size / after)
        per_call = size / after, more.blocks / after
        stack = tuple(map(str, more.stack))
        growing.append(GrowingLine(line.file, line.number, line.text, *per_call, word, stack))
    return tuple(sorted(growing, key=lambda one: (one.word != "leak", -one.bytes_per_call))[:MOST])


def _word_of(had: More | None, before: int, blocks: float, size: float) -> Word:
    """What a line does that holds so many blocks and bytes more per call, and did more or less before."""
    if had is None:
        return "leak"
    if had.shrank:
        return "swaying"
    # A dict or list of what leaks takes its room in bursts: then the number of pieces tells.
    if blocks > 0 and _word(had.blocks / before, blocks) == "leak":
        return "leak"
    return _word((had.size + had.lone) / before, size)


def _growing_types(first: _Look, middle: _Look, last: _Look) -> tuple[GrowingType, ...]:
    early, late = middle.kinds - first.kinds, last.kinds - middle.kinds
    rates = {kind: more / (last.calls - middle.calls) for kind, more in late.items()}
    chosen = sorted(
        (kind for kind, rate in rates.items() if rate >= LEAST_OBJECTS and not kinds.is_ours(kind)),
        key=lambda kind: (kind.__module__ == "builtins", -rates[kind]),
    )[:MOST]
    return tuple(
        GrowingType(
            kinds.name_of(kind),
            rates[kind],
            _word(early[kind] / (middle.calls - first.calls), rates[kind]),
            kinds.holders(last.newest[kind], seconds=_SEARCHED / len(chosen)),
        )
        for kind in chosen
    )


def _word(before: float, after: float) -> Word:
    return "leak" if after >= before * _FILLING else "filling"
