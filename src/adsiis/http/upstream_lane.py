"""The client's end of a lane: many small requests at once over one connection to a server behind us.

What a lane is, and what its frames mean, is told in `lane`.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, cast

from adsiis.http.answers import AnswerReader, BadAnswerError
from adsiis.http.lane import ANSWER, CANCEL, HEADER, OPEN, OPENED, REQUEST, Frames, Outbox
from adsiis.http.messages import PreparedResponse, Response
from adsiis.http.sending import Outlet
from adsiis.http.upstream_connection import UpstreamCutOffError, UpstreamError, UpstreamTimeoutError

if TYPE_CHECKING:
    from adsiis.http.upstream import Outgoing, Upstream

_FAR = 1 << 31
_ASK = b"GET / HTTP/1.1\r\nHost: \r\n%b: %b\r\n\r\n" % (HEADER, OPEN)


class Ride:
    """One request in a lane; past `by` its answer comes too late."""

    __slots__ = ("_lane", "by", "number", "outgoing")

    def __init__(self, lane: UpstreamLane, number: int, outgoing: Outgoing, by: float) -> None:
        self._lane = lane
        self.number = number
        self.outgoing = outgoing
        self.by = by

    def cancel(self) -> None:
        """Nobody waits for the answer any more."""
        self._lane.cancel(self.number)


class UpstreamLane(asyncio.Protocol):
    """The client's end of one lane.

    Attributes:
        rides: the requests in it, by their numbers, which are in the order of time.
        free: whether it takes more.
    """

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self._seconds = upstream.limits.answer_timeout
        self._frames = Frames()
        self._reader = AnswerReader(upstream.known, upstream.limits.max_header_bytes)
        self._transport: asyncio.Transport | None = None
        self._opening = b""
        self._last = 0
        self._open = False
        self.rides: dict[int, Ride] = {}
        self.free = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The server is there: ask it for a lane."""
        self._transport = cast("asyncio.Transport", transport)
        self._outlet = Outlet(self._transport)
        self._out = Outbox(self._outlet)
        self._outlet.put(_ASK)

    def start(self, outgoing: Outgoing) -> None:
        """Send a request before the next turn of the loop."""
        self._last = number = (self._last + 1) & 0xFFFFFFFF
        self.rides[number] = ride = Ride(self, number, outgoing, monotonic() + self._seconds)
        outgoing.promise.on_cancel = ride.cancel
        self._out.put(number, REQUEST, outgoing.head + b"\r\n")

    def cancel(self, number: int) -> None:
        """Tell the server that nobody waits for an answer."""
        if self.rides.pop(number, None) is not None:
            self._out.put(number, CANCEL, b"")
            self._upstream.advance()

    def data_received(self, data: bytes) -> None:
        """Answers came, or names of answers to be fetched."""
        if not self._open:
            self._opening += data
            if len(self._opening) < len(OPENED) and OPENED.startswith(self._opening):
                return
            if not self._opening.startswith(OPENED):
                self.abort()
                return
            data, self._opening = self._opening[len(OPENED) :], b""
            self._open = self.free = True
        for number, kind, payload in self._frames.feed(data):
            ride = self.rides.pop(number, None)
            if kind == ANSWER:
                if ride is not None:
                    self._answer(ride.outgoing, payload)
            elif ride is None:
                self._out.put(number, CANCEL, payload)
            else:
                self._upstream.fetch(ride.outgoing, payload)
        self._upstream.advance()

    def eof_received(self) -> bool:
        """The server ends the lane."""
        return False

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the loop passes it
        """The lane is gone, and so are the answers to what was in it."""
        self._transport, self.free = None, False
        self._outlet.close()
        rides, self.rides = self.rides, {}
        upstream = self._upstream
        upstream.lane_lost(self)
        seen = self._last if upstream.seen is None else upstream.seen()
        for ride in rides.values():
            later = 0 < (ride.number - seen) & 0xFFFFFFFF < _FAR
            (upstream.unsent if later else upstream.fail)(ride.outgoing, UpstreamCutOffError())

    def pause_writing(self) -> None:
        """The server is behind with reading: requests go another way until it has caught up."""
        self.free = False

    def resume_writing(self) -> None:
        """The server has caught up."""
        self.free = self._open

    def expire(self, now: float) -> None:
        """Give up what takes too long."""
        while self.rides:
            ride = next(iter(self.rides.values()))
            if now < ride.by:
                return
            self.cancel(ride.number)
            self._upstream.fail(ride.outgoing, UpstreamTimeoutError("The server took too long."))

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def _answer(self, outgoing: Outgoing, payload: bytes) -> None:
        cut = payload.find(b"\r\n\r\n") + 4
        head = self._upstream.known.get(payload[:cut])
        if head is not None and head.first and head.length == len(payload) - cut:
            outgoing.promise.resolve(PreparedResponse(head.status, head.first, head.rest, payload[cut:]))
            return
        reader = self._reader
        reader.next(outgoing.method)
        try:
            reader.feed(payload)
        except BadAnswerError as error:
            self._upstream.fail(outgoing, UpstreamError(str(error)))
            return
        if reader.head is None or not reader.ended:
            self._upstream.fail(outgoing, UpstreamCutOffError())
            return
        body = b"".join(reader.take())
        outgoing.promise.resolve(Response(reader.head.status, reader.head.headers.copy(), body))
