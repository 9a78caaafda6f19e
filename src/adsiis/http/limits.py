"""How much of anything one listener bears: connections, bytes, seconds. Every limit of the engine is here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one listener.

    Attributes:
        max_connections: open connections; one more is answered 503 and closed.
        header_timeout: seconds from the first byte of a request to the end of its headers, else 408; also for
            the first byte of a new connection, and for the TLS handshake.
        body_timeout: seconds a client may be silent in the middle of a body that is waited for, else 408.
        write_timeout: seconds a client may leave an answer unread, else the connection is dropped.
        keepalive_timeout: seconds an idle connection is kept between two requests.
        max_header_bytes: bytes of request line and headers, or of what surrounds chunks, else 431.
        max_headers: header fields, else 431.
        max_target: bytes of the request target, else 414.
        max_body: bytes of a request body, else 413.

    Source: docs/behaviour.md, http-1.
    """

    max_connections: int = 10_000
    header_timeout: float = 20.0
    body_timeout: float = 60.0
    write_timeout: float = 60.0
    keepalive_timeout: float = 120.0
    max_header_bytes: int = 32_768
    max_headers: int = 100
    max_target: int = 16_384
    max_body: int = 0xFFFFFFFF

    def tick(self) -> float:
        """Seconds between two looks at the clock: fine enough for the shortest time-out, never busy."""
        shortest = min(self.header_timeout, self.body_timeout, self.write_timeout, self.keepalive_timeout)
        return min(1.0, max(0.02, shortest / 4))
