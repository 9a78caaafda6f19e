"""The registry as Win32 functions reach it: handles of keys, and numbers for the types of values.

It is the one that scripts of cscript use: a file of the data folder, and what Windows would say of itself.
"""

from __future__ import annotations

import os.path
from typing import Any, Final

from adsiis.scripting.pywin32.errors import win32_error
from adsiis.scripting.pywin32.handles import Handle
from adsiis.scripting.pywin32.local_machine import computer_name, data_folder
from adsiis.scripting.pywin32.tables import constants
from adsiis.scripting.shell.registry import ROOTS, Registry, Value

_names: Final = constants("win32con")
_FILE_NOT_FOUND, _INVALID_HANDLE, _NO_MORE_ITEMS = 2, 6, 259
_ROOTS: Final = {_names[name]: name for name in ROOTS.values()}
_KINDS: Final = {
    _names[name]: name for name in ("REG_SZ", "REG_EXPAND_SZ", "REG_BINARY", "REG_DWORD", "REG_MULTI_SZ")
}
_NUMBERS: Final = {name: number for number, name in _KINDS.items()}


def opened(key: Handle | int, path: str | None, function: str) -> Handle:
    """A handle of a key below another. Raises error where there is no such key."""
    wanted = _below(key, path, function)
    if not _registry().has_key(wanted):
        raise win32_error(_FILE_NOT_FOUND, function)
    return Handle(wanted)


def made(key: Handle | int, path: str | None, function: str) -> Handle:
    """The same; the key is made where there is none."""
    wanted = _below(key, path, function)
    if not _registry().has_key(wanted):
        _registry().write(wanted, None, None)
    return Handle(wanted)


def value(key: Handle | int, name: str | None, function: str) -> tuple[Any, int]:
    """A value and its type. Raises error where there is none."""
    found = _registry().value(_path(key, function), name or "")
    if found is None:
        raise win32_error(_FILE_NOT_FOUND, function)
    return _read(found)


def value_at(key: Handle | int, index: int, function: str) -> tuple[str, Any, int]:
    """Name, value and type of the value at an index. Raises error past the last."""
    name, found = _at(_registry().names(_path(key, function)), index, function)
    return (name, *_read(found))


def key_at(key: Handle | int, index: int, function: str) -> str:
    """The name of the key at an index. Raises error past the last."""
    name: str = _at(_registry().keys(_path(key, function)), index, function)
    return name


def counts(key: Handle | int, function: str) -> tuple[int, int]:
    """How many keys stand one below, and how many values it has."""
    path = _path(key, function)
    return len(_registry().keys(path)), len(_registry().names(path))


def put(key: Handle | int, name: str | None, kind: int, data: Any, function: str) -> None:
    """Set a value."""
    held = list(data) if isinstance(data, bytes | list | tuple) else data
    _registry().write(_path(key, function), name or "", Value(_KINDS.get(kind, "REG_SZ"), held))


def delete(key: Handle | int, path: str | None, name: str | None, function: str) -> None:
    """Delete a key with all below it, or a value. Raises error where there is none."""
    if not _registry().delete(_below(key, path, function), name):
        raise win32_error(_FILE_NOT_FOUND, function)


def _registry() -> Registry:
    return Registry(os.path.join(data_folder(), "registry.json"), machine=computer_name())


def _path(key: Handle | int, function: str) -> str:
    if isinstance(key, Handle) and isinstance(key.held, str):
        return key.held
    number = int(key)
    root = _ROOTS.get(number - 0x1_0000_0000 * (number >= 0x8000_0000))
    if root is None:
        raise win32_error(_INVALID_HANDLE, function)
    return root


def _below(key: Handle | int, path: str | None, function: str) -> str:
    return "\\".join(part for part in (_path(key, function), (path or "").strip("\\")) if part)


def _read(found: Value) -> tuple[Any, int]:
    data = bytes(found.data) if found.kind == "REG_BINARY" else found.data
    return data, _NUMBERS.get(found.kind, _names["REG_SZ"])


def _at(listed: list[Any], index: int, function: str) -> Any:
    if not 0 <= index < len(listed):
        raise win32_error(_NO_MORE_ITEMS, function)
    return listed[index]
