"""The event log of a data folder: what became of sites, pools and applications, and when.

One line of JSON for each transition of a state, in `events.jsonl`; when that is full it becomes
`events.jsonl.1`, in place of the one before, so the log stays bounded. Only the service host writes it.
"""

from __future__ import annotations

import contextlib
import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Self

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

MOST_BYTES: Final = 4 << 20
LOOK_SECONDS: Final = 0.2


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One transition.

    Attributes:
        time: when, in UTC: `2024-05-17T09:30:00.125Z`.
        what: `site`, `pool`, `application`, `process` or `host`.
        path: the metabase path it is about; of a process its name, of the host empty.
        state: what it is from now on: `starting`, `started`, `stopped`, `recycled` …
        before: what it was, where that is known.
        error: the HRESULT of what failed, 0 for none.
        text: what failed, or what else there is to say, in a sentence.
    """

    time: str
    what: str
    path: str
    state: str
    before: str = ""
    error: int = 0
    text: str = ""


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Event).decode


def now() -> str:
    """The time of an event that is now."""
    return written(datetime.now(UTC))


def written(moment: datetime) -> str:
    """A time as events have it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class EventLog:
    """The log, to be written. One thread uses it.

    Args:
        path: the file; see `Folder.events`.
        most_bytes: the size past which the file is put aside.

    Source: docs/behaviour.md, event-1, event-2.
    """

    def __init__(self, path: str, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._descriptor = -1

    def add(self, events: Iterable[Event]) -> None:
        """Write events, each on its line. Raises OSError."""
        lines = b"".join(_encode(event) + b"\n" for event in events)
        if not lines:
            return
        if self._descriptor < 0:
            self._descriptor = _opened(self._path)
        os.write(self._descriptor, lines)
        if os.fstat(self._descriptor).st_size >= self._most_bytes:
            self.close()
            os.replace(self._path, f"{self._path}.1")

    def close(self) -> None:
        """Close the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class EventReader:
    """The log, to be read: first what there is, then what is written, through all changes of the file.

    A context manager: it keeps the file open.

    Args:
        path: the file; see `Folder.events`.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = _file(self._path)
        self._first = _file(f"{self._path}.1")
        if self._first is not None and self._file is not None and _same(self._first, self._file):
            self._file.close()  # it was put aside just now
            self._file = None

    def events(self) -> Iterator[Event]:
        """What was written since the last call, the first time all there is; oldest first.

        A line that was cut off is passed over.
        """
        if self._first is not None:
            with self._first as file:
                yield from _events(file)
            self._first = None
        while True:
            turned = self._file is None or _is_put_aside(self._path, self._file)  # asked before the last read
            if self._file is not None:
                yield from _events(self._file)
            following = _file(self._path) if turned else None
            if following is None:
                return
            self.close()
            self._file = following

    def follow(self) -> Iterator[Event]:
        """As `events`, and it does not end: each event comes soon after it is written."""
        while True:
            yield from self.events()
            time.sleep(LOOK_SECONDS)

    def close(self) -> None:
        """Close what is open."""
        for file in (self._first, self._file):
            if file is not None:
                file.close()
        self._first = self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _events(file: BinaryIO) -> Iterator[Event]:
    """The events from where a file stands; it is left before a line that is not whole yet."""
    while line := file.readline():
        if not line.endswith(b"\n"):
            file.seek(-len(line), os.SEEK_CUR)
            return
        with contextlib.suppress(msgspec.MsgspecError):
            yield _decode(line)


def _opened(path: str) -> int:
    """The log, to be added to; a line that a killed host left unfinished is ended."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        os.write(descriptor, b"\n")
    return descriptor


def _file(path: str) -> BinaryIO | None:
    try:
        return open(path, "rb")
    except FileNotFoundError:
        return None


def _same(one: BinaryIO, other: BinaryIO) -> bool:
    return os.path.samestat(os.fstat(one.fileno()), os.fstat(other.fileno()))


def _is_put_aside(path: str, file: BinaryIO) -> bool:
    """Whether a new log stands where this one stood."""
    try:
        return not os.path.samestat(os.stat(path), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
