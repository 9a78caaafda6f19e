"""Whether a name and a password hold, asked beside the loop and remembered for a minute.

A check is made to be slow, and costs the same whether there is such a user or not. What was right is known by
a code that nobody can turn back or make elsewhere: a browser sends the password with every request.
"""

from __future__ import annotations

import asyncio
import hmac
import os
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Final

from adsiis.accounts import Users, credentials_hold
from adsiis.w3svc.errors import HttpError

GOOD_FOR: Final = 60.0
MOST_REMEMBERED: Final = 10_000
MOST_ASKED: Final = 256
_THREADS: Final = 2  # each takes 64 MiB while it checks


class Passwords:
    """The passwords of a data folder. Source: docs/behaviour.md, signin-5."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._users = Users(home)
        self._key = os.urandom(32)
        self._pool: ThreadPoolExecutor | None = None
        self._right: dict[bytes, float] = {}
        self._asked: dict[bytes, asyncio.Future[bool]] = {}
        self._state: tuple[int, int] | None = None

    def remembers(self, name: str, password: str) -> bool:
        """Whether they held a moment ago, and no user was added or deleted since."""
        state = self._users.state()
        if state != self._state:
            self._state = state
            self._right.clear()
        return monotonic() < self._right.get(self._code(name, password), 0.0)

    async def hold(self, name: str, password: str) -> bool:
        """Whether they hold. Raises HttpError 503 when too many wait for an answer, UsersError."""
        code = self._code(name, password)
        asked = self._asked.get(code)
        if asked is None:
            if len(self._asked) >= MOST_ASKED:
                raise HttpError(503, 0, "Too many passwords wait to be checked.")
            asked = self._asked[code] = asyncio.ensure_future(self._check(code, name, password))
        return await asyncio.shield(asked)

    def close(self) -> None:
        """Check nothing any more."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _code(self, name: str, password: str) -> bytes:
        return hmac.digest(self._key, f"{len(name)}:{name}:{password}".encode(), "sha256")

    async def _check(self, code: bytes, name: str, password: str) -> bool:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="passwords")
        state = self._users.state()
        try:
            loop = asyncio.get_running_loop()
            right = await loop.run_in_executor(self._pool, credentials_hold, self._home, name, password)
        finally:
            del self._asked[code]
        if right and state == self._state:
            if len(self._right) >= MOST_REMEMBERED:
                self._right.clear()
            self._right[code] = monotonic() + GOOD_FOR
        return right
