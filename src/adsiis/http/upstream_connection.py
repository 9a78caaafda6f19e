"""One connection to a server behind us: a request, its answer, the next; or a tunnel.

It carries one request at a time. It is free; or it has an `_outgoing` request whose answer's head is waited
for; or it hands on the `_body` of an answer; or it is a `_stream`. Whatever goes wrong closes it.

A Unix socket of Linux tells the fate of a request even after the death of the server: it is reset when bytes
were left unread, or when nobody took the connection, and a broken pipe when nobody was there any more. Only a
server that read everything leaves an ordinary end behind.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final, cast

from adsiis.http.answers import AnswerReader, BadAnswerError
from adsiis.http.body import Body, BodyError
from adsiis.http.messages import Response, Tunnel
from adsiis.http.sending import PIECE, Outlet, send_body
from adsiis.http.stream import Stream, splice

if TYPE_CHECKING:
    from adsiis.http.upstream import Outgoing, Upstream

_LINUX: Final = sys.platform == "linux"
_UNDIVIDED: Final = 16_384


class UpstreamError(Exception):
    """The server behind us gave no whole answer."""


class UpstreamCutOffError(UpstreamError, BodyError):
    """The server behind us went away before the end of its answer."""

    def __init__(self) -> None:
        super().__init__("The server went away before the end of its answer.")


class UpstreamTimeoutError(UpstreamError):
    """The server behind us took too long."""


class AnswerBody(Body):
    """The body of an answer as it comes; closed before its end, it closes its connection."""

    __slots__ = ("_connection",)

    def __init__(self, length: int | None, connection: UpstreamConnection) -> None:
        super().__init__(length, connection)
        self._connection: UpstreamConnection | None = connection

    def let_go(self) -> None:
        """The connection has done its part."""
        self._connection = None

    async def aclose(self) -> None:
        """Nobody takes the rest."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.abort()


class UpstreamConnection(asyncio.Protocol):
    """The client's end of one connection.

    Attributes:
        open: whether it can be used.
        reused: whether the request in work is not its first.
        tells: whether its end tells if the request in work was read.
        unread: whether that request surely was not read, known at its end.
    """

    def __init__(self, upstream: Upstream) -> None:
        self._upstream: Upstream = upstream
        self._limits = upstream.limits
        self._reader = AnswerReader(upstream.known, upstream.limits.max_header_bytes)
        self._transport: asyncio.Transport | None = None
        self._outgoing: Outgoing | None = None
        self._body: AnswerBody | None = None
        self._stream: Stream | None = None
        self._sender: asyncio.Task[None] | None = None
        self._go_ahead: asyncio.Future[None] | None = None
        self._read_by = self._write_by = inf
        self._whole = b""
        self._used = self._paused = False
        self.open = self.reused = self.tells = self.unread = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The server is there."""
        self._transport = cast("asyncio.Transport", transport)
        self._outlet = Outlet(self._transport)
        self.tells = _LINUX and transport.get_extra_info("socket").family == socket.AF_UNIX
        self.open = True

    def start(self, outgoing: Outgoing) -> None:
        """Send a request."""
        self._outgoing, self._whole, self.unread = outgoing, b"", not self.open
        outgoing.promise.on_cancel = self.abort
        self.reused, self._used = self._used, True
        self._reader.next(outgoing.method)
        body = outgoing.body
        if body.length == 0:
            self._outlet.put(outgoing.head + b"\r\n")
            self._read_by = monotonic() + self._limits.answer_timeout
            return
        whole = None if outgoing.expects else body.take_whole()
        if whole is None or len(whole) > PIECE:
            self._read_by = inf
            self._sender = asyncio.get_running_loop().create_task(self._send(outgoing, whole))
        else:
            if len(outgoing.head) + len(whole) < _UNDIVIDED:
                self._whole = whole
            if body.length is None:
                whole = b"%x\r\n%b\r\n0\r\n\r\n" % (len(whole), whole) if whole else b"0\r\n\r\n"
            self._outlet.put(b"%b\r\n%b" % (outgoing.head, whole))
            self._read_by = monotonic() + self._limits.answer_timeout

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        reader = self._reader
        if self._stream is not None:
            self._stream.feed(data)
            return
        outgoing = self._outgoing
        if outgoing is None:
            if self._body is None:
                self.abort()
                return
        elif (whole := reader.whole(data)) is not None:
            self._outgoing = None
            head, body = whole
            self._free(keep_alive=head.keep_alive)
            outgoing.promise.resolve(Response(head.status, head.headers.copy(), body))
            return
        try:
            reader.feed(data)
        except BadAnswerError as error:
            self._break(UpstreamError(str(error)))
            return
        if reader.continued and self._go_ahead is not None and not self._go_ahead.done():
            self._go_ahead.set_result(None)
        if reader.head is None:
            return
        if self._body is not None:
            self._hand_on(self._body)
        elif reader.head.status == 101:
            self._switch()
        else:
            self._answer()

    def eof_received(self) -> bool:
        """The server sends no more; only a tunnel still takes something."""
        if self._stream is not None:
            self._stream.finish()
            return True
        self.open = False
        if self.tells and self._transport is not None:
            self.unread = self._transport.get_write_buffer_size() > 0
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._transport, self.open = None, False
        self._outlet.close()
        self._stop_sending()
        if self._stream is not None:
            self._stream.lose()
            self._stream = None
        body, self._body = self._body, None
        if body is not None:
            body.let_go()
            if self._reader.to_end and exc is None:
                body.finish()
            else:
                body.fail(UpstreamCutOffError)
        outgoing, self._outgoing = self._outgoing, None
        if outgoing is not None and self._reader.begun:
            self._upstream.fail(outgoing, UpstreamCutOffError())
            outgoing = None
        if outgoing is not None:
            self.unread = self._is_unread(outgoing, exc)
        self._upstream.lost(self, outgoing)

    def pause_writing(self) -> None:
        """The server is behind with reading."""
        self._outlet.set_paused(paused=True)
        self._write_by = monotonic() + self._limits.write_timeout

    def resume_writing(self) -> None:
        """The server has caught up."""
        self._write_by = inf
        self._outlet.set_paused(paused=False)

    def body_wanted(self) -> None:
        """The reader of the answer has room."""
        self._read_by = monotonic() + self._limits.body_timeout
        self._read(on=True)

    def body_full(self) -> None:
        """The reader of the answer is behind."""
        self._read_by = inf
        self._read(on=False)

    def expire(self, now: float) -> None:
        """Break off what took too long."""
        if now >= self._read_by or now >= self._write_by:
            self._break(UpstreamTimeoutError("The server took too long."))

    def abort(self) -> None:
        """Close at once, whatever is under way; the answer's reader, if there is one, sees a break."""
        self.open = False
        if self._transport is not None:
            self._transport.abort()

    def _is_unread(self, outgoing: Outgoing, exc: Exception | None) -> bool:
        """Whether a request can be sent anew because nobody read it; its body is as it was.

        What leaves in one small piece is read whole or not at all.
        """
        told = self.tells and isinstance(exc, ConnectionResetError | BrokenPipeError)
        if not self.unread and not told:
            return False
        whole, self._whole = self._whole, b""
        if whole:
            outgoing.body.put_back(whole)
        return outgoing.body.untouched

    def _answer(self) -> None:
        """The head is there, and perhaps the whole."""
        reader, outgoing = self._reader, cast("Outgoing", self._outgoing)
        head = reader.head
        self._outgoing = None
        if head is None:
            return
        if reader.ended:
            chunks = reader.chunks
            body = chunks[0] if len(chunks) == 1 else b"".join(chunks)
            self._free(keep_alive=head.keep_alive)
            outgoing.promise.resolve(Response(head.status, head.headers.copy(), body))
        else:
            self._body = answer_body = AnswerBody(head.length, self)
            self._read_by = inf
            self._hand_on(answer_body)
            outgoing.promise.resolve(Response(head.status, head.headers.copy(), answer_body))

    def _hand_on(self, body: AnswerBody) -> None:
        for chunk in self._reader.take():
            body.feed(chunk)
        if self._reader.ended and self._reader.head is not None:
            self._body = None
            body.let_go()
            body.finish()
            self._free(keep_alive=self._reader.head.keep_alive)

    def _free(self, *, keep_alive: bool) -> None:
        """The answer is complete; the connection is free, unless one of us had more to say."""
        if keep_alive and self._sender is None and self._transport is not None and self.open:
            self._read_by = monotonic() + self._limits.idle_timeout
            self._read(on=True)
            self._upstream.release(self)
        else:
            self.abort()

    def _switch(self) -> None:
        """The server speaks another protocol from here on."""
        reader, outgoing = self._reader, cast("Outgoing", self._outgoing)
        transport, head = self._transport, reader.head
        self._outgoing = None
        if transport is None or head is None or self._sender is not None:
            self._upstream.fail(
                outgoing, UpstreamError("The server switched protocols in the middle of a request.")
            )
            self.abort()
            return
        self._read_by = inf
        self._stream = stream = Stream(transport, self._outlet, reader.rest, ended=False)
        self._upstream.switched(self)

        async def talk(client: Stream) -> None:
            try:
                await splice(client, stream)
            finally:
                stream.close()

        outgoing.promise.resolve(Tunnel(101, head.headers.copy(), talk=talk))

    async def _send(self, outgoing: Outgoing, whole: bytes | None) -> None:
        """Send a request whose body takes time."""
        body = outgoing.body
        try:
            await self._outlet.write(outgoing.head + b"\r\n")
            if outgoing.expects and not self._reader.continued:
                self._go_ahead = asyncio.get_running_loop().create_future()
                await self._go_ahead
            payload = body if whole is None else whole
            await send_body(self._outlet, payload, body.length, chunked=body.length is None)
        except ConnectionResetError:
            pass
        except BodyError as error:
            self._sender = None
            self._break(error.with_traceback(None))
        else:
            self._sender = self._go_ahead = None
            if self._body is None:
                self._read_by = monotonic() + self._limits.answer_timeout

    def _read(self, *, on: bool) -> None:
        if self._transport is not None and self.open and on == self._paused:
            self._paused = not on
            (self._transport.resume_reading if on else self._transport.pause_reading)()

    def _stop_sending(self) -> None:
        sender, self._sender, self._go_ahead = self._sender, None, None
        if sender is not None:
            sender.cancel()

    def _break(self, error: Exception) -> None:
        """Give up: the promise fails with the error, a body with a break."""
        outgoing, self._outgoing = self._outgoing, None
        self.abort()
        if outgoing is not None:
            self._upstream.fail(outgoing, error)
