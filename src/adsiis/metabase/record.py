"""Records and keys: what the metabase holds.

A record is one typed value of a key, known by its number; names belong to the schema. A key is a path with
its records. Both are values: nothing here changes in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection

    Data = int | str | bytes | tuple[str, ...]
else:
    Data = Any  # msgspec knows no union of str and bytes; MessagePack tells the four apart by itself

DWORD: Final = 1
STRING: Final = 2
BINARY: Final = 3
EXPANDSZ: Final = 4
MULTISZ: Final = 5

DATA_TYPE_NAMES: Final = {
    DWORD: "DWORD",
    STRING: "STRING",
    BINARY: "BINARY",
    EXPANDSZ: "EXPANDSZ",
    MULTISZ: "MULTISZ",
}

NO_ATTRIBUTES: Final = 0
INHERIT: Final = 0x1
PARTIAL_PATH: Final = 0x2
SECURE: Final = 0x4
REFERENCE: Final = 0x8
VOLATILE: Final = 0x10
ISINHERITED: Final = 0x20
INSERT_PATH: Final = 0x40
LOCAL_MACHINE_ONLY: Final = 0x80
NON_SECURE_ONLY: Final = 0x100

SERVER: Final = 1
FILE: Final = 2
WAM: Final = 100
ASP_APP: Final = 101

CLEAR: Final = 0
SEALED: Final = 1
FOREIGN: Final = 2

FORM_NAMES: Final = {CLEAR: "CLEAR", SEALED: "SEALED", FOREIGN: "FOREIGN"}


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):  # it can hold no cycle
    """One value of a key.

    Attributes:
        id: the number that names the value, for example 1002 for KeyType.
        attributes: bits such as INHERIT and SECURE.
        user_type: SERVER, FILE, WAM, ASP_APP or any other number a file brought.
        data_type: DWORD, STRING, BINARY, EXPANDSZ or MULTISZ.
        data: an int from 0 to 0xFFFFFFFF, a str, bytes, or a tuple of str, as data_type says. Of a SEALED
            record the encrypted bytes; of a FOREIGN one the text of the file it came from.
        name: a name that came with the value and that the schema does not know, else None.
        form: CLEAR; SEALED, encrypted with this store's key; or FOREIGN, a secure value encrypted by
            another machine, kept as it came.

    Source: docs/behaviour.md, tree-2.
    """

    id: int
    attributes: int
    user_type: int
    data_type: int
    data: Data
    name: str | None = None
    form: int = CLEAR


class Key(msgspec.Struct, frozen=True, array_like=True, gc=False):  # it can hold no cycle
    """A key of the tree with the records set at that very key.

    Attributes:
        path: the true path, as it was written first: `/LM/W3SVC/1/ROOT`; the root is `/`.
        records: the records by id.
        revision: the revision of the commit that last touched this key.
        changed: when that was, in seconds since 1970.
    """

    path: str
    records: dict[int, Record] = {}
    revision: int = 0
    changed: float = 0.0


def without(key: Key, ids: Collection[int]) -> Key:
    """The key without some of its records."""
    left = {i: record for i, record in key.records.items() if i not in ids}
    return msgspec.structs.replace(key, records=left)


encode = msgspec.msgpack.Encoder().encode
_decode_key = msgspec.msgpack.Decoder(Key).decode
_decode_keys = msgspec.msgpack.Decoder(list[Key]).decode
_decode_record = msgspec.msgpack.Decoder(Record).decode
_decode_data = msgspec.msgpack.Decoder().decode


def decode_key(raw: bytes | memoryview) -> Key:
    """The key that `encode` wrote."""
    key = _decode_key(raw)
    _mend_lists(key)
    return key


def decode_keys(raw: bytes) -> list[Key]:
    """The keys that `encode` wrote as a list."""
    keys = _decode_keys(raw)
    for key in keys:
        _mend_lists(key)
    return keys


def decode_record(raw: bytes | memoryview | msgspec.Raw) -> Record:
    """The record that `encode` wrote."""
    record = _decode_record(raw)
    _mend_list(record)
    return record


def _mend_lists(key: Key) -> None:
    for record in key.records.values():
        if isinstance(record.data, list):
            _mend_list(record)


def _mend_list(record: Record) -> None:
    """Give MULTISZ data back its type: MessagePack knows only one kind of list."""
    if isinstance(record.data, list):
        msgspec.structs.force_setattr(record, "data", tuple(record.data))


def decode_data(raw: bytes | memoryview) -> Data:
    """The data of a record that `encode` wrote."""
    data = _decode_data(raw)
    return tuple(data) if isinstance(data, list) else data
