"""Errors and warnings with their place: the line, the path of the key and the property they are about.

The parser knows no line of an attribute, so places are looked up in the text, and only when something is to
be said: the n-th start tag the parser met is the n-th of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from adsiis.formats.errors import MetabaseFileError
from adsiis.formats.metabase_xml import guard

_ATTRIBUTE: Final = re.compile(r"""([^\s=<>"'/]+)\s*=\s*(?:"[^"]*+"|'[^']*+')""")


class Place(NamedTuple):
    """A start tag by its number, from 0, and maybe an attribute in it."""

    tag: int
    attribute: str = ""


class Report:
    """What there is to say about a file.

    Attributes:
        path: what the file is called.
    """

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self._text = text
        self._said: list[tuple[Place, str]] = []
        self._tags: list[int] = []
        self._breaks: list[int] | None = None
        self._attributes: tuple[int, dict[str, int]] = (-1, {})

    def warn(self, place: Place, about: str, sentence: str) -> None:
        """Keep a warning about a key, and the property the place names."""
        self._said.append((place, _worded(place, about, sentence)))

    def warnings(self) -> list[str]:
        """All warnings in the order of the file."""
        placed = sorted((self._offset(place), text) for place, text in sorted(self._said))
        return [f"{self.path}, line {self._line(offset)}: {text}" for offset, text in placed]

    def error(self, place: Place, about: str, sentence: str) -> MetabaseFileError:
        """An error about a key, and the property the place names, to be raised."""
        offset = self._offset(place)
        column = offset - self._text.rfind("\n", 0, offset)
        return MetabaseFileError(_worded(place, about, sentence), self.path, self._line(offset), column)

    def line(self, tag: int) -> int:
        """The line a start tag begins in."""
        return self._line(self._offset(Place(tag)))

    def _line(self, offset: int) -> int:
        if self._breaks is None:
            self._breaks = [found.start() for found in re.finditer("\n", self._text)]
        return bisect_left(self._breaks, offset) + 1

    def _offset(self, place: Place) -> int:
        if not self._tags:
            self._tags = guard.start_tags(self._text)
        start = self._tags[place.tag]
        if not place.attribute:
            return start
        if self._attributes[0] != place.tag:
            tag = guard.tag_at(self._text, start)
            found = {each[1]: start + each.start() for each in _ATTRIBUTE.finditer(tag)}
            self._attributes = (place.tag, found)
        return self._attributes[1].get(place.attribute, start)


def _worded(place: Place, about: str, sentence: str) -> str:
    subject = ", ".join(part for part in (about, place.attribute) if part)
    return f"{subject}: {sentence}" if subject else sentence
