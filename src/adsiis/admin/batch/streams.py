"""Where a command reads and writes: three streams, and what redirections make of them."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TextIO

from adsiis.admin.batch.errors import CommandError
from adsiis.admin.batch.places import NO_SUCH_FILE, NO_SUCH_PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from adsiis.admin.batch.nodes import Redirection
    from adsiis.admin.batch.places import Places

_MODES: Final[Mapping[str, Literal["r", "w", "a"]]] = {"<": "r", ">": "w", ">>": "a"}


@dataclass(frozen=True, slots=True)
class Streams:
    """Standard input, output and error."""

    input: TextIO
    output: TextIO
    error: TextIO

    def with_output(self, output: TextIO) -> Streams:
        """The same with another output."""
        return replace(self, output=output)

    def with_input(self, text: str) -> Streams:
        """The same with a text to read."""
        return replace(self, input=io.StringIO(text))


class _Nowhere(io.StringIO):
    """Takes everything and keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


@contextmanager
def redirected(
    streams: Streams, redirections: Sequence[Redirection], places: Places, expand: Callable[[str], str]
) -> Iterator[Streams]:
    """The streams as redirections make them; files are closed at the end.

    Raises CommandError for a file that cannot be opened. Source: docs/behaviour.md, batch-8.
    """
    handles: dict[int, TextIO] = {0: streams.input, 1: streams.output, 2: streams.error}
    opened: list[TextIO] = []
    try:
        for one in redirections:
            if one.target.startswith("&"):
                handles[one.handle] = handles.get(int(one.target[1:]), _Nowhere())
                continue
            file = _open(one.operator, expand(one.target).strip('"'), places, streams)
            if file not in {streams.input, streams.output}:
                opened.append(file)
            handles[one.handle] = file
        yield Streams(handles[0], handles[1], handles[2])
    finally:
        for file in opened:
            file.close()


def _open(operator: str, target: str, places: Places, streams: Streams) -> TextIO:
    name = target.lower().rstrip(":")
    if name in {"nul", "prn", "lpt1", "com1", "aux"}:
        return _Nowhere()
    if name == "con":
        return streams.input if operator == "<" else streams.output
    try:
        return open(places.local(target), _MODES[operator], encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        raise CommandError(NO_SUCH_FILE if operator == "<" else NO_SUCH_PATH) from None
    except OSError:
        raise CommandError("Access is denied.") from None
