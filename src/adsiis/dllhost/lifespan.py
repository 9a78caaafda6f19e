"""The lifespan of an ASGI application: told that it starts, and that it ends."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from adsiis.dllhost.scope import VERSION

if TYPE_CHECKING:
    from adsiis.dllhost.asgi import AsgiCallable
    from adsiis.dllhost.scope import Message

LONGEST_SHUTDOWN: Final = 30.0

_log = logging.getLogger("adsiis.asgi")


class StartupError(Exception):
    """The application said that it cannot start; that was logged."""


class Lifespan:
    """One lifespan, in a task that lives as long as the application. Source: docs/behaviour.md, asgi-3."""

    def __init__(self, app: AsgiCallable, name: str) -> None:
        self._app = app
        self._name = name
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._outbox: asyncio.Queue[Message] = asyncio.Queue()
        self._state: dict[str, Any] = {}
        self._task: asyncio.Task[None] | None = None

    async def startup(self) -> dict[str, Any] | None:
        """Start; what the application keeps for its calls, or None when it knows no lifespan.

        Raises StartupError.
        """
        self._task = asyncio.get_running_loop().create_task(self._run())
        self._inbox.put_nowait({"type": "lifespan.startup"})
        answer = await self._outbox.get()
        if answer["type"] == "lifespan.startup.failed":
            _log.error("The application %s did not start: %s", self._name, answer.get("message", ""))
            raise StartupError
        return self._state if answer["type"] == "lifespan.startup.complete" else None

    async def shutdown(self) -> None:
        """End; an application that takes too long is left to itself."""
        task = self._task
        if task is None or task.done():
            return
        self._inbox.put_nowait({"type": "lifespan.shutdown"})
        await asyncio.wait([task], timeout=LONGEST_SHUTDOWN)
        if not task.done():
            _log.error("The application %s did not end in %d seconds.", self._name, LONGEST_SHUTDOWN)
            task.cancel()

    async def _run(self) -> None:
        scope = {"type": "lifespan", "asgi": VERSION, "state": self._state}
        try:
            await self._app(scope, self._inbox.get, self._outbox.put)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - an application may raise anything
            if self._inbox.empty() and not self._outbox.empty():
                _log.error("The lifespan of %s failed.", self._name, exc_info=error)
            else:
                _log.info("The application %s knows no lifespan: %s", self._name, error)
        self._outbox.put_nowait({"type": "ended"})
