"""From the text of a command to its parts: what is joined, blocked, tested or looped over.

`&` binds least, then `||`, `&&`, `|`, and a redirection most. What follows a test of `if`, or the `do` of a
`for`, reaches to the end of the line or of the block around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.errors import SyntaxProblemError
from adsiis.admin.batch.lexer import BLANKS, DELIMITERS, Lexer
from adsiis.admin.batch.nodes import Block, For, If, Joined, Node, Nothing, Simple

if TYPE_CHECKING:
    from collections.abc import Callable

_OPERATORS: Final = ("&", "||", "&&", "|")
_ONE_OPERAND: Final = frozenset({"errorlevel", "exist", "defined", "cmdextversion"})
_COMPARISONS: Final = frozenset({"EQU", "NEQ", "LSS", "LEQ", "GTR", "GEQ"})


class Parser:
    """Reads one command, over as many lines as it takes.

    Args:
        text: its first line, percent signs expanded.
        more: gives the next line likewise, None at the end of the file.
        line_number: gives the number of the line drawn in last.
    """

    def __init__(self, text: str, more: Callable[[], str | None], line_number: Callable[[], int]) -> None:
        self._lexer = Lexer(text, more)
        self._line = line_number

    def command(self) -> Node:
        """The command. Raises SyntaxProblemError. Source: docs/behaviour.md, batch-1."""
        found = self._joined(0)
        self._lexer.skip_any(DELIMITERS)
        if self._lexer.peek() == ")":
            return found  # a bracket too many ends the line, as a remark would
        if self._lexer.peek():
            raise SyntaxProblemError(f"{self._lexer.peek(12).split()[0]} was unexpected at this time.")
        return found

    def _joined(self, level: int) -> Node:
        """Commands joined by operators of this level and those that bind closer."""
        if level == len(_OPERATORS):
            return self._one()
        found = self._joined(level + 1)
        while self._at_operator(_OPERATORS[level]):
            self._lexer.skip(len(_OPERATORS[level]))
            if level == 0 and self._at_end():
                return found
            found = Joined(_OPERATORS[level], found, self._joined(level + 1))
        return found

    def _at_operator(self, operator: str) -> bool:
        self._lexer.skip_any(BLANKS)
        ahead = self._lexer.peek(2)
        return ahead == operator or (len(operator) == 1 and ahead[:1] == operator and ahead != operator * 2)

    def _at_end(self) -> bool:
        self._lexer.skip_any(BLANKS)
        return self._lexer.peek() in {"", "\n"} or (self._lexer.depth > 0 and self._lexer.peek() == ")")

    def _one(self) -> Node:
        lexer = self._lexer
        lexer.skip_any(DELIMITERS + "@")
        ahead, word = lexer.peek(), lexer.word_ahead()
        if ahead == "(":
            return self._block()
        if ahead == ":" or word == "rem":
            lexer.skip_line()
            return Nothing()
        if word in {"if", "for"}:
            lexer.skip(len(word))
            return self._if() if word == "if" else self._for()
        return self._simple()

    def _simple(self) -> Node:
        line, before = self._line(), self._lexer.redirections()
        text, after = self._lexer.text()
        if not text.strip(DELIMITERS) and not (before or after):
            if self._lexer.peek() in {"&", "|"}:
                raise SyntaxProblemError(f"{self._lexer.peek()} was unexpected at this time.")
            return Nothing()
        return Simple(text, line, before + after)

    def _block(self) -> Node:
        line = self._line()
        self._lexer.skip()
        self._lexer.depth += 1
        commands: list[Node] = []
        while True:
            self._lexer.skip_any(DELIMITERS + "\n")
            if self._lexer.peek() == ")":
                break
            if not self._lexer.peek():
                if not self._lexer.draw_line():
                    raise SyntaxProblemError(f"the ( of line {line} is not closed.")
                continue
            commands.append(self._joined(0))
            if self._lexer.peek() not in {"", "\n", ")"}:
                raise SyntaxProblemError(f"{self._lexer.peek()} was unexpected at this time.")
        self._lexer.skip()
        self._lexer.depth -= 1
        return Block(tuple(commands), line, self._lexer.redirections())

    def _if(self) -> Node:
        line, negated, ignore_case = self._line(), False, False
        first = self._lexer.token()
        while first.lower() in {"/i", "not"}:
            ignore_case = ignore_case or first.lower() == "/i"
            negated = negated != (first.lower() == "not")
            first = self._lexer.token()
        if first.lower() in _ONE_OPERAND:
            test, left, right = first.lower(), self._lexer.token(), ""
        else:
            test, left = self._comparison(), first
            right = self._lexer.token()
        then = self._branch()
        otherwise = None
        self._lexer.skip_any(DELIMITERS)
        if self._lexer.word_ahead() == "else":
            self._lexer.skip(4)
            otherwise = self._branch()
        return If(test, left, right, negated, ignore_case, then, otherwise, line)

    def _comparison(self) -> str:
        self._lexer.skip_any(BLANKS)
        if self._lexer.peek(2) == "==":
            self._lexer.skip(2)
            return "=="
        test = self._lexer.token().upper()
        if test not in _COMPARISONS:
            raise SyntaxProblemError(f"{test} was unexpected at this time.")
        return test

    def _branch(self) -> Node:
        if self._at_end():
            raise SyntaxProblemError("a command is missing after IF, ELSE or DO.")
        return self._joined(0)

    def _for(self) -> Node:
        line, kind, options = self._line(), "", ""
        word = self._lexer.token()
        if word.lower() in {"/d", "/r", "/l", "/f"}:
            kind = word[1:].lower()
            word = self._lexer.token()
            if not word.startswith("%") and kind in {"r", "f"}:
                options, word = word, self._lexer.token()
        if len(word) != 2 or word[0] != "%":
            raise SyntaxProblemError(f"{word} is no variable of FOR: in a batch file it looks like %%a.")
        self._expect("in")
        items = self._lexer.bracketed()
        self._expect("do")
        return For(kind, options, word[1], items, self._branch(), line)

    def _expect(self, word: str) -> None:
        self._lexer.skip_any(DELIMITERS)
        if self._lexer.word_ahead() != word:
            raise SyntaxProblemError(f"{word.upper()} is missing in FOR.")
        self._lexer.skip(len(word))
