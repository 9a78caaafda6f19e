"""A real listener and a raw client, for tests that speak HTTP byte by byte."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from adsiis import http

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

END = b"<end>"
OPEN: list[Client] = []


def has_ipv6():
    """Whether this machine has the address ::1; many a container knows IPv6 and has none."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@asynccontextmanager
async def serving(handler, **options) -> AsyncIterator[http.Listener]:
    """A listener on any free port; at the end it is drained, and every client closed."""
    listener = await http.listen(handler, "127.0.0.1", 0, **options)
    try:
        yield listener
    finally:
        await listener.drain(0)
        while OPEN:
            await OPEN.pop().close()


class Client:
    """One raw connection; `heard` is all that came."""

    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer
        self.heard = b""

    @classmethod
    async def to(cls, listener, **options):
        client = cls(*await asyncio.open_connection(*listener.address, **options))
        OPEN.append(client)
        return client

    @property
    def address(self):
        return self.writer.get_extra_info("sockname")[:2]

    def send(self, data):
        if data == END:
            self.writer.write_eof()
        else:
            self.writer.write(data)

    async def until(self, text, seconds=30.0):
        """All that was heard up to `text`; what is behind it stays for the next call."""
        async with asyncio.timeout(seconds):
            while text not in self.heard:
                more = await self.reader.read(65536)
                if not more:
                    raise EOFError(self.heard)
                self.heard += more
        at = self.heard.index(text) + len(text)
        part, self.heard = self.heard[:at], self.heard[at:]
        return part

    async def rest(self, seconds=30.0):
        """What comes until the server closes; TimeoutError when it does not."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    more = await self.reader.read(65536)
                except ConnectionResetError:
                    break
                if not more:
                    break
                self.heard += more
        part, self.heard = self.heard, b""
        return part

    def reset(self):
        """Go away without a farewell, as a process that was killed does."""
        linger = struct.pack("ii", 1, 0)
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.writer.transport.abort()

    async def close(self):
        if self in OPEN:
            OPEN.remove(self)
        self.writer.transport.abort()
        with suppress(ConnectionError, OSError):
            await self.writer.wait_closed()


async def ask(listener, *pieces, pause=0.05, seconds=30.0, ssl=None):
    """Send pieces on a new connection and return what comes until the server closes it."""
    client = await Client.to(listener, ssl=ssl)
    try:
        for number, piece in enumerate(pieces):
            if number:
                await asyncio.sleep(pause)
            client.send(piece)
        return await client.rest(seconds)
    finally:
        await client.close()
