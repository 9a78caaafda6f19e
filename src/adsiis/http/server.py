"""Listening: an address, the connections that come in on it, and how it ends.

Closing gives the port back at once and leaves the connections; draining lets requests in work finish.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from adsiis.http.acceptor import TlsAcceptor
from adsiis.http.connection import Connection
from adsiis.http.lane import Lanes
from adsiis.http.limits import Limits
from adsiis.http.messages import date_line, error_response
from adsiis.http.seen import unmarked
from adsiis.http.serving import Handler, Serving

if TYPE_CHECKING:
    import ssl as tls
    from collections.abc import Callable, Coroutine

    from adsiis.http.messages import Request, Response
    from adsiis.http.repeats import Repeats

_LAST_WORDS: Final = 1.0
_T = TypeVar("_T")


class Listener:
    """An open address and its connections, made by `listen`.

    Attributes:
        address: host and port, the real one when 0 was asked for.
    """

    def __init__(
        self, serving: Serving, server: asyncio.Server | TlsAcceptor | None, address: tuple[str, int]
    ) -> None:
        self.address = address
        self._serving = serving
        self._server = server
        self._closed = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._watch_time()

    @property
    def connections(self) -> int:
        """How many connections are open, or have a handler still at work."""
        return len(self._serving.connections)

    def close(self) -> None:
        """Stop accepting; the port is free when this returns. Connections go on until `drain` ends them."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._closed.set()

    async def closed(self) -> None:
        """Return once `close` was called and the port is free; connections may still be open."""
        await self._closed.wait()

    async def adopt(self, sock: socket.socket) -> None:
        """Serve on a connected socket that came some other way."""
        serving = self._serving
        await asyncio.get_running_loop().connect_accepted_socket(lambda: Connection(serving), sock)

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 - the requests are aborted, not this call
        """Stop accepting, close what is idle, let requests in work finish, abort the rest at `timeout`."""
        serving = self._serving
        self.close()
        serving.stopping = True
        for connection in list(serving.connections):
            connection.retire()
        await self._emptied(timeout)
        for connection in list(serving.connections):
            connection.abort()
        await self._emptied(_LAST_WORDS)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _emptied(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._serving.connections:
                    self._serving.empty.clear()
                    await self._serving.empty.wait()

    def _watch_time(self) -> None:
        """Look at every connection's time-outs, and again in a while, as long as there can be any."""
        now, self._serving.date = monotonic(), date_line()
        if self._serving.repeats is not None:
            self._serving.repeats.tell()
        for connection in list(self._serving.connections):
            connection.expire(now)
        if self._server is None and not self._serving.connections:
            self._timer = None
        else:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._serving.limits.tick(), self._watch_time)


async def listen(
    handler: Handler,
    host: str,
    port: int,
    *,
    limits: Limits | None = None,
    ssl: tls.SSLContext | Callable[[str, int], tls.SSLContext | None] | None = None,
    backlog: int = 2048,
    on_done: Callable[[Request, int, int, float], None] | None = None,
    on_error: Callable[[Request, Exception], None] | None = None,
    on_bad_request: Callable[[int], Response] = error_response,
    repeats: Repeats | None = None,
) -> Listener:
    """Serve HTTP on an address, which no other socket may share; raises OSError (EADDRINUSE) when one does.

    Args:
        handler: answers a request: at once, which is fastest, or with an awaitable.
        host: a numeric address, `0.0.0.0` and `::` for all of their family, or a name.
        port: the port, 0 for any free one.
        limits: what clients may ask for.
        ssl: speak TLS: with this, or with what is given for the address and port of each connection.
        backlog: connections the kernel keeps until they are accepted.
        on_done: told of every request: the status sent (0 when no answer could be), all bytes sent for it,
            head included, and the seconds it took. A request that could not be read has an empty method.
        on_error: told of what a handler raised; the client gets a 500.
        on_bad_request: makes the answers the engine gives by itself, from their status; its body is bytes.
        repeats: keeps what the handler lets be answered without it, told of instead of `on_done`.

    Source: docs/behaviour.md, http-9.
    """
    limits = limits or Limits()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.create_server((host, port), family=family, backlog=backlog)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # handed on to every connection
    scheme = "http" if ssl is None else "https"
    serving = Serving(handler, limits, scheme, on_done, on_error, on_bad_request, repeats=repeats)
    address: tuple[str, int] = sock.getsockname()[:2]
    if ssl is not None:
        choose = ssl if callable(ssl) else lambda _host, _port: ssl
        return Listener(serving, TlsAcceptor(serving, sock, choose), address)
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(serving), sock=sock, backlog=backlog
    )
    return Listener(serving, server, address)


async def listen_unix(
    handler: Handler,
    path: str | None,
    *,
    limits: Limits | None = None,
    on_error: Callable[[Request, Exception], None] | None = None,
    mark: Callable[[int], object] = unmarked,
) -> Listener:
    """Serve HTTP on a Unix socket that only this user may open; a socket file left there is replaced.

    With no path it takes only the connections that are brought to it by `adopt`. A client here has left when
    it closes, even its sending half alone; it may ask for a lane. Of each request in it `mark` is told the
    number as it is begun, 0 when the lane opens; see `Seen`.
    Source: docs/behaviour.md, tunnel-2, lane-1.
    """
    limits = limits or Limits()
    serving = Serving(handler, limits, "http", on_error=on_error, half_close=False, lanes=Lanes(mark))
    if path is None:
        return Listener(serving, None, ("", 0))
    loop, sock = asyncio.get_running_loop(), _bound(path)
    server = await loop.create_unix_server(lambda: Connection(serving), sock=sock, backlog=2048)
    return Listener(serving, server, (path, 0))


def _bound(path: str) -> socket.socket:
    with suppress(FileNotFoundError):
        os.unlink(path)
    sock = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        sock.bind(path)
    except BaseException:
        sock.close()
        raise
    finally:
        os.umask(mask)
    return sock


def run(main: Coroutine[None, None, _T]) -> _T:
    """Run a program on uvloop, or on the standard loop where that is absent."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(main)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)
