"""Running an ASGI callable for requests, on the loop this is called on.

An answer that is complete in one message is handed over there and then; one that takes several streams,
held back by its client. Each call is one task, which nobody cancels: a client that leaves is told to it.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from adsiis.dllhost.http_call import HttpCall, plain
from adsiis.dllhost.lifespan import Lifespan, StartupError
from adsiis.dllhost.loading import Loader, LoadError
from adsiis.dllhost.scope import asks_for_websocket, http_scope, websocket_scope
from adsiis.dllhost.websocket import WebSocketCall

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from adsiis.dllhost.context import Context
    from adsiis.dllhost.scope import Message, Scope
    from adsiis.http import Promise, Request, Response

    AsgiCallable = Callable[
        [Scope, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
        Coroutine[Any, Any, None],
    ]

RETRY_SECONDS: Final = 5.0
LAST_SECONDS: Final = 30.0

_log = logging.getLogger("adsiis.asgi")


class AsgiApplication:
    """An ASGI callable; imported, and its lifespan begun, at its first request.

    Source: docs/behaviour.md, asgi-1 to asgi-5.
    """

    def __init__(self, context: Context) -> None:
        self._name = f"{context.handler} at {context.key}"
        self._url_length = len(context.url)
        self._loader = Loader(context.spec, context.folder)
        self._app: AsgiCallable | None = None
        self._lifespan: Lifespan | None = None
        self._starting: asyncio.Task[None] | None = None
        self._not_before = 0.0
        self._calls: set[HttpCall] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._sockets: set[WebSocketCall] = set()
        self._state: dict[str, Any] | None = None

    def __call__(
        self, request: Request, context: Context, path: str, script: str | None
    ) -> Awaitable[Response]:
        """Answer a request."""
        if self._app is None:
            return self._first(request, context, path, script)
        scope = http_scope(request, path[: self._url_length], path, self._state)
        if request.body.length == 0 and asks_for_websocket(scope):
            return self._websocket(self._app, scope, request)
        call = HttpCall(request, self._name, self._calls)
        call.task = begun(call.run(self._app, scope))
        return call.promise

    async def prepare(self) -> None:
        """Import it, and begin its lifespan."""
        with suppress(LoadError, StartupError):
            await self._started()

    async def close(self) -> None:
        """Close WebSockets, let the calls in work end, then end the lifespan."""
        for call in list(self._sockets):
            call.retire()
        tasks = {*self._tasks, *(call.task for call in self._calls if call.task is not None)}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=LAST_SECONDS)
            for task in late:
                task.cancel()
        if self._lifespan is not None:
            await self._lifespan.shutdown()
        self._app = self._lifespan = None
        self._loader.unload()

    def _websocket(self, app: AsgiCallable, scope: Scope, request: Request) -> Promise[Response]:
        call = WebSocketCall(request, self._name)
        if not call.promise.done:
            self._sockets.add(call)
            self._spawn(self._until_closed(call, app, websocket_scope(scope)))
        return call.promise

    async def _until_closed(self, call: WebSocketCall, app: AsgiCallable, scope: Scope) -> None:
        try:
            await call.run(app, scope)
        finally:
            self._sockets.discard(call)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _first(self, request: Request, context: Context, path: str, script: str | None) -> Response:
        try:
            await self._started()
        except (LoadError, StartupError):
            return plain(500)
        return await self(request, context, path, script)

    async def _started(self) -> None:
        """Import and start, once for all who ask; a failed start is tried again a little later."""
        if self._starting is None or (
            self._starting.done() and self._app is None and monotonic() >= self._not_before
        ):
            self._starting = asyncio.get_running_loop().create_task(self._start())
        await asyncio.shield(self._starting)

    async def _start(self) -> None:
        app = self._loader.load()
        lifespan = Lifespan(app, self._name)
        try:
            self._state = await lifespan.startup()
        except StartupError:
            self._not_before = monotonic() + RETRY_SECONDS
            raise
        self._app, self._lifespan = app, lifespan


if sys.version_info >= (3, 12):

    def begun(work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
        """A task that has run already as far as it could without waiting; None when that was to its end."""
        task = asyncio.Task(work, loop=asyncio.get_running_loop(), name="asgi", eager_start=True)
        return None if task.done() else task

else:

    def begun(work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
        """A task that will run in the next turn of the loop."""
        return asyncio.Task(work, loop=asyncio.get_running_loop(), name="asgi")
