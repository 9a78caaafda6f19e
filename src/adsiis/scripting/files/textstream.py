"""TextStream: a file read or written line by line, in Windows-1252 or UTF-16.

Source: docs/behaviour.md, file-5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ASPPY.vm.values import VBEmpty

from adsiis.scripting.com import ComObject, named_error, number, text

if TYPE_CHECKING:
    from collections.abc import Callable

READING: Final = 1
WRITING: Final = 2
APPENDING: Final = 8


class TextReader:
    """Text that is taken from its front."""

    __slots__ = ("_at", "_text")

    def __init__(self, whole: str) -> None:
        self._text = whole
        self._at = 0

    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self._at >= len(self._text)

    def peek(self) -> str:
        """The next character, or nothing."""
        return self._text[self._at : self._at + 1]

    def take(self, count: int) -> str:
        """So many characters, or what is left."""
        taken = self._text[self._at : self._at + count]
        self._at += len(taken)
        return taken

    def line(self) -> str:
        """A line, without its end."""
        end = self._text.find("\n", self._at)
        taken = self._text[self._at :] if end < 0 else self._text[self._at : end]
        self._at = len(self._text) if end < 0 else end + 1
        return taken.removesuffix("\r")

    def rest(self) -> str:
        """All that is left."""
        return self.take(len(self._text))


class TextStream(ComObject):
    """A text stream.

    Args:
        reader: what it reads from, or None.
        write: takes what is written, or None.
        close: is called when it is closed.
        line_end: what ends a line written.
    """

    __slots__ = ("_close", "_column", "_line", "_line_end", "_reader", "_write")

    type_name = "TextStream"

    def __init__(
        self,
        reader: Any = None,
        write: Callable[[str], object] | None = None,
        close: Callable[[], object] | None = None,
        line_end: str = "\r\n",
    ) -> None:
        self._reader = reader
        self._write = write
        self._close = close
        self._line_end = line_end
        self._line = self._column = 1

    @property
    def at_end_of_stream(self) -> bool:
        """Whether nothing is left to read."""
        return bool(self._readable().at_end())

    @property
    def at_end_of_line(self) -> bool:
        """Whether the next character ends a line, or there is none."""
        return self._readable().peek() in {"", "\r", "\n"}

    @property
    def line(self) -> int:
        """The line it is at, from 1."""
        return self._line

    @property
    def column(self) -> int:
        """The column it is at, from 1."""
        return self._column

    def read(self, count: Any) -> str:
        """So many characters."""
        return self._moved(self._more().take(number(count)))

    def read_line(self) -> str:
        """A line."""
        line = str(self._more().line())
        self._line, self._column = self._line + 1, 1
        return line

    def read_all(self) -> str:
        """All that is left."""
        return self._moved(self._more().rest())

    def skip(self, count: Any) -> None:
        """Read so many characters and forget them."""
        self.read(count)

    def skip_line(self) -> None:
        """Read a line and forget it."""
        self.read_line()

    def write(self, written: Any = VBEmpty) -> None:
        """Write text."""
        self._out(text(written))

    def write_line(self, written: Any = VBEmpty) -> None:
        """Write text and end the line."""
        self._out(text(written) + self._line_end)

    def write_blank_lines(self, count: Any) -> None:
        """End so many lines."""
        self._out(self._line_end * number(count))

    def close(self) -> None:
        """Close it: what was written is on the disk."""
        if self._close is not None:
            self._close()
        self._reader = self._write = self._close = None

    def __del__(self) -> None:
        """A stream that its script forgot is closed."""
        if getattr(self, "_close", None) is not None:
            self.close()

    def _readable(self) -> Any:
        if self._reader is None:
            raise named_error(54 if self._write is not None else 52)
        return self._reader

    def _more(self) -> Any:
        reader = self._readable()
        if reader.at_end():
            raise named_error(62)
        return reader

    def _out(self, written: str) -> None:
        if self._write is None:
            raise named_error(54 if self._reader is not None else 52)
        self._write(written)
        self._moved(written)

    def _moved(self, passed: Any) -> str:
        lines = passed.count("\n")
        self._line += lines
        self._column = len(passed) - passed.rfind("\n") if lines else self._column + len(passed)
        return str(passed)


def opened(path: str, mode: int, form: int) -> TextStream:
    """The stream over a local file.

    Args:
        path: of the file.
        mode: to read, write or append.
        form: -1 for UTF-16, else Windows-1252; a UTF-16 or UTF-8 mark of a file that is read decides.

    Raises OSError.
    """
    if mode == READING:
        with open(path, "rb") as source:
            return TextStream(reader=TextReader(decoded(source.read(), unicode=form == -1)))
    encoding = "utf-16-le" if form == -1 else "cp1252"
    file = open(path, "wb" if mode == WRITING else "ab")  # noqa: SIM115 - the stream closes it
    if form == -1 and file.tell() == 0:
        file.write(b"\xff\xfe")

    def write(written: str) -> None:
        data = written.encode(encoding, "replace")
        if encoding == "cp1252" and data.decode("cp1252") != written:
            raise named_error(5)  # as the original: a character the code page does not have
        file.write(data)

    return TextStream(write=write, close=file.close)


def decoded(data: bytes, *, unicode: bool = False) -> str:
    """The text of a file, by its mark, else as said; bytes that Windows-1252 leaves open stand as Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", "replace")
    if unicode:
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
