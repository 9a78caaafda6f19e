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
from adsiis.http.lane import HEADER
from adsiis.http.promise import Promise
from adsiis.http.upstream_connection import (
    UpstreamConnection,
    UpstreamCutOffError,
    UpstreamError,
    UpstreamTimeoutError,
)
from adsiis.http.upstream_lane import UpstreamLane

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from adsiis.http.answers import KnownAnswers
    from adsiis.http.body import Body
    from adsiis.http.messages import Answer, Response

    Address = str | tuple[str, int] | Callable[[], socket.socket]

_TICK: Final = 0.25
_TURN: Final = 0.002
_MOST_TRIES: Final = 10
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
    """A request on its way: its head up to, but without, the empty line, and its body.

    One that is `plain` has no body and asks for no other protocol; one that is `bound` means this server.
    `tries` counts how often it went out and was not read.
    """

    promise: Promise[Answer]
    method: str
    head: bytes
    body: Body
    expects: bool
    plain: bool
    bound: bool = False
    tries: int = 0


class Upstream:
    """One server, and the connections to it; used on one loop only.

    Attributes:
        on_unsent: offered each request that surely never reached the server; takes it and says True, or
            leaves it to fail.
        seen: reads the number of the last request of its lane that the server began, even after its death.
    """

    def __init__(
        self,
        address: Address,
        limits: UpstreamLimits | None = None,
        on_failure: Callable[[UpstreamError], Response] | None = None,
        *,
        lane: bool = False,
    ) -> None:
        """Prepare; the first request connects.

        Args:
            address: the path of a Unix socket, host and port, or what makes a connected socket.
            limits: what it bears.
            on_failure: makes an answer where the server gave none; else the error is raised.
            lane: the server offers lanes, so plain requests may go by one.
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
        self._wants_lane = lane
        self._lane: UpstreamLane | None = None
        self.on_unsent: Callable[[Outgoing], bool] | None = None
        self.seen: Callable[[], int] | None = None

    @property
    def busy(self) -> int:
        """How many requests and tunnels are in work or wait."""
        return self._at_work - len(self._idle) + len(self._tunnels) + len(self._waiting)

    @property
    def tunnels(self) -> int:
        """How many tunnels are open."""
        return len(self._tunnels)

    @property
    def _in_use(self) -> bool:
        return bool(self._connecting or self._all or self._tunnels or self._lane)

    @property
    def _at_work(self) -> int:
        riding = 0 if self._lane is None else len(self._lane.rides)
        return len(self._all) + len(self._connecting) + riding

    def request(
        self, method: str, head: bytes, body: Body = EMPTY, *, expects: bool = False, switches: bool = False
    ) -> Promise[Answer]:
        """Send a request; its answer comes as a Response, or as an UpstreamError raised.

        Args:
            method: its method, which also stands in the head.
            head: request line and header lines, each with its end, without the empty line; it announces the
                body by Content-Length when that has a length, else by `Transfer-Encoding: chunked`.
            body: streamed as it comes; an error in it breaks the request off and is raised.
            expects: wait with the body for 100 Continue, which the head asks for.
            switches: the head asks for another protocol.
        """
        promise: Promise[Answer] = Promise()
        plain = self._wants_lane and not switches and body.length == 0
        self.take(Outgoing(promise, method, head, body, expects, plain))
        return promise

    async def close(self, *, patience: float = 0.0) -> None:
        """Break everything off; a server that is dead is heard out first, for so many seconds at most.

        What it sent before its death is still on its way, and so is the word of what it never read.
        """
        self._closed, until = True, monotonic() + patience
        while self._in_use and monotonic() < until:  # noqa: ASYNC110 - a moment, once
            await asyncio.sleep(_TURN)
        while self._waiting:
            self.unsent(self._waiting.popleft(), UpstreamCutOffError())
        for task in list(self._connecting):
            task.cancel()
        for connection in [*self._all, *self._tunnels]:
            connection.abort()
        if self._lane is not None:
            self._lane.abort()
        while self._in_use:  # noqa: ASYNC110 - one or two turns, once
            await asyncio.sleep(0)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def release(self, connection: UpstreamConnection) -> None:
        """A connection is free again."""
        self._idle.append(connection)
        self.advance()

    def advance(self) -> None:
        """Let those that wait go where there is room."""
        while self._waiting and (self._idle or self._at_work < self.limits.connections):
            outgoing = self._waiting.popleft()
            if not outgoing.promise.done:
                self.take(outgoing)

    def fetch(self, outgoing: Outgoing, name: bytes) -> None:
        """Take an answer that is too long for the lane over a connection of its own."""
        head = b"%b / HTTP/1.1\r\nHost: \r\n%b: %b\r\n" % (outgoing.method.encode(), HEADER, name)
        self.take(outgoing._replace(head=head, plain=False, bound=True))

    def lane_lost(self, lane: UpstreamLane) -> None:
        """The lane is gone; the next plain request asks for another."""
        if self._lane is lane:
            self._lane = None

    def switched(self, connection: UpstreamConnection) -> None:
        """A connection became a tunnel and makes room for another."""
        self._all.discard(connection)
        self._tunnels.add(connection)
        self.advance()

    def lost(self, connection: UpstreamConnection, unanswered: Outgoing | None) -> None:
        """A connection is gone; a request it left without a byte of answer may be worth another try."""
        self._all.discard(connection)
        self._tunnels.discard(connection)
        if connection in self._idle:
            self._idle.remove(connection)
        if unanswered is not None and not unanswered.promise.done:
            unanswered.promise.on_cancel = None
            if connection.reused and (connection.unread or _may_be_repeated(connection, unanswered)):
                self._open(unanswered)
            elif connection.unread:
                self.unsent(unanswered, UpstreamCutOffError())
            else:
                self.fail(unanswered, UpstreamCutOffError())
        self.advance()

    def fail(self, outgoing: Outgoing, error: Exception) -> None:
        """A request gets no answer from the server."""
        if self._on_failure is not None and isinstance(error, UpstreamError):
            outgoing.promise.resolve(self._on_failure(error))
        else:
            outgoing.promise.fail(error)

    def unsent(self, outgoing: Outgoing, error: Exception) -> None:
        """A request never reached the server: it may go elsewhere. Source: docs/behaviour.md, forward-6."""
        again = outgoing._replace(tries=outgoing.tries + 1)
        movable = not outgoing.bound and not outgoing.promise.done and again.tries < _MOST_TRIES
        if not movable or self.on_unsent is None or not self.on_unsent(again):
            self.fail(outgoing, error)

    def take(self, outgoing: Outgoing) -> None:
        """Send a request, a new one or one that did not reach another server."""
        lane, room = self._lane, self._at_work < self.limits.connections
        if outgoing.plain and room and lane is not None and lane.free:
            lane.start(outgoing)
            return
        if self._idle:
            self._idle.pop().start(outgoing)
        elif room:
            self._open(outgoing)
        elif len(self._waiting) < self.limits.queue:
            self._waiting.append(outgoing)
        else:
            self.fail(outgoing, UpstreamBusyError("All connections are at work and the queue is full."))
        if outgoing.plain and lane is None and not self._closed:
            self._open_lane()

    def _open(self, outgoing: Outgoing) -> None:
        if self._closed:
            self.unsent(outgoing, UpstreamConnectError("The way to the server was closed."))
            return
        task = asyncio.get_running_loop().create_task(self._connect(outgoing))
        self._connecting.add(task)
        task.add_done_callback(lambda done: self._connected(done, outgoing))

    def _open_lane(self) -> None:
        self._lane = lane = UpstreamLane(self)

        async def reach() -> None:
            try:
                async with asyncio.timeout(self.limits.connect_timeout):
                    await self._reach(lane)
            except OSError:  # a TimeoutError is one; requests go the other way and tell what is wrong
                self.lane_lost(lane)

        task = asyncio.get_running_loop().create_task(reach())
        self._lane_task = task

    async def _connect(self, outgoing: Outgoing) -> None:
        connection = UpstreamConnection(self)
        try:
            async with asyncio.timeout(self.limits.connect_timeout):
                await self._reach(connection)
        except TimeoutError:
            self.fail(outgoing, UpstreamTimeoutError("The server did not take the connection in time."))
        except OSError as error:
            self.unsent(outgoing, UpstreamConnectError(f"The server cannot be reached: {error.strerror}."))
        else:
            self._all.add(connection)
            if self._timer is None:
                self._watch_time()
            if not connection.open:
                connection.unread = True
                self.lost(connection, outgoing)
            elif outgoing.promise.done:
                self.release(connection)
            else:
                connection.start(outgoing)

    def _connected(self, task: asyncio.Task[None], outgoing: Outgoing) -> None:
        """A task that was cancelled made no connection, so nothing was sent."""
        self._connecting.discard(task)
        if task.cancelled() and not outgoing.promise.done:
            self.unsent(outgoing, UpstreamCutOffError())

    async def _reach(self, connection: asyncio.Protocol) -> None:
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
        if self._lane is not None:
            self._lane.expire(now)
        self._timer = None
        if self._all or self._tunnels or self._lane is not None:
            self._timer = asyncio.get_running_loop().call_later(_TICK, self._watch_time)


def _may_be_repeated(connection: UpstreamConnection, outgoing: Outgoing) -> bool:
    """Whether a request that may have been read can do no harm when it is read again."""
    return not connection.tells and outgoing.method in _REPEATABLE and outgoing.body.length == 0
