"""What all connections of one listener share, and the answers it gives when a handler cannot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adsiis.http.body import BodyCutOffError, BodyTooLargeError
from adsiis.http.messages import Answer, Request, Response, date_line, error_response, frame
from adsiis.http.promise import Promise
from adsiis.http.sending import PIECE

if TYPE_CHECKING:
    from adsiis.http.connection import Connection
    from adsiis.http.lane import LaneConnection, Lanes
    from adsiis.http.limits import Limits
    from adsiis.http.reader import KnownFields
    from adsiis.http.repeats import Repeats

Result = Answer | Promise[Answer] | Promise[Response] | Awaitable[Answer]
Handler = Callable[[Request], Result]


@dataclass(slots=True)
class Serving:
    """One listener's handler, limits and books.

    Attributes:
        half_close: whether a client that ends its sending half waits for its answer; if not, it has left.
        lanes: offered where the only client is the host.
        repeats: what may be answered without the handler.
    """

    handler: Handler
    limits: Limits
    scheme: str
    on_done: Callable[[Request, int, int, float], None] | None = None
    on_error: Callable[[Request, Exception], None] | None = None
    on_bad_request: Callable[[int], Response] = error_response
    half_close: bool = True
    lanes: Lanes | None = None
    repeats: Repeats | None = None
    connections: set[Connection | LaneConnection] = field(default_factory=set)
    empty: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: bool = False
    known_fields: KnownFields = field(default_factory=dict)
    date: bytes = field(default_factory=date_line)

    def failure(self, request: Request, error: Exception, fault: int) -> Response:
        """The answer to a request whose handler raised; `fault` is what the engine found wrong with it."""
        if isinstance(error, BodyTooLargeError):
            return self.error_answer(413)
        if isinstance(error, BodyCutOffError):
            return self.error_answer(fault or 400)
        if self.on_error is not None:
            self.on_error(request, error)
        return self.error_answer(500)

    def error_answer(self, status: int) -> Response:
        """The answer the engine gives by itself."""
        with suppress(Exception):  # a page for errors that fails itself must not hide the first error
            answer = self.on_bad_request(status)
            if type(answer.body) is bytes and len(answer.body) <= PIECE:
                frame(answer, "GET", "1.1")
                return answer
        return error_response(status)
