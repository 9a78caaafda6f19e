"""Answers of programs, compressed while they are sent: each piece goes out as soon as it is made."""

from __future__ import annotations

import asyncio
import zlib
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from adsiis.http import FileBody, PreparedResponse, Response, Tunnel
from adsiis.http.messages import find_header
from adsiis.http.sending import pieces, release
from adsiis.w3svc.amending import as_response, with_headers, without
from adsiis.w3svc.compression import CODED, VARY, may_have_gzip
from adsiis.w3svc.packed import GZIP

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adsiis.http import Request
    from adsiis.http.messages import Payload
    from adsiis.w3svc.compression import Rules

    Answer = Response | PreparedResponse

SMALL: Final = 32_768
_BARE: Final = frozenset({204, 206, 304})
_PACKED_TYPES: Final = (
    b"image/", b"audio/", b"video/", b"font/", b"application/zip", b"application/gzip", b"application/x-gzip",
    b"application/x-compress", b"application/vnd.openxmlformats", b"application/pdf",
)  # fmt: skip
_KEEPING: Final = (b"cache-control", b"expires")


def compressed(request: Request, answer: Answer, rules: Rules) -> Answer:
    """The answer in gzip where client, answer and rules allow; else as it is, Vary put to it.

    Source: docs/behaviour.md, compress-6.
    """
    if isinstance(answer, Tunnel) or answer.status in _BARE:
        return answer
    response = as_response(answer)
    if not _can_be_coded(response):
        return answer
    if request.method == "HEAD" or not may_have_gzip(request, rules):
        return with_headers(answer, VARY)
    body = _coded(response.body, rules.dynamic_level)
    if body is None:
        return with_headers(answer, VARY)
    return replace(response, headers=[*_headers(response, rules), CODED, *VARY], body=body)


def _can_be_coded(response: Response) -> bool:
    headers = response.headers
    if find_header(headers, b"content-encoding") or find_header(headers, b"content-range"):
        return False
    if b"no-transform" in (find_header(headers, b"cache-control") or b"").lower():
        return False
    kind = (find_header(headers, b"content-type") or b"").lower()
    return not kind.startswith(_PACKED_TYPES) or kind.startswith(b"image/svg")


def _headers(response: Response, rules: Rules) -> list[tuple[bytes, bytes]]:
    """The headers of the coded answer: another body has another length and another entity tag."""
    dropped = (b"content-length", b"accept-ranges", b"content-md5", *(_KEEPING if rules.headers else ()))
    headers = [
        (name, b"W/" + value if name.lower() == b"etag" and not value.startswith(b"W/") else value)
        for name, value in without(response.headers, *dropped)
    ]
    return [*headers, *rules.headers]


def _coded(body: Payload, level: int) -> Payload | None:
    """The body in gzip; None for a short one that would grow."""
    if isinstance(body, bytes) and len(body) <= SMALL:
        packer = zlib.compressobj(level, wbits=GZIP)
        made = packer.compress(body) + packer.flush()
        return made if len(made) < len(body) else None
    return Gzipped(body, level)


class Gzipped:
    """A body in gzip, made piece by piece; large pieces are made off the loop."""

    __slots__ = ("_body", "_level")

    def __init__(self, body: Payload, level: int) -> None:
        self._body = body
        self._level = level

    async def __aiter__(self) -> AsyncIterator[bytes]:
        packer = zlib.compressobj(self._level, wbits=GZIP)
        flows = not isinstance(self._body, bytes | FileBody)
        async with aclosing(pieces(self._body)) as source:
            async for piece in source:
                if len(piece) > SMALL:
                    made = await asyncio.get_running_loop().run_in_executor(None, packer.compress, piece)
                else:
                    made = packer.compress(piece)
                if flows:
                    made += packer.flush(zlib.Z_SYNC_FLUSH)
                if made:
                    yield made
        yield packer.flush()

    async def aclose(self) -> None:
        """Let go of the body, sent or not."""
        await release(self._body)


async def body_of(answer: Answer, limit: int) -> bytes | None:
    """The whole body of an answer that goes into another one; None for one that is too long."""
    response, content = as_response(answer), b""
    try:
        async with aclosing(pieces(response.body)) as source:
            async for piece in source:
                content += piece
                if len(content) > limit:
                    return None
    finally:
        await release(response.body)
    return content
