"""A file that was found somewhere: what is known of it without asking how it was found."""

from __future__ import annotations

import datetime as dt

import msgspec


class FoundFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file with the attributes that articles tell of.

    Attributes:
        path: where it is; inside an archive, after its path and `!`.
        name: its name.
        version: empty when it tells none.
        platform: what it is for, such as x86; empty when that is not known.
        size: in bytes.
        date: the day of its last change, where a listing tells it; the day a copy was made says nothing.
        problem: why its version could not be read, a sentence.
    """

    path: str
    name: str
    version: str = ""
    platform: str = ""
    size: int | None = None
    date: dt.date | None = None
    problem: str = ""
