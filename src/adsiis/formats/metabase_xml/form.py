"""How a metabase file is dressed: encoding, byte order mark, line ends, and what stands around the keys.

A file that is read and written again keeps all of it, so that an unchanged one gives the same bytes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.metabase.record import Data

    Spot = tuple[str, int]

NAMESPACE: Final = "urn:microsoft-catalog:XML_Metabase_V64_0"
_HEAD: Final = f'<?xml version ="1.0"?>\n<configuration xmlns="{NAMESPACE}">\n<MBProperty>\n'
_TAIL: Final = "</MBProperty>\n</configuration>\n"
_MARKS: Final = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
# What may surround the keys and be kept as it stands: a declaration, comments, and the two outer elements.
_DRESS: Final = r"(?:\s|<\?[^<>]*\?>|<!--(?:[^-]|-(?!-))*-->)*"
_is_head = re.compile(rf"({_DRESS}<configuration(?:\s[^<>]*)?>{_DRESS}<MBProperty\s*>[ \t]*\r?\n)").match
_TAIL_AT: Final = re.compile(rf"[ \t]*</MBProperty\s*>{_DRESS}</configuration\s*>{_DRESS}\Z")
_LONGEST_TAIL: Final = 4096


@dataclass(frozen=True, slots=True)
class Form:
    r"""The dress of one file; the default is that of files IIS 6 wrote.

    Attributes:
        encoding: `utf-8`, `utf-16-le` or `utf-16-be`.
        mark: whether a byte order mark comes first.
        newline: what ends a line.
        head: all up to the first key, with `\n` at the end of lines.
        tail: all after the last key, likewise.
        customs: by folded path and number, the name of each record that stood in a Custom element although
            it could have been an attribute, or under another name than the schema gives it.
        texts: by folded path and number, a value and its text, where a writer would write another: flags in
            another order, a number in hexadecimal. It counts as long as the value is that one.

    Source: docs/behaviour.md, xml-9.
    """

    encoding: str = "utf-8"
    mark: bool = True
    newline: str = "\r\n"
    head: str = _HEAD
    tail: str = _TAIL
    customs: Mapping[Spot, str] = field(default_factory=dict)
    texts: Mapping[Spot, tuple[Data, str]] = field(default_factory=dict)

    @property
    def leading(self) -> bytes:
        """The byte order mark, if there is one."""
        return _MARKS[self.encoding] if self.mark else b""

    def encoded(self, text: str) -> bytes:
        """Text as this file has it, its line ends among it."""
        if self.newline != "\n":
            text = text.replace("\n", self.newline)
        return text.encode(self.encoding)


def form_of(
    text: str, leading: bytes, customs: Mapping[Spot, str], texts: Mapping[Spot, tuple[Data, str]]
) -> Form:
    """The dress of a file that was read: its text, and its first bytes (none of a file given as text)."""
    encoding, mark = "utf-8", not leading
    for name, each in _MARKS.items():
        if leading.startswith(each):
            encoding, mark = name, True
    head, tail = _is_head(text), _TAIL_AT.search(text, max(0, len(text) - _LONGEST_TAIL))
    lines = text[: text.find("\n") + 1]
    return Form(
        encoding,
        mark,
        "\r\n" if lines.endswith("\r\n") or "\n" not in lines else "\n",
        head[1].replace("\r\n", "\n") if head else _HEAD,
        tail[0].replace("\r\n", "\n") if tail else _TAIL,
        customs,
        texts,
    )
