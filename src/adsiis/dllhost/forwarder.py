"""Requests handed on to a surrogate, and its answers handed back.

Bodies and tunnels stream both ways. A surrogate that fails before its answer has begun is a 502; one that
breaks off later breaks the client's connection, so that half an answer never looks whole.
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.envelope import Sealer
from adsiis.http import (
    Upstream,
    UpstreamBusyError,
    UpstreamError,
    UpstreamLimits,
    UpstreamTimeoutError,
    error_response,
)

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from adsiis.dllhost.context import Context
    from adsiis.http import Answer, Outgoing, Promise, Request, Response

LOG_SECONDS: Final = 1.0

_log = logging.getLogger("adsiis.forwarder")


class Forwarder:
    """The way to one surrogate. Source: docs/behaviour.md, forward-1 to forward-6.

    Attributes:
        requests: how many were handed on so far.
        limit: after how many `on_limit` is called.
    """

    def __init__(
        self,
        socket_path: str | Callable[[], socket.socket],
        *,
        limits: UpstreamLimits | None = None,
        on_failure: Callable[[int], Response] = error_response,
    ) -> None:
        """Prepare; the first request connects.

        Args:
            socket_path: where the surrogate listens, or what makes a connected socket.
            limits: connections, queue and time-outs.
            on_failure: makes the answers for 502, 503 and 504.
        """
        self._name = socket_path if isinstance(socket_path, str) else "the application's loop"
        self._on_failure = on_failure
        self._upstream = Upstream(socket_path, limits, self._failed, lane=True)
        self._seal = Sealer().seal
        self.requests = self.limit = 0
        self.on_limit: Callable[[], object] = int
        self._unlogged, self._log_again = 0, 0.0

    @property
    def busy(self) -> int:
        """How many requests and tunnels are in work or wait."""
        return self._upstream.busy

    @property
    def tunnels(self) -> int:
        """How many tunnels are open, which are part of `busy`."""
        return self._upstream.tunnels

    def hand_back(self, take: Callable[[Outgoing], bool], seen: Callable[[], int]) -> None:
        """Have requests that surely never reached the surrogate go elsewhere.

        Args:
            take: takes such a request and says True, or leaves it to fail.
            seen: reads how far the surrogate came in its lane; see `http.Seen`.
        """
        self._upstream.on_unsent, self._upstream.seen = take, seen

    def take(self, outgoing: Outgoing) -> None:
        """Send a request on that did not reach another surrogate."""
        self.requests += 1
        self._upstream.take(outgoing)

    def __call__(
        self, request: Request, context: Context, path: str, script: str | None = None
    ) -> Promise[Answer]:
        """Hand a request on; what comes back is answered without a task when it is small."""
        self.requests += 1
        if self.requests == self.limit:
            self.on_limit()
        head, expects, special = self._seal(request, context, path, script)
        return self._upstream.request(request.method, head, request.body, expects=expects, switches=special)

    async def close(self, *, patience: float = 0.0) -> None:
        """Break off what is in work and close every connection; hear a dead surrogate out first."""
        await self._upstream.close(patience=patience)

    def _failed(self, error: UpstreamError) -> Response:
        self._unlogged += 1
        now = monotonic()
        if now >= self._log_again:
            _log.warning(
                "The surrogate at %s gave no answer (%d times): %s", self._name, self._unlogged, error
            )
            self._unlogged, self._log_again = 0, now + LOG_SECONDS
        if isinstance(error, UpstreamTimeoutError):
            return self._on_failure(504)
        return self._on_failure(503 if isinstance(error, UpstreamBusyError) else 502)
