"""A load at a steady pace: how long requests take that come when they come, whatever became of those before.

`python -m bench.paced URL RATE SECONDS` prints the milliseconds that 99 of 100 took at most, counted from the
moment each was due, and how many got no answer. Where the answers name their process in a header `Process`, a
line for each process follows: its number, how many it answered, and the milliseconds 99 of 100 of those took.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import defaultdict
from time import perf_counter
from typing import cast
from urllib.parse import urlsplit

import uvloop

PATIENCE = 30
"""Seconds for the answers that are still to come after the last request."""
_WORD = b"Hello"
_PROCESS = re.compile(rb"\r\nprocess: *(\d+)", re.IGNORECASE)

Taken = dict[int, list[float]]
"""The seconds that answers took, by process; 0 stands for those that name none."""


class Client(asyncio.Protocol):
    """One connection. It asks again only when it was answered: no request waits behind another's answer."""

    def __init__(self, idle: list[Client], taken: Taken) -> None:
        self._idle = idle
        self._taken = taken
        self._due = 0.0
        self._answer = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is there."""
        self._transport = cast("asyncio.Transport", transport)

    def ask(self, request: bytes, due: float) -> None:
        """Send a request."""
        self._due = due
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        """A part of an answer came; it ends with the word."""
        self._answer += data
        if self._answer.endswith(_WORD):
            process = _PROCESS.search(self._answer)
            self._taken[int(process[1]) if process else 0].append(perf_counter() - self._due)
            self._answer = b""
            self._idle.append(self)


async def paced(url: str, rate: float, seconds: float) -> tuple[Taken, int]:
    """The seconds that answers took, and how many requests got none."""
    parts, taken, idle = urlsplit(url), defaultdict[int, list[float]](list), list[Client]()
    loop = asyncio.get_running_loop()
    request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()

    async def ask(due: float) -> None:
        if idle:
            client = idle.pop()
        else:
            _, client = await loop.create_connection(lambda: Client(idle, taken), parts.hostname, parts.port)
        client.ask(request, due)

    begun, number = perf_counter(), 0
    while number < rate * seconds:
        due = begun + number / rate
        if due > perf_counter():
            await asyncio.sleep(due - perf_counter())
        await ask(due)
        number += 1
    until = perf_counter() + PATIENCE
    while sum(map(len, taken.values())) < number and perf_counter() < until:  # noqa: ASYNC110 - of many clients
        await asyncio.sleep(0.05)
    return taken, number - sum(map(len, taken.values()))


def _p99(times: list[float]) -> float:
    """In milliseconds."""
    return sorted(times)[int(len(times) * 0.99)] * 1000 if times else float("inf")


if __name__ == "__main__":
    answered, lost = uvloop.run(paced(sys.argv[1], float(sys.argv[2]), float(sys.argv[3])))
    print(_p99([one for times in answered.values() for one in times]), lost)
    for pid, times in answered.items():
        if pid:
            print(pid, len(times), _p99(times))
