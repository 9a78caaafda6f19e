"""Text out of the bytes of a file, whichever way it was kept: UTF-8, UTF-16, or the Windows code page."""

from __future__ import annotations

from typing import Final

from adsiis.knowledge.errors import BinaryFileError

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LOOKED_AT: Final = 4096
_OF_TEXT: Final = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n\v\f\r\x1a")
_END_OF_FILE: Final = "\x1a"  # DOS put it there


def text_of_bytes(data: bytes) -> str:
    """The text, with line feeds alone between its lines.

    Raises BinaryFileError. Source: docs/behaviour.md, kb-2.
    """
    text = _decoded(data).rstrip(_END_OF_FILE)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    start = data[:_LOOKED_AT]
    wide = _wide(start)
    if wide is not None:
        return data.decode(wide, "replace")
    if len(start.translate(None, _OF_TEXT)) > len(start) // 50 or b"\0" in data:
        raise BinaryFileError("The file is not text: it holds bytes that no text has.")
    return _of_one_byte(data)


def _wide(start: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    half = len(start) // 2
    if half < 8 or b"\0" not in start:
        return None
    if start[1::2].count(0) > 0.7 * half and start[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if start[::2].count(0) > 0.7 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _of_one_byte(data: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
