"""The processes of one FastCGI program: how many there are, for how long, and whose turn it is.

Each accepts on a socket of its own, which it has from its start, so what becomes of a process is about its
request alone. Source: docs/behaviour.md, cgi-5, cgi-6.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import tempfile
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.cgi_answer import surroundings
from adsiis.dllhost.lifeline import dying_with_us

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adsiis.dllhost.fcgiext import Keeping

_LONGEST_FOLDER: Final = 80


class CrowdedError(Exception):
    """As many requests wait as may."""


class Worker:
    """A process and the socket it accepts on.

    Attributes:
        whole: whether its last request came to its end; to be set by who has its turn.
        left: how many requests it still takes.
    """

    def __init__(self, process: asyncio.subprocess.Process, path: str, requests: int) -> None:
        self.process = process
        self.path = path
        self.whole = False
        self.left = requests
        self.timer: asyncio.TimerHandle | None = None


class Processes:
    """Those of one program. Call it on the loop.

    Args:
        keeping: the program and its limits.
        folder: where its sockets may stand.
    """

    def __init__(self, keeping: Keeping, folder: str) -> None:
        self.keeping = keeping
        self._program = shutil.which(keeping.program) or ""
        short = len(folder) < _LONGEST_FOLDER and os.path.isdir(folder)
        self._folder = tempfile.mkdtemp(prefix="fcgi-", dir=folder if short else None)
        self._turns = asyncio.Semaphore(keeping.instances)
        self._waiting = 0
        self._free: list[Worker] = []
        self._count = 0
        self._all: set[Worker] = set()
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def installed(self) -> bool:
        """Whether the program is there."""
        return bool(self._program)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[tuple[Worker, asyncio.StreamReader, asyncio.StreamWriter]]:
        """A process for one request, and a connection to it; one whose request is not whole is ended.

        Raises CrowdedError, OSError.
        """
        if self._waiting >= self.keeping.queue + self.keeping.instances:
            raise CrowdedError
        self._waiting += 1
        try:
            async with self._turns:
                worker, reader, writer = await self._connected()
                worker.whole = False
                try:
                    yield worker, reader, writer
                finally:
                    writer.close()
                    await self._back(worker)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End them all."""
        for worker in list(self._all):
            await self._end(worker)
        await asyncio.gather(*self._ending)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _back(self, worker: Worker) -> None:
        worker.left -= 1
        if worker.whole and worker.left > 0:
            self._free.append(worker)
            loop = asyncio.get_running_loop()
            worker.timer = loop.call_later(self.keeping.idle, self._idle, worker)
        else:
            await self._end(worker)

    def _idle(self, worker: Worker) -> None:
        """A process had nothing to do for too long."""
        if worker in self._free:
            self._free.remove(worker)
            task = asyncio.get_running_loop().create_task(self._end(worker))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def _connected(self) -> tuple[Worker, asyncio.StreamReader, asyncio.StreamWriter]:
        """A process that is free, or a new one, and a connection to it."""
        while self._free:
            worker = self._free.pop()
            if worker.timer is not None:
                worker.timer.cancel()
            try:
                return worker, *await asyncio.open_unix_connection(worker.path)
            except OSError:
                await self._end(worker)
        worker = await self._started()
        return worker, *await asyncio.open_unix_connection(worker.path)

    async def _started(self) -> Worker:
        self._count += 1
        path = os.path.join(self._folder, str(self._count))
        given = {name: os.fsencode(value) for name, value in self.keeping.variables}
        limits = {"PHP_FCGI_CHILDREN": b"0", "PHP_FCGI_MAX_REQUESTS": b"%d" % self.keeping.requests}
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path)
            listening.listen()
            process = await asyncio.create_subprocess_exec(
                *dying_with_us([self._program, *self.keeping.words]),
                stdin=listening.fileno(),
                env=surroundings() | limits | given,
                start_new_session=True,
            )
        worker = Worker(process, path, self.keeping.requests)
        self._all.add(worker)
        return worker

    async def _end(self, worker: Worker) -> None:
        if worker.timer is not None:
            worker.timer.cancel()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(worker.process.pid, signal.SIGKILL)
        await worker.process.wait()
        self._all.discard(worker)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(worker.path)
