"""Array indexes: whatever converts to a whole number is one.

VBScript: Empty is 0, a Double is rounded half to even, True is -1, a text must be a number, Null is an error.
asppy raises a Python TypeError for Empty and for Doubles. It also makes a reference cycle for every
`ReDim Preserve` of an array with several dimensions. Source: docs/behaviour.md, vbs-1.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from ASPPY.vb_errors import VBScriptRuntimeError, raise_runtime
from ASPPY.vm import interpreter as _engine
from ASPPY.vm.values import VBArray, VBEmpty, VBNothing, VBNull

_asppy_flat_index = VBArray._flat_index  # noqa: SLF001 - what is mended
_asppy_redim = VBArray.redim


def mend() -> None:
    """Let asppy's arrays take any index VBScript takes; they are made in many places of asppy."""
    VBArray._flat_index = _flat_index  # noqa: SLF001
    VBArray.redim = _redim


def whole(index: Any) -> int:
    """An index as a whole number; errors 13 and 94 for what is none."""
    if index.__class__ is int:
        return int(index)
    if index is VBNull:
        raise_runtime("INVALID_USE_OF_NULL")
    if index is VBNothing or index is None:
        raise_runtime("TYPE_MISMATCH")
    if index is VBEmpty:
        return 0
    blank = isinstance(index, str) and not index.strip()
    number: float | None = None if blank else _engine._try_number(index)  # noqa: SLF001
    if number is None:
        raise VBScriptRuntimeError("TYPE_MISMATCH")
    return round(number)


def _flat_index(self: Any, indices: Any) -> int:
    listed = indices if isinstance(indices, list) else [indices]
    try:
        flat: int = _asppy_flat_index(self, [whole(index) for index in listed])
    except IndexError:
        raise_runtime("SUBSCRIPT_OUT_OF_RANGE")
    return flat


def _redim(self: Any, upper_bounds: Any, preserve: bool = False) -> None:  # noqa: FBT001, FBT002 - asppy's
    old_bounds, old_items = list(self._ubs), self._items
    if not preserve or not self._allocated or self._dims == 1:
        _asppy_redim(self, upper_bounds, preserve)
        return
    if len(upper_bounds) != len(old_bounds) or upper_bounds[:-1] != old_bounds[:-1]:
        raise_runtime("SUBSCRIPT_OUT_OF_RANGE")
    _asppy_redim(self, upper_bounds)
    common = [range(min(pair) + 1) for pair in zip(old_bounds, upper_bounds, strict=True)]
    old = VBArray(old_bounds)
    old._items = old_items  # noqa: SLF001
    for place in product(*common):
        self.__vbs_index_set__(list(place), old.__vbs_index_get__(list(place)))
