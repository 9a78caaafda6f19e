"""The surrogate: one process that runs the applications of one pool for the host that started it.

It serves the host on a Unix socket and obeys it over a pipe; it ends when told to, and when the host is gone.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from adsiis import http, vbs
from adsiis.dllhost.applications import Applications
from adsiis.dllhost.context import Context
from adsiis.dllhost.envelope import EnvelopeError, Opener
from adsiis.dllhost.inside import INSIDE
from adsiis.dllhost.lifeline import Lifeline, end_within

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine, Mapping

    from adsiis.dllhost.applications import Factory
    from adsiis.http import Answer, Request

DRAIN_SECONDS = 90.0

_log = logging.getLogger("adsiis.surrogate")


class Surrogate:
    """One surrogate process. Source: docs/behaviour.md, surrogate-1 to surrogate-6."""

    def __init__(
        self,
        home: str,
        socket_path: str,
        name: str,
        pipe: int,
        *,
        drain_seconds: float = DRAIN_SECONDS,
        own_loops: bool = False,
        runtimes: Mapping[str, Factory] | None = None,
        seen: str = "",
    ) -> None:
        """Prepare; `run` does it.

        Args:
            home: the data folder.
            socket_path: where to listen.
            name: the pool.
            pipe: the descriptor of the pipe to the host.
            drain_seconds: how long requests in work may take once it is to end.
            own_loops: as for Applications.
            runtimes: as for Applications.
            seen: the file in which the host reads how far this process came; see `http.Seen`.
        """
        self._path = socket_path
        self._drain_seconds = drain_seconds
        self._applications = Applications(home, name, runtimes=runtimes, own_loops=own_loops)
        self._opener = Opener()
        self._mark = http.Seen(seen).mark if seen else http.unmarked
        self._lifeline = Lifeline(pipe)
        self._end: asyncio.Future[bool] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._requests = 0

    async def run(self) -> int:
        """Serve until the end; the exit code."""
        loop = asyncio.get_running_loop()
        self._end = loop.create_future()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._obey, "drain", "")
        listener = await http.listen_unix(
            self._handle, self._path, limits=INSIDE, on_error=_failed, mark=self._mark
        )
        self._lifeline.follow(loop, self._obey, self._drain_seconds)
        self._lifeline.say(f"ready {os.getpid()}")
        in_order = await self._end
        if in_order:
            if self._applications.sessions:
                self._lifeline.say(f"sessions {self._applications.sessions}")
            end_within(self._drain_seconds + 1)
            await self._drain(listener)
            self._lifeline.say("drained")
        with suppress(FileNotFoundError):
            os.unlink(self._path)
        return 0

    def _handle(self, request: Request) -> Awaitable[Answer] | Answer:
        try:
            context, path, script = self._opener.open(request)
        except (EnvelopeError, ValueError) as error:
            _log.warning("A request was refused: %s", error)
            return http.error_response(400)
        self._requests += 1
        return self._applications(request, context, path, script)

    async def _drain(self, listener: http.Listener) -> None:
        """Let requests finish, and end the applications; WebSockets are closed at once."""
        listener.close()
        closing = asyncio.create_task(self._applications.close())
        await listener.drain(self._drain_seconds)
        await closing

    def _obey(self, word: str, rest: str) -> None:
        """Do what the host, or a signal, orders."""
        if word == "ping":
            self._lifeline.say(f"pong {rest}")
        elif word == "unload":
            self._spawn(self._unload(rest))
        elif word == "load":
            self._spawn(self._load(msgspec.convert(json.loads(rest), Context)))
        elif word == "explain":
            self._spawn(self._explain(float(rest)))
        elif word in {"drain", "stop"} and self._end is not None and not self._end.done():
            self._end.set_result(word == "drain")

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _load(self, context: Context) -> None:
        try:
            await self._applications.prepare(context)
        finally:
            self._lifeline.say(f"loaded {context.key}")

    async def _explain(self, seconds: float) -> None:
        """Find out what grows in this process. Source: docs/behaviour.md, memory-18."""
        from adsiis.memory.lines import folders_of
        from adsiis.memory.running import attribute_running

        serving = folders_of(__file__, http.__file__, vbs.__file__)

        def found() -> dict[str, object]:
            try:
                attribution = attribute_running(lambda: self._requests, seconds, host=serving)
            except Exception as error:  # noqa: BLE001 - who asked waits for an answer, whatever it is
                return {"error": str(error) or type(error).__name__}
            return {**attribution.as_dict(), "text": str(attribution), "pid": os.getpid()}

        self._lifeline.say(f"explained {json.dumps(await asyncio.to_thread(found))}")

    async def _unload(self, key: str) -> None:
        await self._applications.unload(key)
        self._lifeline.say(f"unloaded {key}")


def _failed(request: Request, error: Exception) -> None:
    _log.error("%s %r failed.", request.method, request.target, exc_info=error)
