"""Requests that come again byte for byte while the answer they got still holds: nothing is read or made anew.

A handler says of a request until when the same bytes get the same answer, whoever sends them
(`Request.holds_until`). What is to be told of each such request is told of all together, now and then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from adsiis.http.body import EMPTY
from adsiis.http.messages import Request

if TYPE_CHECKING:
    from adsiis.http.messages import PreparedResponse

MOST_BYTES: Final = 16 << 20
_LARGEST: Final = 65_536
_OVERHEAD: Final = 2048

Told = Callable[[Request, int, int, int], None]
"""Told of requests answered alike: one of them, the status, the bytes sent for each, how many there were."""


class Repeat:
    """One request that may come again, and its answer.

    Attributes:
        until: until when the answer holds, by `time.monotonic`.
    """

    __slots__ = ("_answer", "_date", "_heard", "_hits", "_request", "_whole", "until")

    def __init__(self, request: Request, answer: PreparedResponse, heard: list[Repeat]) -> None:
        self.until = request.holds_until
        self._request = _without_its_connection(request)
        self._answer = answer
        self._heard = heard
        self._hits: dict[str, int] = {}
        self._date = self._whole = b""

    def has(self, answer: PreparedResponse) -> bool:
        """Whether this is its answer."""
        return answer is self._answer

    def again(self, client: str, date: bytes) -> bytes:
        """The bytes for one more request of a client."""
        hits = self._hits
        if client in hits:
            hits[client] += 1
        else:
            if not hits:
                self._heard.append(self)
            hits[client] = 1
        if date is not self._date:
            answer, self._date = self._answer, date
            rest = answer.head if self._request.method == "HEAD" else answer.rest
            self._whole = answer.first + date + rest
        return self._whole

    def tell(self, told: Told) -> None:
        """Tell of all requests since this was done last."""
        hits, self._hits = self._hits, {}
        for client, times in hits.items():
            self._request.client = client, 0
            told(self._request, self._answer.status, len(self._whole), times)


Asked = dict[bytes, Repeat]
"""What may come again at one address of the server, by its bytes."""


class Repeats:
    """All that may come again. Everything on the loop.

    Args:
        told: told of the requests that did.

    Source: docs/behaviour.md, static-9.
    """

    def __init__(self, told: Told) -> None:
        self._told = told
        self._asked: dict[tuple[str, int], Asked] = {}
        self._heard: list[Repeat] = []
        self._bytes = 0

    def at(self, server: tuple[str, int]) -> Asked:
        """What may come again at an address; it stays the same dictionary."""
        return self._asked.setdefault(server, {})

    def keep(self, data: bytes, request: Request, answer: PreparedResponse) -> None:
        """The same bytes get the same answer, as long as the request says."""
        asked = self.at(request.server)
        known = asked.get(data)
        if known is not None and known.has(answer):
            known.until = request.holds_until
        elif answer.size <= _LARGEST:
            self._bytes += len(data) + answer.size + _OVERHEAD
            if self._bytes > MOST_BYTES:
                self.forget()
            asked[data] = Repeat(request, answer, self._heard)

    def tell(self) -> None:
        """Tell of all that came again since this was done last."""
        heard = self._heard.copy()
        self._heard.clear()
        for repeat in heard:
            repeat.tell(self._told)

    def forget(self) -> None:
        """From here on everything is to be asked of the handler."""
        self.tell()
        self._bytes = 0
        for asked in self._asked.values():
            asked.clear()


def _without_its_connection(request: Request) -> Request:
    made = Request(
        request.method, request.target, request.version, request.headers, request.host, request.client,
        request.server, request.scheme, EMPTY, request.started, fields=request.fields,
    )  # fmt: skip
    made.note = request.note
    return made
