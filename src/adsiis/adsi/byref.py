"""Out-parameters: what a method gives back beside, or instead of, its value.

A Python caller leaves them out and gets a tuple, as with pywin32. A script host passes a `ByRef` cell for
each variable that stands there; the method fills the cells, and gives nothing.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Method = Callable[..., Any]
    Filling = Callable[..., tuple[object, ...]]


class ByRef:
    """A variable of a script, for a method to read and fill.

    Attributes:
        value: what it holds.
    """

    __slots__ = ("value",)

    def __init__(self, value: object = None) -> None:
        self.value = value


def out_parameters(*, after: int, count: int) -> Callable[[Filling], Method]:
    """Give a method out-parameters.

    Args:
        after: how many arguments stand before them, the object not counted.
        count: how many there are: as many as the method gives values.

    The method may then be called without them, and gives its tuple; or with cells, which it fills, and gives
    None. A plain value in their place is ignored. Cells among the arguments before are read.
    Source: docs/behaviour.md, method-1.
    """

    def with_cells(method: Filling) -> Method:
        @wraps(method)
        def call(target: object, *arguments: object) -> tuple[object, ...] | None:
            if len(arguments) > after + count:
                raise TypeError(f"{method.__name__} takes {after} arguments and fills {count} more.")
            given = [one.value if isinstance(one, ByRef) else one for one in arguments[:after]]
            found = method(target, *given)
            cells = [cell for cell in arguments[after:] if isinstance(cell, ByRef)]
            for cell, value in zip(arguments[after:], found, strict=False):
                if isinstance(cell, ByRef):
                    cell.value = value
            return None if cells else found

        call.out_parameters = range(after, after + count)  # type: ignore[attr-defined]
        return call

    return with_cells


def out_positions(method: object) -> range:
    """Which arguments of a method a caller passes as cells, counted from 0 without the object."""
    found: range = getattr(method, "out_parameters", range(0))
    return found
