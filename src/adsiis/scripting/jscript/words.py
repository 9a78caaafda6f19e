"""From the text of a script to its words: names, numbers, texts, signs; comments and `@if` are gone.

Whether a slash divides or begins a regular expression only the parser knows, so words are read one by one and
it asks for an expression where one may stand. Source: docs/behaviour.md, jscript-2 and jscript-12.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from adsiis.scripting.jscript.conditional import Variables
from adsiis.scripting.jscript.wording import CompilationError

NAME, NUMBER, TEXT, REGEX, SIGN, END = "name", "number", "text", "regex", "sign", "end"

_BLANK: Final = re.compile(r"[ \t\v\f\xa0\ufeff]+")
_LINE_END: Final = re.compile("\r\n|[\r\n\u2028\u2029]")
_COMMENT: Final = re.compile("//[^\r\n\u2028\u2029]*|<!--[^\r\n\u2028\u2029]*")
_NAME: Final = re.compile(r"(?:[^\W\d]|[$_]|\\u[0-9a-fA-F]{4})(?:\w|\$|\\u[0-9a-fA-F]{4})*")
_NUMBER: Final = re.compile(r"0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SIGN: Final = re.compile(
    r">>>=|===|!==|>>>|<<=|>>=|==|!=|<=|>=|&&|\|\||\+\+|--|<<|>>|[-+*/%&|^]=|[-{}()\[\].;,<>+*/%&|^!~?:=]|@"
)
_REGEX: Final = re.compile(r"/(?:[^/\\\[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n])*\])+/[a-zA-Z]*")
_DIRECTIVE: Final = re.compile(r"@(cc_on|if|set|elif|else|end)\b")
_SET: Final = re.compile(r"\s*@(\w+)\s*=")
_SKIPPED: Final = re.compile(r"@(if|elif|else|end)\b")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_ESCAPED: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(\r\n|[\s\S]))")


class Word(NamedTuple):
    """A word of the script.

    Attributes:
        kind: what it is.
        text: as it is written; of a variable of conditional compilation its value.
        at: where it starts.
        end: where it ends.
        fresh: whether a line ends before it.
    """

    kind: str
    text: str
    at: int
    end: int
    fresh: bool


class Words:
    """The words of a script, one by one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._fresh = False
        self._conditional = False
        self._open = 0
        self._variables = Variables()

    def next(self) -> Word:
        """The next word. Raises CompilationError."""
        self._fresh = False
        self._skip()
        text, at = self._text, self._at
        if at >= len(text):
            if self._open:
                raise CompilationError(1029, at)
            return Word(END, "", at, at, self._fresh)
        if text[at] == "@":
            return self._variable()
        for kind, pattern in ((NAME, _NAME), (NUMBER, _NUMBER)):
            found = pattern.match(text, at)
            if found:
                if kind == NUMBER and _NAME.match(text, found.end()):
                    raise CompilationError(1004, found.end())
                return self._word(kind, found[0])
        if text[at] in "\"'":
            return self._word(TEXT, self._quoted())
        found = _SIGN.match(text, at)
        if found is None:
            raise CompilationError(1014, at)
        return self._word(SIGN, found[0])

    def regex(self, start: Word) -> Word:
        """The regular expression that begins at a slash."""
        found = _REGEX.match(self._text, start.at)
        if found is None:
            raise CompilationError(1012, start.at)
        self._fresh = start.fresh
        self._at = start.at
        return self._word(REGEX, found[0])

    def _word(self, kind: str, written: str) -> Word:
        at = self._at
        self._at = at + len(written)
        return Word(kind, written, at, self._at, self._fresh)

    def _quoted(self) -> str:
        text, start = self._text, self._at
        quote, at = text[start], start + 1
        while at < len(text) and text[at] != quote:
            if text[at] == "\\":
                at += 2 if text[at + 1 : at + 3] == "\r\n" else 1
            elif text[at] in "\r\n":
                break
            at += 1
        if at >= len(text) or text[at] != quote:
            raise CompilationError(1015, start)
        return text[start : at + 1]

    def _skip(self) -> None:
        """Go past blanks, comments and directives."""
        text = self._text
        while self._at < len(text):
            at = self._at
            blank, ended = _BLANK.match(text, at), _LINE_END.match(text, at)
            if blank:
                self._at = blank.end()
            elif ended:
                self._fresh, self._at = True, ended.end()
            elif text.startswith(("/*@", "//@"), at) and self._turns_on(at + 2):
                self._at = at + 2
            elif text.startswith("//", at) or text.startswith("<!--", at):
                found = _COMMENT.match(text, at)
                self._at = found.end() if found else len(text)
            elif text.startswith("/*", at):
                self._comment()
            elif self._conditional and text.startswith("@*/", at):
                self._at = at + 3
            elif text[at] != "@" or not self._directive():
                return

    def _comment(self) -> None:
        end = self._text.find("*/", self._at + 2)
        if end < 0:
            raise CompilationError(1016, len(self._text))
        self._fresh = self._fresh or bool(_LINE_END.search(self._text, self._at, end))
        self._at = end + 2

    def _turns_on(self, at: int) -> bool:
        found = _DIRECTIVE.match(self._text, at)
        return self._conditional or (found is not None and found[1] in {"cc_on", "if", "set"})

    def _directive(self) -> bool:
        """Obey the directive that stands here, if one does."""
        found = _DIRECTIVE.match(self._text, self._at)
        if found is None:
            return False
        word = found[1]
        self._at = found.end()
        if word in {"cc_on", "if", "set"}:
            self._conditional = True
        if word == "set":
            self._set()
        elif word == "if":
            self._open += 1
            self._test()
        elif word in {"elif", "else"}:
            self._to_end()
        elif word == "end":
            self._close()
        return True

    def _set(self) -> None:
        found = _SET.match(self._text, self._at)
        if found is None:
            raise CompilationError(1032, self._at)
        self._variables[found[1]], self._at = self._variables.worked_out(self._text, found.end())

    def _test(self) -> None:
        """Go on here when the test holds, else behind the next branch that does."""
        holds, self._at = self._variables.worked_out(self._text, self._at)
        while not holds or holds != holds:  # noqa: PLR0124 - NaN is not equal to itself
            word = self._branch()
            if word == "elif":
                holds, self._at = self._variables.worked_out(self._text, self._at)
            elif word == "end":
                self._close()
                return
            else:
                return

    def _to_end(self) -> None:
        while self._branch() != "end":
            pass
        self._close()

    def _close(self) -> None:
        if not self._open:
            raise CompilationError(1002, self._at - 4)
        self._open -= 1

    def _branch(self) -> str:
        """Go behind the next directive of the same depth; its word."""
        depth = 0
        for found in _SKIPPED.finditer(self._text, self._at):
            if found[1] == "if":
                depth += 1
            elif not depth:
                self._at = found.end()
                return found[1]
            elif found[1] == "end":
                depth -= 1
        raise CompilationError(1029, len(self._text))

    def _variable(self) -> Word:
        found = _NAME.match(self._text, self._at + 1)
        if found is None:
            raise CompilationError(1014, self._at)
        if not self._conditional:
            raise CompilationError(1030, self._at)
        at, self._at = self._at, found.end()
        return Word(NUMBER, self._variables.written(found[0]), at, self._at, self._fresh)


def said(written: str) -> str:
    """What a quoted text says."""
    return _ESCAPED.sub(_unescaped, written[1:-1])


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        return chr(int(code, 16))
    return "" if found[3] in {"\r\n", "\n", "\r"} else _ESCAPES.get(found[3], found[3])
