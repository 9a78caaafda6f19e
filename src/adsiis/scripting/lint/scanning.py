"""One file looked through: what it uses, and what will not work.

Source: docs/behaviour.md, lint-2 to lint-5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ASPPY.ast_nodes import (
    Assign,
    CallExpr,
    ClassDef,
    ConstStmt,
    DimDecl,
    ExecuteStmt,
    ForEachStmt,
    ForStmt,
    FuncDef,
    Ident,
    Member,
    OptionExplicitStmt,
    ParamDecl,
    ReDimStmt,
    SetAssign,
    StringLit,
    SubDef,
)

from adsiis.schema import schema
from adsiis.scripting.creating import PROGIDS, without_version
from adsiis.scripting.lint import catalogue, outside, wmi
from adsiis.scripting.lint.catalogue import PROVIDER
from adsiis.scripting.lint.counting import Count, function_counts
from adsiis.scripting.lint.findings import CLASS, COM, ERROR, METHOD, NOTE, PROPERTY, Finding, Use
from adsiis.scripting.lint.kinds import UNKNOWN, Kinds
from adsiis.scripting.lint.walking import beginning, literal, nodes
from adsiis.vbs.engine.names import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.scripting.lint.kind import Kind
    from adsiis.scripting.lint.reading import Read
    from adsiis.scripting.lint.said import Said

_HOST_NAMES: Final = {
    *("WSCRIPT", "WSH", "GETOBJECT", "CREATEOBJECT", "MSGBOX", "INPUTBOX", "GETREF", "ERR", "EVAL"),
    *("EXECUTE", "EXECUTEGLOBAL", "SESSION", "ME", "EMPTY", "NULL", "NOTHING", "TRUE", "FALSE"),
}
_PAGE_NAMES: Final = {"REQUEST", "RESPONSE", "SERVER", "APPLICATION", "ASPERROR", "OBJECTCONTEXT"}
_NAMED_FIRST: Final = frozenset({"PUT", "GET", "GETEX", "GETDATAPATHS", "GETPROPERTYATTRIBOBJ"})
_NO_EFFECT: Final = {
    "SENDKEYS": "WshShell.SendKeys presses nothing: there are no windows here.",
    "APPACTIVATE": "WshShell.AppActivate is always False: there are no windows here.",
    "CONNECTOBJECT": "WScript.ConnectObject connects nothing: events do not come.",
}


class Scan:
    """One file looked through.

    Attributes:
        uses: what it uses.
        findings: what will not work, and what works otherwise.
    """

    def __init__(self, read: Read) -> None:
        self.uses: set[Use] = set()
        self.findings: set[Finding] = set(read.found)
        self._read = read
        self._kinds = Kinds(read.statements)
        every = [node for node, _ in nodes(read.statements)]
        self._own_names = {*_declared(iter(every)), *_assigned(iter(every))}
        self._own = _procedures(every)
        for node, position in nodes(read.statements):
            self._look(node, position)
        self._look_at_names()

    def _look(self, node: Any, position: int) -> None:
        if isinstance(node, CallExpr):
            self._call(node, position)
        elif isinstance(node, Member):
            self._member(node, position)
        elif isinstance(node, StringLit) and schema().class_(node.value) is not None:
            self._class(node.value, position)

    def _call(self, node: CallExpr, position: int) -> None:
        args = [arg for arg in node.args or () if arg is not None]
        if isinstance(node.callee, Ident):
            name, on = node.callee.name, {""}
        elif isinstance(node.callee, Member):
            name, on = node.callee.name, self._kinds.of(node.callee.obj)
        else:
            return
        if name == "CREATEOBJECT" and args:
            self._created(literal(args[0]), position)
        elif name == "GETOBJECT" and args and on <= {"", "wscript"}:
            self._bound(args[0], position)
        elif on and all(each.startswith(PROVIDER) for each in on):
            self._on_provider(name, on, args, position)
        elif on == {"wscript.shell"} and name in {"RUN", "EXEC"} and args:
            self._say(outside.program(beginning(args[0])), position, "run" if name == "RUN" else "exec")
        elif name in wmi.ASKED and args and on in ({wmi.IIS}, {wmi.CIMV2}):
            self._say(wmi.unknown_class(next(iter(on)), name, beginning(args[0])), position, name)
        self._count(node, name, on, position)

    def _count(self, node: CallExpr, name: str, on: set[str], position: int) -> None:
        """Too few or too many arguments of what is called."""
        given = len(node.args or ())
        if on == {""}:
            known, title = self._own.get(name, function_counts().get(name)), self._spelt(name, position)
            hidden = name in self._own_names and name not in self._own
            counts = [] if known is None or hidden or not self._read.whole else [known]
        else:
            kinds = [catalogue.kind(each) for each in on]
            counts = [each.counts[name] for each in kinds if each is not None and name in each.counts]
            title = self._spelt(name, position)
            counts = counts if len(counts) == len(on) else []
        if counts and not any(each.least <= given <= each.most for each in counts):
            self._find(ERROR, f"{title} takes {counts[0]}, not {given}: error 450.", position, name)

    def _created(self, progid: str | None, position: int) -> None:
        if progid is None:
            return
        supported = without_version(progid) in PROGIDS or progid.strip().lower() in PROGIDS
        self._use(COM, progid, position, supported=supported)
        if not supported:
            text = f"There is no COM class '{progid}' here: CreateObject fails with error 429."
            self._find(ERROR, text, position, progid)

    def _bound(self, whole: Any, position: int) -> None:
        path = beginning(whole)
        self._say(
            outside.moniker(path, complete=literal(whole) is not None), position, path.partition(":")[0] + ":"
        )

    def _on_provider(self, name: str, on: set[str], args: list[Any], position: int) -> None:
        named = literal(args[0]) if args else None
        if name in {"CREATE", "GETOBJECT"} and named and schema().class_(named) is None:
            self._class(named, position)
        at = 1 if name == "PUTEX" else 0
        prop = literal(args[at]) if len(args) > at else None
        if prop is not None and (name in _NAMED_FIRST or name == "PUTEX"):
            self._property(prop, on, position)

    def _class(self, name: str, position: int) -> None:
        found = schema().class_(name)
        self._use(CLASS, name if found is None else found.name, position, supported=found is not None)
        if found is None:
            text = f"The schema knows no class '{name}': to create one fails with 0x8000500F."
            self._find(ERROR, text, position, name)

    def _property(self, name: str, on: set[str], position: int) -> None:
        kinds = [found for found in map(catalogue.kind, on) if found is not None]
        known = any(name.upper() in found.members for found in kinds)
        prop = schema().property(name)
        spelt = self._spelt(name, position) if prop is None else prop.name
        self._use(PROPERTY, spelt, position, supported=known)
        if not known:
            self._find(ERROR, _no_property(name, kinds), position, name)

    def _member(self, node: Member, position: int) -> None:
        on = self._kinds.of(node.obj)
        if not on or UNKNOWN in on:
            return
        kinds = [found for found in map(catalogue.kind, on) if found is not None]
        if len(kinds) < len(on):
            return
        if all(each.startswith(PROVIDER) for each in on) and node.name not in catalogue.methods():
            self._property(node.name, on, position)
            return
        known = any(node.name in found.members for found in kinds)
        if all(each.startswith(PROVIDER) for each in on):
            self._use(METHOD, catalogue.methods()[node.name], position, supported=known)
        if not known:
            title = " or ".join(sorted({found.title for found in kinds}))
            name = self._spelt(node.name, position)
            self._find(ERROR, f"{title} has no member {name}: error 438.", position, node.name)
        elif node.name in _NO_EFFECT:
            self._find(NOTE, _NO_EFFECT[node.name], position, node.name)

    def _look_at_names(self) -> None:
        """Names that nothing declares: undefined under Option Explicit, else only where they are called."""
        every = list(nodes(self._read.statements))
        if not self._read.whole or any(isinstance(node, ExecuteStmt) for node, _ in every):
            return
        if any(isinstance(node, Ident) and node.name in {"EVAL", "EXECUTEGLOBAL"} for node, _ in every):
            return
        declared = set(_declared(node for node, _ in every)) | _HOST_NAMES | set(names())
        declared |= _PAGE_NAMES if self._read.page else set()
        explicit = any(isinstance(node, OptionExplicitStmt) for node, _ in every)
        assigned = set() if explicit else set(_assigned(node for node, _ in every))
        for node, position in every:
            found = node if explicit else getattr(node, "callee", None)
            if not isinstance(found, Ident) or found.name.startswith("__"):
                continue
            if found.name not in declared | assigned:
                name = self._spelt(found.name, position)
                what = "is declared nowhere: error 500" if explicit else "is defined nowhere: error 13"
                self._find(ERROR, f"'{name}' {what}.", position, found.name)

    def _say(self, said: Said | None, position: int, near: str) -> None:
        if said is not None:
            self._find(said.severity, said.text, position, near)

    def _use(self, kind: str, name: str, position: int, *, supported: bool) -> None:
        file, line, _ = self._place(name, position)
        self.uses.add(Use(kind, name, file, line, supported))

    def _find(self, severity: str, text: str, position: int, near: str) -> None:
        file, line, column = self._place(near, position)
        self.findings.add(Finding(file, line, column, severity, self._with_spelling(text, near, position)))

    def _with_spelling(self, text: str, near: str, position: int) -> str:
        return (
            text.replace(near, self._spelt(near, position))
            if near.isidentifier() and near.isupper()
            else text
        )

    def _place(self, near: str, position: int) -> tuple[str, int, int]:
        """Where a name stands, looked for from its statement on; else where the statement does."""
        found = self._found(near, position)
        return self._read.place(position if found is None else found.start())

    def _spelt(self, name: str, position: int) -> str:
        found = self._found(name, position)
        return name if found is None else found[0]

    def _found(self, name: str, position: int) -> re.Match[str] | None:
        wanted = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)" if name else "(?!)", re.IGNORECASE)
        return wanted.search(self._read.text, position)


def _no_property(name: str, kinds: list[Kind]) -> str:
    of = " or ".join(sorted({found.iis_class for found in kinds}))
    if of:
        return f"{of} has no property or method {name}: error 0x80005006."
    return f"No class of the schema has a property or method {name}: error 0x80005006."


def _declared(every: Iterator[Any]) -> Iterator[str]:
    for node in every:
        if isinstance(node, DimDecl | ParamDecl | SubDef | FuncDef | ClassDef | ReDimStmt):
            yield node.name.upper()
        elif isinstance(node, ConstStmt):
            yield from (str(name).upper() for name, _ in node.items)
        elif type(node).__name__ in {"ClassVarDecl", "PropertyDef"}:
            yield node.name.upper()


def _procedures(every: list[Any]) -> dict[str, Count]:
    """The procedures of the script that are defined once and outside of classes, and what they take."""
    found = [node for node in every if isinstance(node, SubDef | FuncDef)]
    classes = [node for node in every if isinstance(node, ClassDef)]
    within = {id(each) for node in classes for each, _ in nodes(node.members)}
    listed = [node.name.upper() for node in found]
    alone = [node for node in found if listed.count(node.name.upper()) == 1 and id(node) not in within]
    return {node.name.upper(): Count(len(node.params), len(node.params)) for node in alone}


def _assigned(every: Iterator[Any]) -> Iterator[str]:
    for node in every:
        if isinstance(node, Assign | SetAssign) and isinstance(node.target, Ident):
            yield node.target.name
        elif isinstance(node, ForStmt | ForEachStmt):
            yield node.var_name
