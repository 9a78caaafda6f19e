"""A Python script as the statements of VBScript it comes to, so that one scan looks at both; its imports.

Only what says which objects there are and what is done with them is carried over. Source: docs/behaviour.md,
lint-10.
"""

from __future__ import annotations

import ast
import os
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from ASPPY.ast_nodes import CallExpr, Concat, ForEachStmt, Ident, Member, ParamDecl, SetAssign, StringLit

from adsiis.scripting.lint.findings import ERROR, NOTE, Finding
from adsiis.scripting.pywin32.finding import Finder, install

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.scripting.cscript.failures import Text

EXTENSION: Final = ".py"
_BINDING: Final = {
    "GetObject": "GETOBJECT",
    "Moniker": "GETOBJECT",
    "Dispatch": "CREATEOBJECT",
    "DispatchEx": "CREATEOBJECT",
    "EnsureDispatch": "CREATEOBJECT",
}
_MARK: Final = "PY:"
_UNKNOWN: Final = "PY:unknown()"
_EXTENSIONS: Final = frozenset({"isapi", "isapi_wsgi"})


class Script:
    """A script that compiles.

    Args:
        path: the file.
        text: its text, with the places of lines.

    Attributes:
        statements: what it comes to.
        findings: modules, and members of modules, that are not here.

    Raises SyntaxError.
    """

    def __init__(self, path: str, text: Text) -> None:
        self._path = path
        self._lines = text.text.splitlines(keepends=True)
        self._modules: set[str] = set()
        self.findings: list[Finding] = []
        tree = ast.parse(text.text)
        self._at_once = set(map(id, tree.body))
        self._in_iis = any(name.partition(".")[0] in _EXTENSIONS for name in _imported(tree))
        self._look_at_imports(tree)
        self.statements = [made for node in ast.walk(tree) for made in self._carried(node)]

    def _carried(self, node: ast.AST) -> Iterator[Any]:
        """What a node gives, or does; what is in it comes of its own."""
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield self._at(SetAssign(self._value(target), self._value(node.value)), node)
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
            made = ForEachStmt(_MARK + node.target.id, self._value(node.iter), [])
            yield self._at(made, node.target)
        elif isinstance(node, ast.arg):
            yield self._at(SetAssign(Ident(_MARK), self._nothing([ParamDecl(_MARK + node.arg)])), node)
        elif isinstance(node, ast.Expr | ast.Return) and node.value is not None:
            yield self._at(SetAssign(Ident(_MARK), self._value(node.value)), node)
        elif isinstance(node, ast.withitem | ast.NamedExpr | ast.AugAssign | ast.AnnAssign):
            yield from self._given_somehow(node)

    def _given_somehow(self, node: Any) -> Iterator[Any]:
        target = getattr(node, "target", None) or getattr(node, "optional_vars", None)
        if isinstance(target, ast.Name):
            yield self._at(SetAssign(self._value(target), self._nothing([])), target)

    def _value(self, node: ast.AST) -> Any:
        match node:
            case ast.Name(id=name):
                return Ident(_MARK + name)
            case ast.Constant(value=None):
                return Ident("NOTHING")
            case ast.Constant(value=str() as value):
                return StringLit(value)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return Concat(self._value(left), "&", self._value(right))
            case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str() as value)):
                return Concat(StringLit(value.partition("%")[0]), "&", self._nothing([]))
            case ast.JoinedStr(values=parts):
                return self._joined(parts)
            case ast.Attribute(value=of, attr=name) if not name.startswith("_") and not self._is_module(of):
                return Member(self._value(of), name.upper())
            case ast.Call():
                return self._call(node)
        return self._nothing([self._value(each) for each in ast.iter_child_nodes(node) if _is_value(each)])

    def _call(self, node: ast.Call) -> Any:
        given = [self._value(each) for each in node.args]
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        outside = isinstance(node.func, ast.Name) or self._is_module(getattr(node.func, "value", None))
        if outside and name in _BINDING:
            return CallExpr(Ident(_BINDING[name]), given[:1])
        if isinstance(node.func, ast.Attribute) and not outside and not name.startswith("_"):
            return CallExpr(Member(self._value(node.func.value), name.upper()), given)
        return self._nothing(given)

    def _joined(self, parts: list[ast.expr]) -> Any:
        """A text with values in it."""
        made: Any = StringLit("")
        for part in parts:
            made = Concat(made, "&", self._value(part))
        return made

    def _nothing(self, parts: list[Any]) -> Any:
        return CallExpr(Ident(_UNKNOWN), parts)

    def _is_module(self, node: ast.AST | None) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self._modules

    def _look_at_imports(self, tree: ast.Module) -> None:
        """What is imported outside of a try; and what is used of our own modules."""
        tried = {id(each) for node in ast.walk(tree) if isinstance(node, ast.Try) for each in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for name in node.names:
                    self._modules.add(name.asname or name.name.partition(".")[0])
                    if id(node) not in tried:
                        self._check(name.name, (), node)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                self._modules |= {name.asname or name.name for name in node.names if _is_ours(node.module)}
                self._modules -= _BINDING.keys()
                if id(node) not in tried:
                    self._check(node.module, [name.name for name in node.names], node)
            elif (
                isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and id(node) not in tried
            ):
                self._check_member(node.value.id, node.attr, node)

    def _check(self, module: str, names: list[str] | tuple[()], node: ast.AST) -> None:
        top = module.partition(".")[0]
        beside = PathFinder.find_spec(top, [os.path.dirname(os.path.abspath(self._path))])
        if beside is not None:
            return
        if not _is_ours(top) and _spec(top) is None:
            self._find(f"There is no module '{top}' here: it cannot be imported.", node)
        elif _is_ours(top):
            self._check_ours(module, names, node)

    def _check_ours(self, module: str, names: list[str] | tuple[()], node: ast.AST) -> None:
        found = _ours(module)
        if found is None:
            self._find(f"There is no module '{module}' here: it cannot be imported.", node)
            return
        for name in names:
            if name != "*" and not hasattr(found, name) and _ours(f"{module}.{name}") is None:
                self._find(f"The module {module} has no {name} here.", node)

    def _check_member(self, module: str, name: str, node: ast.AST) -> None:
        if module in self._modules and "." not in module and _is_ours(module):
            found = _ours(module)
            if found is not None and not hasattr(found, name) and _ours(f"{module}.{name}") is None:
                self._find(f"The module {module} has no {name} here.", node)

    def _find(self, text: str, node: Any) -> None:
        """An error where it surely fails; a note where that depends, as in what only IIS itself calls."""
        imports = isinstance(node, ast.Import | ast.ImportFrom)
        sure = id(node) in self._at_once if imports else not self._in_iis
        severity = ERROR if sure else NOTE
        self.findings.append(Finding(self._path, node.lineno, node.col_offset + 1, severity, text))

    def _at(self, made: Any, node: Any) -> Any:
        before = sum(map(len, self._lines[: node.lineno - 1]))
        line = self._lines[node.lineno - 1].encode()[: node.col_offset].decode()
        made._pos = before + len(line)  # noqa: SLF001 - where asppy has it
        return made


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _is_value(node: ast.AST) -> bool:
    return isinstance(node, ast.expr | ast.keyword)


def _is_ours(module: str) -> bool:
    return Finder().find_spec(module.partition(".")[0]) is not None


def _spec(module: str) -> Any:
    try:
        return find_spec(module)
    except (ValueError, ImportError):
        return None


def _ours(module: str) -> Any:
    """A module of ours, or None."""
    install()
    try:
        return import_module(module)
    except ImportError:
        return None
