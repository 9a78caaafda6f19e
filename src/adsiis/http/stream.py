"""Raw bytes both ways, after the two ends have agreed by a 101 to speak something else than HTTP.

Each direction is held back by its reader and ends by itself; a break is told to both.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, Final

from adsiis.http.body import Body, BodyCutOffError, BodyError

if TYPE_CHECKING:
    from adsiis.http.sending import Outlet

_RESET: Final = struct.pack("ii", 1, 0)


class Stream:
    """One end of a tunnel: `read` until it gives nothing, `write`, `write_eof`, `abort`.

    Source: docs/behaviour.md, tunnel-1.
    """

    __slots__ = ("_body", "_outlet", "_transport")

    def __init__(self, transport: asyncio.Transport, outlet: Outlet, ahead: bytes, *, ended: bool) -> None:
        """Take over a connection; `ahead` came already, and `ended` says whether more can come."""
        self._transport: asyncio.Transport | None = transport
        self._outlet = outlet
        self._body = Body(None, self)
        if ahead:
            self._body.feed(ahead)
        if ended:
            self._body.finish()

    async def read(self) -> bytes:
        """The next bytes, none once the other end has ended; ConnectionResetError when it broke off."""
        try:
            return await anext(self._body, b"")
        except BodyError:
            raise ConnectionResetError("The other end of the tunnel broke off.") from None

    async def write(self, data: bytes) -> None:
        """Write, and wait for room; raises ConnectionResetError when the other end is gone."""
        await self._outlet.write(data)

    def put(self, data: bytes) -> None:
        """Write without waiting."""
        self._outlet.put(data)

    def write_eof(self) -> None:
        """Nothing more will be written; what comes can still be read."""
        self._outlet.end()

    def close(self) -> None:
        """Close, both ways, once all that was written is sent."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Break off, both ways, so that the other end sees a break and not an end."""
        transport, self._transport = self._transport, None
        if transport is not None:
            reset(transport)

    def feed(self, data: bytes) -> None:
        """Bytes came."""
        self._body.feed(data)

    def finish(self) -> None:
        """The other end has ended."""
        self._body.finish()

    def lose(self) -> None:
        """The connection is gone."""
        self._transport = None
        self._body.fail(BodyCutOffError)

    def body_wanted(self) -> None:
        """The reader has room."""
        if self._transport is not None:
            self._transport.resume_reading()

    def body_full(self) -> None:
        """The reader is behind."""
        if self._transport is not None:
            self._transport.pause_reading()


def reset(transport: asyncio.Transport) -> None:
    """Break a connection off so that the other end cannot take it for an orderly end."""
    sock = transport.get_extra_info("socket")
    if sock is not None and sock.family in {socket.AF_INET, socket.AF_INET6}:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    transport.abort()


async def splice(one: Stream, other: Stream) -> None:
    """Carry bytes between two tunnels until both directions have ended; a break of one breaks the other.

    Source: docs/behaviour.md, tunnel-1.
    """
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_carry(one, other))
            group.create_task(_carry(other, one))
    except* ConnectionResetError:
        one.abort()
        other.abort()


async def _carry(source: Stream, target: Stream) -> None:
    while data := await source.read():
        await target.write(data)
    target.write_eof()
