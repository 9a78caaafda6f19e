"""A parsed script, ready to run many times: what every run needs to know is worked out once.

Procedures and classes hold nothing of a run, so all runs, on all threads, share them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ASPPY.ast_nodes import ClassDef, ConstStmt, FuncDef, OptionExplicitStmt, SubDef
from ASPPY.vm.interpreter import VBInterpreter

from adsiis.vbs.engine.holding import ClassDef as HeldClass

if TYPE_CHECKING:
    from collections.abc import Iterable


class Program:
    """Statements with what they declare.

    Attributes:
        statements: what runs, in order.
        explicit: whether Option Explicit holds.
        declared: what Dim declares outside of procedures.
        procedures: by upper-case name.
        classes: by upper-case name.
    """

    __slots__ = ("classes", "declared", "explicit", "procedures", "statements")

    def __init__(self, parsed: Iterable[Any]) -> None:
        every = list(parsed)
        self.explicit = any(isinstance(stmt, OptionExplicitStmt) for stmt in every)
        running = [
            stmt for stmt in every if not isinstance(stmt, OptionExplicitStmt | ClassDef | SubDef | FuncDef)
        ]
        # A constant is known wherever it stands, as it is to VBScript's compiler.
        self.statements = sorted(running, key=lambda stmt: not isinstance(stmt, ConstStmt))
        self.declared: list[Any] = []
        self._collect(every)

    def _collect(self, every: list[Any]) -> None:
        """Have asppy register what is defined, in an interpreter that is thrown away."""
        scratch: Any = VBInterpreter(None, {})
        scratch._collect_dim_decls(every, self.declared)  # noqa: SLF001 - asppy's own walk
        found: list[Any] = []
        scratch._collect_proc_defs(every, found)  # noqa: SLF001
        for stmt in found:
            if isinstance(stmt, ClassDef):
                scratch._register_class(stmt)  # noqa: SLF001
            else:
                kind = "SUB" if isinstance(stmt, SubDef) else "FUNCTION"
                scratch._register_proc(stmt.name, kind, stmt.params, stmt.body)  # noqa: SLF001
        self.procedures: dict[str, Any] = scratch._procs  # noqa: SLF001
        self.classes: dict[str, Any] = scratch._classes  # noqa: SLF001
        for known in self.classes.values():
            known.__class__ = HeldClass
        scratch.env.clear()
