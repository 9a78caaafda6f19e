"""Values as a MetaBase.xml has them: the data of a record becomes the text of an attribute.

The reverse of `values`, in the one form IIS itself writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.formats.errors import FormatError
from adsiis.metabase.record import CLEAR, SECURE, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.metabase.record import Data

NEXT_ITEM: Final = "\n\t\t\t"
_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
    "\r": "&#13;",
    "\t": "&#9;",
}
_is_plain = re.compile(r"[ !#-%'-;=?-~\u00a0-\ud7ff\ue000-\ufffd]*").fullmatch
_is_xml = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*").fullmatch
_to_escape: Final = re.compile('[&<>"\n\r\t]')


def escaped(text: str, about: str) -> str:
    """A text between quotes. Raises FormatError, which says what it is about, where XML cannot hold it."""
    if _is_plain(text):
        return text
    if not _is_xml(text):
        raise FormatError(
            f"{about}: {text!r:.60} holds a character that XML does not have: write it to JSON."
        )
    return _to_escape.sub(lambda found: _ESCAPES[found[0]], text)


def written(record: Record, kind: str, flags: Mapping[str, int], about: str) -> str:
    """The text of a record's value; `kind` is the schema's type, `flags` the names of its bits.

    Raises FormatError for a secure value that is not encrypted, and for text that XML cannot hold.
    Source: docs/behaviour.md, xml-10.
    """
    data = record.data
    if record.form == CLEAR and record.attributes & SECURE and data:
        raise FormatError(
            f"{about}: a secure value in clear is not written to a file: give a password, or leave it out."
        )
    if isinstance(data, int):
        return _number(data, kind, flags)
    return _text(data, about)


def _text(data: Data, about: str) -> str:
    if isinstance(data, bytes):
        return data.hex()
    if isinstance(data, tuple):
        return NEXT_ITEM.join(escaped(item, about) for item in data if item)
    return escaped(str(data), about)


def _number(data: int, kind: str, flags: Mapping[str, int]) -> str:
    if kind == "BOOL" and data in {0, 1}:
        return "TRUE" if data else "FALSE"
    return joined(data, flags) if flags and data else str(data)


def joined(number: int, bits: Mapping[str, int]) -> str:
    """A number as the names of its bits, those without a name as one number."""
    names = [name for name, bit in bits.items() if bit and number & bit == bit]
    rest = number & ~sum(bits[name] for name in names)
    return " | ".join([*names, *([str(rest)] if rest else [])])
