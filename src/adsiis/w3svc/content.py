"""The bytes of an answer that are more than one stretch of one file: a footer behind it, several ranges.

A content is a row of parts, in memory or in one open file. A part of a content is a content again, so ranges
need not know what they cut.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.http import FileBody

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from adsiis.http.messages import Payload

SMALL: Final = 65_536
_PIECE: Final = 262_144


class Part(NamedTuple):
    """A stretch of bytes: those in memory, or those of the open file when there are none in memory."""

    offset: int
    length: int
    held: bytes | None = None

    def cut(self, offset: int, length: int) -> Part:
        """A stretch of this one."""
        held = self.held
        if held is not None:
            return Part(0, length, held[offset : offset + length])
        return Part(self.offset + offset, length)


class Content:
    """Bytes to send, in parts; whoever makes one of an open file hands the file over.

    Attributes:
        parts: the parts, none of them empty.
        descriptor: the open file that parts without bytes of their own lie in.
    """

    __slots__ = ("descriptor", "parts")

    def __init__(self, parts: Iterable[Part], descriptor: int | None = None) -> None:
        self.parts = tuple(part for part in parts if part.length)
        self.descriptor = descriptor

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return sum(part.length for part in self.parts)

    def cut(self, offset: int, length: int) -> Content:
        """The bytes from `offset`; of the two contents only one may be sent."""
        found: list[Part] = []
        for part in self.parts:
            first, last = max(offset, 0), min(offset + length, part.length)
            if first < last:
                found.append(part.cut(first, last - first))
            offset -= part.length
        return Content(found, self.descriptor)

    def body(self) -> Payload:
        """What an answer takes as its body. Small contents are read at once and their file is closed."""
        if len(self.parts) == 1 and self.parts[0].held is None and self.descriptor is not None:
            part = self.parts[0]
            if part.length > SMALL:
                return FileBody(self.descriptor, part.offset, part.length)
        return self.read() if self.size <= SMALL else Pieces(self)

    def read(self) -> bytes:
        """All the bytes; the file is closed."""
        try:
            return b"".join(
                os.pread(self.descriptor or 0, part.length, part.offset) if part.held is None else part.held
                for part in self.parts
            )
        finally:
            self.close()

    def close(self) -> None:
        """Close the file."""
        descriptor, self.descriptor = self.descriptor, None
        if descriptor is not None:
            os.close(descriptor)


class Pieces:
    """A content as the body of an answer: read piece by piece, never waiting for the disk on the loop."""

    __slots__ = ("_content",)

    def __init__(self, content: Content) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        loop, content = asyncio.get_running_loop(), self._content
        for part in content.parts:
            if part.held is not None:
                yield part.held
                continue
            at, end = part.offset, part.offset + part.length
            while at < end:
                size = min(_PIECE, end - at)
                piece = await loop.run_in_executor(None, os.pread, content.descriptor or 0, size, at)
                if not piece:
                    return
                at += len(piece)
                yield piece

    async def aclose(self) -> None:
        """Close the file, sent or not."""
        self._content.close()
