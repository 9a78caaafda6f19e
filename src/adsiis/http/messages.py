"""Requests as they came and answers as they go: values, and the bytes of an answer's head.

A head is written in three parts: the status line, then what changes from one sending to the next (Date and
Connection), then the rest. So an answer prepared once is sent again without looking at it.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import ssl

    from adsiis.http.body import Body
    from adsiis.http.connection import Connection
    from adsiis.http.stream import Stream

Headers = list[tuple[bytes, bytes]]

_NO_WAIT: Final = getattr(os, "RWF_NOWAIT", None)
_NAME: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_NOT_IN_VALUE: Final = re.compile(rb"[\x00\r\n]")
_OWNED: Final = frozenset({b"content-length", b"transfer-encoding", b"connection", b"keep-alive", b"date"})
_PRIVATE: Final = frozenset({b"set-cookie", b"authorization", b"authentication-info"})
_BETWEEN: Final = len("  HTTP/1.1")
_KNOWN_FIELDS: Final = 2048
_KNOWN_VALUE: Final = 128
_GOOD_FIELDS: set[tuple[bytes, bytes]] = set()
_KNOWN_FRAMES: Final = 64
_KNOWN_FRAMINGS: dict[tuple[object, ...], Framing] = {}
_PHRASES: Final = {status.value: status.phrase.encode() for status in HTTPStatus}


@dataclass(slots=True, eq=False, weakref_slot=True)
class Request:
    """One request. `target`, header names and values are the bytes that came; nothing is decoded.

    Attributes:
        host: the authority of an absolute target, else the value of Host; empty when 1.0 sent none.
        client: address and port the request came from.
        server: address and port it came in on.
        started: when its head was complete, by `time.monotonic`.
        tls: the TLS side of the connection, which knows the client's certificate; None without TLS.
        fields: the bytes of the header fields where they came before and hold no secret, else empty: what
            was made of them once can be found by them.
        user: who the client is, once a handler knows.
        sign_in: how the client said so: `Basic`, `NTLM`; empty for one that did not.
        note: what a handler wants to know again when the request is done.
        holds_until: until when the same bytes may get the same answer without the handler, by
            `time.monotonic`; the handler sets it, for answers that are prepared.
        connection: what a handler wants to know again at the next request of this connection.
        link: the connection itself, of which a handler may ask something; None in a lane.
    """

    method: str
    target: bytes
    version: str
    headers: Headers
    host: bytes
    client: tuple[str, int]
    server: tuple[str, int]
    scheme: str
    body: Body
    started: float
    tls: ssl.SSLObject | None = None
    fields: bytes = b""
    connection: dict[str, Any] = field(default_factory=dict)
    link: Connection | None = None
    user: str = ""
    sign_in: str = ""
    note: Any = None
    holds_until: float = 0.0

    def header(self, name: bytes) -> bytes | None:
        """The first value of a header field, whatever the case of its name."""
        return find_header(self.headers, name)

    def size(self) -> int:
        """The bytes that came in for it: line, header fields, and as much of its body as came."""
        line = len(self.method) + len(self.target) + _BETWEEN
        if self.fields:
            return line + len(self.fields)  # it has no body
        return line + sum(len(name) + len(value) + 4 for name, value in self.headers) + 4 + self.body.received


class FileBody:
    """`length` bytes of a file from `offset`, or all from there; sent piece by piece, never loaded whole.

    A file descriptor handed over here is closed by the engine, whatever becomes of the answer.
    """

    __slots__ = ("fd", "length", "offset", "path")

    def __init__(self, path_or_fd: str | int, offset: int = 0, length: int | None = None) -> None:
        self.path = path_or_fd if isinstance(path_or_fd, str) else ""
        self.fd = None if isinstance(path_or_fd, str) else path_or_fd
        self.offset = offset
        self.length = length

    def open(self) -> int:
        """Open the file, if need be, and tell how many bytes will be sent."""
        if self.fd is None:
            self.fd = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        if self.length is None:
            self.length = max(0, os.fstat(self.fd).st_size - self.offset)
        return self.length

    def read_cached(self, size: int, offset: int) -> memoryview | None:
        """Up to `size` bytes if they are in memory; None when the disk would have to be waited for."""
        if self.fd is None or _NO_WAIT is None:
            return None
        buffer = bytearray(size)
        try:
            return memoryview(buffer)[: os.preadv(self.fd, [buffer], offset, _NO_WAIT)]
        except OSError:
            return None

    def in_memory(self, size: int, offset: int) -> bool:
        """Whether the first and the last byte of a stretch can be read without the disk."""
        if self.fd is None or _NO_WAIT is None:
            return False
        byte = bytearray(1)
        try:
            return all(os.preadv(self.fd, [byte], at, _NO_WAIT) for at in (offset, offset + size - 1))
        except OSError:
            return False

    def read(self, size: int, offset: int) -> bytes:
        """Up to `size` bytes, however long that takes."""
        return b"" if self.fd is None else os.pread(self.fd, size, offset)

    def close(self) -> None:
        """Close the file."""
        if self.fd is not None:
            fd, self.fd = self.fd, None
            os.close(fd)


Payload = bytes | AsyncIterable[bytes] | FileBody


@dataclass(slots=True, eq=False)
class Response:
    """An answer. A body without known length is chunked, or in HTTP/1.0 ended by closing.

    Date, Connection, Transfer-Encoding and Content-Length are the engine's; a Content-Length given here
    counts where the engine cannot know it: for an iterable body, and an empty one in answer to HEAD.
    Raises ValueError for a header that would break the message apart.
    """

    status: int
    headers: Headers = field(default_factory=list)
    body: Payload = b""
    reason: bytes | None = field(default=None, kw_only=True)
    close: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        _check_fields(self.headers)


@dataclass(slots=True, eq=False)
class Tunnel(Response):
    """An answer 101: after it `talk` has the connection, and its end is that of the connection.

    The headers name the protocol (Upgrade) and what it asks for; Connection is the engine's.
    """

    talk: Callable[[Stream], Awaitable[None]] = field(kw_only=True)

    def head(self) -> bytes:
        """The bytes to send before the tunnel begins."""
        lines = [b"%b: %b\r\n" % field for field in self.headers if field[0].lower() not in _OWNED]
        return b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n%b\r\n" % b"".join(lines)


class PreparedResponse:
    """An answer whose bytes are ready: written as they are, Date put behind the status line."""

    __slots__ = ("close", "first", "head", "rest", "size", "status")

    def __init__(self, status: int, first: bytes, head: bytes, body: bytes) -> None:
        """An answer.

        Args:
            status: its status.
            first: the status line.
            head: the rest of its head, with the empty line.
            body: its body.
        """
        self.status = status
        self.first = first
        self.head = head
        self.rest = head + body
        self.size = len(body)
        self.close = False


Answer = Response | PreparedResponse


class Framing(NamedTuple):
    """How an answer is sent: its head but for Date and Connection, and where its body ends.

    `length` is the number of body bytes to send, None for a body that ends by itself; `delimited` is False
    when only closing the connection marks that end.
    """

    first: bytes
    rest: bytes
    length: int | None
    chunked: bool
    delimited: bool


def frame(response: Response, method: str, version: str) -> Framing:
    """Decide how an answer is sent; what was decided for the same small head is remembered.

    Source: docs/behaviour.md, http-8.
    """
    status, body, headers = response.status, response.body, response.headers
    if not 200 <= status <= 999:
        raise ValueError(f"The status of an answer is {status}: it must be a number from 200 to 999.")
    size = len(body) if type(body) is bytes else body.open() if isinstance(body, FileBody) else None
    sort = (status, size, method == "HEAD", version == "1.0", response.reason, *headers)
    framing = _KNOWN_FRAMINGS.get(sort)
    if framing is None:
        _check_fields(headers)
        framing = _framed(response, size, method, version)
        if _GOOD_FIELDS.issuperset(headers):
            if len(_KNOWN_FRAMINGS) >= _KNOWN_FRAMES:
                _KNOWN_FRAMINGS.clear()
            _KNOWN_FRAMINGS[sort] = framing
    return framing


def _framed(response: Response, size: int | None, method: str, version: str) -> Framing:
    status = response.status
    declared = find_header(response.headers, b"content-length")
    if declared is not None and (size is None or (size == 0 and (method == "HEAD" or status == 304))):
        size = int(declared)
    bare = status in {204, 304}
    chunked = size is None and version != "1.0" and not bare
    lines = [b"%b: %b\r\n" % field for field in response.headers if field[0].lower() not in _OWNED]
    if chunked:
        lines.append(b"Transfer-Encoding: chunked\r\n")
    elif size is not None and (not bare or (status == 304 and declared is not None)):
        lines.append(b"Content-Length: %d\r\n" % size)
    lines.append(b"\r\n")
    silent = bare or method == "HEAD"
    delimited = silent or chunked or size is not None
    first = _status_line(status, response.reason)
    return Framing(first, b"".join(lines), 0 if silent else size, chunked and not silent, delimited)


def prepare(response: Response) -> PreparedResponse:
    """Build the whole of an answer whose body is bytes, to be sent many times."""
    if not isinstance(response.body, bytes):
        raise TypeError("Only an answer whose body is bytes can be prepared in advance.")
    framing = frame(response, "GET", "1.1")
    body = response.body if framing.length else b""
    prepared = PreparedResponse(response.status, framing.first, framing.rest, body)
    prepared.close = response.close
    return prepared


def error_response(status: int) -> Response:
    """The plain answer to a request the engine refuses."""
    return Response(status, [(b"Content-Type", b"text/plain")], _PHRASES.get(status, b"") + b"\r\n")


def find_header(headers: Headers, name: bytes) -> bytes | None:
    """The first value of a header field, whatever the case of its name."""
    name = name.lower()
    for key, value in headers:
        if key.lower() == name:
            return value
    return None


def date_line() -> bytes:
    """The Date header of this second."""
    return b"Date: %b\r\n" % formatdate(usegmt=True).encode()


@lru_cache(maxsize=256)
def _status_line(status: int, reason: bytes | None) -> bytes:
    if reason is None:
        reason = _PHRASES.get(status, b"")
    _check_fields([(b"reason", reason)])
    return b"HTTP/1.1 %d %b\r\n" % (status, reason)


def _check_fields(headers: Headers) -> None:
    for header in headers:
        if header in _GOOD_FIELDS:
            continue
        name, value = header
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"The header name {name!r} is not a token: letters, digits and hyphens make one."
            )
        if _NOT_IN_VALUE.search(value):
            raise ValueError(
                f"The value of the header {name!r} holds a line break or a zero byte: {value!r}."
            )
        if len(value) <= _KNOWN_VALUE and name.lower() not in _PRIVATE:
            if len(_GOOD_FIELDS) >= _KNOWN_FIELDS:
                _GOOD_FIELDS.clear()
            _GOOD_FIELDS.add(header)
