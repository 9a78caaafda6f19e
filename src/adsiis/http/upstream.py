"""The client's end: requests over connections that are kept, to one server behind us.

A request is answered by a promise, resolved in the same turn of the loop in which the last byte of a small
answer comes, or its head when the body is long. The connection used last is used next, so that the others
grow old and close. Source: docs/behaviour.md, forward-1 to forward-4.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.http.body import EMPTY
from adsiis.http.promise import Promise
from adsiis.http.upstream_connection import (
    UpstreamConnection,
    UpstreamCutOffError,
    UpstreamError,
    UpstreamTimeoutError,
)

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from adsiis.http.answers import KnownAnswers
    from adsiis.http.body import Body
    from adsiis.http.messages import Response

    Address = str | tuple[str, int] | Callable[[], socket.socket]

_TICK: Final = 0.25
_REPEATABLE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})


class UpstreamConnectError(UpstreamError):
    """Nobody answers at the address."""


class UpstreamBusyError(UpstreamError):
    """All connections are at work, and as many requests wait as may."""


@dataclass(frozen=True, slots=True)
class UpstreamLimits:
    """What one upstream bears.

    Attributes:
        connections: open connections that carry requests; tunnels do not count.
        queue: requests that wait for a connection; one more fails with UpstreamBusyError.
        connect_timeout: seconds to connect.
        answer_timeout: seconds from the end of the request to the head of the answer.
        body_timeout: seconds the server may be silent in the middle of an answer that is waited for.
        write_timeout: seconds the server may leave a request unread.
        idle_timeout: seconds a connection is kept without a request.
        max_header_bytes: bytes of an answer's head.
    """

    connections: int = 1000
    queue: int = 1000
    connect_timeout: float = 10.0
    answer_timeout: float = 120.0
    body_timeout: float = inf
    write_timeout: float = 60.0
    idle_timeout: float = 60.0
    max_header_bytes: int = 65_536


class Outgoing(NamedTuple):
    """A request on its way: its head up to, but without, the empty line, and its body."""

    promise: Promise[Response]
    method: str
    head: bytes
    body: Body
    expects: bool


class Upstream:
    """One server, and the connections to it; used on one loop only."""

    def __init__(
        self,
        address: Address,
        limits: UpstreamLimits | None = None,
        on_failure: Callable[[UpstreamError], Response] | None = None,
    ) -> None:
        """Prepare; the first request connects.

        Args:
            address: the path of a Unix socket, host and port, or what makes a connected socket.
            limits: what it bears.
            on_failure: makes an answer where the server gave none; else the error is raised.
        """
        self._address = address
        self._on_failure = on_failure
        self.limits = limits or UpstreamLimits()
        self.known: KnownAnswers = {}
        self._idle: list[UpstreamConnection] = []
        self._all: set[UpstreamConnection] = set()
        self._tunnels: set[UpstreamConnection] = set()
        self._waiting: deque[Outgoing] = deque()
        self._connecting: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    @property
    def busy(self) -> int:
        """How many requests and tunnels are in work or wait."""
        open_ = len(self._all) - len(self._idle) + len(self._tunnels) + len(self._connecting)
        return open_ + len(self._waiting)

    def request(
        self, method: str, head: bytes, body: Body = EMPTY, *, expects: bool = False
    ) -> Promise[Response]:
        """Send a request; its answer comes as a Response, or as an UpstreamError raised.

        Args:
            method: its method, which also stands in the head.
            head: request line and header lines, each with its end, without the empty line; it announces the
                body by Content-Length when that has a length, else by `Transfer-Encoding: chunked`.
            body: streamed as it comes; an error in it breaks the request off and is raised.
            expects: wait with the body for 100 Continue, which the head asks for.
        """
        promise: Promise[Response] = Promise()
        self._place(Outgoing(promise, method, head, body, expects))
        return promise

    async def close(self) -> None:
        """Break everything off."""
        self._closed = True
        while self._waiting:
            self.fail(self._waiting.popleft(), UpstreamCutOffError())
        for task in list(self._connecting):
            task.cancel()
        for connection in [*self._all, *self._tunnels]:
            connection.abort()
        while self._connecting or self._all or self._tunnels:  # noqa: ASYNC110 - one or two turns, once
            await asyncio.sleep(0)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def release(self, connection: UpstreamConnection) -> None:
        """A connection is free again."""
        while self._waiting:
            outgoing = self._waiting.popleft()
            if not outgoing.promise.done:
                connection.start(outgoing)
                return
        self._idle.append(connection)

    def switched(self, connection: UpstreamConnection) -> None:
        """A connection became a tunnel and makes room for another."""
        self._all.discard(connection)
        self._tunnels.add(connection)
        self._refill()

    def lost(self, connection: UpstreamConnection, unanswered: Outgoing | None) -> None:
        """A connection is gone; a request it left without a byte of answer may be worth another try."""
        self._all.discard(connection)
        self._tunnels.discard(connection)
        if connection in self._idle:
            self._idle.remove(connection)
        if unanswered is not None and not unanswered.promise.done:
            if connection.reused and unanswered.method in _REPEATABLE and unanswered.body.length == 0:
                unanswered.promise.on_cancel = None
                self._open(unanswered)
            else:
                self.fail(unanswered, UpstreamCutOffError())
        self._refill()

    def fail(self, outgoing: Outgoing, error: Exception) -> None:
        """A request gets no answer from the server."""
        if self._on_failure is not None and isinstance(error, UpstreamError):
            outgoing.promise.resolve(self._on_failure(error))
        else:
            outgoing.promise.fail(error)

    def _place(self, outgoing: Outgoing) -> None:
        if self._idle:
            self._idle.pop().start(outgoing)
        elif len(self._all) + len(self._connecting) < self.limits.connections:
            self._open(outgoing)
        elif len(self._waiting) < self.limits.queue:
            self._waiting.append(outgoing)
        else:
            self.fail(outgoing, UpstreamBusyError("All connections are at work and the queue is full."))

    def _refill(self) -> None:
        if self._waiting and len(self._all) + len(self._connecting) < self.limits.connections:
            self._open(self._waiting.popleft())

    def _open(self, outgoing: Outgoing) -> None:
        if self._closed:
            self.fail(outgoing, UpstreamConnectError("The way to the server was closed."))
            return
        task = asyncio.get_running_loop().create_task(self._connect(outgoing))
        self._connecting.add(task)
        task.add_done_callback(lambda done: self._connected(done, outgoing))

    async def _connect(self, outgoing: Outgoing) -> None:
        connection = UpstreamConnection(self)
        try:
            async with asyncio.timeout(self.limits.connect_timeout):
                await self._reach(connection)
        except TimeoutError:
            self.fail(outgoing, UpstreamTimeoutError("The server did not take the connection in time."))
        except OSError as error:
            self.fail(outgoing, UpstreamConnectError(f"The server cannot be reached: {error.strerror}."))
        except asyncio.CancelledError:
            self.fail(outgoing, UpstreamCutOffError())
            raise
        else:
            self._all.add(connection)
            if self._timer is None:
                self._watch_time()
            if not connection.open:
                self.lost(connection, outgoing)
            elif outgoing.promise.done:
                self.release(connection)
            else:
                connection.start(outgoing)

    def _connected(self, task: asyncio.Task[None], outgoing: Outgoing) -> None:
        """A task that was cancelled before its first step could not say so itself."""
        self._connecting.discard(task)
        if task.cancelled() and not outgoing.promise.done:
            self.fail(outgoing, UpstreamCutOffError())

    async def _reach(self, connection: UpstreamConnection) -> None:
        loop = asyncio.get_running_loop()
        if isinstance(self._address, str):
            await loop.create_unix_connection(lambda: connection, self._address)
        elif isinstance(self._address, tuple):
            await loop.create_connection(lambda: connection, *self._address)
        else:
            await loop.create_unix_connection(lambda: connection, sock=self._address())

    def _watch_time(self) -> None:
        now = monotonic()
        for connection in [*self._all, *self._tunnels]:
            connection.expire(now)
        self._timer = None
        if self._all or self._tunnels:
            self._timer = asyncio.get_running_loop().call_later(_TICK, self._watch_time)
