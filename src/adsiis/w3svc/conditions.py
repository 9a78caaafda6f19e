"""Conditional requests: whether a client needs a file at all, decided from headers alone.

Pure: given the validators of a file and the header values, the answer is yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os


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


def validators_of(status: os.stat_result, mark: bytes = b"", size: int | None = None) -> Validators:
    """The validators of a file; the mark tells apart what is sent in several forms, of sizes of their own."""
    etag = b'"%x-%x%b"' % (status.st_mtime_ns, status.st_size, mark)
    return Validators(etag, int(status.st_mtime), status.st_size if size is None else size)


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


def is_current(file: Validators, if_range: bytes) -> bool:
    """Whether If-Range names the very state of the file."""
    if if_range.startswith((b'"', b"W/")):
        return if_range == file.etag
    return _parse_date(if_range) == file.modified
