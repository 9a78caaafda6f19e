"""StdRegProv: the registry through WMI, which gives values back through its arguments.

Every method returns 0, or the system's error number. Source: docs/behaviour.md, wmi-5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ASPPY.vm.values import VBArray, VBNull

from adsiis.scripting.com import array, number, text
from adsiis.scripting.shell.registry import Registry, Value
from adsiis.vbs.engine.by_reference import ByRefMethod, Cell
from adsiis.vbs.engine.errors import unknown_member

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOTS: Final = {0: "HKCR", 1: "HKCU", 2: "HKLM", 3: "HKU", 5: "HKCC"}
_NOT_FOUND: Final = 2
_TYPES: Final = {"REG_SZ": 1, "REG_EXPAND_SZ": 2, "REG_BINARY": 3, "REG_DWORD": 4, "REG_MULTI_SZ": 7}
_KINDS: Final = {
    "DWORDVALUE": "REG_DWORD",
    "STRINGVALUE": "REG_SZ",
    "EXPANDEDSTRINGVALUE": "REG_EXPAND_SZ",
    "BINARYVALUE": "REG_BINARY",
    "MULTISTRINGVALUE": "REG_MULTI_SZ",
}


class StdRegProv:
    """The object `StdRegProv`."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __vbs_typename__(self) -> str:
        """What TypeName answers."""
        return "SWbemObjectEx"

    def _vbs_get_prop(self, name: str) -> Any:
        method, places = self._method(name)
        return ByRefMethod(method, places)

    def _method(self, name: str) -> tuple[Callable[..., int], tuple[int, ...]]:
        verb, kind = name[:3], name[3:]
        if kind in _KINDS and verb == "GET":
            return lambda *given: self._get(_KINDS[kind], *given), (3,)
        if kind in _KINDS and verb == "SET":
            return lambda *given: self._set(_KINDS[kind], *given), ()
        named: dict[str, tuple[Callable[..., int], tuple[int, ...]]] = {
            "ENUMKEY": (self._enum_key, (2,)),
            "ENUMVALUES": (self._enum_values, (2, 3)),
            "CREATEKEY": (self._create_key, ()),
            "DELETEKEY": (self._delete_key, ()),
            "DELETEVALUE": (self._delete_value, ()),
            "CHECKACCESS": (self._check_access, (3,)),
        }
        if name not in named:
            raise unknown_member(name)
        return named[name]

    def _get(self, kind: str, root: Any, path: Any, name: Any, value: Cell) -> int:
        found = self._registry.value(_key(root, path), text(name))
        if found is None or found.kind != kind:
            value.value = VBNull
            return 1 if found is not None else _NOT_FOUND
        value.value = array(found.data) if isinstance(found.data, list) else found.data
        return 0

    def _set(self, kind: str, root: Any, path: Any, name: Any, value: Any) -> int:
        if not self._registry.has_key(_key(root, path)):
            return _NOT_FOUND
        if isinstance(value, VBArray):
            data: Any = [number(item) if kind == "REG_BINARY" else text(item) for item in value]
        else:
            data = number(value) if kind == "REG_DWORD" else text(value)
        self._registry.write(_key(root, path), text(name), Value(kind, data))
        return 0

    def _enum_key(self, root: Any, path: Any, names: Cell) -> int:
        found = self._registry.keys(_key(root, path))
        names.value = array(found) if found else VBNull
        return 0 if self._registry.has_key(_key(root, path)) else _NOT_FOUND

    def _enum_values(self, root: Any, path: Any, names: Cell, types: Cell) -> int:
        found = self._registry.names(_key(root, path))
        names.value = array(name for name, _ in found) if found else VBNull
        types.value = array(_TYPES.get(value.kind, 1) for _, value in found) if found else VBNull
        return 0 if self._registry.has_key(_key(root, path)) else _NOT_FOUND

    def _create_key(self, root: Any, path: Any) -> int:
        self._registry.write(_key(root, path), None, None)
        return 0

    def _delete_key(self, root: Any, path: Any) -> int:
        return 0 if self._registry.delete(_key(root, path)) else _NOT_FOUND

    def _delete_value(self, root: Any, path: Any, name: Any) -> int:
        return 0 if self._registry.delete(_key(root, path), text(name)) else _NOT_FOUND

    def _check_access(self, root: Any, path: Any, wanted: Any, granted: Cell) -> int:
        del wanted
        granted.value = self._registry.has_key(_key(root, path))
        return 0 if granted.value else _NOT_FOUND


def _key(root: Any, path: Any) -> str:
    """A key from the number of its root, `&H80000002` for HKLM, and its path."""
    return f"{_ROOTS.get(number(root) & 0xF, 'HKLM')}\\{text(path)}"
