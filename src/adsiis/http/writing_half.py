"""The writing half of a connection: how an answer becomes bytes, whether the connection goes on after it.

An answer that is bytes is written whole; any other is sent piece by piece, or takes the connection over.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING, Any

from adsiis.http.body import HIGH_WATER, BodyError
from adsiis.http.messages import PreparedResponse, Response, Tunnel, frame
from adsiis.http.sending import PIECE, release, send_body
from adsiis.http.stream import Stream, reset

if TYPE_CHECKING:
    from adsiis.http.body import Body
    from adsiis.http.messages import Answer, Request
    from adsiis.http.promise import Promise
    from adsiis.http.reader import RequestReader
    from adsiis.http.sending import Outlet
    from adsiis.http.serving import Result, Serving
    from adsiis.http.terms import Terms


class Answering(asyncio.Protocol):
    """What a connection holds, and its writing half."""

    _reader: RequestReader
    _outlet: Outlet

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._request: Request | None = None
        self._task: asyncio.Task[None] | None = None
        self._promise: Promise[Any] | None = None
        self._stream: Stream | None = None
        self._task_runs = False
        self._transport: asyncio.Transport | None = None
        self._memory: dict[str, Any] = {}
        self._ahead = b""
        self._reading = True
        self._at_rest = False
        self._draining = self._deaf = self._expects = self._half_closed = self._keep = self._endless = False
        self._fault = self._status = 0
        self._read_by = self._write_by = inf
        self._terms: Terms | None = None

    def abort(self) -> None:
        """Close at once, whatever is under way."""
        self._deaf, self._at_rest = True, False
        if self._transport is not None:
            self._transport.abort()

    async def _send(self, request: Request, answer: Answer) -> None:
        try:
            if self._transport is None:
                raise ConnectionResetError("The client left before its answer was ready.")
            data = self._whole(request, answer)
            if data is not None or isinstance(answer, PreparedResponse):
                await self._outlet.write(data or b"")
                return
            if isinstance(answer, Tunnel):
                await self._tunnel(request, answer)
                return
            framing = frame(answer, request.method, request.version)
            self._endless = not framing.delimited
            stamp = self._stamp(request, close=answer.close or self._endless)
            self._status = answer.status
            head = framing.first + stamp + framing.rest
            if framing.length == 0:
                await self._outlet.write(head)
            else:
                length, chunked = framing.length, framing.chunked
                await send_body(self._outlet, answer.body, length, chunked=chunked, head=head)
        finally:
            if isinstance(answer, Response):
                await release(answer.body)

    async def _tunnel(self, request: Request, answer: Tunnel) -> None:
        """Hand the connection over, with what came behind the request; the client may speak first."""
        transport = self._transport
        if transport is None or not self._reader.ended or request.version == "1.0":
            raise ValueError("A request in HTTP/1.0, or whose body has not all come, cannot be a tunnel.")
        self._status, self._keep, self._endless, self._read_by = 101, False, True, inf
        ahead, self._ahead = self._ahead, b""
        self._stream = Stream(transport, self._outlet, ahead, ended=self._half_closed)
        self._read(on=True)
        await self._outlet.write(answer.head())
        await answer.talk(self._stream)

    async def _recover(self, request: Request, error: Exception) -> None:
        """Answer an error while no head is out; after that only closing tells the client."""
        if self._transport is None and isinstance(error, ConnectionResetError | BodyError):
            return
        answer = self._serving.failure(request, error, self._fault)
        if self._status == 0:
            with suppress(ConnectionResetError):
                await self._send(request, answer)
        elif self._transport is not None and self._endless:
            self._deaf = True
            reset(self._transport)
        else:
            self.abort()

    def _whole(self, request: Request, answer: Result) -> bytes | None:
        """The bytes of an answer that can be written in one go, else None."""
        if type(answer) is PreparedResponse:
            first, rest = answer.first, answer.head if request.method == "HEAD" else answer.rest
        elif type(answer) is Response and type(answer.body) is bytes and len(answer.body) <= PIECE:
            framing = frame(answer, request.method, request.version)
            first, rest = framing.first, framing.rest + answer.body if framing.length else framing.rest
        else:
            return None
        self._status = answer.status
        return first + self._stamp(request, close=answer.close) + rest

    def _stamp(self, request: Request, *, close: bool) -> bytes:
        """Date and Connection; here it is decided whether the connection goes on."""
        reader = self._reader
        self._keep = (
            reader.keep_alive
            and (reader.ended or self._little_left(reader.body))
            and not (close or self._fault or self._half_closed or self._serving.stopping)
            and (self._terms is None or self._terms.keep_alive)
        )
        self._expects = False
        if self._keep and request.version == "1.1":
            return self._serving.date
        return self._serving.date + (
            b"Connection: keep-alive\r\n" if self._keep else b"Connection: close\r\n"
        )

    def _little_left(self, body: Body) -> bool:
        """Whether it is cheaper to read the rest of a body nobody wanted than to open another connection."""
        return body.length is not None and body.length - body.received <= HIGH_WATER and not self._expects

    def _read(self, *, on: bool) -> None:
        if self._transport is not None and on != self._reading:
            self._reading = on
            (self._transport.resume_reading if on else self._transport.pause_reading)()
