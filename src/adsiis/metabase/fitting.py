"""Which records a store can hold: numbers in their bounds, and data of the type the record says it has.

Whatever else is written, a reader cannot decode, and it costs the whole key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.metabase.record import (
    BINARY,
    CLEAR,
    DATA_TYPE_NAMES,
    DWORD,
    EXPANDSZ,
    FORM_NAMES,
    MULTISZ,
    SEALED,
    STRING,
)

if TYPE_CHECKING:
    from adsiis.metabase.record import Record

MOST: Final = 0xFFFFFFFF
"""The largest id, attributes, user type and DWORD."""
_NUMBERS: Final = f"its id, attributes and user type are whole numbers from 0 to {MOST}"
_TYPES: Final[dict[int, Any]] = {DWORD: int, STRING: str, BINARY: bytes, EXPANDSZ: str, MULTISZ: tuple}
_WANTED: Final = {
    DWORD: f"a whole number from 0 to {MOST}",
    STRING: "text",
    BINARY: "bytes",
    EXPANDSZ: "text",
    MULTISZ: "a tuple of texts",
}


def is_number(value: object) -> bool:
    """Whether a value can be a number of a record: a bool or a float cannot, though it may equal one."""
    return isinstance(value, int) and value.__class__ is not bool and 0 <= value <= MOST


def fault(record: Record) -> str:
    """What is wrong with a record, as the end of a sentence; empty where nothing is.

    Source: docs/behaviour.md, tree-2.
    """
    number, attributes, user_type = record.id, record.attributes, record.user_type
    kind, form, name = record.data_type, record.form, record.name
    plain = int is number.__class__ is attributes.__class__ is user_type.__class__ is kind.__class__
    if not (plain and int is form.__class__) and (why := _of_other_classes(record)):
        return why
    if not (0 <= number <= MOST and 0 <= attributes <= MOST and 0 <= user_type <= MOST):
        return _NUMBERS
    if kind not in _TYPES:
        return f"its data type {kind} is none of {_listed(DATA_TYPE_NAMES)}"
    if form not in FORM_NAMES:
        return f"its form {form} is none of {_listed(FORM_NAMES)}"
    if name is not None and not isinstance(name, str):
        return "its name is text, or None"
    if form == CLEAR:
        return "" if fits(kind, record.data) else f"{DATA_TYPE_NAMES[kind]} data is {_WANTED[kind]}"
    return "" if isinstance(record.data, bytes if form == SEALED else str) else "its form and its data differ"


def _of_other_classes(record: Record) -> str:
    """What is wrong with numbers that are not plain ints, as those of an enumeration need not be."""
    if not all(map(is_number, (record.id, record.attributes, record.user_type))):
        return _NUMBERS
    if not is_number(record.data_type):
        return f"its data type {record.data_type!r} is none of {_listed(DATA_TYPE_NAMES)}"
    return "" if is_number(record.form) else f"its form {record.form!r} is none of {_listed(FORM_NAMES)}"


def _listed(names: dict[int, str]) -> str:
    return ", ".join(f"{number} {name}" for number, name in names.items())


def fits(kind: int, data: Any) -> bool:
    """Whether clear data is of a data type."""
    if kind == DWORD:
        return is_number(data)
    return isinstance(data, _TYPES[kind]) and (kind != MULTISZ or all(isinstance(text, str) for text in data))


def is_surely_good(shape: tuple[Any, ...]) -> bool:
    """Whether all records that look like this are good, if only their data fits.

    Args:
        shape: id, attributes, user type, data type, form, the type of the name and that of the data.
    """
    *numbers, data_type, form, name, kind = shape
    fit = all(map(is_number, (*numbers, data_type, form))) and name in {str, type(None)}
    return fit and form == CLEAR and _TYPES.get(data_type) is kind


def may_hide(raw: bytes) -> bool:
    """Whether encoded records may hold a bool or a float, which can equal a number and so have its shape.

    The bytes that begin these in MessagePack stand in many a text; where there is none of them, they tell at
    once that all is well.
    """
    return b"\xc3" in raw or b"\xc2" in raw or b"\xcb" in raw or b"\xca" in raw
