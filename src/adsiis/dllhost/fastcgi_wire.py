"""FastCGI on the wire: records of one request, and those of its answer.

Source: docs/behaviour.md, cgi-5; the specification is https://fastcgi-archives.github.io/FastCGI_Specification.html
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BEGIN: Final = 1
END: Final = 3
PARAMS: Final = 4
STDIN: Final = 5
STDOUT: Final = 6
STDERR: Final = 7
_HEAD: Final = Struct(">BBHHBx")
_VERSION: Final = 1
_ONLY_REQUEST: Final = 1
_RESPONDER: Final = b"\0\1\0\0\0\0\0\0"
_MOST: Final = 65_528
_SHORT: Final = 127


def record(kind: int, content: bytes) -> bytes:
    """One record."""
    return _HEAD.pack(_VERSION, kind, _ONLY_REQUEST, len(content), 0) + content


def stream(kind: int, content: bytes) -> Iterator[bytes]:
    """The records of a stream, the empty one at its end left out."""
    for at in range(0, len(content), _MOST):
        yield record(kind, content[at : at + _MOST])


def opening(variables: Mapping[str, bytes]) -> bytes:
    """The beginning of a request: that it is one, and its variables."""
    pairs = b"".join(
        _length(name.encode()) + _length(value) + name.encode() + value for name, value in variables.items()
    )
    return record(BEGIN, _RESPONDER) + b"".join(stream(PARAMS, pairs)) + record(PARAMS, b"")


class Records:
    """Records out of bytes."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The records that are complete now: kind and content."""
        data = self._rest + data
        at = 0
        while len(data) - at >= _HEAD.size:
            _, kind, _, length, padding = _HEAD.unpack_from(data, at)
            end = at + _HEAD.size + length + padding
            if len(data) < end:
                break
            yield kind, data[at + _HEAD.size : at + _HEAD.size + length]
            at = end
        self._rest = data[at:]


def _length(text: bytes) -> bytes:
    """How long a name or value is, in one byte or four."""
    size = len(text)
    return bytes([size]) if size <= _SHORT else (size | 0x80000000).to_bytes(4, "big")
