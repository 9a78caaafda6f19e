"""The text of a file, whatever it was given as: a path, bytes, or the text itself.

A MetaBase.xml is UTF-8, with or without a byte order mark, or UTF-16 with one.
"""

from __future__ import annotations

import codecs
import os
import re
from typing import Final, NoReturn

from adsiis.formats.errors import MetabaseFileError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"'>]*)""")
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
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MetabaseFileError(
            f"the file cannot be read ({reason}); expected a readable file.", name
        ) from error


def _decoded(content: bytes, name: str) -> str:
    mark, encoding = next(((m, e) for m, e in _MARKS if content.startswith(m)), (b"", "utf-8"))
    declared = _DECLARED.match(content)
    if not mark and declared and declared[1].upper() not in _READABLE:
        shown = declared[1][:40].decode("ascii", "replace")
        sentence = f"the file says it is in {shown!r}; expected UTF-8, or UTF-16 with a byte order mark."
        raise MetabaseFileError(sentence, name, 1)
    try:
        return content.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError as error:
        return _refuse(error, name)


def _refuse(error: UnicodeDecodeError, name: str) -> NoReturn:
    before = error.object[: error.start].decode(error.encoding, "replace")
    wrong = error.object[error.start : error.start + 4].hex(" ")
    encoding = error.encoding.upper()
    sentence = f"the bytes {wrong} are not {encoding}; expected UTF-8, or UTF-16 with a byte order mark."
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    raise MetabaseFileError(sentence, name, line, column) from None


def _too_large(name: str, limit: int) -> MetabaseFileError:
    return MetabaseFileError(
        f"the file is larger than the {limit:,} bytes allowed; pass a larger limit.", name
    )
