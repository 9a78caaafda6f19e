"""Answers kept in memory: a whole answer without a program, made once with every rule applied.

That is a small file, the word that a client has it already, and the page for a file that is not there.

An answer is sent again only if the files and folders it was made from are still in the state they were in.
Asking the system takes as long as all the rest of a hot request, so it is asked once in GOOD_FOR seconds.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

from adsiis.http import FileBody, Response
from adsiis.w3svc.files import Identity, identity, open_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.http import PreparedResponse

GOOD_FOR: Final = 0.02
MOST_BYTES: Final = 64 << 20
MOST_REFUSALS: Final = 4 << 20
_OVERHEAD: Final = 2048
_SETTLED_NS: Final = 100_000_000

Watched = tuple[tuple[str, Identity], ...]
"""Paths, each with the state it was in."""

Question = tuple[bytes, bytes]
"""The target of a request, and the bytes of its header fields where they bear on the answer."""


class WholeFile:
    """An answer whose body is all of a file too large to be kept: only the way to it is."""

    __slots__ = ("_headers", "_path", "_status", "size")

    def __init__(self, path: str, status: os.stat_result) -> None:
        self._path = path
        self._status = status
        self._headers: list[tuple[bytes, bytes]] = []
        self.size = 0

    def under(self, headers: Iterable[tuple[bytes, bytes]]) -> WholeFile:
        """The same with the header fields of its answer."""
        self._headers = list(headers)
        return self

    def opened(self) -> Response | None:
        """The answer; None when the file is no longer in the state it was found in."""
        try:
            descriptor = open_file(self._path, self._status)
        except OSError:
            return None
        return Response(200, self._headers, FileBody(descriptor, 0, self._status.st_size))


class Kept:
    """An answer and what it was made from.

    Attributes:
        prepared: the bytes to send, or the file they are in.
        watched: what it was made from.
        substatus: the second number of its status, for the log.
        logged: whether the request goes into the log.
        cost: about how many bytes of memory it takes.
        good_until: until when the files need not be looked at, by `time.monotonic`.
    """

    __slots__ = ("cost", "good_until", "logged", "prepared", "substatus", "watched")

    def __init__(
        self, prepared: PreparedResponse | WholeFile, watched: Watched, *, logged: bool, substatus: int = 0
    ) -> None:
        self.prepared = prepared
        self.watched = watched
        self.substatus = substatus
        self.logged = logged
        self.cost = prepared.size + _OVERHEAD
        self.good_until = 0.0

    def answer(self) -> PreparedResponse | Response | None:
        """What to send; None when it cannot be had any more."""
        prepared = self.prepared
        return prepared.opened() if isinstance(prepared, WholeFile) else prepared


class KeptAnswers:
    """Kept answers by site and question; the oldest give way when their bytes are full.

    Source: docs/behaviour.md, static-7.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: dict[tuple[str, Question], Kept] = {}
        self._by_site: dict[str, set[Question]] = {}

    def find(self, site: str, question: Question, now: float) -> Kept | None:
        """The answer to a question, if nothing changed since it was made; `now` is by `time.monotonic`."""
        kept = self._answers.get((site, question))
        if kept is None or now < kept.good_until:
            return kept
        for path, state in kept.watched:
            if not is_as_it_was(path, state):
                self._drop(site, question)
                return None
        kept.good_until = now + GOOD_FOR
        return kept

    def keep(self, site: str, question: Question, kept: Kept) -> None:
        """Remember an answer, unless a file changed so lately that its next change could hide."""
        if kept.cost > self._most_bytes // 8 or not _is_settled(kept.watched):
            return
        self._drop(site, question)
        self._answers[site, question] = kept
        self._by_site.setdefault(site, set()).add(question)
        self._bytes += kept.cost
        while self._bytes > self._most_bytes:
            self._drop(*next(iter(self._answers)))

    def forget(self, site: str) -> None:
        """Drop all answers of a site."""
        for question in list(self._by_site.get(site, ())):
            self._drop(site, question)

    def clear(self) -> None:
        """Drop everything."""
        self._answers.clear()
        self._by_site.clear()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._answers)

    def _drop(self, site: str, question: Question) -> None:
        kept = self._answers.pop((site, question), None)
        if kept is None:
            return
        self._bytes -= kept.cost
        questions = self._by_site[site]
        questions.discard(question)
        if not questions:
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
