"""Bytes from a worker thread to the event loop, held back when the loop's side is slow.

The thread blocks past MOST_PENDING bytes; the loop takes all that is pending at once, so many small pieces
become few large ones without any of them waiting for the next.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import asyncio

MOST_PENDING: Final = 262_144


class ReaderGoneError(Exception):
    """Nobody takes the bytes any more: the client left."""

    def __init__(self) -> None:
        super().__init__("The client left before the whole answer was written.")


class Pipe:
    """One direction, one writing thread, one reading task. Call `take` and `close` on the loop only."""

    __slots__ = ("_changed", "_closed", "_ended", "_error", "_loop", "_parts", "_pending", "_waiter")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._changed = threading.Condition()
        self._parts: list[bytes] = []
        self._pending = 0
        self._ended = self._closed = False
        self._error: BaseException | None = None
        self._waiter: asyncio.Future[None] | None = None

    @property
    def closed(self) -> bool:
        """Whether nobody reads any more."""
        return self._closed

    def send(self, data: bytes) -> None:
        """Hand bytes over, from the thread; waits for room. Raises ReaderGoneError when nobody reads."""
        with self._changed:
            while self._pending > MOST_PENDING and not self._closed:
                self._changed.wait()
            if self._closed:
                raise ReaderGoneError
            self._parts.append(data)
            self._pending += len(data)
        self._loop.call_soon_threadsafe(self._wake)

    def end(self, last: bytes = b"", error: BaseException | None = None) -> None:
        """Nothing follows but a last piece, from the thread: all was written, or it ended with an error."""
        with self._changed:
            if last and not self._closed:
                self._parts.append(last)
            self._ended, self._error = True, error
        self._loop.call_soon_threadsafe(self._wake)

    async def take(self) -> tuple[bytes, bool]:
        """All that is pending, and whether that was the end; waits for something.

        Raises the error the writer ended with, once everything before it was taken.
        """
        while True:
            with self._changed:
                data, self._parts, self._pending = b"".join(self._parts), [], 0
                ended, error = self._ended, self._error
                self._changed.notify()
            if ended and error is not None and not data:
                raise error
            if data or ended:
                return data, ended and error is None
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    def close(self) -> None:
        """Nobody reads any more; a thread that waits for room is let go."""
        with self._changed:
            self._closed = True
            self._parts = []
            self._changed.notify()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Stream:
    """The rest of an answer, as it comes through the pipe; closing it lets the writing thread go."""

    def __init__(self, first: bytes, pipe: Pipe) -> None:
        self._first = first
        self._pipe = pipe
        self._whole = False

    def __aiter__(self) -> Stream:
        return self

    async def __anext__(self) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        if self._whole:
            raise StopAsyncIteration
        data, self._whole = await self._pipe.take()
        if not data and self._whole:
            raise StopAsyncIteration
        return data

    async def aclose(self) -> None:
        """Nobody takes the rest."""
        self._pipe.close()
