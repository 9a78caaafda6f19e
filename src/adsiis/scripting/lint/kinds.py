"""Which kinds of objects the variables of a script hold, from what is assigned to them anywhere.

A variable of which one assignment is not understood may hold anything, and nothing is said of its members: no
false alarm. Source: docs/behaviour.md, lint-2.
"""

from __future__ import annotations

from typing import Any, Final

from ASPPY.ast_nodes import (
    Assign,
    CallExpr,
    ClassDef,
    ForEachStmt,
    FuncDef,
    Ident,
    Index,
    Member,
    NewExpr,
    ParamDecl,
    ParenExpr,
    SetAssign,
    SubDef,
)

from adsiis.schema import schema
from adsiis.scripting.creating import without_version
from adsiis.scripting.lint import wmi
from adsiis.scripting.lint.catalogue import PROVIDER, kind
from adsiis.scripting.lint.walking import beginning, ending, literal, nodes

UNKNOWN: Final = "unknown"
_ROUNDS: Final = 8
_NOTHING: Final = frozenset({"NOTHING", "EMPTY", "NULL"})


class Kinds:
    """The kinds of the names of one script."""

    def __init__(self, statements: list[Any]) -> None:
        self._names: dict[str, set[str]] = {"WSCRIPT": {"wscript"}, "WSH": {"wscript"}}
        every = [node for node, _ in nodes(statements)]
        for node in every:
            if isinstance(node, (ParamDecl, ClassDef)):
                self._names[node.name.upper()] = {UNKNOWN}
        self._given = [node for node in every if isinstance(node, SetAssign | Assign | ForEachStmt)]
        own = {node.name for node in every if isinstance(node, SubDef | FuncDef)}
        for name in _passed(every, own):
            self._names.setdefault(name, set()).add(UNKNOWN)
        for _ in range(_ROUNDS):
            if not self._round():
                break

    def of(self, expr: Any) -> set[str]:
        """The kinds an expression may have; none or UNKNOWN among them when that cannot be said."""
        if isinstance(expr, ParenExpr):
            return self.of(expr.expr)
        if isinstance(expr, Ident):
            return self._names.get(expr.name, set())
        if isinstance(expr, NewExpr):
            return {"vbscript.regexp"} if expr.class_name.upper() == "REGEXP" else {UNKNOWN}
        if isinstance(expr, CallExpr):
            return self._called(expr.callee, expr.args or [])
        if isinstance(expr, Index):
            return self._called(expr.obj, expr.args or [])
        if isinstance(expr, Member):
            return self._member(expr)
        return {UNKNOWN}

    def _round(self) -> bool:
        """Take in every assignment once more; whether anything was new."""
        new = False
        for node in self._given:
            if isinstance(node, ForEachStmt):
                name, found = node.var_name, self._elements(node.iterable)
            elif isinstance(node.target, Ident):
                name, found = node.target.name, self._value(node)
            else:
                continue
            known = self._names.setdefault(name, set())
            new = new or not found <= known
            known |= found
        return new

    def _value(self, node: Any) -> set[str]:
        if isinstance(node.expr, Ident) and node.expr.name in _NOTHING:
            return set()
        found = self.of(node.expr)
        if isinstance(node, Assign):
            return {UNKNOWN} if found else set()
        return found or (set() if isinstance(node.expr, Ident) else {UNKNOWN})

    def _elements(self, iterable: Any) -> set[str]:
        return {_gives(name, "*") for name in self.of(iterable)} or {UNKNOWN}

    def _called(self, callee: Any, args: list[Any]) -> set[str]:
        if isinstance(callee, Ident):
            if callee.name == "CREATEOBJECT":
                return _created(args)
            if callee.name == "GETOBJECT":
                return _bound(args)
            return self._names.get(callee.name, {UNKNOWN})
        if not isinstance(callee, Member):
            return {UNKNOWN}
        on = self.of(callee.obj)
        if callee.name == "CREATEOBJECT" and (on == {"wscript"} or _is(callee.obj, "SERVER")):
            return _created(args)
        if callee.name == "GETOBJECT" and on == {"wscript"}:
            return _bound(args)
        if callee.name == "CONNECTSERVER" and on == {wmi.LOCATOR}:
            return {wmi.connected(args)}
        if callee.name in wmi.ASKED and on in ({wmi.IIS}, {wmi.CIMV2}):
            return {wmi.asked(next(iter(on)), callee.name, args)}
        if callee.name in {"GETOBJECT", "CREATE"} and any(name.startswith(PROVIDER) for name in on):
            return {_provider(args)}
        return self._member(callee)

    def _member(self, expr: Member) -> set[str]:
        return {_gives(name, expr.name) for name in self.of(expr.obj)} or {UNKNOWN}


def _gives(name: str, member: str) -> str:
    found = kind(name)
    return UNKNOWN if found is None else found.gives.get(member, UNKNOWN)


def _created(args: list[Any]) -> set[str]:
    progid = literal(args[0]) if args else None
    if progid is None:
        return {UNKNOWN}
    name = without_version(progid)
    return {name} if kind(name) is not None or name == wmi.LOCATOR else {UNKNOWN}


def _bound(args: list[Any]) -> set[str]:
    path = beginning(args[0]).strip().lower() if args else ""
    if path.startswith("iis://") and "/schema" not in path and len(path) > len("iis://"):
        return {PROVIDER}
    if path.startswith("winmgmts:"):
        return {_wmi(args[0])}
    return {UNKNOWN}


def _wmi(path: Any) -> str:
    """What a name of WMI leads to; one that is put together is understood when the namespace ends it."""
    whole = literal(path)
    if whole is not None:
        return wmi.bound(whole)
    ends = ending(path).lower().replace("/", "\\")
    return wmi.IIS if ends.endswith("\\root\\microsoftiisv2") else UNKNOWN


def _provider(args: list[Any]) -> str:
    """The kind of what Create and GetObject of a container give: of the class they name."""
    named = literal(args[0]) if args else None
    found = schema().class_(named) if named else None
    return PROVIDER if found is None else f"{PROVIDER}:{found.name}"


def _is(expr: Any, name: str) -> bool:
    return isinstance(expr, Ident) and expr.name == name


def _passed(every: list[Any], procedures: set[str]) -> set[str]:
    """The variables that are passed to procedures of the script, which may set them."""
    calls = [node for node in every if isinstance(node, CallExpr) and isinstance(node.callee, Ident)]
    return {
        arg.name
        for call in calls
        if call.callee.name in procedures
        for arg in call.args or ()
        if isinstance(arg, Ident)
    }
