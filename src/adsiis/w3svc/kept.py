"""Answers kept in memory: a small file's whole answer, made once with every rule applied.

An answer is sent again only if the files and folders it was made from are still in the state they were in.
Asking the system takes as long as all the rest of a hot request, so it is asked once in GOOD_FOR seconds.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

from adsiis.w3svc.files import Identity, identity

if TYPE_CHECKING:
    from adsiis.http import PreparedResponse

GOOD_FOR: Final = 0.02
MOST_BYTES: Final = 64 << 20
_OVERHEAD: Final = 2048
_SETTLED_NS: Final = 100_000_000

Watched = tuple[tuple[str, Identity], ...]


class Kept:
    """An answer and what it was made from.

    Attributes:
        prepared: the bytes to send.
        watched: paths, each with the state it was in.
        logged: whether the request goes into the log.
        cost: about how many bytes of memory it takes.
        good_until: until when the files need not be looked at, by `time.monotonic`.
    """

    __slots__ = ("cost", "good_until", "logged", "prepared", "watched")

    def __init__(self, prepared: PreparedResponse, watched: Watched, *, logged: bool) -> None:
        self.prepared = prepared
        self.watched = watched
        self.logged = logged
        self.cost = prepared.size + _OVERHEAD
        self.good_until = 0.0


class KeptAnswers:
    """Kept answers by site and request target; the oldest give way when MOST_BYTES are full.

    Source: docs/behaviour.md, static-7.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: dict[tuple[str, bytes], Kept] = {}
        self._by_site: dict[str, set[bytes]] = {}

    def find(self, site: str, target: bytes, now: float) -> Kept | None:
        """The answer for a target, if nothing changed since it was made; `now` is by `time.monotonic`."""
        kept = self._answers.get((site, target))
        if kept is None or now < kept.good_until:
            return kept
        for path, state in kept.watched:
            if not is_as_it_was(path, state):
                self._drop(site, target)
                return None
        kept.good_until = now + GOOD_FOR
        return kept

    def keep(self, site: str, target: bytes, kept: Kept) -> None:
        """Remember an answer, unless a file changed so lately that its next change could hide."""
        if kept.cost > self._most_bytes // 8 or not _is_settled(kept.watched):
            return
        self._drop(site, target)
        self._answers[site, target] = kept
        self._by_site.setdefault(site, set()).add(target)
        self._bytes += kept.cost
        while self._bytes > self._most_bytes:
            self._drop(*next(iter(self._answers)))

    def forget(self, site: str) -> None:
        """Drop all answers of a site."""
        for target in list(self._by_site.get(site, ())):
            self._drop(site, target)

    def clear(self) -> None:
        """Drop everything."""
        self._answers.clear()
        self._by_site.clear()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._answers)

    def _drop(self, site: str, target: bytes) -> None:
        kept = self._answers.pop((site, target), None)
        if kept is None:
            return
        self._bytes -= kept.cost
        targets = self._by_site[site]
        targets.discard(target)
        if not targets:
            del self._by_site[site]


def is_as_it_was(path: str, state: Identity) -> bool:
    """Whether a path still names the same file or folder in the same state."""
    try:
        return identity(os.stat(path)) == state
    except OSError:
        return False


def _is_settled(watched: Watched) -> bool:
    """File times are coarse: two changes within one tick of the clock look like one."""
    newest = max((max(state[3], state[4]) for _, state in watched), default=0)
    return time.time_ns() - newest > _SETTLED_NS
