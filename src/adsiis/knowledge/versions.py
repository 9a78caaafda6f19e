"""Versions of files, compared as Windows does: number by number, missing ones being 0.

A part with letters in it is known only to be a part: two versions that differ before it can be told apart,
two that do not cannot.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final, NamedTuple

_START: Final = re.compile(r"\s*v?(\d+\w*(?:\s*[.,]\s*\w+)*)", re.IGNORECASE)
_PARTS: Final = re.compile(r"\s*[.,]\s*")


class Version(NamedTuple):
    """A version: its parts up to the first with letters, and whether that was all."""

    numbers: tuple[int, ...]
    whole: bool = True

    def __str__(self) -> str:
        """As it is usually written; a part with letters shows as `?`."""
        return ".".join([*map(str, self.numbers), *([] if self.whole else ["?"])])


def version_of(text: str) -> Version | None:
    """The version a text begins with; None when it begins with none, or is 0.0.0.0, which says nothing.

    Source: docs/behaviour.md, kb-9.
    """
    found = _START.match(text)
    if found is None:
        return None
    numbers: list[int] = []
    whole = True
    for part in _PARTS.split(found[1]):
        if not (part.isascii() and part.isdigit()):
            whole = False
            break
        numbers.append(int(part))
    return Version(tuple(numbers), whole) if any(numbers) else None


def compared(one: Version, other: Version) -> int | None:
    """-1, 0 or 1 as one is below, equal to or above the other; None where letters hide which."""
    for left, right in zip_longest(_endless(one), _endless(other), fillvalue=0):
        if left is None or right is None:
            return None
        if left != right:
            return -1 if left < right else 1
    return 0


def _endless(version: Version) -> list[int | None]:
    return [*version.numbers, *([] if version.whole else [None])]


def in_order(text: str) -> tuple[bool, tuple[int, ...]]:
    """What to sort versions by: those that are none come last, trailing zeros do not count."""
    version = version_of(text)
    if version is None:
        return (True, ())
    numbers = list(version.numbers)
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return (False, tuple(numbers))
