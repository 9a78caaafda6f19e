"""Reading expressions: by precedence, with JScript's own target of an assignment, `a(1) = b`.

Source: docs/behaviour.md, jscript-1 and jscript-2.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final, NoReturn

from adsiis.scripting.jscript import tree
from adsiis.scripting.jscript.wording import CompilationError
from adsiis.scripting.jscript.words import END, NAME, NUMBER, REGEX, SIGN, TEXT, Word, Words, said

if TYPE_CHECKING:
    from adsiis.scripting.jscript.tree import Node

_RESERVED: Final = frozenset({
    *("break", "case", "catch", "class", "const", "continue", "debugger", "default"),
    *("delete", "do", "else", "enum", "export", "extends", "false", "finally", "for"),
    *("function", "if", "import", "in", "instanceof", "new", "null", "return", "super"),
    *("switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with"),
})  # fmt: skip
_WORDS: Final = frozenset({"this", "null", "true", "false"})
_BINARY: Final = {
    **dict.fromkeys(("||",), 1),
    **dict.fromkeys(("&&",), 2),
    **dict.fromkeys(("|",), 3),
    **dict.fromkeys(("^",), 4),
    **dict.fromkeys(("&",), 5),
    **dict.fromkeys(("==", "!=", "===", "!=="), 6),
    **dict.fromkeys(("<", ">", "<=", ">=", "instanceof", "in"), 7),
    **dict.fromkeys(("<<", ">>", ">>>"), 8),
    **dict.fromkeys(("+", "-"), 9),
    **dict.fromkeys(("*", "/", "%"), 10),
}
_ASSIGN: Final = frozenset({"=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", ">>>=", "&=", "|=", "^="})
_UNARY: Final = frozenset({"delete", "void", "typeof", "++", "--", "+", "-", "~", "!"})
_TARGETS: Final = (tree.Name, tree.Member, tree.Index, tree.Call)


class Expressions(ABC):
    """A reader of expressions; its words are looked at one ahead."""

    def __init__(self, text: str) -> None:
        self._words = Words(text)
        self._now = self._words.next()

    def expression(self, *, no_in: bool = False) -> Node:
        """`a, b`."""
        at = self._now.at
        first = self.assignment(no_in=no_in)
        if not self._is(","):
            return first
        items = [first]
        while self._took(","):
            items.append(self.assignment(no_in=no_in))
        return tree.Sequence(at, tuple(items))

    def assignment(self, *, no_in: bool = False) -> Node:
        """`a = b`, `a ? b : c`, and all that binds closer."""
        at = self._now.at
        left = self._binary(1, no_in=no_in)
        if self._took("?"):
            yes = self.assignment()
            self._need(":", 1003)
            return tree.Conditional(at, left, yes, self.assignment(no_in=no_in))
        if self._now.kind != SIGN or self._now.text not in _ASSIGN:
            return left
        self._assignable(left)
        operator = self._take().text
        return tree.Assign(at, operator, left, self.assignment(no_in=no_in))

    @abstractmethod
    def function(self) -> tree.Function:
        """A function, from behind its word on."""

    def _binary(self, level: int, *, no_in: bool) -> Node:
        at = self._now.at
        left = self._unary()
        while True:
            operator = self._now.text
            binds = _BINARY.get(operator, 0) if self._now.kind in {SIGN, NAME} else 0
            if binds < level or (no_in and operator == "in"):
                return left
            self._take()
            left = tree.Binary(at, operator, left, self._binary(binds + 1, no_in=no_in))

    def _unary(self) -> Node:
        word = self._now
        if word.kind not in {SIGN, NAME} or word.text not in _UNARY:
            return self._postfix()
        self._take()
        operand = self._unary()
        if word.text in {"++", "--"}:
            self._assignable(operand)
        return tree.Unary(word.at, word.text, operand)

    def _postfix(self) -> Node:
        at = self._now.at
        found = self._calls(self._primary())
        if self._now.kind == SIGN and self._now.text in {"++", "--"} and not self._now.fresh:
            self._assignable(found)
            return tree.Postfix(at, self._take().text, found)
        return found

    def _calls(self, found: Node, *, calls: bool = True) -> Node:
        """What follows a value: members, elements, and calls unless it is the class behind `new`."""
        while self._now.kind == SIGN:
            if self._took("."):
                name = self._property_name()
                found = tree.Member(found.at, found, name.text, name.at)
            elif self._took("["):
                found = tree.Index(found.at, found, self.expression())
                self._need("]", 1007)
            elif calls and self._is("("):
                found = tree.Call(found.at, found, self._arguments())
            else:
                break
        return found

    def _arguments(self) -> tuple[Node, ...]:
        self._need("(", 1005)
        found: list[Node] = []
        while not self._took(")"):
            if found:
                self._need(",", 1006)
            found.append(self.assignment())
        return tuple(found)

    def _primary(self) -> Node:
        word = self._now
        if word.kind == SIGN and word.text in {"/", "/="}:
            self._now = self._words.regex(word)
            return tree.Literal(word.at, self._take().text)
        if word.kind in {NUMBER, REGEX} or (word.kind == NAME and word.text in _WORDS):
            return tree.Literal(word.at, self._take().text)
        if word.kind == TEXT:
            self._take()
            return tree.Text(word.at, word.text, said(word.text))
        if word.kind == NAME:
            return self._named(word)
        if word.kind == SIGN and word.text in {"(", "[", "{"}:
            self._take()
            return {"(": self._paren, "[": self._array, "{": self._object}[word.text](word.at)
        raise CompilationError(1002, word.at)

    def _named(self, word: Word) -> Node:
        if word.text == "function":
            self._take()
            return self.function()
        if word.text == "new":
            self._take()
            return self._new(word.at)
        if word.text in _RESERVED:
            self._wrong(1002)
        return tree.Name(word.at, self._take().text)

    def _new(self, at: int) -> Node:
        if self._is("new"):
            inner = self._take()
            callee = self._new(inner.at)
        else:
            callee = self._calls(self._primary(), calls=False)
        return tree.New(at, callee, self._arguments() if self._is("(") else ())

    def _paren(self, at: int) -> Node:
        inner = self.expression()
        self._need(")", 1006)
        return tree.Paren(at, inner)

    def _array(self, at: int) -> Node:
        items: list[Node | None] = []
        while not self._took("]"):
            if self._took(","):
                items += [None] * (1 + self._is("]"))
                continue
            items.append(self.assignment())
            if not self._took(","):
                self._need("]", 1007)
                return tree.Array(at, tuple(items))
            if self._is("]"):
                items.append(None)
        return tree.Array(at, tuple(items))

    def _object(self, at: int) -> Node:
        entries: list[tuple[str, Node]] = []
        while not self._took("}"):
            if self._now.kind not in {NAME, TEXT, NUMBER}:
                self._wrong(1028)
            key = self._take().text
            self._need(":", 1003)
            entries.append((key, self.assignment()))
            if not self._is("}"):
                self._need(",", 1009)
        return tree.Object(at, tuple(entries))

    def _assignable(self, target: Node) -> None:
        while isinstance(target, tree.Paren):
            target = target.inner
        if not isinstance(target, _TARGETS):
            self._wrong(1002)

    def _identifier(self) -> Word:
        if self._now.kind != NAME or self._now.text in _RESERVED:
            self._wrong(1010)
        return self._take()

    def _property_name(self) -> Word:
        """A name behind a dot, where words of the language are names too."""
        if self._now.kind != NAME:
            self._wrong(1010)
        return self._take()

    def _is(self, text: str) -> bool:
        return self._now.text == text and self._now.kind in {SIGN, NAME}

    def _took(self, text: str) -> bool:
        found = self._is(text)
        if found:
            self._take()
        return found

    def _take(self) -> Word:
        word, self._now = self._now, self._words.next()
        return word

    def _need(self, text: str, number: int) -> Word:
        if not self._is(text):
            self._wrong(number)
        return self._take()

    def _at_end(self) -> bool:
        return self._now.kind == END

    def _wrong(self, number: int) -> NoReturn:
        raise CompilationError(number, self._now.at)
