"""Parts of a file on request: which bytes a Range header gets, and how several of them make one body.

Pure: given the validators of a file and the header values, the answer is a status and stretches of bytes.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.w3svc.conditions import is_current
from adsiis.w3svc.content import Content, Part

if TYPE_CHECKING:
    from adsiis.w3svc.conditions import Validators

_UNIT: Final = re.compile(rb"bytes=(.*)", re.DOTALL)
_ONE: Final = re.compile(rb"[ \t]*(\d{0,18})-(\d{0,18})[ \t]*")
MOST_RANGES: Final = 64


class Stretch(NamedTuple):
    """Some bytes of a file."""

    offset: int
    length: int

    def content_range(self, size: int) -> bytes:
        """The value of Content-Range for these bytes of so many."""
        return b"bytes %d-%d/%d" % (self.offset, self.offset + self.length - 1, size)


WHOLE: Final[tuple[Stretch, ...]] = ()
"""What a header gets that asks for nothing we give in parts."""


class OutsideError(Exception):
    """No range of the header lies in the file: 416."""


def choose_ranges(file: Validators, wanted: bytes | None, if_range: bytes | None) -> tuple[Stretch, ...]:
    """The stretches a Range header gets; WHOLE where it does not count.

    It does not count when it cannot be understood, asks for more than the file has or for too many ranges,
    or when If-Range names another state of the file. Raises OutsideError.
    Source: docs/behaviour.md, static-6.
    """
    if wanted is None or (if_range is not None and not is_current(file, if_range)):
        return WHOLE
    unit = _UNIT.fullmatch(wanted)
    listed = [one for one in unit[1].split(b",") if one.strip()] if unit else []
    if not listed or len(listed) > MOST_RANGES:
        return WHOLE
    found: list[Stretch] = []
    for one in listed:
        match = _ONE.fullmatch(one)
        if match is None or not (match[1] or match[2]):
            return WHOLE
        if match[1] and match[2] and int(match[2]) < int(match[1]):
            return WHOLE
        stretch = _stretch(match[1], match[2], file.size)
        if stretch.length > 0:
            found.append(stretch)
    if not found:
        raise OutsideError
    return tuple(found) if sum(one.length for one in found) <= file.size else WHOLE


def _stretch(first: bytes, last: bytes, size: int) -> Stretch:
    if not first:
        length = min(int(last), size)
        return Stretch(size - length, length)
    end = min(int(last), size - 1) if last else size - 1
    return Stretch(int(first), end - int(first) + 1)


def several(content: Content, stretches: tuple[Stretch, ...], kind: bytes) -> tuple[bytes, Content]:
    """The content type and the content of an answer with several ranges.

    Source: docs/behaviour.md, static-6.
    """
    boundary, size = secrets.token_hex(16).encode("ascii"), content.size
    parts: list[Part] = []
    for stretch in stretches:
        head = b"\r\n--%b\r\nContent-Type: %b\r\nContent-Range: %b\r\n\r\n" % (
            boundary, kind, stretch.content_range(size),
        )  # fmt: skip
        parts += [Part(0, len(head), head), *content.cut(*stretch).parts]
    end = b"\r\n--%b--\r\n" % boundary
    parts.append(Part(0, len(end), end))
    return b"multipart/byteranges; boundary=" + boundary, Content(parts, content.descriptor)
