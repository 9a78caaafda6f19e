"""Accepting TLS connections: which certificate each gets, and the handshake.

One listener may serve many addresses, each with certificates of its own, so the choice is made for every
connection by the address it came in on. A connection whose handshake is not done is no connection yet, but
it counts.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from adsiis.http.connection import Connection

if TYPE_CHECKING:
    import socket
    import ssl as tls
    from collections.abc import Callable

    from adsiis.http.serving import Serving

_AT_ONCE: Final = 64
_PAUSE: Final = 0.5
_FAREWELL: Final = 3.0


class TlsAcceptor:
    """Accepts on a socket that listens, until it is closed.

    Args:
        serving: the listener's books.
        sock: the socket.
        choose: gives the TLS side for the address and port a connection came in on, None to close it.
    """

    def __init__(
        self, serving: Serving, sock: socket.socket, choose: Callable[[str, int], tls.SSLContext | None]
    ) -> None:
        self._serving = serving
        self._sock = sock
        self._choose = choose
        self._loop = asyncio.get_running_loop()
        self._handshakes: set[asyncio.Task[None]] = set()
        self._pause: asyncio.TimerHandle | None = None
        sock.setblocking(False)
        self._loop.add_reader(sock, self._accept)

    def close(self) -> None:
        """Accept no more, and let go of those whose handshake is not done; the port is free on return."""
        if self._pause is not None:
            self._pause.cancel()
        self._loop.remove_reader(self._sock)
        self._sock.close()
        for handshake in self._handshakes:
            handshake.cancel()

    def _accept(self) -> None:
        for _ in range(_AT_ONCE):
            try:
                client, _ = self._sock.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError:  # no descriptors or memory left: give them time to come back
                self._loop.remove_reader(self._sock)
                self._pause = self._loop.call_later(_PAUSE, self._loop.add_reader, self._sock, self._accept)
                return
            self._take(client)

    def _take(self, client: socket.socket) -> None:
        serving = self._serving
        context = self._choose(*client.getsockname()[:2])
        crowd = len(serving.connections) + len(self._handshakes)
        if context is None or serving.stopping or crowd >= 2 * serving.limits.max_connections:
            client.close()
            return
        client.setblocking(False)
        task = self._loop.create_task(self._shake_hands(client, context))
        self._handshakes.add(task)
        task.add_done_callback(self._handshakes.discard)

    async def _shake_hands(self, client: socket.socket, context: tls.SSLContext) -> None:
        serving = self._serving
        with suppress(OSError):  # what TLS finds wrong, a handshake that takes too long, a client that left
            await self._loop.connect_accepted_socket(
                lambda: Connection(serving), client, ssl=context,
                ssl_handshake_timeout=serving.limits.header_timeout, ssl_shutdown_timeout=_FAREWELL,
            )  # fmt: skip
