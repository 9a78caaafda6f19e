"""Conditional and partial requests: what of a file a client needs, decided from headers alone.

Pure: given the validators of a file and the header values, the answer is a status and a stretch of bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from typing import Final

_RANGE: Final = re.compile(rb"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*")


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells one state of a file from another.

    Attributes:
        etag: strong, in its quotes.
        modified: when the file changed last, in whole seconds since 1970.
        size: its length in bytes.
    """

    etag: bytes
    modified: int
    size: int

    @property
    def last_modified(self) -> bytes:
        """The value of a Last-Modified header."""
        return http_date(self.modified)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which bytes to send, and under which status: 200, 206, 304, 412 or 416."""

    status: int
    offset: int = 0
    length: int = 0


@lru_cache(maxsize=1024)
def http_date(seconds: int) -> bytes:
    """A time in the form of HTTP."""
    return formatdate(seconds, usegmt=True).encode("ascii")


@lru_cache(maxsize=1024)
def _parse_date(value: bytes) -> float | None:
    try:
        return parsedate_to_datetime(value.decode("ascii")).timestamp()
    except (ValueError, OverflowError):
        return None


def _holds(listed: bytes, etag: bytes, *, weak: bool) -> bool:
    tags = [tag.strip() for tag in listed.split(b",")]
    if weak:
        tags = [tag.removeprefix(b"W/") for tag in tags]
    return b"*" in tags or etag in tags


def is_unchanged(file: Validators, if_none_match: bytes | None, if_modified_since: bytes | None) -> bool:
    """Whether the client's copy is still good; an entity tag outweighs a date.

    Source: docs/behaviour.md, static-5.
    """
    if if_none_match is not None:
        return _holds(if_none_match, file.etag, weak=True)
    if if_modified_since is None:
        return False
    since = _parse_date(if_modified_since)
    return since is not None and file.modified <= since


def precondition_fails(file: Validators, if_match: bytes | None, if_unmodified_since: bytes | None) -> bool:
    """Whether the client asked for another state of the file than there is."""
    if if_match is not None:
        return not _holds(if_match, file.etag, weak=False)
    if if_unmodified_since is None:
        return False
    since = _parse_date(if_unmodified_since)
    return since is not None and file.modified > since


def choose_range(file: Validators, wanted: bytes | None, if_range: bytes | None) -> Stretch:
    """Which bytes a Range header gets: one range is honoured, anything else gets the whole file.

    Source: docs/behaviour.md, static-6.
    """
    whole = Stretch(200, 0, file.size)
    if wanted is None or (if_range is not None and not _is_current(file, if_range)):
        return whole
    match = _RANGE.fullmatch(wanted)
    if match is None or not (match[1] or match[2]):
        return whole
    if not match[1]:
        length = min(int(match[2]), file.size)
        return Stretch(206, file.size - length, length) if length else Stretch(416)
    first = int(match[1])
    last = min(int(match[2]), file.size - 1) if match[2] else file.size - 1
    if match[2] and int(match[2]) < first:
        return whole
    return Stretch(206, first, last - first + 1) if first < file.size else Stretch(416)


def _is_current(file: Validators, if_range: bytes) -> bool:
    if if_range.startswith((b'"', b"W/")):
        return if_range == file.etag
    return _parse_date(if_range) == file.modified
