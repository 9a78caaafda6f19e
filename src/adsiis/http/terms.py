"""What a handler asks of the connection a request came in on: how many there may be, how long, how fast.

A handler that asks for nothing costs nothing. What it asks for holds until the connection's next request,
but for a gate: a connection that came in through one is inside until it closes.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from adsiis.http.connection import Connection

_SMALLEST: Final = 512
_LARGEST: Final = 16_384
_TURNS_A_SECOND: Final = 16


class Gate:
    """Lets so many connections in at once.

    Attributes:
        most: how many.
    """

    __slots__ = ("_inside", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._inside: set[Connection] = set()

    def admits(self, connection: Connection) -> bool:
        """Let a connection in if it is not yet inside; False when it has to stay out."""
        if connection in self._inside:
            return True
        if len(self._inside) >= self.most:
            return False
        self._inside.add(connection)
        connection.gates.append(self)
        return True

    def leave(self, connection: Connection) -> None:
        """A connection closed."""
        self._inside.discard(connection)

    def __len__(self) -> int:
        return len(self._inside)


class Throttle:
    """Lets so many bytes a second out, whoever writes them; who comes first goes first, a piece at a time.

    Its state is the moment the last byte that was asked for may go. A writer books the next stretch of time
    and waits for it, so many writers take turns without a queue.

    Attributes:
        piece: the most bytes of one turn.
    """

    __slots__ = ("_free_at", "_rate", "piece")

    def __init__(self, rate: int) -> None:
        self._rate = max(1, rate)
        self._free_at = 0.0
        self.piece = min(_LARGEST, max(_SMALLEST, self._rate // _TURNS_A_SECOND))

    def passes(self, size: int) -> bool:
        """Whether some bytes may go at once; then they are counted."""
        now = monotonic()
        if self._free_at > now or size > self.piece:
            return False
        self._free_at = now + size / self._rate
        return True

    async def turn(self, size: int) -> None:
        """Return when some bytes may go."""
        now = monotonic()
        at = max(now, self._free_at)
        self._free_at = at + size / self._rate
        if at > now:
            await asyncio.sleep(at - now)


class Terms(NamedTuple):
    """How a connection goes on after an answer, and how fast the answer goes.

    Attributes:
        idle_seconds: how long it is kept until the next request.
        keep_alive: whether there may be another request.
        throttle: what its bytes wait for.
    """

    idle_seconds: float
    keep_alive: bool = True
    throttle: Throttle | None = None
