"""A load on a host from a thread of its own: connections that are kept and connections for one request each."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter


class Load:
    """Requests without a pause, or at most so many a second, until the end of the `with` block.

    Attributes:
        answers: how many there were of each status; 0 counts requests that got none.
        bodies: what was answered, and how often.
    """

    def __init__(self, port, *, kept=4, new=2, path="/", rate=None):
        self.answers, self.bodies = Counter(), Counter()
        self._port, self._kept, self._new = port, kept, new
        self._pause = (kept + new) / rate if rate else 0.0
        self._head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n".encode()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()))

    @property
    def failed(self):
        return {status: count for status, count in self.answers.items() if status != 200}

    @property
    def done(self):
        return sum(self.answers.values())

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    async def _main(self):
        await asyncio.gather(*(self._client(kept=n < self._kept) for n in range(self._kept + self._new)))

    async def _client(self, *, kept):
        due = time.monotonic()
        while not self._stop.is_set():
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            last = b"\r\n" if kept else b"Connection: close\r\n\r\n"
            try:
                while not self._stop.is_set():
                    if due > time.monotonic():
                        await asyncio.sleep(due - time.monotonic())
                    due = max(due, time.monotonic() - 1) + self._pause
                    status, body = await self._one(reader, writer, last)
                    self.answers[status] += 1
                    self.bodies[body] += 1
                    if not kept or not status:
                        break
            finally:
                writer.close()

    async def _one(self, reader, writer, last):
        try:
            writer.write(self._head + last)
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
            return int(head[9:12]), (await reader.readexactly(length)).decode()
        except (OSError, asyncio.IncompleteReadError, ValueError):
            return 0, ""
