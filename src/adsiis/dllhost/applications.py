"""The applications one process has loaded, in the host and in a surrogate alike.

Each is made at its first request, by the kind of its handler, and let go of when it is unloaded.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from adsiis.adsi.extensions import renew
from adsiis.dllhost.asgi import AsgiApplication
from adsiis.dllhost.context import Context
from adsiis.dllhost.own_loop import OwnLoop
from adsiis.dllhost.wsgi import WsgiApplication
from adsiis.http import Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from adsiis.http import Answer, Request

_log = logging.getLogger("adsiis.applications")


class Application(Protocol):
    """One loaded application; makes what it needs at its first request."""

    def __call__(
        self, request: Request, context: Context, path: str, script: str | None
    ) -> Awaitable[Answer]:
        """Answer a request."""

    async def close(self) -> None:
        """Take no more requests, let those in work end, and give everything back."""


@runtime_checkable
class Preparing(Protocol):
    """An application that can be made ready before its first request."""

    async def prepare(self) -> None:
        """Do what the first request would wait for; what fails is logged, and told again by that request."""


Factory = Callable[[Context], Application]


class Applications:
    """One application per key and handler. Source: docs/behaviour.md, surrogate-2, surrogate-3."""

    def __init__(
        self,
        home: str,
        name: str,
        *,
        runtimes: Mapping[str, Factory] | None = None,
        own_loops: bool = True,
    ) -> None:
        """Prepare; nothing is loaded yet.

        Args:
            home: the data folder.
            name: the pool, for log lines.
            runtimes: factories by kind of handler, beside `wsgi` and `asgi`.
            own_loops: run each ASGI application on the loop of a thread of its own, so that none of them can
                block the loop of this process.
        """
        self.home = home
        self.name = name
        asgi: Factory = OwnLoop if own_loops else AsgiApplication
        self._factories: dict[str, Factory] = {"wsgi": WsgiRuntime, "asgi": asgi, **(runtimes or {})}
        self._loaded: dict[tuple[str, str], Application] = {}

    def __call__(
        self, request: Request, context: Context, path: str, script: str | None = None
    ) -> Awaitable[Answer]:
        """Answer a request by its application."""
        application = self._loaded.get((context.key, context.handler)) or self._made(context)
        return application(request, context, path, script)

    @property
    def sessions(self) -> int:
        """How many sessions of clients live in the applications here, and end with this process."""
        return sum(getattr(one, "sessions", 0) for one in self._loaded.values())

    async def prepare(self, context: Context) -> None:
        """Make an application ready before its first request. Source: docs/behaviour.md, surrogate-6."""
        application = self._loaded.get((context.key, context.handler)) or self._made(context)
        if isinstance(application, Preparing):
            await application.prepare()

    async def unload(self, key: str) -> None:
        """Let go of the application at a key and of those below; the next request makes it anew."""
        wanted = key.casefold().rstrip("/")
        gone = [
            self._loaded.pop(at)
            for at in list(self._loaded)
            if at[0].casefold() == wanted or at[0].casefold().startswith(wanted + "/")
        ]
        for outcome in await asyncio.gather(*(one.close() for one in gone), return_exceptions=True):
            if isinstance(outcome, Exception):
                _log.error("An application did not end in order.", exc_info=outcome)
        renew()

    async def close(self) -> None:
        """Let go of all."""
        await self.unload("")

    def _made(self, context: Context) -> Application:
        factory = self._factories.get(context.runtime, _Unknown)
        made = self._loaded[context.key, context.handler] = factory(context)
        return made


class WsgiRuntime:
    """A WSGI application as one of many."""

    def __init__(self, context: Context) -> None:
        self._application = WsgiApplication(context.spec, folder=context.folder)

    async def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Response:  # noqa: ARG002
        """Answer a request; SCRIPT_NAME is the URL of the application, as the client wrote it."""
        cut = len(context.url)
        return await self._application(request, path[:cut], path[cut:])

    async def prepare(self) -> None:
        """Import it."""
        await self._application.prepare()

    async def close(self) -> None:
        """Take no more requests."""
        await self._application.close()


class _Unknown:
    """What answers for a handler nobody here can run."""

    def __init__(self, context: Context) -> None:
        _log.error("%s: nothing here can run the handler %s.", context.key, context.handler)

    async def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Response:  # noqa: ARG002
        return Response(500, [(b"Content-Type", b"text/plain")], b"500\n")

    async def close(self) -> None:
        """Nothing to give back."""
