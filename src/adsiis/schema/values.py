"""Values as text: how the words of a table become the data of a record.

Every schema type is stored as one of the five data types of the metabase; Booleans are numbers, and names
joined by `|` are the sum of those flags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.metabase.record import BINARY, DWORD, EXPANDSZ, MULTISZ, STRING
from adsiis.schema.errors import ValueTypeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.metabase.record import Data

DATA_TYPES: Final = {
    "BOOL": DWORD,
    "DWORD": DWORD,
    "STRING": STRING,
    "EXPANDSZ": EXPANDSZ,
    "MULTISZ": MULTISZ,
    "MIMEMAP": MULTISZ,
    "BINARY": BINARY,
    "IPSECLIST": BINARY,
    "NTACL": BINARY,
}

_LARGEST: Final = 0xFFFFFFFF
_BOOLEANS: Final = {"TRUE": 1, "FALSE": 0}


def parse(type_name: str, written: str, bits: Mapping[str, int]) -> Data:
    """The data that `written` stands for in a property of a type; `bits` gives flags their numbers.

    Elements of a list are parted by blanks. Raises ValueTypeError for a text the type does not have.
    Source: docs/behaviour.md, schema-3.
    """
    data_type = DATA_TYPES[type_name]
    if data_type == DWORD:
        return _number(written, bits)
    if data_type == MULTISZ:
        return tuple(written.split())
    if data_type == BINARY:
        return _binary(written)
    return written


def _number(written: str, bits: Mapping[str, int]) -> int:
    if written.isdecimal():
        return int(written)
    if written in _BOOLEANS:
        return _BOOLEANS[written]
    try:
        if written[:2] in {"0x", "0X"}:
            return int(written, 16)
        return sum({bits[name.strip()] for name in written.split("|")})
    except (KeyError, ValueError):
        raise ValueTypeError(
            f"{written!r} is no number: it would be digits, TRUE, FALSE or flags joined by '|'."
        ) from None


def _binary(written: str) -> bytes:
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise ValueTypeError(f"{written!r} is not binary: it would be pairs of hexadecimal digits.") from None


def check(name: str, data_type: int, data: object) -> Data:
    """The value in the form records hold it in; raises ValueTypeError naming the property when it cannot be.

    A bool becomes a number, a list a tuple. Nothing else is converted.
    """
    if data_type == DWORD and isinstance(data, int) and 0 <= data <= _LARGEST:
        return int(data)
    if data_type in {STRING, EXPANDSZ} and isinstance(data, str):
        return data
    if data_type == MULTISZ and isinstance(data, (list, tuple)) and all(isinstance(s, str) for s in data):
        return tuple(data)
    if data_type == BINARY and isinstance(data, (bytes, bytearray)):
        return bytes(data)
    raise ValueTypeError(f"{name}: {data!r} does not fit; the value must be {_WANTED[data_type]}.")


_WANTED: Final = {
    DWORD: "a number from 0 to 4294967295",
    STRING: "a text",
    EXPANDSZ: "a text",
    MULTISZ: "a list of texts",
    BINARY: "bytes",
}
