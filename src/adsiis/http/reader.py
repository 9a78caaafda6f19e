"""Requests out of bytes, one at a time, without any input or output of its own.

A message ends either after a counted number of bytes or at an empty line. What is fed to llhttp is cut
there, so no piece ever holds bytes of two requests, and what is behind a request stays untouched. Clients
repeat themselves: small header fields that come again, byte for byte, are not parsed again; of such a GET
only the first line is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from httptools import HttpParserError, HttpParserInvalidMethodError, HttpParserUpgrade, HttpRequestParser

from adsiis.http.body import EMPTY, Body, BodySource
from adsiis.http.checks import Head, RefusedError, check_head, check_size, request_line

if TYPE_CHECKING:
    from adsiis.http.limits import Limits

_END: Final = b"\r\n\r\n"
_ALLOWED_PER_BYTE: Final = 16
_KNOWN_HEADS: Final = 256
_KNOWN_SIZE: Final = 1024

_PLAIN_LINE: Final = re.compile(rb"(GET|HEAD) (/[!\"$-~]*) HTTP/1\.1")

KnownFields = dict[bytes, tuple[bytes, list[tuple[bytes, bytes]]]]
"""Host and fields by their bytes, of requests without a body, a secret or an end of the connection."""


class RequestReader:
    """The request now being read.

    Attributes:
        head: its facts once its headers are complete, else None.
        headers: its header fields so far.
        body: its body.
        partial: whether a head was begun and is not complete.
        ended: whether its last byte was read.
        keep_alive: whether the client wants to go on after it.
        fields: the bytes of its header fields, if they came before, else empty.
    """

    __slots__ = (
        "_excess", "_known", "_left", "_limits", "_parser", "_raw", "_safe_size", "_source", "_tail",
        "_whole", "body", "ended", "fields", "head", "headers", "keep_alive", "partial",
    )  # fmt: skip

    def __init__(self, limits: Limits, source: BodySource, known: KnownFields) -> None:
        self._limits = limits
        self._known = known
        self._safe_size = min(limits.max_target, limits.max_header_bytes)
        self._source: BodySource | None = source
        self._parser: Any = HttpRequestParser(self)
        self.next()

    def next(self) -> None:
        """Be ready for the next request."""
        self._raw = self._tail = self.fields = b""
        self._left = self._excess = 0
        self.head: Head | None = None
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = EMPTY
        self.partial = self.ended = self.keep_alive = self._whole = False

    def close(self) -> None:
        """Let go of the parser and the source, which point back here."""
        self._parser = self._source = None

    def bytes_known(self) -> bytes:
        """All bytes of a request whose fields came before."""
        return self._raw

    def line(self) -> tuple[str, bytes, str]:
        """Method, target and version as far as they can be told, for a log."""
        try:
            return request_line(self._raw)
        except RefusedError:
            return "", b"", "1.1"

    def feed(self, data: bytes) -> int:
        """Read on, at most to the end of this request's head or body; how many bytes were taken.

        Raises RefusedError, after which nothing more can be read.
        """
        if self.head is None and not self.partial and self._feed_known(data):
            return len(data)
        end = min(self._left, len(data)) if self._left else self._cut(data)
        piece = data if end == len(data) else data[:end]
        if self.head is None:
            self._feed_head(piece)
        else:
            self._feed_body(piece)
        return end

    def _feed_known(self, data: bytes) -> bool:
        """Read a whole head whose fields came before; False when this is none, and nothing was read."""
        cut = data.find(b"\r\n")
        fields = data[cut:]
        known = self._known.get(fields)
        if known is None or len(data) > self._safe_size:
            return False
        line = _PLAIN_LINE.fullmatch(data, 0, cut)
        if line is None:
            return False
        self.head = "GET" if line[1] == b"GET" else "HEAD", line[2], "1.1", known[0], 0, False, False
        self.headers, self.fields, self._raw = known[1].copy(), fields, data
        self.ended = self.keep_alive = True
        return True

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header field, or a trailer, which is dropped."""
        if self.head is None:
            self.headers.append((name, value.rstrip()))

    def on_headers_complete(self) -> None:
        """The head is complete."""
        if self.head is None:
            self.keep_alive = self._parser.should_keep_alive()
            self._whole = True

    def on_body(self, chunk: bytes) -> None:
        """A piece of the body."""
        self.body.feed(chunk)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self.ended = True

    def _cut(self, data: bytes) -> int:
        """The length of `data` up to the first empty line, which may have begun in what was fed before."""
        tail = self._tail
        if tail:
            at = (tail + data[:3]).find(_END)
            if at >= 0:
                return at + 4 - len(tail)
        at = data.find(_END)
        return len(data) if at < 0 else at + 4

    def _feed_head(self, piece: bytes) -> None:
        self._raw = raw = self._raw + piece if self.partial else piece
        if len(raw) > self._safe_size:
            check_size(raw, self._limits)
        upgrade = False
        try:
            self._parser.feed_data(piece)
        except HttpParserUpgrade:
            upgrade = True
        except HttpParserError as error:
            if self._whole:
                check_head(raw, self.headers, self._limits)
            request_line(raw)
            raise RefusedError(501 if isinstance(error, HttpParserInvalidMethodError) else 400) from None
        if self._whole:
            self.head = head = check_head(raw, self.headers, self._limits)
            self.partial, self._tail = False, b""
            if head[4] != 0:
                self._begin_body(head[4], upgrade=upgrade)
            elif self.keep_alive and not upgrade and not head[6] and len(raw) <= _KNOWN_SIZE:
                if len(self._known) >= _KNOWN_HEADS:
                    self._known.clear()
                if _PLAIN_LINE.match(raw):
                    self._known[raw[raw.find(b"\r\n") :]] = head[3], self.headers.copy()
        else:
            self.partial, self._tail = True, raw[-3:]
            if raw.find(b"\n", 2) > 0:
                request_line(raw)

    def _begin_body(self, length: int | None, *, upgrade: bool) -> None:
        self.body = Body(length, self._source)
        self._left = length or 0
        if upgrade:  # llhttp takes all that follows an Upgrade for another protocol, even a body
            self.ended = False
            self._parser = HttpRequestParser(self)
            framing = b"Transfer-Encoding: chunked" if length is None else b"Content-Length: %d" % length
            self._parser.feed_data(b"POST / HTTP/1.1\r\n" + framing + _END)

    def _feed_body(self, piece: bytes) -> None:
        body = self.body
        before = body.received
        try:
            self._parser.feed_data(piece)
        except HttpParserError:
            raise RefusedError(400) from None
        if body.received > self._limits.max_body:
            raise RefusedError(413)
        if body.length is None:
            self._tail = (self._tail + piece)[-3:]
            self._excess = max(0, self._excess + len(piece) - (body.received - before) * _ALLOWED_PER_BYTE)
            if self._excess > self._limits.max_header_bytes:
                raise RefusedError(431)
        else:
            self._left -= len(piece)
        if self.ended:
            body.finish()
