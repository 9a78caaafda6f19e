"""Bodies on their way out, no faster than they are read at the other end.

A body of any kind becomes pieces; a piece is made only when the one before it found room.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Final, cast

from adsiis.http.messages import FileBody
from adsiis.http.sendfile import send_file, send_head, socket_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from adsiis.http.messages import Payload
    from adsiis.http.terms import Throttle

PIECE: Final = 65_536
_FILE_PIECE: Final = 262_144


class Outlet:
    """The writing end of a connection: counts what it takes, and lets the writer wait while it is full.

    Attributes:
        paused: whether the other end is behind.
        sent: the bytes taken so far.
        throttle: what bytes that may wait go through.
    """

    __slots__ = ("_transport", "_waiter", "paused", "sent", "throttle")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport: asyncio.Transport | None = transport
        self._waiter: asyncio.Future[None] | None = None
        self.paused = False
        self.sent = 0
        self.throttle: Throttle | None = None

    def put(self, data: bytes | memoryview) -> None:
        """Write without waiting."""
        if self._transport is not None:
            self._transport.write(data)
            self.sent += len(data)

    async def write(self, data: bytes | memoryview) -> None:
        """Write, and wait for room for more; raises ConnectionResetError when the other end is gone."""
        throttle = self.throttle
        if throttle is None:
            self.put(data)
            await self._caught_up()
            return
        view, size = memoryview(data), throttle.piece
        for at in range(0, len(view), size):
            piece = view[at : at + size]
            await throttle.turn(len(piece))
            self.put(piece)
            await self._caught_up()

    async def _caught_up(self) -> None:
        while self.paused and self._transport is not None:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        if self._transport is None:
            raise ConnectionResetError("The other end is gone.")

    def descriptor(self) -> int | None:
        """The socket a file can be sent to by the kernel, or None."""
        if self._transport is None or self.throttle is not None:
            return None
        return socket_of(self._transport)

    async def send_file(self, descriptor: int, head: bytes, body: FileBody, length: int) -> None:
        """Send a head and what follows it from an open file, behind what was put before.

        Raises ConnectionResetError when the other end is gone, ValueError when the file proves shorter.
        """
        transport = self._transport
        if transport is None:
            raise ConnectionResetError("The other end is gone.")
        transport.set_write_buffer_limits(high=0)
        try:
            left = send_head(transport, descriptor, head)
            self.sent += len(head) - len(left)
            if left or self.paused:
                await self.write(left)
            sent = await send_file(descriptor, body, length, self._room)
            self.sent += sent
        except ConnectionError as error:
            await self._lost(transport)
            raise ConnectionResetError("The other end is gone.") from error
        finally:
            if self._transport is not None:
                transport.set_write_buffer_limits()
        if sent != length:
            raise ValueError(
                f"The body of an answer missed the length announced, {length}, by {length - sent} bytes."
            )

    async def _lost(self, transport: asyncio.Transport) -> None:
        """The kernel says that the other end is gone: return when the connection has been told."""
        transport.abort()
        while self._transport is not None:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter

    async def _room(self, descriptor: int) -> None:
        """Return when a copy of the socket has room; its protocol knows that the client is behind."""
        transport, loop = self._transport, asyncio.get_running_loop()
        if transport is not None:
            protocol = cast("asyncio.Protocol", transport.get_protocol())
            protocol.pause_writing()
            self._waiter = waiter = loop.create_future()
            loop.add_writer(descriptor, protocol.resume_writing)
            try:
                await waiter
            finally:
                loop.remove_writer(descriptor)
        if self._transport is None:
            raise ConnectionResetError("The other end is gone.")

    def end(self) -> None:
        """Nothing more will be written; what was is still sent."""
        if self._transport is not None and self._transport.can_write_eof():
            self._transport.write_eof()

    def set_paused(self, *, paused: bool) -> None:
        """The transport is full, or has room again."""
        self.paused = paused
        if not paused and self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def close(self) -> None:
        """The other end is gone."""
        self._transport = None
        self.set_paused(paused=False)


async def send_body(
    outlet: Outlet, body: Payload, length: int | None, *, chunked: bool, head: bytes = b""
) -> None:
    """Send a head and a body.

    Raises ValueError when the body proves longer or shorter than the length that was announced.
    """
    if isinstance(body, FileBody) and length is not None and not chunked:
        descriptor = outlet.descriptor()
        if descriptor is not None:
            await outlet.send_file(descriptor, head, body, length)
            return
    if head:
        await outlet.write(head)
    left = length
    async with aclosing(pieces(body)) as made:
        async for piece in made:
            if left is not None:
                left -= len(piece)
                if left < 0:
                    break
            if chunked and piece:
                await outlet.write(b"%x\r\n%b\r\n" % (len(piece), bytes(piece)))
            elif piece:
                await outlet.write(piece)
    if left:
        raise ValueError(f"The body of an answer missed the length announced, {length}, by {-left} bytes.")
    if chunked:
        await outlet.write(b"0\r\n\r\n")


async def release(body: Payload) -> None:
    """Close what a body holds open, sent or not."""
    if isinstance(body, FileBody):
        body.close()
    elif not isinstance(body, bytes):
        close = getattr(body, "aclose", None)
        if close is not None:
            await close()


async def pieces(body: Payload) -> AsyncGenerator[bytes | memoryview, None]:
    """A body of any kind, piece by piece."""
    if isinstance(body, bytes):
        view = memoryview(body)
        for at in range(0, len(view), PIECE):
            yield view[at : at + PIECE]
    elif isinstance(body, FileBody):
        loop, at, end = asyncio.get_running_loop(), body.offset, body.offset + body.open()
        while at < end:
            size = min(_FILE_PIECE, end - at)
            piece: bytes | memoryview | None = body.read_cached(size, at)
            if piece is None:
                piece = await loop.run_in_executor(None, lambda: body.read(size, at))  # noqa: B023 - awaited here
            if not piece:
                break
            at += len(piece)
            yield piece
    else:
        async for chunk in body:
            yield chunk
