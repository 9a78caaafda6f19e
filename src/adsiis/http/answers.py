"""Answers out of bytes, one at a time, without any input or output of its own: the client's end.

A head is parsed by llhttp, unless the same small head came before. A counted body is counted here, a chunked
one is decoded by llhttp, and one that only the end of the connection ends is taken as it comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from adsiis.http.messages import Response, frame

if TYPE_CHECKING:
    from adsiis.http.messages import Headers

_END: Final = b"\r\n\r\n"
_PRIME: Final = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
_KNOWN_HEADS: Final = 256
_KNOWN_SIZE: Final = 1024
_NOT_PASSED_ON: Final = frozenset({
    b"connection", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"trailer", b"te", b"date",
})  # fmt: skip


class BadAnswerError(Exception):
    """Bytes that are no answer to the request; the text is one full sentence."""


class AnswerHead(NamedTuple):
    """The facts of an answer's head; `headers` are those that mean something beyond this connection.

    `length` is the body's announced length; `chunked` says that it is coded; with neither it ends with the
    connection. A body of known length goes on to the next client behind `first`, Date and `rest`.
    """

    status: int
    headers: Headers
    length: int | None
    chunked: bool
    keep_alive: bool
    first: bytes
    rest: bytes


KnownAnswers = dict[bytes, AnswerHead]


class AnswerReader:
    """The answer now being read.

    Attributes:
        head: its facts once its head is complete.
        chunks: what came of its body since they were last taken.
        ended: whether its last byte was read.
        to_end: whether its body ends with the connection.
        continued: whether a 100 came.
        begun: whether anything came.
        rest: what came behind a 101.
    """

    __slots__ = (
        "_known", "_left", "_max_head", "_method", "_parser", "_raw", "begun", "chunks", "continued", "ended",
        "head", "rest", "to_end",
    )  # fmt: skip

    def __init__(self, known: KnownAnswers, max_head: int) -> None:
        self._known = known
        self._max_head = max_head
        self.next("GET")

    def next(self, method: str) -> None:
        """Be ready for the answer to a request."""
        self._method = method
        self._raw = self.rest = b""
        self._left = 0
        self._parser: Any = None
        self.head: AnswerHead | None = None
        self.chunks: list[bytes] = []
        self.ended = self.to_end = self.continued = self.begun = False

    def whole(self, data: bytes) -> tuple[AnswerHead, bytes] | None:
        """The answer, when all of it is in `data` behind a head that came before; else nothing is read."""
        cut = data.find(_END) + 4
        head = self._known.get(data[:cut])
        if head is None or head.length != len(data) - cut or self.begun or self._method == "HEAD":
            return None
        return head, data[cut:]

    def feed(self, data: bytes) -> None:
        """Read on; raises BadAnswerError, after which nothing more can be read."""
        self.begun = True
        while self.head is None:
            raw = self._raw + data if self._raw else data
            cut = raw.find(_END) + 4
            if (len(raw) if cut < 4 else cut) > self._max_head:
                raise BadAnswerError("The head of the answer is longer than is allowed.")
            if cut < 4:
                self._raw = raw
                return
            self._raw, data = b"", raw[cut:]
            head = self._known.get(raw[:cut]) or self._parse(raw[:cut])
            if head.status >= 200 or head.status == 101:
                self._begin(head)
            else:
                self.continued = True
                if not data:
                    return
        if head_status_is_tunnel(self.head):
            self.rest += data
        elif data or self._left == 0:
            self._feed_body(data)

    def take(self) -> list[bytes]:
        """The chunks that came since the last time."""
        chunks, self.chunks = self.chunks, []
        return chunks

    def on_body(self, chunk: bytes) -> None:
        """A decoded piece of the body."""
        self.chunks.append(chunk)

    def on_message_complete(self) -> None:
        """The last chunk was read."""
        self.ended = True

    def on_message_begin(self) -> None:
        """A message begins; behind the last chunk that would be one nobody asked for."""
        if self.ended:
            raise BadAnswerError("Something follows the answer that belongs to no request.")

    def _begin(self, head: AnswerHead) -> None:
        self.head = head
        if self._method == "HEAD" or head.status in {204, 304}:
            self._left = 0
        elif head.chunked:
            self._left = -1
            self._parser = HttpResponseParser(self)
            self._parser.feed_data(_PRIME)
        elif head.length is not None:
            self._left = head.length
        else:
            self._left, self.to_end = -1, True

    def _feed_body(self, data: bytes) -> None:
        if self._parser is not None:
            try:
                self._parser.feed_data(data)
            except HttpParserError:
                raise BadAnswerError("The chunks of the answer are broken.") from None
            if self.ended:
                self._parser = None
        elif self.to_end:
            self.chunks.append(data)
        else:
            if len(data) > self._left:
                raise BadAnswerError("Something follows the answer that belongs to no request.")
            if data:
                self.chunks.append(data)
            self._left -= len(data)
            self.ended = self._left == 0

    def _parse(self, raw: bytes) -> AnswerHead:
        head = parse_answer_head(raw)
        if len(raw) <= _KNOWN_SIZE and b"et-cookie" not in raw.lower():
            if len(self._known) >= _KNOWN_HEADS:
                self._known.clear()
            self._known[raw] = head
        return head


class _Fields:
    """Takes the header fields of one head."""

    def __init__(self) -> None:
        self.headers: Headers = []

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name, value.rstrip()))


def parse_answer_head(raw: bytes) -> AnswerHead:
    """The facts of a whole head; raises BadAnswerError for bytes that are none."""
    fields = _Fields()
    parser = HttpResponseParser(fields)
    try:
        parser.feed_data(raw)
    except HttpParserUpgrade:
        pass
    except HttpParserError as error:
        raise BadAnswerError(f"What came is no answer of HTTP: {error}.") from None
    length, chunked, kept = None, False, []
    for name, value in fields.headers:
        lower = name.lower()
        if lower == b"content-length":
            length = int(value)
        elif lower == b"transfer-encoding":
            chunked = value.lower() == b"chunked"
            if not chunked:
                raise BadAnswerError(f"The answer has the transfer coding {value!r}; it would be chunked.")
        if lower not in _NOT_PASSED_ON:
            kept.append((name, value))
    status = parser.get_status_code()
    first = rest = b""
    if length is not None and not chunked and status >= 200:
        first, rest, *_ = frame(Response(status, kept), "HEAD", "1.1")
    return AnswerHead(status, kept, length, chunked, parser.should_keep_alive(), first, rest)


def head_status_is_tunnel(head: AnswerHead) -> bool:
    """Whether what follows a head is another protocol."""
    return head.status == 101
