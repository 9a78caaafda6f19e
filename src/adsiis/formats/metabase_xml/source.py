"""The text of a file, whatever it was given as: a path, bytes, or the text itself.

A MetaBase.xml is UTF-8, with or without a byte order mark, or UTF-16 with one.
"""

from __future__ import annotations

import codecs
import os
import re
from typing import TYPE_CHECKING, Final, NoReturn

from adsiis.formats.errors import MetabaseFileError

if TYPE_CHECKING:
    from typing import BinaryIO

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"'>]*)""")
_LONGEST_TAG: Final = 16 << 20
_PIECE: Final = 1 << 20
_READABLE: Final = {b"UTF-8", b"UTF8", b"UTF-16", b"US-ASCII", b"ASCII"}


def text_of(source: str | bytes | os.PathLike[str], name: str, limit: int) -> tuple[str, bytes]:
    """The text, without a byte order mark, and the bytes it begins with; `name` is what errors call it.

    Raises MetabaseFileError when it cannot be read, has more than `limit` bytes, none, or another encoding.
    Source: docs/behaviour.md, xml-1.
    """
    if isinstance(source, str) and _is_text(source):
        text, leading = source.removeprefix("\ufeff"), b""
        if len(text) > limit:
            raise _too_large(name, limit)
    else:
        content = source if isinstance(source, bytes) else _content(os.fspath(source), name, limit)
        if len(content) > limit:
            raise _too_large(name, limit)
        text, leading = _decoded(content, name), content[:4]
    if not text.strip():
        raise MetabaseFileError("the file is empty; a metabase file begins with <configuration>.", name)
    return text, leading


def name_of(source: str | bytes | os.PathLike[str]) -> str:
    """What to call a source in errors: its path, else `MetaBase.xml`."""
    if isinstance(source, bytes) or (isinstance(source, str) and _is_text(source)):
        return "MetaBase.xml"
    return os.fspath(source)


def _is_text(source: str) -> bool:
    return "<" in source or not source.strip()


def _content(path: str, name: str, limit: int) -> bytes:
    try:
        with open(path, "rb") as file:
            return _read(file, name, limit)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MetabaseFileError(
            f"the file cannot be read ({reason}); expected a readable file.", name
        ) from error


def _read(file: BinaryIO, name: str, limit: int) -> bytes:
    """The content, a little more than `limit` of a longer one; no further than into a tag without an end.

    Source: docs/behaviour.md, xml-13.
    """
    content = bytearray()
    tag = 0
    while len(content) <= limit and (piece := file.read(_PIECE)):
        begun = piece.rfind(b"<")
        tag = len(content) + begun if begun >= 0 else tag
        content += piece
        if len(content) - tag > _LONGEST_TAG:
            place = _place(bytes(content[:tag]), _encoding(content)[1])
            sentence = f"what begins here is longer than {_LONGEST_TAG:,} bytes; expected a tag before."
            raise MetabaseFileError(sentence, name, *place)
    return bytes(content)


def _encoding(content: bytes | bytearray) -> tuple[bytes, str]:
    """The byte order mark and the encoding it says."""
    return next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))


def _place(before: bytes, encoding: str) -> tuple[int, int]:
    """The line and column behind some bytes."""
    text = before.decode(encoding, "replace").removeprefix("\ufeff")
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _decoded(content: bytes, name: str) -> str:
    mark, encoding = _encoding(content)
    declared = _DECLARED.match(content)
    if not mark and declared and declared[1].upper() not in _READABLE:
        shown = declared[1][:40].decode("ascii", "replace")
        sentence = f"the file says it is in {shown!r}; expected UTF-8, or UTF-16 with a byte order mark."
        raise MetabaseFileError(sentence, name, 1, declared.start(1) + 1)
    if not mark and content[:2] in {b"<\0", b"\0<"}:
        sentence = "the file is in UTF-16 without a byte order mark; expected UTF-8, or that mark."
        raise MetabaseFileError(sentence, name, 1, 1)
    try:
        return content.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError as error:
        return _refuse(error, name)


def _refuse(error: UnicodeDecodeError, name: str) -> NoReturn:
    wrong = error.object[error.start : error.start + 4].hex(" ")
    encoding = error.encoding.upper()
    sentence = f"the bytes {wrong} are not {encoding}; expected UTF-8, or UTF-16 with a byte order mark."
    raise MetabaseFileError(sentence, name, *_place(error.object[: error.start], error.encoding)) from None


def _too_large(name: str, limit: int) -> MetabaseFileError:
    return MetabaseFileError(
        f"the file is larger than the {limit:,} bytes allowed; pass a larger limit.", name
    )
