"""FastCGI programs, such as php-cgi: processes that stay, each at one request at a time.

Each process accepts on a socket of its own, which it has from its start, so what becomes of a process is
about its request alone: one that is silent for too long is ended, one that ended by itself is replaced.
Source: docs/behaviour.md, cgi-5.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import socket
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.cgi import LARGEST_BODY
from adsiis.dllhost.cgi_answer import BadHeadError, answer_of, surroundings, too_late, variables_of
from adsiis.dllhost.fastcgi_wire import END, STDERR, STDIN, STDOUT, Records, opening, record, stream
from adsiis.dllhost.kinds import local_program, words_of
from adsiis.dllhost.spooling import spool
from adsiis.http import BodyError, BodyTooLargeError, Response, UpstreamCutOffError, error_response

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adsiis.dllhost.context import Context
    from adsiis.http import Request

MOST_PROCESSES: Final = 4
_PIECE: Final = 65_536
_LONGEST_FOLDER: Final = 80

_log = logging.getLogger("adsiis.cgi")


@dataclass(frozen=True, slots=True, eq=False)
class Worker:
    """A process and the socket it accepts on."""

    process: asyncio.subprocess.Process
    path: str


class FastCgiRuntime:
    """The scripts of one application that one FastCGI program runs.

    Args:
        context: the application; its handler names the program.
        seconds: how long a script may be silent, CGITimeout.
        folder: where its socket may stand.
    """

    def __init__(self, context: Context, seconds: Callable[[], float], folder: str) -> None:
        self._context = context
        self._seconds = seconds
        program, *words = words_of(context.handler) or [""]
        self._program = shutil.which(local_program(program)) or ""
        self._words = [word for word in words if "%s" not in word]
        self._folder = tempfile.mkdtemp(prefix="fcgi-", dir=folder if len(folder) < _LONGEST_FOLDER else None)
        self._turns = asyncio.Semaphore(MOST_PROCESSES)
        self._free: list[Worker] = []
        self._count = 0
        self._all: set[Worker] = set()
        if not self._program:
            _log.error("%s: the program %s is not installed here.", context.key, context.handler)

    async def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Response:
        """Answer a request for a script."""
        if script is None:
            return error_response(404)
        if not self._program:
            return error_response(500)
        try:
            body, length = await spool(request, LARGEST_BODY)
        except BodyTooLargeError:
            return error_response(413)
        except BodyError:
            return error_response(400)
        with body:
            variables = variables_of(request, context, path, script, body, length)
            output = self._output(opening(variables), body.read() if length else b"")
        try:
            return await answer_of(output)
        except TimeoutError:
            _log.error("%s was given up: it was silent for longer than CGITimeout.", script)
            return too_late()
        except (BadHeadError, OSError, UpstreamCutOffError) as error:
            _log.error("%s gave no answer: %s.", script, error)
            return error_response(502)

    async def close(self) -> None:
        """End the processes; those at work have been waited for."""
        for worker in list(self._all):
            await self._end(worker)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _output(self, head: bytes, body: bytes) -> AsyncIterator[bytes]:
        """What a script writes. Raises TimeoutError, UpstreamCutOffError when its process dies, OSError."""
        async with self._turns:
            worker, reader, writer = await self._connected()
            writer.write(head)
            sending = asyncio.create_task(_send(writer, body))
            whole = False
            try:
                async for piece in self._pieces(reader):
                    yield piece
                whole = True
            finally:
                sending.cancel()
                writer.close()
                if whole:
                    self._free.append(worker)
                else:
                    await self._end(worker)

    async def _connected(self) -> tuple[Worker, asyncio.StreamReader, asyncio.StreamWriter]:
        """A process that is free, or a new one, and a connection to it."""
        while self._free:
            worker = self._free.pop()
            try:
                return worker, *await asyncio.open_unix_connection(worker.path)
            except OSError:
                await self._end(worker)
        worker = await self._started()
        return worker, *await asyncio.open_unix_connection(worker.path)

    async def _pieces(self, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
        records = Records()
        while data := await asyncio.wait_for(reader.read(_PIECE), self._seconds()):
            for kind, content in records.feed(data):
                if kind == STDOUT and content:
                    yield content
                elif kind == STDERR and content:
                    _log.error("%s", content.decode(errors="replace").rstrip())
                elif kind == END:
                    return
        raise UpstreamCutOffError

    async def _started(self) -> Worker:
        self._count += 1
        path = os.path.join(self._folder, str(self._count))
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path)
            listening.listen()
            process = await asyncio.create_subprocess_exec(
                self._program,
                *self._words,
                stdin=listening.fileno(),
                env=surroundings() | {"PHP_FCGI_CHILDREN": b"0", "PHP_FCGI_MAX_REQUESTS": b"10000"},
                start_new_session=True,
            )
        worker = Worker(process, path)
        self._all.add(worker)
        return worker

    async def _end(self, worker: Worker) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(worker.process.pid, signal.SIGKILL)
        await worker.process.wait()
        self._all.discard(worker)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(worker.path)


async def _send(writer: asyncio.StreamWriter, body: bytes) -> None:
    with contextlib.suppress(ConnectionError):
        for part in stream(STDIN, body):
            writer.write(part)
            await writer.drain()
        writer.write(record(STDIN, b""))
        await writer.drain()
