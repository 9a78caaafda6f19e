"""Walking over what the parser made: every expression with the position of its statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ASPPY.ast_nodes import Concat, Node, ParenExpr, Stmt, StringLit

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED: Final = frozenset({"_pos", "visibility", "kind", "op"})


def nodes(found: Any, position: int = 0) -> Iterator[tuple[Any, int]]:
    """Every node in and below something, with the position of the statement it is in."""
    if isinstance(found, list | tuple):
        for item in found:
            yield from nodes(item, position)
        return
    if not isinstance(found, Node):
        return
    if isinstance(found, Stmt):
        own = getattr(found, "_pos", None)
        position = position if own is None else int(own)
    yield found, position
    for name, value in vars(found).items():
        if name not in _SKIPPED:
            yield from nodes(value, position)


def literal(expr: Any) -> str | None:
    """The text an expression is, when it is written out; joined texts count."""
    expr = _bare(expr)
    if isinstance(expr, StringLit):
        return str(expr.value)
    if isinstance(expr, Concat):
        left, right = literal(expr.left), literal(expr.right)
        return None if left is None or right is None else left + right
    return None


def beginning(expr: Any) -> str:
    """How the text of an expression begins, as far as it is written out."""
    expr = _bare(expr)
    if isinstance(expr, StringLit):
        return str(expr.value)
    if isinstance(expr, Concat):
        left = literal(expr.left)
        return beginning(expr.left) if left is None else left + beginning(expr.right)
    return ""


def ending(expr: Any) -> str:
    """How the text of an expression ends, as far as it is written out."""
    expr = _bare(expr)
    if isinstance(expr, StringLit):
        return str(expr.value)
    if isinstance(expr, Concat):
        right = literal(expr.right)
        return ending(expr.right) if right is None else ending(expr.left) + right
    return ""


def _bare(expr: Any) -> Any:
    while isinstance(expr, ParenExpr):
        expr = expr.expr
    return expr
