"""One HTTP call of an ASGI application: what it may receive, what it has sent so far, and the answer."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from adsiis.http import Body, BodyError, Promise, Response, UpstreamCutOffError

if TYPE_CHECKING:
    from adsiis.dllhost.asgi import AsgiCallable
    from adsiis.dllhost.scope import Message, Scope
    from adsiis.http import Request

_NEW: Final = 0
_STARTED: Final = 1
_STREAMING: Final = 2
_SILENT: Final = 3
_DONE: Final = 4

_log = logging.getLogger("adsiis.asgi")


class ClientGoneError(OSError):
    """The client has left; what is sent now reaches nobody."""

    def __init__(self) -> None:
        super().__init__("The client has left before the answer was complete.")


class AnswerStream(Body):
    """The body an application sends in several messages; closed before its end, the client has left."""

    __slots__ = ("_call",)

    def __init__(self, call: HttpCall) -> None:
        super().__init__(None, call)
        self._call: HttpCall | None = call

    async def aclose(self) -> None:
        """Nobody takes the rest."""
        call, self._call = self._call, None
        if call is not None:
            call.leave()


class HttpCall:
    """One call; its `promise` is the answer. Source: docs/behaviour.md, asgi-1, asgi-2."""

    __slots__ = (
        "__weakref__", "_calls", "_full", "_gone", "_headers", "_name", "_request", "_state", "_status",
        "_stream", "_told", "_waiter", "promise", "task",
    )  # fmt: skip

    def __init__(self, request: Request, name: str, calls: set[HttpCall]) -> None:
        """A call, which is among `calls` until it has ended."""
        self._calls = calls
        self.task: asyncio.Task[None] | None = None
        self.promise: Promise[Response] = Promise(self.leave)
        self._request = request
        self._name = name
        self._state = _NEW
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._stream: AnswerStream | None = None
        self._gone = self._told = self._full = False
        self._waiter: asyncio.Future[None] | None = None
        calls.add(self)

    async def run(self, app: AsgiCallable, scope: Scope) -> None:
        """Call the application; whatever it does, the promise is settled at the end."""
        try:
            await app(scope, self.receive, self.send)
        except Exception as error:  # noqa: BLE001 - an application may raise anything, and the server stays
            if not (self._gone and isinstance(error, OSError)):
                _log.error("The application %s failed.", self._name, exc_info=error)
        except (SystemExit, KeyboardInterrupt) as error:
            _log.error("The application %s asked to exit; it is not obeyed.", self._name, exc_info=error)
        else:
            if self._state in {_NEW, _STARTED, _STREAMING} and not self._gone:
                _log.error("The application %s ended before its answer was complete.", self._name)
        finally:
            self._calls.discard(self)
            self.task = None
            if self._state != _DONE:
                self._settle()

    async def receive(self) -> Message:
        """The next part of the request, then nothing until the answer is sent or the client has left."""
        body = self._request.body
        if not self._told and not self._gone:
            try:
                chunk = await anext(body, b"")
            except BodyError:
                self.leave()
                return {"type": "http.disconnect"}
            self._told = body.exhausted
            return {"type": "http.request", "body": chunk, "more_body": not self._told}
        while not self._gone and self._state != _DONE:
            await self._wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """A part of the answer. Raises OSError once the client has left."""
        kind = message["type"]
        if kind == "http.response.start":
            self._start(message)
            return
        if kind != "http.response.body" or self._state in {_NEW, _DONE}:
            raise RuntimeError(f"The application sent {kind!r} where it would not be expected.")
        if self._gone:
            raise ClientGoneError
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._state == _STREAMING:
            await self._go_on(body, more=more)
        elif self._state == _STARTED:
            self._begin(body, more=more)
        elif not more:
            self._finish()

    def leave(self) -> None:
        """The client has left."""
        if self._state != _DONE:
            self._gone, self._stream = True, None
            self._wake()

    def body_wanted(self) -> None:
        """The client has room."""
        self._full = False
        self._wake()

    def body_full(self) -> None:
        """The client is behind."""
        self._full = True

    def _start(self, message: Message) -> None:
        if self._state != _NEW:
            raise RuntimeError("The application began its answer twice.")
        status = message["status"]
        if not 200 <= status <= 599:
            raise ValueError(f"The application gave the status {status}; it would be from 200 to 599.")
        self._headers = [(bytes(name), bytes(value)) for name, value in message.get("headers", ())]
        self._status, self._state = status, _STARTED

    def _begin(self, body: Any, *, more: bool) -> None:
        if self._request.method == "HEAD":
            body = b""
        if not more:
            response = Response(self._status, self._headers, bytes(body))
            self._finish()
        elif self._request.method == "HEAD":
            response = Response(self._status, self._headers)
            self._state = _SILENT
        else:
            self._stream = stream = AnswerStream(self)
            response = Response(self._status, self._headers, stream)
            self._state = _STREAMING
            if body:
                stream.feed(bytes(body))
        self.promise.resolve(response)

    async def _go_on(self, body: Any, *, more: bool) -> None:
        stream = self._stream
        if stream is None:
            raise ClientGoneError
        if body:
            stream.feed(bytes(body))
        if not more:
            self._stream = None
            self._finish()
            stream.finish()
            return
        while self._full and not self._gone:
            await self._wait()
        if self._gone:
            raise ClientGoneError

    def _finish(self) -> None:
        self._state = _DONE
        self._wake()

    def _settle(self) -> None:
        """The application has returned or failed; what it left open is broken off."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.fail(UpstreamCutOffError)
        self._state = _DONE
        if not self.promise.done:
            self.promise.resolve(plain(500))

    async def _wait(self) -> None:
        if self._waiter is None:
            self._waiter = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._waiter)

    def _wake(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)


def plain(status: int) -> Response:
    """A short answer made here."""
    return Response(status, [(b"Content-Type", b"text/plain; charset=utf-8")], b"%d\n" % status)
