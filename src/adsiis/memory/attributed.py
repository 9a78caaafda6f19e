"""What attribution found, as values and as sentences: lines and types that grow, native memory, threads."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Literal

from adsiis.memory.lines import is_installed, is_own

LEAST_BYTES: Final = 1.0
LEAST_OBJECTS: Final = 0.05
LEAST_NATIVE: Final = 12.0
"""By call; what grows by less is not told."""
_NO_LINE: Final = "    No line of Python was seen to ask for it; memray tells the functions of C."

Word = Literal["leak", "filling", "swaying", "replaced"]
_MEANING: Final = {
    "leak": "",
    "filling": ", ever more slowly: something that fills up",
    "swaying": ", after less before: something that comes and goes",
    "replaced": ", most of them in the place of what was let go of",
}


@dataclass(frozen=True, slots=True)
class GrowingLine:
    """A line of Python that holds more and more.

    Attributes:
        file: where.
        line: and in which line.
        text: what stands there.
        bytes_per_call: what it asked for and still holds.
        blocks_per_call: in how many pieces.
        word: whether it grows on; more slowly from look to look; grew after it had shrunk; or holds more than
            the process grew by, so that most of it took the place of something else.
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
        told = f"{self.file}:{self.line}: {self.bytes_per_call:,.1f} bytes per call{_MEANING[self.word]}"
        callers = [f"    called by {one}" for one in self.callers()]
        return "\n".join((told, *([f"    {self.text}"] if self.text else []), *callers))

    def callers(self) -> tuple[str, ...]:
        """Who had a line of an installed package run: the nearest of somebody else, or two where none is.

        Source: docs/behaviour.md, memory-29.
        """
        if not is_installed(self.file):
            return ()
        above = self.stack[-2::-1] if self.stack[-1:] == (f"{self.file}:{self.line}",) else self.stack[::-1]
        theirs = (one for one in above if not is_installed(one.rpartition(":")[0]))
        nearest = next((one for one in theirs if is_own(one.rpartition(":")[0])), None)
        return (nearest,) if nearest is not None else above[:2]


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
        replaced_per_call: bytes of new blocks that took the place of others, as in a cache that is full.
    """

    calls: int
    lines: tuple[GrowingLine, ...] = ()
    types: tuple[GrowingType, ...] = ()
    native_per_call: float = 0.0
    native_lines: tuple[NativeLine, ...] = ()
    threads_per_call: float = 0.0
    fds_per_call: float = 0.0
    replaced_per_call: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """For a JSON report."""
        return asdict(self)

    def __str__(self) -> str:
        """A paragraph for each sort of growth there is."""
        parts = [*map(str, self.lines), *map(str, self.types)]
        if self.native_per_call >= LEAST_NATIVE:
            parts.append(f"Native memory, of C code: {self.native_per_call:,.1f} bytes per call.")
            if not self.native_lines:
                parts.append(_NO_LINE)
        parts += map(str, self.native_lines)
        if self.threads_per_call >= LEAST_OBJECTS:
            parts.append(f"Threads that do not end: {self.threads_per_call:,.2f} per call.")
        if self.fds_per_call >= LEAST_OBJECTS:
            parts.append(f"Descriptors that are not closed: {self.fds_per_call:,.2f} per call.")
        return "\n".join(parts) or f"Nothing grew over {self.calls:,} calls{self._turned_over()}."

    def _turned_over(self) -> str:
        if self.replaced_per_call < LEAST_BYTES:
            return ""
        return f": {self.replaced_per_call:,.1f} bytes per call took the place of others, as in a full cache"
