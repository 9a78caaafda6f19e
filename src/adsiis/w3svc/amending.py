"""Answers changed on their way out: further headers, another status, a coding of the body.

An answer that was prepared is cut open only where there is something to change in it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, overload

from adsiis.http import PreparedResponse, Response, Tunnel
from adsiis.http.messages import frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.w3svc.errors import Headers

    Answer = Response | PreparedResponse


@overload
def with_headers(answer: Response, headers: Headers) -> Response: ...


@overload
def with_headers(answer: Answer, headers: Headers) -> Answer: ...


def with_headers(answer: Answer, headers: Headers) -> Answer:
    """The answer with further headers behind its own; a tunnel stays as it is."""
    if not headers or isinstance(answer, Tunnel):
        return answer
    if isinstance(answer, Response):
        return replace(answer, headers=[*answer.headers, *headers])
    lines = b"".join(b"%b: %b\r\n" % field for field in headers)
    return _prepared(answer, answer.first, answer.head[:-2] + lines + b"\r\n", answer.status)


def with_status(answer: Answer, status: int) -> Answer:
    """The answer under another status."""
    if isinstance(answer, Response):
        return replace(answer, status=status, reason=None)
    return _prepared(answer, frame(Response(status), "HEAD", "1.1").first, answer.head, status)


def _prepared(answer: PreparedResponse, first: bytes, head: bytes, status: int) -> PreparedResponse:
    made = PreparedResponse(status, first, head, answer.rest[len(answer.head) :])
    made.close = answer.close
    return made


def as_response(answer: Answer) -> Response:
    """The answer with its headers and its body apart."""
    if isinstance(answer, Response):
        return answer
    fields = [line.partition(b":") for line in answer.head.split(b"\r\n") if line]
    reason = answer.first.rstrip(b"\r\n").split(b" ", 2)[2]
    headers = [(name, value.strip()) for name, _, value in fields]
    body = answer.rest[len(answer.head) :]
    return Response(answer.status, headers, body, reason=reason, close=answer.close)


def without(headers: Iterable[tuple[bytes, bytes]], *names: bytes) -> list[tuple[bytes, bytes]]:
    """The headers but for those of some names, given in lower case."""
    return [field for field in headers if field[0].lower() not in names]
