"""The registry of scripts: a file of the data folder, and what Windows would say of itself.

Values that scripts read to learn about Windows and IIS are answered as a Windows Server 2003 would; what a
script writes stands in the file and wins. Keys and names are found in any letter case.
Source: docs/behaviour.md, registry-1 to registry-3.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.schema.winpath import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOTS: Final = {
    "HKCR": "HKEY_CLASSES_ROOT",
    "HKCU": "HKEY_CURRENT_USER",
    "HKLM": "HKEY_LOCAL_MACHINE",
    "HKU": "HKEY_USERS",
    "HKCC": "HKEY_CURRENT_CONFIG",
}
_SYSTEM: Final = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet"
_MICROSOFT: Final = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft"


class Value(NamedTuple):
    """A value: its type, such as REG_SZ, and its data: text, a number, or a list of either."""

    kind: str
    data: Any


class Registry:
    """The registry over one file.

    Args:
        path: of the file; it need not be there.
        machine: the name of the machine.
    """

    def __init__(self, path: str, *, machine: str) -> None:
        self._path = path
        self._given = _folded(_windows(machine))

    def value(self, key: str, name: str) -> Value | None:
        """A value of a key, or None."""
        found = self._tree().get(whole(key).upper())
        return None if found is None else found[1].get(name.upper(), (name, None))[1]

    def has_key(self, key: str) -> bool:
        """Whether there is such a key: one that has values, or has others below it."""
        wanted = whole(key).upper()
        return wanted in {root.upper() for root in ROOTS.values()} or any(
            known == wanted or known.startswith(wanted + "\\") for known in self._tree()
        )

    def names(self, key: str) -> list[tuple[str, Value]]:
        """The values of a key, by name."""
        found = self._tree().get(whole(key).upper())
        return [] if found is None else [(name, value) for name, value in found[1].values()]

    def keys(self, key: str) -> list[str]:
        """The names of the keys one below."""
        above = whole(key).upper() + "\\"
        found = {
            spelt[len(above) :].partition("\\")[0]
            for known, (spelt, _) in self._tree().items()
            if known.startswith(above)
        }
        return sorted(found, key=str.upper)

    def write(self, key: str, name: str | None, value: Value | None) -> None:
        """Set a value; without a name make the key."""
        with self._changing() as tree:
            values = tree.setdefault(_spelt(tree, key), {})
            if name is not None and value is not None:
                _drop(values, name)
                values[name] = [value.kind, value.data]

    def delete(self, key: str, name: str | None = None) -> bool:
        """Delete a value, or a key with all below it; whether it was there."""
        with self._changing() as tree:
            if name is not None:
                return _drop(tree.get(_spelt(tree, key), {}), name)
            below = whole(key).upper() + "\\"
            gone = [known for known in tree if f"{known.upper()}\\".startswith(below)]
            for known in gone:
                del tree[known]
            return bool(gone)

    def _tree(self) -> dict[str, tuple[str, dict[str, tuple[str, Value]]]]:
        """What there is: by upper-case key its spelling and its values, by upper-case name."""
        tree = {key: (spelt, dict(values)) for key, (spelt, values) in self._given.items()}
        for key, (spelt, values) in _folded(self._read()).items():
            tree.setdefault(key, (spelt, {}))[1].update(values)
        return tree

    def _read(self) -> dict[str, dict[str, list[Any]]]:
        try:
            with open(self._path, encoding="utf-8") as file:
                read: dict[str, dict[str, list[Any]]] = json.load(file)
        except FileNotFoundError:
            return {}
        return read

    @contextmanager
    def _changing(self) -> Iterator[dict[str, dict[str, list[Any]]]]:
        """The file to change: nobody else changes it meanwhile; readers see the old one or the new one."""
        os.makedirs(os.path.dirname(self._path), exist_ok=True)
        with open(f"{self._path}.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            tree = self._read()
            yield tree
            with open(f"{self._path}.new", "w", encoding="utf-8") as file:
                json.dump(tree, file, indent=1, ensure_ascii=False)
            os.replace(f"{self._path}.new", self._path)


def whole(key: str) -> str:
    """A key with its root spelt out, without a backslash at its end."""
    root, slash, rest = key.strip("\\").partition("\\")
    return ROOTS.get(root.upper(), root) + slash + rest


def _spelt(tree: dict[str, dict[str, list[Any]]], key: str) -> str:
    """A key as the file spells it, else as it is given."""
    wanted = whole(key)
    return next((known for known in tree if known.upper() == wanted.upper()), wanted)


def _drop(values: dict[str, list[Any]], name: str) -> bool:
    spelt = next((known for known in values if known.upper() == name.upper()), None)
    if spelt is not None:
        del values[spelt]
    return spelt is not None


def _folded(tree: dict[str, dict[str, list[Any]]]) -> dict[str, tuple[str, dict[str, tuple[str, Value]]]]:
    return {
        key.upper(): (key, {name.upper(): (name, Value(*value)) for name, value in values.items()})
        for key, values in tree.items()
    }


def _windows(machine: str) -> dict[str, dict[str, list[Any]]]:
    """What a Windows Server 2003 with IIS 6.0 says of itself."""
    environment = {name: ["REG_EXPAND_SZ", value] for name, value in VARIABLES.items() if name != "TMP"}
    return {
        rf"{_MICROSOFT}\InetStp": {
            "InstallPath": ["REG_SZ", r"C:\WINDOWS\system32\inetsrv"],
            "MajorVersion": ["REG_DWORD", 6],
            "MinorVersion": ["REG_DWORD", 0],
            "PathWWWRoot": ["REG_SZ", r"C:\Inetpub\wwwroot"],
            "PathFTPRoot": ["REG_SZ", r"C:\Inetpub\ftproot"],
        },
        rf"{_MICROSOFT}\Windows NT\CurrentVersion": {
            "CurrentBuildNumber": ["REG_SZ", "3790"],
            "CurrentVersion": ["REG_SZ", "5.2"],
            "CSDVersion": ["REG_SZ", "Service Pack 2"],
            "ProductName": ["REG_SZ", "Microsoft Windows Server 2003"],
            "SystemRoot": ["REG_SZ", VARIABLES["SYSTEMROOT"]],
        },
        rf"{_MICROSOFT}\Windows\CurrentVersion": {
            "CommonFilesDir": ["REG_SZ", VARIABLES["COMMONPROGRAMFILES"]],
            "ProgramFilesDir": ["REG_SZ", VARIABLES["PROGRAMFILES"]],
        },
        rf"{_MICROSOFT}\Windows Script Host\Settings": {"Enabled": ["REG_SZ", "1"]},
        rf"{_SYSTEM}\Control\ComputerName\ComputerName": {"ComputerName": ["REG_SZ", machine]},
        rf"{_SYSTEM}\Control\ComputerName\ActiveComputerName": {"ComputerName": ["REG_SZ", machine]},
        rf"{_SYSTEM}\Control\Session Manager\Environment": environment,
        rf"{_SYSTEM}\Services\Tcpip\Parameters": {
            "Hostname": ["REG_SZ", machine.lower()],
            "Domain": ["REG_SZ", ""],
        },
        rf"{_SYSTEM}\Services\W3SVC": {
            "DisplayName": ["REG_SZ", "World Wide Web Publishing Service"],
            "Start": ["REG_DWORD", 2],
        },
        rf"{_SYSTEM}\Services\IISADMIN": {
            "DisplayName": ["REG_SZ", "IIS Admin Service"],
            "Start": ["REG_DWORD", 2],
        },
    }
