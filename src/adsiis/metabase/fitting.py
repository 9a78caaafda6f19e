"""Which records a store can hold: numbers in their bounds, and data of the type the record says it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.metabase.record import BINARY, CLEAR, DATA_TYPE_NAMES, DWORD, EXPANDSZ, MULTISZ, SEALED, STRING

if TYPE_CHECKING:
    from adsiis.metabase.record import Record

MOST: Final = 0xFFFFFFFF
"""The largest id, attributes, user type and DWORD."""
_TYPES: Final[dict[int, Any]] = {DWORD: int, STRING: str, BINARY: bytes, EXPANDSZ: str, MULTISZ: tuple}
_WANTED: Final = {
    DWORD: f"a whole number from 0 to {MOST}",
    STRING: "text",
    BINARY: "bytes",
    EXPANDSZ: "text",
    MULTISZ: "a tuple of texts",
}


def fault(record: Record) -> str:
    """What is wrong with a record, as the end of a sentence; empty where nothing is.

    Source: docs/behaviour.md, tree-2.
    """
    if not (0 <= record.id <= MOST and 0 <= record.attributes <= MOST and 0 <= record.user_type <= MOST):
        return f"its id, attributes and user type are whole numbers from 0 to {MOST}"
    kind, data = record.data_type, record.data
    if kind not in _TYPES:
        known = ", ".join(f"{number} {name}" for number, name in DATA_TYPE_NAMES.items())
        return f"its data type {kind} is none of {known}"
    if record.form == CLEAR:
        return "" if _fits(kind, data) else f"{DATA_TYPE_NAMES[kind]} data is {_WANTED[kind]}"
    return "" if isinstance(data, bytes if record.form == SEALED else str) else "its form and its data differ"


def _fits(kind: int, data: Any) -> bool:
    if not isinstance(data, _TYPES[kind]):
        return False
    if kind == DWORD:
        return data.__class__ is not bool and 0 <= data <= MOST
    return kind != MULTISZ or all(isinstance(text, str) for text in data)


def is_surely_good(shape: tuple[Any, ...]) -> bool:
    """Whether all records that look like this are good, whatever text or bytes they hold.

    Args:
        shape: id, attributes, user type, data type, form and the type of the data.
    """
    *numbers, data_type, form, kind = shape
    in_bounds = all(isinstance(number, int) and 0 <= number <= MOST for number in numbers)
    return in_bounds and form == CLEAR and kind in {str, bytes} and _TYPES.get(data_type) is kind
