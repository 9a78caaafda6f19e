"""A JScript as the statements of VBScript it comes to, so that one scan looks through both.

Only what says which objects there are and what is done with them is carried over; all else becomes a call
of a name that means nothing. Names keep their letter case, behind a mark. Source: docs/behaviour.md, lint-8.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from ASPPY.ast_nodes import CallExpr, Concat, ForEachStmt, Ident, Member, ParamDecl, SetAssign, StringLit

from adsiis.scripting.jscript import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HOST: Final = frozenset({"WScript", "WSH", "GetObject"})
_NOTHING: Final = frozenset({"null", "undefined"})
_ENUMERATOR: Final = frozenset({"atEnd", "moveNext", "moveFirst"})


def statements_of(script: Iterable[tree.Statement]) -> list[Any]:
    """The statements a parsed JScript comes to."""
    listed = list(script)
    return _Carrier(set(_enumerators(listed))).all(listed)


class _Carrier:
    """Carries over statement by statement.

    Args:
        enumerators: the names that hold an Enumerator.
    """

    def __init__(self, enumerators: set[str]) -> None:
        self._enumerators = enumerators

    def all(self, script: Iterable[tree.Statement]) -> list[Any]:
        return [made for statement in script for made in self._statement(statement)]

    def _statement(self, statement: tree.Statement) -> Iterator[Any]:
        match statement:
            case tree.Var(items=items):
                for name, value in items:
                    if value is not None:
                        yield from self._given(name, value, name.at)
            case tree.Expression(value=tree.Assign(operator="=", target=target, value=value)):
                yield from self._given(target, value, statement.at)
            case tree.Try(body=body, name=name, handler=handler, last=last):
                yield _at(SetAssign(Ident("JS:"), self._nothing([ParamDecl(f"JS:{name}")])), statement.at)
                yield from self.all(part for part in (body, handler, last) if part is not None)
            case tree.Switch(value=value, cases=cases):
                yield self._done(value, statement.at)
                for case in cases:
                    yield from self.all(case.body)
            case _:
                yield from self._parts(statement)

    def _parts(self, statement: tree.Statement) -> Iterator[Any]:
        """The expressions of a statement, then the statements in it."""
        for name in _names_of(statement):
            found = getattr(statement, name)
            for each in found if isinstance(found, tuple) else (found,):
                if isinstance(each, tree.Assign) and each.operator == "=":
                    yield from self._given(each.target, each.value, each.at)
                elif isinstance(each, tree.Node):
                    yield self._done(each, each.at)
                elif isinstance(each, tree.Statement):
                    yield from self._statement(each)

    def _given(self, target: tree.Node, value: tree.Node, at: int) -> Iterator[Any]:
        """An assignment; of an Enumerator, also what its items are."""
        if isinstance(value, tree.Assign) and value.operator == "=":
            yield from self._given(value.target, value.value, at)
        if isinstance(target, tree.Name) and _is_new(value, "Enumerator"):
            over = value.arguments[:1]  # type: ignore[attr-defined] # it is one
            if over:
                yield _at(ForEachStmt(f"JS:{target.name}.item", self._value(over[0]), []), at)
            value = tree.Literal(at, "0")
        yield _at(SetAssign(self._value(target), self._value(value)), at)

    def _done(self, value: tree.Node, at: int) -> Any:
        return _at(SetAssign(Ident("JS:"), self._value(value)), at)

    def _value(self, node: tree.Node) -> Any:
        match node:
            case tree.Name(name=name):
                return Ident("EMPTY" if name in _NOTHING else name.upper() if name in _HOST else f"JS:{name}")
            case tree.Literal(text="null"):
                return Ident("NULL")
            case tree.Text(value=value):
                return StringLit(value)
            case tree.Paren(inner=inner):
                return self._value(inner)
            case tree.Binary(operator="+", left=left, right=right):
                return Concat(self._value(left), "&", self._value(right))
            case tree.Member(object=of, name=name):
                return Member(self._value(of), name.upper())
            case tree.Call():
                return self._call(node)
            case tree.New(arguments=arguments) if _is_new(node, "ActiveXObject"):
                return CallExpr(Ident("CREATEOBJECT"), list(map(self._value, arguments)))
            case tree.Assign(operator="=", target=target, value=value):
                return self._nothing([*self._given(target, value, node.at)])
            case tree.Function(parameters=parameters, body=body):
                return self._nothing([*(ParamDecl(f"JS:{name}") for name in parameters), *self.all(body)])
        return self._nothing([self._value(each) for each in _inner(node)])

    def _call(self, node: tree.Call) -> Any:
        callee, given = node.callee, [self._value(each) for each in node.arguments]
        if isinstance(callee, tree.Member) and isinstance(callee.object, tree.Name):
            name = callee.object.name
            if name in self._enumerators and callee.name == "item":
                return Ident(f"JS:{name}.item")
            if name in self._enumerators and callee.name in _ENUMERATOR:
                return self._nothing(given)
        if isinstance(callee, tree.Member) or (isinstance(callee, tree.Name) and callee.name in _HOST):
            return CallExpr(self._value(callee), given)
        return self._nothing([self._value(callee), *given])

    def _nothing(self, parts: list[Any]) -> Any:
        """Parts that are looked through, and whose value is not known."""
        return CallExpr(Ident("JS:unknown()"), parts)


def _at(made: Any, at: int) -> Any:
    made._pos = at  # noqa: SLF001 - where asppy has it
    return made


def _is_new(node: tree.Node, name: str) -> bool:
    return isinstance(node, tree.New) and isinstance(node.callee, tree.Name) and node.callee.name == name


def _names_of(part: tree.Part) -> Iterator[str]:
    return (field.name for field in fields(part)) if is_dataclass(part) else iter(())


def _inner(part: Any) -> Iterator[tree.Node]:
    """The expressions right inside of one."""
    for name in _names_of(part):
        for each in _flat(getattr(part, name)):
            if isinstance(each, tree.Node):
                yield each


def _flat(found: Any) -> Iterator[Any]:
    if isinstance(found, tuple):
        for each in found:
            yield from _flat(each)
    else:
        yield found


def _enumerators(found: Any) -> Iterator[str]:
    """The names that are given an Enumerator anywhere."""
    if isinstance(found, list | tuple):
        for each in found:
            yield from _enumerators(each)
        return
    if not isinstance(found, tree.Part):
        return
    if isinstance(found, tree.Var):
        yield from (
            name.name for name, value in found.items if value is not None and _is_new(value, "Enumerator")
        )
    if (
        isinstance(found, tree.Assign)
        and isinstance(found.target, tree.Name)
        and _is_new(found.value, "Enumerator")
    ):
        yield found.target.name
    for name in _names_of(found):
        yield from _enumerators(getattr(found, name))
