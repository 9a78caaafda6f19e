"""The server's end of a lane: one connection that carries many small requests at once.

After a request that asks for it and a 101 both sides send frames: a length, the number of a request, a kind,
and bytes. A request without a body goes as a frame that holds its head; an answer that can be written in one
go comes back as one frame, in whatever order answers are ready. An answer of any other sort is kept here
under a name and fetched over a connection of its own, so that nothing long ever stands in the lane.

What is put within one turn of the loop leaves in few pieces, which is what a lane is for: fewer calls of the
system. A piece is small, so that the other end is at work before all is sent.
Source: docs/behaviour.md, lane-1 to lane-4.
"""

from __future__ import annotations

import asyncio
import itertools
from functools import partial
from struct import Struct
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, cast

from adsiis.http.checks import RefusedError
from adsiis.http.messages import PreparedResponse, Request, Response, error_response, frame
from adsiis.http.promise import Promise
from adsiis.http.reader import RequestReader
from adsiis.http.sending import PIECE, Outlet, release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adsiis.http.messages import Answer
    from adsiis.http.serving import Result, Serving

HEADER: Final = b"Adsiis-Lane"
OPEN: Final = b"open"
OPENED: Final = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
FRAME: Final = Struct("<IIB")
REQUEST: Final = 0
CANCEL: Final = 1
ANSWER: Final = 0
FETCH: Final = 1
HELD_SECONDS: Final = 30.0
PIECE_FRAMES: Final = 4

_lanes = itertools.count(1)


class Frames:
    """Frames out of bytes."""

    __slots__ = ("_rest",)

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[int, int, bytes]]:
        """The frames that are complete now: number, kind, bytes."""
        if self._rest:
            data = self._rest + data
        at, end, head = 0, len(data), FRAME.size
        while end - at >= head:
            size, number, kind = FRAME.unpack_from(data, at)
            if end - at - head < size:
                break
            begin = at + head
            at = begin + size
            yield number, kind, data[begin:at]
        self._rest = data[at:]


class Outbox:
    """Frames on their way: those put within one turn of the loop are written together."""

    __slots__ = ("_frames", "_outlet")

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self._frames: list[bytes] = []

    def put(self, number: int, kind: int, payload: bytes) -> None:
        """Send a frame before the next turn of the loop."""
        frames = self._frames
        frames.append(FRAME.pack(len(payload), number, kind) + payload)
        if len(frames) == 1:
            asyncio.get_running_loop().call_soon(self.flush)
        elif len(frames) == PIECE_FRAMES:
            self.flush()

    def flush(self) -> None:
        """Send what there is."""
        frames, self._frames = self._frames, []
        if frames:
            self._outlet.put(b"".join(frames))


class Lanes:
    """The answers of one listener that are too long for a lane, until they are fetched.

    Attributes:
        mark: told the number of each request that is begun, 0 when a lane opens.
    """

    def __init__(self, mark: Callable[[int], object]) -> None:
        self.mark = mark
        self._held: dict[bytes, tuple[Answer, asyncio.TimerHandle]] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def hold(self, name: bytes, answer: Answer) -> None:
        """Keep an answer; it is dropped when nobody fetches it."""
        self._held[name] = answer, asyncio.get_running_loop().call_later(HELD_SECONDS, self.drop, name)

    def fetch(self, name: bytes) -> Answer:
        """An answer that was kept; 502 when it is no more there."""
        held = self._held.pop(name, None)
        if held is None:
            return error_response(502)
        held[1].cancel()
        return held[0]

    def drop(self, name: bytes) -> None:
        """Nobody wants an answer any more."""
        if name in self._held:
            self.let_go(self.fetch(name))

    def let_go(self, answer: Answer) -> None:
        """Close what the body of an answer holds open."""
        if isinstance(answer, Response) and not isinstance(answer.body, bytes):
            task = asyncio.get_running_loop().create_task(release(answer.body))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    def drop_all(self, lane: int) -> None:
        """A lane is gone."""
        for name in [name for name in self._held if name.startswith(b"%d-" % lane)]:
            self.drop(name)


class LaneConnection(asyncio.Protocol):
    """The server's end of one lane."""

    def __init__(
        self, serving: Serving, lanes: Lanes, client: tuple[str, int], server: tuple[str, int]
    ) -> None:
        self._serving = serving
        self._lanes = lanes
        self._ends = client, server
        self._name = next(_lanes)
        self._reader = RequestReader(serving.limits, self, serving.known_fields)
        self._frames = Frames()
        self._work: dict[int, Callable[[], object]] = {}
        self._transport: asyncio.Transport | None = None
        self._retiring = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The lane is open."""
        self._transport = cast("asyncio.Transport", transport)
        self._outlet = Outlet(self._transport)
        self._out = Outbox(self._outlet)
        self._lanes.mark(0)
        self._serving.connections.add(self)

    def data_received(self, data: bytes) -> None:
        """Requests came, and word of requests nobody waits for any more."""
        for number, kind, payload in self._frames.feed(data):
            if kind == REQUEST:
                self._begin(number, payload)
            else:
                self._cancel(number, payload)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the loop passes it
        """The host is gone, and with it all that waited."""
        self._transport = None
        self._outlet.close()
        work, self._work = self._work, {}
        for cancel in work.values():
            cancel()
        self._lanes.drop_all(self._name)
        self._reader.close()
        serving = self._serving
        serving.connections.discard(self)
        if not serving.connections:
            serving.empty.set()

    def pause_writing(self) -> None:
        """The host is behind with reading: what answers there are wait in memory, each of them small."""

    def body_wanted(self) -> None:
        """Requests here have no body."""

    def body_full(self) -> None:
        """Requests here have no body."""

    def expire(self, now: float) -> None:
        """A lane is for the life of both ends."""

    def retire(self) -> None:
        """Close once the requests in work are answered."""
        self._retiring = True
        self._part()

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def _begin(self, number: int, head: bytes) -> None:
        reader, serving = self._reader, self._serving
        self._lanes.mark(number)
        reader.next()
        try:
            taken = reader.feed(head)
        except RefusedError as refused:
            self._answer(number, None, serving.error_answer(refused.status))
            return
        if not reader.ended or taken != len(head):
            self._answer(number, None, serving.error_answer(400))
            return
        method, target, version, host, _, _, _ = reader.head  # type: ignore[misc]
        request = Request(
            method,
            target,
            version,
            reader.headers,
            host,
            *self._ends,
            serving.scheme,
            reader.body,
            monotonic(),
        )
        try:
            result = serving.handler(request)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises becomes a 500
            result = serving.failure(request, error, 0)
        self._follow(number, request, result)

    def _follow(self, number: int, request: Request, result: Result) -> None:
        if isinstance(result, Promise):
            if result.done:
                self._promised(number, request, result)
            else:
                self._work[number] = result.cancel
                result.then(partial(self._promised, number, request))
        elif isinstance(result, Response | PreparedResponse):
            self._answer(number, request, result)
        else:
            task = asyncio.ensure_future(result)
            self._work[number] = task.cancel
            task.add_done_callback(partial(self._worked, number, request))

    def _promised(self, number: int, request: Request, promise: Promise[Any]) -> None:
        self._work.pop(number, None)
        error = cast("Exception | None", promise.error())
        answer = promise.take() if error is None else self._serving.failure(request, error, 0)
        self._answer(number, request, answer)

    def _worked(self, number: int, request: Request, task: asyncio.Future[Answer]) -> None:
        self._work.pop(number, None)
        if not task.cancelled():
            error = cast("Exception | None", task.exception())
            answer = task.result() if error is None else self._serving.failure(request, error, 0)
            self._answer(number, request, answer)

    def _answer(self, number: int, request: Request | None, answer: Answer) -> None:
        """Send an answer that is ready, or the name of one that takes time."""
        if self._transport is None:
            self._lanes.let_go(answer)
            return
        try:
            whole = self._whole(request, answer)
        except Exception as error:  # noqa: BLE001 - an answer that cannot be framed is the handler's failure
            answer = self._serving.failure(cast("Request", request), error, 0)
            whole = self._whole(request, answer)
        if whole is None:
            self._out.put(number, FETCH, self._keep(number, answer))
        else:
            self._out.put(number, ANSWER, whole)
        self._part()

    def _whole(self, request: Request | None, answer: Answer) -> bytes | None:
        method, version = ("GET", "1.1") if request is None else (request.method, request.version)
        if type(answer) is PreparedResponse:
            return answer.first + self._serving.date + (answer.head if method == "HEAD" else answer.rest)
        if type(answer) is Response and type(answer.body) is bytes and len(answer.body) <= PIECE:
            framing = frame(answer, method, version)
            head = framing.first + self._serving.date + framing.rest
            return head + answer.body if framing.length else head
        return None

    def _keep(self, number: int, answer: Answer) -> bytes:
        name = b"%d-%d" % (self._name, number)
        self._lanes.hold(name, answer)
        return name

    def _cancel(self, number: int, name: bytes) -> None:
        cancel = self._work.pop(number, None)
        if cancel is not None:
            cancel()
        if name:
            self._lanes.drop(name)

    def _part(self) -> None:
        """Leave, when that was asked for and nothing is left to do."""
        if self._retiring and not self._work and self._transport is not None:
            self._out.flush()
            self._transport.close()
