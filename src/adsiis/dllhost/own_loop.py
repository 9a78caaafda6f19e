"""An ASGI application on the loop of a thread of its own, inside the process that serves.

Whatever the application does to its loop, the loop of the process goes on. The two speak as the host and a
surrogate do, over pairs of connected sockets, so streaming, tunnels and cut-offs hold here as they do there.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from adsiis import http
from adsiis.dllhost.asgi import AsgiApplication
from adsiis.dllhost.envelope import Opener
from adsiis.dllhost.forwarder import Forwarder
from adsiis.dllhost.inside import INSIDE

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from adsiis.dllhost.context import Context
    from adsiis.http import Answer, Promise, Request, Response


class OwnLoop:
    """One ASGI application and its thread, which begins with the first request."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._forwarder = Forwarder(self._connected)
        self._loop: Future[asyncio.AbstractEventLoop] = Future()
        self._application: AsgiApplication | None = None
        self._listener: http.Listener | None = None
        self._stop = asyncio.Event()
        threading.Thread(target=self._main, name=f"asgi {context.key}", daemon=True).start()

    def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Promise[Answer]:
        """Answer a request."""
        return self._forwarder(request, context, path, script)

    async def close(self) -> None:
        """End the application, then its thread."""
        loop = await asyncio.wrap_future(self._loop)
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._end(), loop))
        await self._forwarder.close()

    def _main(self) -> None:
        http.run(self._serve())

    async def _serve(self) -> None:
        self._application, opener = AsgiApplication(self._context), Opener()
        application = self._application

        def handle(request: Request) -> Awaitable[Response]:
            return application(request, *opener.open(request))

        self._listener = await http.listen_unix(handle, None, limits=INSIDE)
        self._loop.set_result(asyncio.get_running_loop())
        await self._stop.wait()

    async def _end(self) -> None:
        if self._application is not None and self._listener is not None:
            await self._application.close()
            await self._listener.drain(1)
        self._stop.set()

    def _connected(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        loop, listener = self._loop.result(), self._listener
        if listener is not None:
            asyncio.run_coroutine_threadsafe(listener.adopt(theirs), loop)
        return ours
