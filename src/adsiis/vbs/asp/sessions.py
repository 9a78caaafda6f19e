"""Sessions by cookie: found by one look-up, ended in order of their time.

A session is in a dictionary, and once in a heap under the time it would end if nothing more came. A sweep
takes from the heap what is due and puts back what was used since, so neither a request nor a sweep looks at
all. Source: docs/behaviour.md, session-1 to session-5.
"""

from __future__ import annotations

import base64
import heapq
import secrets
import threading
import time
from typing import TYPE_CHECKING

from adsiis.vbs.asp.contents import Contents

if TYPE_CHECKING:
    from adsiis.vbs.asp.contents import StaticObjects

SWEEP_SECONDS = 1.0


class StoredSession:
    """What is kept of one visitor.

    Attributes:
        token: the secret of the cookie.
        number: what Session.SessionID shows; it does not tell the secret.
        contents: its values.
        objects: the objects global.asa declares for sessions.
        minutes: without a request after which it ends.
        lcid: the locale it was given, or 0.
        codepage: the code page it was given, or 0.
        used: when it was last used, in seconds since 1970.
        abandoned: whether it ends with the running page.
        running: held by the one request of the session that runs.
    """

    __slots__ = (
        *("abandoned", "codepage", "contents", "lcid", "minutes", "number", "objects", "running", "token"),
        "used",
    )

    def __init__(self, minutes: int, objects: StaticObjects, now: float) -> None:
        self.token = base64.b32encode(secrets.token_bytes(15)).decode()
        self.number = secrets.randbelow(0x7FFF_FFFE) + 1
        self.contents = Contents()
        self.objects = objects
        self.minutes = minutes
        self.lcid = self.codepage = 0
        self.used = now
        self.abandoned = False
        self.running = threading.RLock()

    def due(self) -> float:
        """When it ends if it is not used again."""
        return self.used + 60 * self.minutes


class TooManySessionsError(Exception):
    """There are as many sessions as AspSessionMax allows."""


class SessionStore:
    """The sessions of one application.

    Attributes:
        most: how many there may be at once.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._by_token: dict[str, StoredSession] = {}
        self._due: list[tuple[float, str]] = []
        self._swept = 0.0

    def __len__(self) -> int:
        return len(self._by_token)

    def find(self, token: str) -> StoredSession | None:
        """The session of a cookie, unless its time is over; it is used by that."""
        found = self._by_token.get(token)
        now = time.time()
        if found is None or found.abandoned or found.due() <= now:
            return None
        found.used = now
        return found

    def add(self, minutes: int, objects: StaticObjects) -> StoredSession:
        """A new session. Raises TooManySessionsError."""
        made = StoredSession(minutes, objects, time.time())
        with self._lock:
            if len(self._by_token) >= self.most:
                raise TooManySessionsError
            self._by_token[made.token] = made
            heapq.heappush(self._due, (made.due(), made.token))
        return made

    def remove(self, session: StoredSession) -> bool:
        """Forget a session; whether it was there."""
        with self._lock:
            return self._by_token.pop(session.token, None) is not None

    def expired(self, now: float) -> list[StoredSession]:
        """Take out the sessions whose time is over; at most once a second it looks for them."""
        over: list[StoredSession] = []
        with self._lock:
            if now - self._swept < SWEEP_SECONDS:
                return over
            self._swept = now
            while self._due and self._due[0][0] <= now:
                _, token = heapq.heappop(self._due)
                held = self._by_token.get(token)
                if held is None:
                    continue
                if held.due() > now:
                    heapq.heappush(self._due, (held.due(), token))
                else:
                    over.append(self._by_token.pop(token))
        return over

    def clear(self) -> list[StoredSession]:
        """Take all sessions out."""
        with self._lock:
            every = list(self._by_token.values())
            self._by_token.clear()
            self._due.clear()
        return every
