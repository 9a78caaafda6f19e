"""The characters of a command: which are syntax, which are text, and where a word ends.

Two characters change what others mean. A quote makes all but the next quote text, to the end of its line; a
caret outside quotes makes the next character text, and at the end of a line draws in the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.errors import SyntaxProblemError
from adsiis.admin.batch.nodes import Redirection

if TYPE_CHECKING:
    from collections.abc import Callable

BLANKS: Final = " \t"
DELIMITERS: Final = " \t,;=\v\f\xa0"
_SPECIAL: Final = "&|<>\n"


class Lexer:
    """The text of a command, which draws further lines in while a block or a caret asks for more.

    Args:
        text: the first line, its percent signs already expanded.
        more: gives the next line likewise, None at the end of the file.

    Attributes:
        depth: how many blocks are open; in one a closing bracket ends a command.
    """

    def __init__(self, text: str, more: Callable[[], str | None]) -> None:
        self.depth = 0
        self._text = text
        self._at = 0
        self._more = more

    def peek(self, length: int = 1) -> str:
        """The next characters; less at the end."""
        return self._text[self._at : self._at + length]

    def skip(self, length: int = 1) -> None:
        """Pass over characters."""
        self._at += length

    def skip_any(self, characters: str) -> None:
        """Pass over all of these that stand next."""
        while self.peek() and self.peek() in characters:
            self._at += 1

    def skip_line(self) -> None:
        """Pass over the rest of the line."""
        end = self._text.find("\n", self._at)
        self._at = len(self._text) if end < 0 else end

    def draw_line(self) -> bool:
        """Draw in the next line of the file; whether there was one."""
        line = self._more()
        if line is not None:
            self._text += "\n" + line
        return line is not None

    def word_ahead(self) -> str:
        """The letters that stand next, in lower case, if nothing is joined to them."""
        end = self._at
        while self._text[end : end + 1].isalpha():
            end += 1
        after = self._text[end : end + 1]
        joined = after and after not in DELIMITERS + _SPECIAL + '()/"%!'
        return "" if joined else self._text[self._at : end].lower()

    def character(self) -> str:
        """One character of text, a caret taken off; empty for a caret with no line after it."""
        found = self.peek()
        self.skip()
        if found != "^":
            return found
        if self.peek() in {"", "\n"}:
            if not self.peek() and not self.draw_line():
                return ""
            self.skip()
        found = self.peek()
        self.skip()
        return found

    def quoted(self) -> str:
        """A quote and all up to the next one, or to the end of the line."""
        end = self._at + 1
        while self._text[end : end + 1] not in {"", "\n", '"'}:
            end += 1
        end += self._text[end : end + 1] == '"'
        found = self._text[self._at : end]
        self._at = end
        return found

    def token(self) -> str:
        """One word, quotes kept: up to a blank, comma, semicolon, equals sign or operator.

        Raises SyntaxProblemError when none stands there.
        """
        return self._word(DELIMITERS + _SPECIAL)

    def _word(self, ends: str) -> str:
        self.skip_any(DELIMITERS)
        parts: list[str] = []
        while (found := self.peek()) and found not in ends:
            parts.append(self.quoted() if found == '"' else self.character())
        if not parts:
            raise SyntaxProblemError("a word is missing at the end of the command.")
        return "".join(parts)

    def text(self) -> tuple[str, tuple[Redirection, ...]]:
        """The text of a simple command up to an operator, and the redirections in it."""
        parts: list[str] = []
        redirections: list[Redirection] = []
        while (found := self.peek()) not in {"", "\n", "&", "|"} and not (self.depth and found == ")"):
            if found == '"':
                parts.append(self.quoted())
            elif found in "<>":
                redirections.append(self.redirection(_handle(parts)))
            else:
                parts.append(self.character())
        return "".join(parts), tuple(redirections)

    def redirection(self, handle: int | None = None) -> Redirection:
        """What stands at a `<` or `>`. Raises SyntaxProblemError."""
        operator = ">>" if self.peek(2) == ">>" else self.peek()
        self.skip(len(operator))
        if handle is None:
            handle = 0 if operator == "<" else 1
        self.skip_any(BLANKS)
        if self.peek() == "&":
            target = self.peek(2)
            self.skip(2)
            if not target[1:].isdigit():
                raise SyntaxProblemError("& was unexpected at this time.")
            return Redirection(handle, operator, target)
        return Redirection(handle, operator, self._file(operator))

    def redirections(self) -> tuple[Redirection, ...]:
        """Redirections that stand next, as before a command or behind a block."""
        found: list[Redirection] = []
        while True:
            self.skip_any(BLANKS)
            digit = self.peek().isdigit() and self.peek(2)[1:] in {"<", ">"}
            if not digit and self.peek() not in {"<", ">"}:
                return tuple(found)
            handle = int(self.peek()) if digit else None
            self.skip(digit)
            found.append(self.redirection(handle))

    def bracketed(self) -> str:
        """What stands in the brackets of `in (...)`, carets taken off, lines joined by blanks.

        Raises SyntaxProblemError when they do not open or close.
        """
        self.skip_any(DELIMITERS)
        if self.peek() != "(":
            raise SyntaxProblemError("( was expected after IN.")
        self.skip()
        parts: list[str] = []
        while (found := self.peek()) != ")":
            if not found and not self.draw_line():
                raise SyntaxProblemError("the brackets after IN are not closed.")
            if self.peek() == "\n":
                self.skip()
                parts.append(" ")
            else:
                parts.append(self.quoted() if found == '"' else self.character())
        self.skip()
        return "".join(parts)

    def _file(self, operator: str) -> str:
        try:
            return self._word(DELIMITERS + _SPECIAL + ")" * (self.depth > 0))
        except SyntaxProblemError:
            raise SyntaxProblemError(f"a file is missing after {operator}") from None


def _handle(parts: list[str]) -> int | None:
    """The digit before a redirection, taken from the text, if it stands alone."""
    if parts and parts[-1].isdigit() and len(parts[-1]) == 1 and (len(parts) < 2 or parts[-2] in DELIMITERS):
        return int(parts.pop())
    return None
