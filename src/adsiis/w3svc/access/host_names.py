"""The names of clients: looked up backwards and confirmed forwards, beside the loop.

Whoever owns an address can give it any name; a name counts only if it leads back to the address. What was
found is remembered for a while, and so is that nothing was.
"""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD_FOR: Final = 300.0
NOTHING_FOR: Final = 60.0
PATIENCE: Final = 10.0
MOST_REMEMBERED: Final = 10_000
MOST_ASKED: Final = 1000
_THREADS: Final = 4


class HostNames:
    """Names by address. Everything here runs on the loop but `look_up`.

    Source: docs/behaviour.md, access-5.
    """

    def __init__(self, look_up: Callable[[str], str | None] | None = None) -> None:
        """Prepare; `look_up` gives the confirmed name of an address, or None, however long that takes."""
        self._look_up = look_up or confirmed_name
        self._pool: ThreadPoolExecutor | None = None
        self._known: dict[str, tuple[float, str | None]] = {}
        self._asked: dict[str, asyncio.Future[str | None]] = {}

    def known(self, address: str) -> tuple[str | None] | None:
        """The name of an address, in a tuple; None when it must be looked up first."""
        found = self._known.get(address)
        return (found[1],) if found is not None and monotonic() < found[0] else None

    async def find(self, address: str) -> str | None:
        """The name of an address; None when it has none, or none can be found in time."""
        known = self.known(address)
        if known is not None:
            return known[0]
        asked = self._asked.get(address)
        if asked is None:
            if len(self._asked) >= MOST_ASKED:
                return None
            asked = self._asked[address] = asyncio.ensure_future(self._found(address))
        return await asyncio.shield(asked)

    def close(self) -> None:
        """Look nothing up any more."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def _found(self, address: str) -> str | None:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="host names")
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(PATIENCE):
                name = await loop.run_in_executor(self._pool, self._look_up, address)
        except (TimeoutError, OSError, UnicodeError):
            name = None
        finally:
            del self._asked[address]
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[address] = monotonic() + (NOTHING_FOR if name is None else GOOD_FOR), name
        return name


def confirmed_name(address: str) -> str | None:
    """The name of an address, if the name has that address; however long that takes."""
    try:
        name = socket.getnameinfo((address, 0), socket.NI_NAMEREQD)[0]
        there = {found[4][0] for found in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return None
    return name if address in there else None
