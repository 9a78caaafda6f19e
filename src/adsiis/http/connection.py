"""One connection: requests read, handled and answered strictly one after the other.

While a request is in work, what the client has sent behind it waits unread, so order needs no queue. A
time-out is a moment in time, one for reading and one for writing, looked at by the listener's clock: a
request that comes and goes at once touches no timer.
"""

from __future__ import annotations

import asyncio
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, cast

from adsiis.http.body import BodyCutOffError, BodyTooLargeError
from adsiis.http.checks import RefusedError
from adsiis.http.lane import HEADER, OPEN, OPENED, LaneConnection
from adsiis.http.messages import PreparedResponse, Request, Response
from adsiis.http.promise import Promise
from adsiis.http.reader import RequestReader
from adsiis.http.sending import Outlet
from adsiis.http.writing_half import Answering

if TYPE_CHECKING:
    from adsiis.http.lane import Lanes
    from adsiis.http.repeats import Repeat
    from adsiis.http.serving import Result, Serving
    from adsiis.http.terms import Gate, Terms

LINGER: Final = 3.0
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(Answering):
    """The server's end of one connection.

    It is idle; or it has a `_request` in work; or it drains the rest of a body nobody read (`_draining`); or
    it is deaf: it is about to close, and what still comes is thrown away (`_deaf`).

    Attributes:
        gates: the gates it came in through.
    """

    def __init__(self, serving: Serving) -> None:
        super().__init__(serving)
        self._reader = RequestReader(serving.limits, self, serving.known_fields)
        self.gates: list[Gate] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client is there."""
        serving, info = self._serving, transport.get_extra_info
        self._transport = cast("asyncio.Transport", transport)
        self._outlet = Outlet(self._transport)
        self._client = (info("peername") or ("", 0))[:2]
        self._server = (info("sockname") or ("", 0))[:2]
        self._tls = info("ssl_object")
        self._read_by = monotonic() + serving.limits.header_timeout
        self._asked = serving.repeats.at(self._server) if serving.repeats is not None else {}
        serving.connections.add(self)
        serving.empty.clear()
        crowd = len(serving.connections)
        if serving.stopping or crowd > 2 * serving.limits.max_connections:
            self.abort()
        elif crowd > serving.limits.max_connections:
            self._refuse(503)

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        if self._at_rest:
            repeat = self._asked.get(data)
            if repeat is not None and self._again(repeat):
                return
        if self._stream is not None:
            self._stream.feed(data)
            return
        if self._ahead:
            data, self._ahead = self._ahead + data, b""
        self._take(data)

    def eof_received(self) -> bool:
        """The client sends no more; it may still listen for the answer to what it sent."""
        self._half_closed, self._at_rest = True, False
        if self._stream is not None:
            self._stream.finish()
            return self._tls is None
        if self._request is None or self._deaf or not self._serving.half_close:
            return False
        if not self._reader.ended:
            self._reader.body.fail(BodyCutOffError)
        return self._tls is None

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the loop passes it
        """The connection is gone: a handler learns it from its body, or is cancelled if that was whole."""
        self._transport = None
        self._outlet.close()
        if self._stream is not None:
            self._stream.lose()
        elif not self._reader.ended:
            self._reader.body.fail(BodyCutOffError)
        elif self._task is not None and self._task_runs:
            self._task.cancel()
        if self._promise is not None:
            self._promise.cancel()
            self._promise = None
            self._finish(cast("Request", self._request), 0)
        self._reader.close()
        while self.gates:
            self.gates.pop().leave(self)
        self._part()

    def pause_writing(self) -> None:
        """The client is behind with reading."""
        self._outlet.set_paused(paused=True)
        self._write_by = monotonic() + self._serving.limits.write_timeout

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._write_by = inf
        self._outlet.set_paused(paused=False)
        self._go_on()

    def body_wanted(self) -> None:
        """The handler waits for the body, or has room for more of it."""
        if self._transport is not None and self._expects and self._reader.body.received == 0:
            self._outlet.put(_CONTINUE)
        self._expects = False
        self._read(on=True)
        self._read_by = monotonic() + self._serving.limits.body_timeout

    def body_full(self) -> None:
        """The handler is behind with the body."""
        self._read(on=False)
        self._read_by = inf

    def expire(self, now: float) -> None:
        """Do what a time-out asks for, if one has passed."""
        if now >= self._write_by:
            self.abort()
        elif now >= self._read_by and self._transport is not None:
            self._read_by = inf
            if self._deaf and self._transport.get_write_buffer_size():
                self._read_by = now + LINGER
            elif self._deaf:
                self.abort()
            elif self._reader.partial or self._request is not None:
                self._refuse(408)
            else:
                self._leave(linger=False)

    def abide(self, terms: Terms) -> None:
        """Answer the request in work on these terms."""
        self._terms, self._outlet.throttle = terms, terms.throttle

    def retire(self) -> None:
        """Close at once when no request is in work; else its answer is the last."""
        if self._request is None and not self._deaf and self._transport is not None:
            self._leave(linger=False)

    def _again(self, repeat: Repeat) -> bool:
        """Answer what came before byte for byte, if that answer holds."""
        now, outlet = monotonic(), self._outlet
        if now >= repeat.until or outlet.paused:
            return False
        serving = self._serving
        outlet.put(repeat.again(self._client[0], serving.date))
        self._read_by = now + serving.limits.keepalive_timeout
        return True

    def _take(self, data: bytes) -> None:
        """Read until the data is used up or a request is in work; a handler starts when all at hand is in."""
        reader, was_partial = self._reader, self._reader.partial
        try:
            while data and not self._deaf and not self._fault:
                if reader.ended or (self._outlet.paused and reader.head is None):
                    self._ahead, self._read_by, self._at_rest = data, inf, False
                    self._read(on=False)
                    return
                data = data[reader.feed(data) :]
                if reader.ended or (reader.head is not None and not data):
                    if self._request is None and not self._draining:
                        self._begin()
                    elif self._draining and reader.ended:
                        self._draining = False
                        reader.next()
                        self._read_by = monotonic() + self._serving.limits.keepalive_timeout
        except RefusedError as refused:
            self._refuse(refused.status)
            return
        if reader.partial:
            self._at_rest = False
            if not was_partial:
                self._read_by = monotonic() + self._serving.limits.header_timeout
        elif reader.head is not None and self._read_by != inf:
            self._read_by = inf if reader.ended else monotonic() + self._serving.limits.body_timeout

    def _begin(self) -> None:
        """Hand the request to the handler; an answer that is ready is written without a task."""
        method, target, version, host, _, self._expects, _ = self._reader.head  # type: ignore[misc]
        self._request = request = self._made(method, target, version, host)
        silence = inf if self._expects or self._reader.ended else self._serving.limits.body_timeout
        self._read_by, self._status, self._at_rest = request.started + silence, 0, False
        if self._terms is not None:
            self._terms = self._outlet.throttle = None
        try:
            lanes, headers = self._serving.lanes, request.headers
            if lanes is not None and headers and headers[-1][0] == HEADER:
                if headers[-1][1] == OPEN:
                    self._become(lanes)
                    return
                result: Result = lanes.fetch(headers[-1][1])
            else:
                result = self._serving.handler(request)
            if type(result) is Promise:
                if not result.done:
                    self._promise = result
                    result.then(self._promised)
                    return
                result = result.take()
        except Exception as error:  # noqa: BLE001 - whatever a handler raises becomes a 500
            result = self._serving.failure(request, error, self._fault)
        self._answer(request, result)

    def _become(self, lanes: Lanes) -> None:
        """This connection is a lane from here on."""
        serving, transport = self._serving, cast("asyncio.Transport", self._transport)
        self._request, self._transport, self._deaf = None, None, True
        serving.connections.discard(self)
        transport.write(OPENED)
        lane = LaneConnection(serving, lanes, self._client, self._server)
        transport.set_protocol(lane)
        lane.connection_made(transport)

    def _made(self, method: str, target: bytes, version: str, host: bytes) -> Request:
        return Request(
            method, target, version, self._reader.headers, host, self._client, self._server,
            self._serving.scheme, self._reader.body, monotonic(), self._tls, self._reader.fields,
            self._memory, self,
        )  # fmt: skip

    def _promised(self, promise: Promise[Any]) -> None:
        """The answer came that was promised; nothing waits for it but the client."""
        self._promise, request = None, cast("Request", self._request)
        error = cast("Exception | None", promise.error())
        result = promise.take() if error is None else self._serving.failure(request, error, self._fault)
        self._answer(request, result)
        if self._ahead or not self._reading:
            self._go_on()

    def _answer(self, request: Request, result: Result) -> None:
        """Write an answer that can be at once; anything else is work for a task."""
        try:
            data = self._whole(request, result)
        except Exception as error:  # noqa: BLE001 - an answer that cannot be framed is the handler's failure
            result = self._serving.failure(request, error, self._fault)
            data = self._whole(request, result)
        outlet = self._outlet
        if data is None or (outlet.throttle is not None and not outlet.throttle.passes(len(data))):
            self._task = asyncio.get_running_loop().create_task(self._work(request, result))
            self._task_runs = False
        else:
            outlet.put(data)
            if request.holds_until and request.fields and self._keep and self._terms is None:
                self._remember(request, result)
            self._finish(request, len(data))

    def _remember(self, request: Request, result: Result) -> None:
        """The handler lets the same bytes be answered without it."""
        if self._serving.repeats is not None and type(result) is PreparedResponse:
            self._serving.repeats.keep(self._reader.bytes_known(), request, result)

    async def _work(self, request: Request, result: Result) -> None:
        """What needs time: an answer not ready yet, or a long body."""
        self._task_runs, before = True, self._outlet.sent
        try:
            if self._transport is None and self._reader.ended:
                cast("asyncio.Task[None]", self._task).cancel()
            answer = result if isinstance(result, Response | PreparedResponse) else await result
            del result  # a promise or coroutine that is through must not live as long as a slow client
            await self._send(request, answer)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises becomes a 500
            await self._recover(request, error)
        finally:
            try:
                self._finish(request, self._outlet.sent - before)
            finally:
                self._part()
                self._go_on()

    def _refuse(self, status: int) -> None:
        """Answer by ourselves and close; the handler of a request in work is told, and answers itself."""
        reader = self._reader
        self._fault = status
        if self._draining or self._transport is None:
            self.abort()
        elif self._request is not None:
            reader.body.fail(BodyTooLargeError if status == 413 else BodyCutOffError)
        else:
            request = self._made(*reader.line(), b"")
            data = self._whole(request, self._serving.error_answer(status)) or b""
            self._outlet.put(data)
            self._finish(request, len(data))

    def _finish(self, request: Request, sent: int) -> None:
        """The request is answered, or will never be."""
        reader, now = self._reader, monotonic()
        self._request = self._task = None
        if self._transport is not None and not self._deaf:
            if not self._keep:
                self._leave(linger=not reader.ended)
            elif reader.ended:
                reader.next()
                terms, limits = self._terms, self._serving.limits
                self._at_rest = terms is None and not self._half_closed
                self._read_by = now + (limits.keepalive_timeout if terms is None else terms.idle_seconds)
            else:
                self._draining = True
                reader.body.discard()
                self.body_wanted()
        if self._serving.on_done is not None:
            self._serving.on_done(request, self._status, sent, now - request.started)

    def _go_on(self) -> None:
        """Take up what was left waiting, once there is nothing in work."""
        if (
            self._request is None
            and self._transport is not None
            and not self._deaf
            and not self._outlet.paused
        ):
            if self._ahead:
                ahead, self._ahead = self._ahead, b""
                self._take(ahead)
            if not self._ahead:
                self._read(on=True)

    def _leave(self, *, linger: bool) -> None:
        """Close; while the client still sends, only our half first, lest it lose the answer."""
        transport, now = cast("asyncio.Transport", self._transport), monotonic()
        self._deaf, self._at_rest, self._ahead = True, False, b""
        self._write_by = min(self._write_by, now + self._serving.limits.write_timeout)
        if linger and not self._half_closed and transport.can_write_eof():
            self._read_by = now + LINGER
            transport.write_eof()
            self._read(on=True)
        else:
            self._read_by = inf
            transport.close()

    def _part(self) -> None:
        """Leave the listener's books once neither socket nor handler is left."""
        if self._transport is None and self._task is None and self._promise is None:
            self._serving.connections.discard(self)
            if not self._serving.connections:
                self._serving.empty.set()
