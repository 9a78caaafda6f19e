"""What comes while it is read, such as standard input, for a TextStream: no further than the script asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


class LiveReader:
    """Text that comes as it is typed."""

    __slots__ = ("_held", "_stream")

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._held = ""

    def at_end(self) -> bool:
        """Whether nothing comes any more."""
        if not self._held:
            self._held = self._stream.readline()
        return not self._held

    def peek(self) -> str:
        """The next character, or nothing."""
        return "" if self.at_end() else self._held[0]

    def take(self, count: int) -> str:
        """So many characters, or what comes until the end."""
        taken = ""
        while len(taken) < count and not self.at_end():
            wanted = count - len(taken)
            taken, self._held = taken + self._held[:wanted], self._held[wanted:]
        return taken

    def line(self) -> str:
        """A line, without its end."""
        self.at_end()
        line, self._held = self._held, ""
        return line.rstrip("\r\n")

    def rest(self) -> str:
        """All that comes until the end."""
        rest, self._held = self._held + self._stream.read(), ""
        return rest
