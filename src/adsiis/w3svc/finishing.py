"""The last step of what programs answer: headers of the place, compression.

A place that asks for neither has no such step, and its programs are called as if this module were not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.http import Promise
from adsiis.w3svc.amending import with_headers
from adsiis.w3svc.gzipping import compressed
from adsiis.w3svc.headers import read_headers

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from adsiis.http import Answer, Request
    from adsiis.w3svc.compression import Compression, Rules
    from adsiis.w3svc.errors import Headers
    from adsiis.w3svc.handlers import Handler
    from adsiis.w3svc.settings import Settings


def finishing(handler: Handler, settings: Settings, compression: Compression, name: str) -> Handler:
    """The handler, with a last step where the place asks for one; `name` says of what kind the program is.

    Source: docs/behaviour.md, headers-2 and compress-6.
    """
    custom, rules = settings.part(read_headers).custom, compression.of_program(settings, name)
    return Finishing(handler, custom, rules) if custom or rules is not None else handler


class Finishing:
    """A handler with a last step."""

    def __init__(self, handler: Handler, headers: Headers, rules: Rules | None) -> None:
        self._handler = handler
        self._headers = headers
        self._rules = rules

    def __call__(
        self, request: Request, settings: Settings, path: str, script: str | None
    ) -> Awaitable[Answer]:
        """Answer as the handler does, and finish its answer."""
        answer = self._handler(request, settings, path, script)
        if isinstance(answer, Promise):
            return answer.map(lambda made: self._finish(request, made))
        return self._finished(request, answer)

    def close(self) -> None:
        """Nothing: the handler belongs to whoever made it."""

    async def _finished(self, request: Request, answer: Awaitable[Answer]) -> Answer:
        return self._finish(request, await answer)

    def _finish(self, request: Request, answer: Answer) -> Answer:
        if self._rules is not None:
            answer = compressed(request, answer, self._rules)
        return with_headers(answer, self._headers)
