"""A load at a steady pace: how long requests take that come when they come, whatever became of those before.

`python -m bench.paced URL RATE SECONDS` prints the milliseconds that 99 of 100 took at most, counted from the
moment each was due.
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from time import perf_counter
from typing import cast
from urllib.parse import urlsplit

import uvloop

CONNECTIONS = 8
_WORD = b"Hello"


class Client(asyncio.Protocol):
    """One connection: when its requests were due, and how long those took that were answered."""

    def __init__(self, taken: list[float]) -> None:
        self._taken = taken
        self._due: deque[float] = deque()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is there."""
        self._transport = cast("asyncio.Transport", transport)

    def ask(self, request: bytes, due: float) -> None:
        """Send a request."""
        self._due.append(due)
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Answers came; each holds the word once."""
        now = perf_counter()
        for _ in range(data.count(_WORD)):
            self._taken.append(now - self._due.popleft())


async def paced(url: str, rate: float, seconds: float) -> list[float]:
    """The seconds each request took."""
    parts, taken = urlsplit(url), []
    loop = asyncio.get_running_loop()
    request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    clients = [
        (await loop.create_connection(lambda: Client(taken), parts.hostname, parts.port))[1]
        for _ in range(CONNECTIONS)
    ]
    begun, number = perf_counter(), 0
    while number < rate * seconds:
        due = begun + number / rate
        if due > perf_counter():
            await asyncio.sleep(due - perf_counter())
        clients[number % CONNECTIONS].ask(request, due)
        number += 1
    await asyncio.sleep(1)
    if len(taken) != number:
        raise RuntimeError(f"{number - len(taken)} of {number} requests got no answer.")
    return taken


if __name__ == "__main__":
    times = sorted(uvloop.run(paced(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]))))
    print(times[int(len(times) * 0.99)] * 1000)
