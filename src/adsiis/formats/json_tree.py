"""The tree as JSON for version control: a line per value, in an order that depends on nothing but the tree.

Keys stand in the order of the tree, their values by number; so a change of one value is a change of one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from adsiis.formats.errors import TreeFileError
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError
from adsiis.metabase.record import BINARY, CLEAR, DATA_TYPE_NAMES, DWORD, FOREIGN, MULTISZ, Key, Record
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.metabase.record import Data

FORMAT: Final = "adsiis tree"
_BYTE: Final = re.compile(r"\(byte (\d+)\)")
_TYPES: Final = {name: number for number, name in DATA_TYPE_NAMES.items()}


class _Value(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """One record: `property` is there for people, `name` is the name a record brought with it."""

    id: int
    type: str
    value: int | str | list[str]
    attributes: int = 0
    user_type: int = 1
    property: str = ""
    name: str | None = None
    foreign: bool = False


class _Key(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    values: list[_Value]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    version: int
    keys: list[_Key]


def pieces(keys: Iterable[Key]) -> Iterator[bytes]:
    """The text of a file, piece by piece. Sealed records are left out: nobody else could open them.

    Source: docs/behaviour.md, xml-12.
    """
    yield b'{"format":"%s","version":1,"keys":[' % FORMAT.encode()
    between = b"\n"
    for key in keys:
        lines = [
            b"  " + msgspec.json.encode(_value(record))
            for _, record in sorted(key.records.items())
            if record.form in {CLEAR, FOREIGN}
        ]
        head = b'{"path":%s,"values":[' % msgspec.json.encode(key.path)
        yield between + head + (b"\n" + b",\n".join(lines) if lines else b"") + b"]}"
        between = b",\n"
    yield b"\n]}\n"


def read(content: bytes, name: str) -> list[Key]:
    """The keys of such a file. Raises TreeFileError, which calls it `name`.

    Source: docs/behaviour.md, xml-12.
    """
    found = _decoded(content, name)
    if found.format != FORMAT or found.version != 1:
        raise TreeFileError(f"the file says {found.format!r:.40}; expected {FORMAT!r} 1.", name)
    keys: dict[str, Key] = {}
    for one in found.keys:
        try:
            key = Key(paths.normal(one.path), {value.id: _record(value) for value in one.values})
        except (ValueError, InvalidPathError) as error:
            sentence = f"this is no tree in JSON: {one.path}: {error}."
            raise TreeFileError(sentence, name, *_place_of(content, one.path)) from None
        if keys.setdefault(paths.fold(key.path), key) is not key:
            sentence = f"the key {key.path} stands there twice; expected every key once."
            raise TreeFileError(sentence, name, *_place_of(content, one.path))
    return list(keys.values())


def _decoded(content: bytes, name: str) -> _File:
    try:
        return msgspec.json.decode(content, type=_File)
    except msgspec.ValidationError as error:
        raise TreeFileError(f"this is no tree in JSON: {error}.", name) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        at = _wrong_at(content, error)
        raise TreeFileError(f"this is no JSON: {error}.", name, *_place(content, at)) from None
    except RecursionError:
        raise TreeFileError("this is no tree in JSON: it is nested too deeply.", name) from None


def _wrong_at(content: bytes, error: Exception) -> int:
    """Where reading ended: at a byte that is no UTF-8, at one the parser names, or at the end."""
    if isinstance(error, UnicodeDecodeError):
        try:
            content.decode()
        except UnicodeDecodeError as wrong:
            return wrong.start
    named = _BYTE.search(str(error))
    return int(named[1]) if named else len(content)


def _place_of(content: bytes, path: str) -> tuple[int, int]:
    """The line and column a path stands at the last time; none where it is written in another way."""
    at = content.rfind(msgspec.json.encode(path))
    return _place(content, at) if at >= 0 else (0, 0)


def _place(content: bytes, at: int) -> tuple[int, int]:
    text = content[:at].decode(errors="replace")
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _value(record: Record) -> _Value:
    known = schema().property_by_id(record.id)
    data: Any = record.data.hex() if isinstance(record.data, bytes) else record.data
    return _Value(
        record.id,
        DATA_TYPE_NAMES[record.data_type],
        list(data) if isinstance(data, tuple) else data,
        record.attributes,
        record.user_type,
        known.name if known is not None and known.flag_of is None else "",
        record.name,
        record.form == FOREIGN,
    )


def _record(value: _Value) -> Record:
    kind = _TYPES.get(value.type)
    if kind is None:
        raise ValueError(f"{value.type!r} is no type; expected {', '.join(_TYPES)}")
    form = FOREIGN if value.foreign else CLEAR
    data = value.value if value.foreign and isinstance(value.value, str) else _data(kind, value)
    return Record(value.id, value.attributes, value.user_type, kind, data, value.name, form)


def _data(kind: int, value: _Value) -> Data:
    data = value.value
    if kind == DWORD and isinstance(data, int) and 0 <= data <= 0xFFFFFFFF:
        return data
    if kind == MULTISZ and isinstance(data, list):
        return tuple(data)
    if kind not in {DWORD, MULTISZ} and isinstance(data, str):
        return bytes.fromhex(data) if kind == BINARY else data
    raise ValueError(f"the value of {value.id} is no {value.type}")
