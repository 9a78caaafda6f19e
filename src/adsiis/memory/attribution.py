"""What leaks, and where? Lines of Python, types of objects and who holds them, or memory of C code.

It is switched on only when asked, since following every allocation slows a process down by half and more.
Three looks are taken, with twice as many calls between the last two as between the first two: what grows by
as much per call is a leak, what grows by less is something that fills up.
"""

from __future__ import annotations

import gc
import pickle
import tracemalloc
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from adsiis.memory import kinds, lines
from adsiis.memory.environment import is_exact
from adsiis.memory.measuring import collector
from adsiis.memory.native import HeapByLine
from adsiis.memory.sampling import heap_bytes, sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.memory.kinds import Counts, Newest
    from adsiis.memory.lines import Held, Line
    from adsiis.memory.sampling import Sample

MOST: Final = 5
"""How many lines, types and native lines are named."""
_FILLING: Final = 0.5
_LEAST_BYTES: Final = 1.0
_LEAST_OBJECTS: Final = 0.05
_LEAST_NATIVE: Final = 12.0
_NATIVE_SHARE: Final = 0.1
"""What stays below this part of Python's own growth is blocks cut larger, not C code."""
_FEW_BYTES: Final = 1_024
_TRACED_CALLS: Final = 400
_LOOKS: Final = 3

_NO_LINE: Final = "    No line of Python was seen to ask for it; memray tells the functions of C."

Word = Literal["leak", "filling"]


@dataclass(frozen=True, slots=True)
class GrowingLine:
    """A line of Python that holds more and more.

    Attributes:
        file: where.
        line: and in which line.
        text: what stands there.
        bytes_per_call: what it asked for and still holds.
        blocks_per_call: in how many pieces.
        word: whether it grows on, or more slowly from look to look.
        stack: how it was reached, outermost first.
    """

    file: str
    line: int
    text: str
    bytes_per_call: float
    blocks_per_call: float
    word: Word
    stack: tuple[str, ...]

    def __str__(self) -> str:
        kept = "" if self.word == "leak" else ", ever more slowly: something that fills up"
        return f"{self.file}:{self.line}: {self.bytes_per_call:,.1f} bytes per call{kept}\n    {self.text}"


@dataclass(frozen=True, slots=True)
class GrowingType:
    """A type of which there are more and more, and who holds one of the newest, outermost first."""

    name: str
    per_call: float
    word: Word
    holders: tuple[str, ...]

    def __str__(self) -> str:
        held = " > ".join(self.holders) or "a running function or C code"
        return f"{self.name}: {self.per_call:,.2f} more per call, held by {held}"


@dataclass(frozen=True, slots=True)
class NativeLine:
    """A line of Python during which C code allocated what is still held."""

    file: str
    line: int
    text: str
    bytes_per_call: float

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.bytes_per_call:,.1f} bytes per call, native\n    {self.text}"


@dataclass(frozen=True, slots=True)
class Attribution:
    """What grew over so many calls, the worst first.

    Attributes:
        calls: over how many calls the figures are.
        lines: of Python.
        types: of objects the collector watches.
        native_per_call: bytes of the C heap per call that no Python line accounts for.
        native_lines: the lines during which they came, when they were looked for.
        threads_per_call: Python threads that did not end.
        fds_per_call: descriptors that were not closed.
    """

    calls: int
    lines: tuple[GrowingLine, ...] = ()
    types: tuple[GrowingType, ...] = ()
    native_per_call: float = 0.0
    native_lines: tuple[NativeLine, ...] = ()
    threads_per_call: float = 0.0
    fds_per_call: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """For a JSON report."""
        return asdict(self)

    def __str__(self) -> str:
        """A paragraph for each sort of growth there is."""
        parts = [*map(str, self.lines), *map(str, self.types)]
        if self.native_per_call >= _LEAST_NATIVE:
            parts.append(f"Native memory, of C code: {self.native_per_call:,.1f} bytes per call.")
            if not self.native_lines:
                parts.append(_NO_LINE)
        parts += map(str, self.native_lines)
        if self.threads_per_call >= _LEAST_OBJECTS:
            parts.append(f"Threads that do not end: {self.threads_per_call:,.2f} per call.")
        if self.fds_per_call >= _LEAST_OBJECTS:
            parts.append(f"Descriptors that are not closed: {self.fds_per_call:,.2f} per call.")
        return "\n".join(parts) or f"Nothing grew over {self.calls:,} calls."


@dataclass(frozen=True, slots=True)
class _Look:
    calls: int
    sample: Sample
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

    def look(self, calls: int) -> None:
        """Note what is held now."""
        if self._collect:
            gc.collect()
        counted = kinds.count()
        newest = self._newest(counted)
        known = kinds.known() if len(self._looks) == _LOOKS - 2 else b""
        held = pickle.dumps(lines.look(exact=is_exact()))
        self._looks.append(_Look(calls, sample(collect=self._collect), held, counted, known, newest))

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

    def result(self) -> Attribution:
        """What grew between the looks."""
        first, middle, last = self._looks
        calls = last.calls - middle.calls
        return Attribution(
            calls=last.calls - first.calls,
            lines=_growing_lines(first, middle, last),
            types=_growing_types(first, middle, last),
            threads_per_call=(last.sample.threads - middle.sample.threads) / calls,
            fds_per_call=(last.sample.fds - middle.sample.fds) / calls,
        )

    def python_in_heap(self) -> dict[Line, float]:
        """By line, the bytes per call of the C heap that Python objects account for."""
        first, _, last = self._looks
        calls = last.calls - first.calls
        return {line: held.in_heap / calls for line, held in lines.grown(first.held(), last.held()).items()}


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
        found, python = _followed(work, part, collect=collect)
        known = sum(python.values())
        least = max(_LEAST_NATIVE, _NATIVE_SHARE * known)
        native = grown - known
        if native >= least and native * part < _FEW_BYTES:  # one burst of something that has it in store now
            native = _heap_growth(work, part * 4, collect=collect) / (part * 4) - known
        if native < least:
            return found
        # What a line made and its function still holds is let go of later: no line holds more than all do.
        named = tuple(
            replace(line, bytes_per_call=min(line.bytes_per_call, native))
            for line in _native_lines(work, min(part, _TRACED_CALLS), python)
        )
        return replace(found, native_per_call=native, native_lines=named)


def _heap_growth(work: Callable[[int], object], calls: int, *, collect: bool) -> int:
    """What the heap grows by while nothing is followed."""
    before = heap_bytes(collect=collect)
    work(calls)
    return heap_bytes(collect=collect) - before


def _followed(
    work: Callable[[int], object], part: int, *, collect: bool
) -> tuple[Attribution, dict[Line, float]]:
    """What grew by line and type, and by line what of the heap Python objects account for."""
    attributor = Attributor(collect=collect)
    try:
        done = 0
        for times in (1, 1, 2):
            work(part * times)
            done += part * times
            attributor.look(done)
        return attributor.result(), attributor.python_in_heap()
    finally:
        attributor.close()


def _native_lines(
    work: Callable[[int], object], calls: int, python: dict[Line, float]
) -> tuple[NativeLine, ...]:
    heap = HeapByLine()
    with heap.watching():
        work(1)
    warm = heap.bytes
    with heap.watching():
        work(calls)
    return native_lines(warm, heap.bytes, calls, python)


def native_lines(
    before: dict[Line, int],
    after: dict[Line, int],
    calls: int,
    python: dict[Line, float],
    least: float = _LEAST_NATIVE,
) -> tuple[NativeLine, ...]:
    """The lines during which the heap grew by more than Python's own objects, the worst first.

    Args:
        before: what `HeapByLine` had by line.
        after: what it has now.
        calls: made meanwhile.
        python: by line, the bytes per call that Python's objects account for.
        least: bytes per call below which a line is not named.
    """
    found = [
        NativeLine(line.file, line.number, line.text, per_call)
        for line, grown in after.items()
        if (per_call := (grown - before.get(line, 0)) / calls - python.get(line, 0.0)) >= least
    ]
    return tuple(sorted(found, key=lambda one: -one.bytes_per_call)[:MOST])


def _growing_lines(first: _Look, middle: _Look, last: _Look) -> tuple[GrowingLine, ...]:
    early, late = lines.grown(first.held(), middle.held()), lines.grown(middle.held(), last.held())
    before, after = middle.calls - first.calls, last.calls - middle.calls
    found = []
    for line, held in late.items():
        if held.size / after >= _LEAST_BYTES:
            had = early.get(line)
            goes_on = (
                had is None
                or _word(had.size / before, held.size / after) == "leak"
                # A dict or list of what leaks takes its room in bursts: then the number of pieces tells.
                or (held.blocks > 0 and _word(had.blocks / before, held.blocks / after) == "leak")
            )
            found.append(
                GrowingLine(
                    line.file,
                    line.number,
                    line.text,
                    held.size / after,
                    held.blocks / after,
                    "leak" if goes_on else "filling",
                    tuple(map(str, held.stack)),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.word != "leak", -one.bytes_per_call))[:MOST])


def _growing_types(first: _Look, middle: _Look, last: _Look) -> tuple[GrowingType, ...]:
    early, late = middle.kinds - first.kinds, last.kinds - middle.kinds
    rates = {kind: more / (last.calls - middle.calls) for kind, more in late.items()}
    chosen = sorted(
        (kind for kind, rate in rates.items() if rate >= _LEAST_OBJECTS and not kinds.is_ours(kind)),
        key=lambda kind: (kind.__module__ == "builtins", -rates[kind]),
    )[:MOST]
    return tuple(
        GrowingType(
            kinds.name_of(kind),
            rates[kind],
            _word(early[kind] / (middle.calls - first.calls), rates[kind]),
            kinds.holders(last.newest[kind]),
        )
        for kind in chosen
    )


def _word(before: float, after: float) -> Word:
    return "leak" if after >= before * _FILLING else "filling"
