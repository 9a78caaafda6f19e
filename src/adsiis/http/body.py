"""A body on its way in: chunks handed from whoever receives them to whoever reads them.

The reader holds back the sender: past HIGH_WATER bytes unread the source is asked to stop, and asked to go
on when the reader has caught up. A body ends whole, or it fails; a cut-off one never looks like a whole one.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final, Protocol

HIGH_WATER: Final = 65_536


class BodyError(Exception):
    """A body that cannot be read to its end."""


class BodyCutOffError(BodyError):
    """The sender went away, fell silent or broke the format before the end of the body."""

    def __init__(self) -> None:
        super().__init__(
            "The body was cut off before its end: the sender left, fell silent or broke the format."
        )


class BodyTooLargeError(BodyError):
    """The body has more bytes than the reader allows."""

    def __init__(self) -> None:
        super().__init__("The body has more bytes than are allowed here.")


class BodySource(Protocol):
    """Where a body comes from."""

    def body_wanted(self) -> None:
        """The reader waits, or has room again."""

    def body_full(self) -> None:
        """The reader is behind: send no more for now."""


class Body:
    """A request or response body: iterate over its chunks, or `read` it whole; one reader only.

    Attributes:
        length: the bytes announced, or None when only its end will tell.
        received: the bytes that came so far.
    """

    __slots__ = (
        "_chunks",
        "_discarding",
        "_ended",
        "_error",
        "_held",
        "_source",
        "_waiter",
        "length",
        "received",
    )

    def __init__(self, length: int | None, source: BodySource | None) -> None:
        self.length = length
        self.received = 0
        self._source = source
        self._chunks: deque[bytes] = deque()
        self._held = 0
        self._ended = source is None
        self._discarding = False
        self._error: type[BodyError] | None = None
        self._waiter: asyncio.Future[None] | None = None

    @property
    def exhausted(self) -> bool:
        """Whether it is whole and all of it was taken."""
        return self._ended and not self._chunks and self._error is None

    def __aiter__(self) -> Body:
        return self

    async def __anext__(self) -> bytes:
        while not self._chunks:
            if self._error is not None:
                raise self._error
            if self._ended or self._source is None:
                raise StopAsyncIteration
            self._waiter = asyncio.get_running_loop().create_future()
            self._source.body_wanted()
            try:
                await self._waiter
            finally:
                self._waiter = None
        chunk = self._chunks.popleft()
        before, self._held = self._held, self._held - len(chunk)
        if self._source is not None and before > HIGH_WATER >= self._held:
            self._source.body_wanted()
        return chunk

    async def read(self, limit: int) -> bytes:
        """The whole body; raises BodyTooLargeError past `limit` bytes, BodyCutOffError without its end."""
        if self.length is not None and self.length > limit:
            raise BodyTooLargeError
        chunks, size = [], 0
        async for chunk in self:
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                raise BodyTooLargeError
        return b"".join(chunks)

    def take_whole(self) -> bytes | None:
        """The body if all of it is here and nobody took any of it, else None."""
        if not self._ended or self._error is not None or self._held != self.received:
            return None
        whole = b"".join(self._chunks)
        self._chunks.clear()
        self._held = 0
        return whole

    @property
    def untouched(self) -> bool:
        """Whether nobody took any of it."""
        return self._held == self.received

    def put_back(self, whole: bytes) -> None:
        """What `take_whole` gave was not used."""
        self._chunks.append(whole)
        self._held = len(whole)

    def feed(self, chunk: bytes) -> None:
        """Bytes came."""
        self.received += len(chunk)
        if self._discarding:
            return
        self._chunks.append(chunk)
        self._held += len(chunk)
        if self._held > HIGH_WATER and self._source is not None:
            self._source.body_full()
        self._wake()

    def finish(self) -> None:
        """The body is whole; the source is let go of."""
        self._ended, self._source = True, None
        self._wake()

    def fail(self, error: type[BodyError]) -> None:
        """The rest will not come: the reader gets what came before, and then the error."""
        if not self._ended:
            self._error = error
            self.finish()

    def discard(self) -> None:
        """Nobody will read the rest."""
        self._discarding = True
        self._chunks.clear()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


EMPTY: Final = Body(0, None)
