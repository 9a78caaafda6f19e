"""Reading a whole script: statements, with the semicolons nobody wrote, and `function a.b()`.

Source: docs/behaviour.md, jscript-1 and jscript-9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.scripting.jscript import tree
from adsiis.scripting.jscript.expressions import Expressions
from adsiis.scripting.jscript.wording import CompilationError
from adsiis.scripting.jscript.words import NAME, SIGN

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.scripting.jscript.tree import Statement


def parsed(text: str, *, within_function: bool = False) -> tuple[Statement, ...]:
    """The statements of a script.

    Args:
        text: the script.
        within_function: whether it is the body of a function, where `return` may stand.

    Raises CompilationError.
    """
    return _Statements(text, within_function=within_function).all()


class _Statements(Expressions):
    """A reader of statements."""

    def __init__(self, text: str, *, within_function: bool) -> None:
        super().__init__(text)
        self._functions = int(within_function)
        self._loops = 0
        self._switches = 0
        self._labels: list[str] = []

    def all(self) -> tuple[Statement, ...]:
        found = []
        while not self._at_end():
            found.append(self._statement())
        return tuple(found)

    def function(self) -> tree.Function:
        """A function, from behind its word on: `function a.b()` and `function a::b()` have paths."""
        at = self._now.at
        path: list[str] = []
        if not self._is("("):
            path.append(self._identifier().text)
            while self._is(".") or self._is(":"):
                if self._took(":"):
                    self._need(":", 1005)
                    path.append("::")
                else:
                    self._take()
                path.append(self._property_name().text)
        self._need("(", 1005)
        parameters: list[str] = []
        while not self._took(")"):
            if parameters:
                self._need(",", 1006)
            parameters.append(self._identifier().text)
        return tree.Function(at, tuple(path), tuple(parameters), self._body())

    def _body(self) -> tuple[Statement, ...]:
        kept = self._loops, self._switches, self._labels
        self._loops, self._switches, self._labels = 0, 0, []
        self._functions += 1
        found = self._braces()
        self._functions -= 1
        self._loops, self._switches, self._labels = kept
        return found

    def _braces(self) -> tuple[Statement, ...]:
        self._need("{", 1008)
        found = []
        while not self._is("}"):
            if self._at_end():
                self._wrong(1009)
            found.append(self._statement())
        self._take()
        return tuple(found)

    def _statement(self) -> Statement:
        word = self._now
        if word.kind == SIGN and word.text == "{":
            return tree.Block(word.at, self._braces())
        if word.kind == SIGN and word.text == ";":
            self._take()
            return tree.Empty(word.at)
        if word.kind == NAME and word.text == "function":
            self._take()
            return tree.Expression(word.at, self.function())
        reader = _READERS.get(word.text) if word.kind == NAME else None
        if reader is not None:
            self._take()
            return reader(self, word.at)
        return self._plain(word.at)

    def _plain(self, at: int) -> Statement:
        found = self.expression()
        if isinstance(found, tree.Name) and self._is(":"):
            if found.name in self._labels:
                self._wrong(1025)
            self._take()
            self._labels.append(found.name)
            inner = self._statement()
            self._labels.pop()
            return tree.Label(at, found.name, inner)
        self._ended()
        return tree.Expression(at, found)

    def _ended(self) -> None:
        """The end of a statement: a semicolon, or where one may be left out."""
        if not self._took(";") and not (self._is("}") or self._at_end() or self._now.fresh):
            self._wrong(1004)

    def _var_statement(self, at: int) -> Statement:
        found = self._var(at, no_in=False)
        self._ended()
        return found

    def _var(self, at: int, *, no_in: bool) -> tree.Var:
        items: list[tuple[tree.Name, tree.Node | None]] = []
        while not items or self._took(","):
            word = self._identifier()
            value = self.assignment(no_in=no_in) if self._took("=") else None
            items.append((tree.Name(word.at, word.text), value))
        return tree.Var(at, tuple(items))

    def _test(self) -> tree.Node:
        self._need("(", 1005)
        found = self.expression()
        self._need(")", 1006)
        return found

    def _if(self, at: int) -> Statement:
        test, yes = self._test(), self._statement()
        return tree.If(at, test, yes, self._statement() if self._took("else") else None)

    def _looped(self) -> Statement:
        self._loops += 1
        found = self._statement()
        self._loops -= 1
        return found

    def _for(self, at: int) -> Statement:
        self._need("(", 1005)
        start: tree.Var | tree.Node | None = None
        if self._is("var"):
            start = self._var(self._take().at, no_in=True)
        elif not self._is(";"):
            start = self.expression(no_in=True)
        if start is not None and self._took("in"):
            over = self.expression()
            self._need(")", 1006)
            return tree.Each(at, start, over, self._looped())
        self._need(";", 1004)
        test = None if self._is(";") else self.expression()
        self._need(";", 1004)
        step = None if self._is(")") else self.expression()
        self._need(")", 1006)
        return tree.For(at, start, test, step, self._looped())

    def _while(self, at: int) -> Statement:
        return tree.While(at, self._test(), self._looped())

    def _do(self, at: int) -> Statement:
        body = self._looped()
        self._need("while", 1024)
        test = self._test()
        self._took(";")
        return tree.Do(at, body, test)

    def _break(self, at: int) -> Statement:
        return self._jump("break", at)

    def _continue(self, at: int) -> Statement:
        return self._jump("continue", at)

    def _jump(self, word: str, at: int) -> Statement:
        label = ""
        if self._now.kind == NAME and not self._now.fresh:
            if self._now.text not in self._labels:
                self._wrong(1026)
            label = self._take().text
        elif not self._loops and not (word == "break" and self._switches):
            raise CompilationError(1019 if word == "break" else 1020, at)
        self._ended()
        return tree.Jump(at, word, label)

    def _return(self, at: int) -> Statement:
        if not self._functions:
            raise CompilationError(1018, at)
        stands = self._is(";") or self._is("}") or self._now.fresh or self._at_end()
        value = None if stands else self.expression()
        self._ended()
        return tree.Return(at, value)

    def _with(self, at: int) -> Statement:
        return tree.With(at, self._test(), self._statement())

    def _switch(self, at: int) -> Statement:
        value = self._test()
        self._need("{", 1008)
        self._switches += 1
        cases: list[tree.Case] = []
        while not self._took("}"):
            cases.append(self._case())
            if sum(case.test is None for case in cases) > 1:
                self._wrong(1027)
        self._switches -= 1
        return tree.Switch(at, value, tuple(cases))

    def _case(self) -> tree.Case:
        at, test = self._now.at, None
        if self._took("case"):
            test = self.expression()
        elif not self._took("default"):
            self._wrong(1009 if self._at_end() else 1002)
        self._need(":", 1003)
        body = []
        while not (self._is("case") or self._is("default") or self._is("}")):
            if self._at_end():
                self._wrong(1009)
            body.append(self._statement())
        return tree.Case(at, test, tuple(body))

    def _throw(self, at: int) -> Statement:
        if self._now.fresh or self._is(";") or self._is("}"):
            self._wrong(1035)
        value = self.expression()
        self._ended()
        return tree.Throw(at, value)

    def _try(self, at: int) -> Statement:
        body = tree.Block(self._now.at, self._braces())
        name, handler, last = "", None, None
        if self._took("catch"):
            self._need("(", 1005)
            name = self._identifier().text
            self._need(")", 1006)
            handler = tree.Block(self._now.at, self._braces())
        if self._took("finally"):
            last = tree.Block(self._now.at, self._braces())
        if handler is None and last is None:
            self._wrong(1033)
        return tree.Try(at, body, name, handler, last)

    def _debugger(self, at: int) -> Statement:
        self._ended()
        return tree.Empty(at)


_READERS: Final[dict[str, Callable[[_Statements, int], Statement]]] = {
    "var": _Statements._var_statement,  # noqa: SLF001 - this module's own
    "if": _Statements._if,  # noqa: SLF001
    "for": _Statements._for,  # noqa: SLF001
    "while": _Statements._while,  # noqa: SLF001
    "do": _Statements._do,  # noqa: SLF001
    "break": _Statements._break,  # noqa: SLF001
    "continue": _Statements._continue,  # noqa: SLF001
    "return": _Statements._return,  # noqa: SLF001
    "with": _Statements._with,  # noqa: SLF001
    "switch": _Statements._switch,  # noqa: SLF001
    "throw": _Statements._throw,  # noqa: SLF001
    "try": _Statements._try,  # noqa: SLF001
    "debugger": _Statements._debugger,  # noqa: SLF001
}
