"""By what a kept answer is found: the target of a request, and of its header fields what bears on the answer.

Most header fields bear on nothing, so most clients ask the same question. What was made of a block of fields
once is remembered by its bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.w3svc.access.sign_in import KNOWN
from adsiis.w3svc.compression import accepted

if TYPE_CHECKING:
    from adsiis.http import Request
    from adsiis.w3svc.compression import Compression
    from adsiis.w3svc.kept import Question

MOST_REMEMBERED: Final = 10_000

_ASKS_FOR_LESS: Final = frozenset({
    b"range", b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since", b"authorization",
})  # fmt: skip


class Questions:
    """Makes questions of requests. Source: docs/behaviour.md, static-7 and compress-3."""

    def __init__(self, compression: Compression) -> None:
        self._compression = compression
        self._words: dict[bytes, bytes] = {}

    def of(self, request: Request) -> Question | None:
        """The question a request asks; None when nobody else can ask the same."""
        if KNOWN in request.connection:
            return None
        fields = request.fields
        word = self._words.get(fields) if fields else None
        if word is None:
            if _asks_for_less(request):
                return (request.target, _of_version(fields, request)) if fields else None
            word = b"" if self._compression.rules is None else accepted(request.headers)
            if fields:
                if len(self._words) >= MOST_REMEMBERED:
                    self._words.clear()
                self._words[fields] = word
        return request.target, word and _of_version(word, request)

    def forget(self) -> None:
        """The rules of compression changed."""
        self._words.clear()


def _of_version(said: bytes, request: Request) -> bytes:
    """What was said, told apart by the version of HTTP: old clients may get another form."""
    return said if request.version == "1.1" else b"1.0 " + said


def _asks_for_less(request: Request) -> bool:
    for name, _ in request.headers:  # noqa: SIM110 - twice as fast as any(), on every request
        if name.lower() in _ASKS_FOR_LESS:
            return True
    return False
