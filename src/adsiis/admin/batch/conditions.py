"""What `if` tests."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.admin.batch.nodes import If
    from adsiis.admin.batch.shell import Shell

_NUMBER: Final = re.compile(r"[-+]?(0[xX][0-9a-fA-F]+|\d+)")
_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "EQU": operator.eq,
    "NEQ": operator.ne,
    "LSS": operator.lt,
    "LEQ": operator.le,
    "GTR": operator.gt,
    "GEQ": operator.ge,
}
_EXTENSIONS: Final = 2


def holds(node: If, shell: Shell) -> bool:
    """Whether the test of an `if` holds. Source: docs/behaviour.md, batch-10."""
    left, right = shell.expanded(node.left), shell.expanded(node.right)
    return _holds(node, left, right, shell) != node.negated


def _holds(node: If, left: str, right: str, shell: Shell) -> bool:
    if node.test == "errorlevel":
        return shell.errorlevel >= (_number(left) or 0)
    if node.test == "exist":
        return shell.places.exists(left)
    if node.test == "defined":
        return shell.variable(left.strip('"')) is not None
    if node.test == "cmdextversion":
        return (_number(left) or 0) <= _EXTENSIONS
    numbers = _number(left), _number(right)
    compare = _COMPARE[node.test]
    if node.test != "==" and None not in numbers:
        return compare(*numbers)
    if node.ignore_case:
        left, right = left.lower(), right.lower()
    return compare(left, right)


def _number(text: str) -> int | None:
    """A whole number as C reads it, with 0x and leading 0; None for any other text."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1]
    try:
        value = int(digits, 16) if digits[:2].lower() == "0x" else int(digits, 8 if digits[0] == "0" else 10)
    except ValueError:
        return None
    return -value if text.strip().startswith("-") else value
