"""Writing a parsed script for the engine: JScript's own forms become calls of `prelude.js`.

Every statement begins a line of its own, so that a line of what is written tells the statement of the script.
Loops and functions look at the clock now and then, and no `catch` or `finally` runs once the script must end.
Source: docs/behaviour.md, jscript-1 to jscript-7.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.scripting.jscript import tree
from adsiis.scripting.jscript.declared import functions_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.scripting.jscript.tree import Node, Statement

_TICK: Final = "if(--__wsh_n<0)__wsh_look();"
_CONTINUED: Final = re.compile("\\\\(?:\r\n|[\r\n\u2028\u2029])")


@dataclass(slots=True)
class Written:
    """What was written, and what its lines are.

    Attributes:
        text: what the engine runs.
        places: by line, where its statement starts in the script.
        bases: by line and property, how the script writes the object it is asked of.
        called: by line, the names that are called.
    """

    text: str = ""
    places: list[int] = field(default_factory=list)
    bases: dict[tuple[int, str], str] = field(default_factory=dict)
    called: set[tuple[int, str]] = field(default_factory=set)


def written(statements: tuple[Statement, ...], *, first_line: int, traced: bool = False) -> Written:
    """Write a script.

    Args:
        statements: the parsed script.
        first_line: the number of the line that what is written begins with, as the engine counts.
        traced: whether each statement is told before it runs.
    """
    emitter = _Emitter(first_line, traced=traced)
    emitter.body(statements)
    emitter.made.text = "".join(emitter.out)
    return emitter.made


class _Emitter:
    """Writes statements and expressions one after the other."""

    def __init__(self, first_line: int, *, traced: bool) -> None:
        self.out: list[str] = []
        self.made = Written(places=[0])
        self._line = first_line
        self._traced = traced

    def body(self, statements: tuple[Statement, ...]) -> None:
        """A script or the body of a function: its functions first, wherever they stand."""
        functions = list(functions_of(statements))
        names = {function.path[0] for function in functions if len(function.path) == 1}
        for function in functions:
            if len(function.path) == 1 or (function.path[0] in names and "::" not in function.path):
                self._declare(function)
        for statement in statements:
            self._statement(statement, names)

    def _declare(self, function: tree.Function) -> None:
        self._start(function.at)
        if len(function.path) > 1:
            self.out.append(".".join(function.path) + "=")
        self._function(function)
        self.out.append(";" if len(function.path) > 1 else "")

    def _start(self, at: int) -> None:
        self.out.append("\n")
        self._line += 1
        self.made.places.append(at)

    def _statement(self, statement: Statement, names: set[str], *, bare: bool = False) -> None:
        """One statement on a line of its own; `bare` behind a label, where nothing may come between."""
        self._start(statement.at)
        if (
            self._traced
            and not bare
            and not isinstance(statement, tree.Block | tree.Empty)
            and not _declares(statement)
        ):
            self.out.append(f"__wsh_trace({self._line});")
        match statement:
            case tree.Expression(value=tree.Function() as function):
                self._named_function(function, names)
            case tree.Expression(value=value):
                self._expression(value)
                self.out.append(";")
            case tree.Var():
                self._var(statement)
                self.out.append(";")
            case tree.Block(body=inner):
                self._block(inner, names)
            case tree.If() | tree.Switch() | tree.With() | tree.Label() | tree.Try():
                self._branching(statement, names)
            case tree.For() | tree.Each() | tree.While() | tree.Do():
                self._loop(statement, names)
            case tree.Jump(word=word, label=label):
                self.out.append(f"{word} {label};")
            case tree.Return(value=value):
                self.out.append("return ")
                self._var_or(value)
                self.out.append(";")
            case tree.Throw(value=value):
                self._around("throw __wsh_thrown(", value, f",{self._line});")
            case _:
                self.out.append(";")

    def _named_function(self, function: tree.Function, names: set[str]) -> None:
        """Where a function stands: written already, unless it is a member of something not known before."""
        if len(function.path) > 1 and function.path[0] not in names and "::" not in function.path:
            self._declare(function)
        elif not function.path:
            self.out.append("(")
            self._function(function)
            self.out.append(");")

    def _block(self, inner: Iterable[Statement], names: set[str], begin: str = "") -> None:
        self.out.append("{" + begin)
        for statement in inner:
            self._statement(statement, names)
        self.out.append("}")

    def _inner(self, statement: Statement, names: set[str], begin: str = "") -> None:
        inner = statement.body if isinstance(statement, tree.Block) else (statement,)
        self._block(inner, names, begin)

    def _branching(self, statement: Statement, names: set[str]) -> None:
        match statement:
            case tree.If(test=test, yes=yes, no=no):
                self._around("if(", test, ")")
                self._inner(yes, names)
                if no is not None:
                    self.out.append("else")
                    self._inner(no, names)
            case tree.With(object=of, body=inner):
                self._around("with(", of, ")")
                self._inner(inner, names)
            case tree.Label(name=name, body=inner):
                self.out.append(name + ":")
                self._statement(inner, names, bare=True)
            case tree.Switch(value=value, cases=cases):
                self._around("switch(", value, "){")
                for case in cases:
                    self._case(case, names)
                self.out.append("}")
            case tree.Try():
                self._try(statement, names)

    def _case(self, case: tree.Case, names: set[str]) -> None:
        self._start(case.at)
        if case.test is None:
            self.out.append("default:")
        else:
            self._around("case ", case.test, ":")
        for statement in case.body:
            self._statement(statement, names)

    def _try(self, statement: tree.Try, names: set[str]) -> None:
        self.out.append("try")
        self._block(statement.body.body, names)
        if statement.handler is not None:
            self.out.append(f"catch({statement.name})")
            self._block(statement.handler.body, names, f"{statement.name}=__wsh_caught({statement.name});")
        if statement.last is not None:
            self.out.append("finally{if(!__wsh_ended)")
            self._block(statement.last.body, names)
            self.out.append("}")

    def _loop(self, statement: Statement, names: set[str]) -> None:
        match statement:
            case tree.For(start=start, test=test, step=step, body=inner):
                self.out.append("for(")
                self._var_or(start)
                self.out.append(";")
                self._var_or(test)
                self.out.append(";")
                self._var_or(step)
                self.out.append(")")
                self._inner(inner, names, _TICK)
            case tree.Each(target=target, object=of, body=inner):
                self.out.append("for(")
                self._var_or(target)
                self._around(" in ", of, ")")
                self._inner(inner, names, _TICK)
            case tree.While(test=test, body=inner):
                self._around("while(", test, ")")
                self._inner(inner, names, _TICK)
            case tree.Do(body=inner, test=test):
                self.out.append("do")
                self._inner(inner, names, _TICK)
                self._around("while(", test, ");")

    def _var_or(self, found: tree.Var | Node | None) -> None:
        if isinstance(found, tree.Var):
            self._var(found)
        elif found is not None:
            self._expression(found)

    def _var(self, statement: tree.Var) -> None:
        self.out.append("var ")
        for place, (name, value) in enumerate(statement.items):
            self.out.append(("," if place else "") + name.name)
            if value is not None:
                self._around("=", value, "")

    def _around(self, before: str, value: Node, after: str) -> None:
        self.out.append(before)
        self._expression(value)
        self.out.append(after)

    def _list(self, items: Iterable[Node], *, comma: bool = False) -> None:
        for item in items:
            if comma:
                self.out.append(",")
            comma = True
            self._expression(item)

    def _expression(self, node: Node) -> None:
        match node:
            case tree.Literal(text=text) | tree.Name(name=text):
                self.out.append(text)
            case tree.Text(written=text):
                self.out.append(_CONTINUED.sub("", text))
            case tree.Paren(inner=inner):
                self._around("(", inner, ")")
            case tree.Sequence(items=items):
                self._list(items)
            case tree.Array(items=items):
                self._array(items)
            case tree.Object(entries=entries):
                for place, (key, value) in enumerate(entries):
                    self._around(("," if place else "({") + key + ":", value, "")
                self.out.append("})" if entries else "({})")
            case tree.Function():
                self._function(node)
            case tree.Conditional(test=test, yes=yes, no=no):
                self._around("", test, "?")
                self._around("", yes, ":")
                self._expression(no)
            case tree.Binary(operator=operator, left=left, right=right):
                self._around("", left, f" {operator} ")
                self._expression(right)
            case _:
                self._place(node)

    def _place(self, node: Node) -> None:
        """What reads or changes a place, or calls."""
        match node:
            case tree.Member(object=of, name=name):
                self.made.bases.setdefault((self._line, name), spoken(of))
                self._around("", of, "." + name)
            case tree.Index(object=of, key=key):
                self._around("", of, "[")
                self._around("", key, "]")
            case tree.Call():
                self._call(node)
            case tree.New(callee=callee, arguments=arguments):
                self._around("new ", callee, "(")
                self._list(arguments)
                self.out.append(")")
            case tree.Assign(operator=operator, target=target, value=value):
                self._assign(operator, target, value)
            case tree.Unary(operator="typeof", operand=operand):
                self._typeof(operand)
            case tree.Unary(operator="++" | "--" as operator, operand=operand) if _is_call(operand):
                self._assign(operator[0] + "=", operand, tree.Literal(node.at, "1"))
            case tree.Postfix(operator=operator, operand=operand) if _is_call(operand):
                self._assign(operator[0] + "=", operand, tree.Literal(node.at, "1"))
            case tree.Unary(operator=operator, operand=operand):
                self._around(operator + " ", operand, "")
            case tree.Postfix(operator=operator, operand=operand):
                self._around("", operand, operator)

    def _array(self, items: tuple[Node | None, ...]) -> None:
        """An array: in JScript a comma at its end makes one more element."""
        self.out.append("[")
        for place, item in enumerate(items):
            self.out.append("," if place else "")
            if item is not None:
                self._expression(item)
        self.out.append(",]" if items and items[-1] is None else "]")

    def _function(self, function: tree.Function) -> None:
        at, name = self.made.places[-1], function.path[0] if len(function.path) == 1 else ""
        self.out.append(f"function {name}({','.join(function.parameters)}){{{_TICK}")
        self.body(function.body)
        self._start(at)
        self.out.append("}")

    def _call(self, node: tree.Call) -> None:
        callee = _bare(node.callee)
        if isinstance(callee, tree.Member | tree.Index):
            self.out.append("__wsh_call(")
            self._object_and_name(callee)
            self._list(node.arguments, comma=True)
        elif isinstance(callee, tree.Name) and callee.name == "eval" and node.arguments:
            self.out.append("eval(__wsh_code(")
            self._list(node.arguments)
            self.out.append(")")
        else:
            if isinstance(callee, tree.Name):
                self.made.called.add((self._line, callee.name))
            self._around("", node.callee, "(")
            self._list(node.arguments)
        self.out.append(")")

    def _object_and_name(self, callee: tree.Member | tree.Index) -> None:
        if isinstance(callee, tree.Member):
            self.made.bases.setdefault((self._line, callee.name), spoken(callee.object))
            self._around("", callee.object, "," + json.dumps(callee.name))
        else:
            self._around("", callee.object, ",(")
            self._around("", callee.key, ")")

    def _assign(self, operator: str, target: Node, value: Node) -> None:
        target = _bare(target)
        if not isinstance(target, tree.Call):
            self._around("", target, f" {operator} ")
            self._expression(value)
            return
        if operator != "=":
            value = tree.Binary(value.at, operator[:-1], target, tree.Paren(value.at, value))
        callee = _bare(target.callee)
        if isinstance(callee, tree.Member | tree.Index):
            self.out.append("__wsh_put_member(")
            self._object_and_name(callee)
        else:
            self._around("__wsh_put(", callee, "")
        self._around(",", value, "")
        self._list(target.arguments, comma=True)
        self.out.append(")")

    def _typeof(self, operand: Node) -> None:
        bare = _bare(operand)
        if isinstance(bare, tree.Name):
            self.out.append(f'(typeof {bare.name}==="undefined"?"undefined":__wsh_type({bare.name}))')
        else:
            self._around("__wsh_type(", operand, ")")


def spoken(node: Node) -> str:
    """How a message calls what an expression names."""
    match node:
        case tree.Name(name=name) | tree.Literal(text=name):
            return name
        case tree.Member(object=of, name=name):
            before = spoken(of)
            return f"{before}.{name}" if before else name
        case tree.Paren(inner=inner):
            return spoken(inner)
        case tree.Call(callee=callee):
            return f"{spoken(callee)}(...)"
        case tree.Index(object=of):
            return f"{spoken(of)}[...]"
    return ""


def _bare(node: Node) -> Node:
    while isinstance(node, tree.Paren):
        node = node.inner
    return node


def _is_call(node: Node) -> bool:
    return isinstance(_bare(node), tree.Call)


def _declares(statement: Statement) -> bool:
    return isinstance(statement, tree.Expression) and isinstance(statement.value, tree.Function)
