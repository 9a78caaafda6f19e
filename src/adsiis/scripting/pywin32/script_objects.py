"""Objects of the script host, such as Scripting.FileSystemObject, as Python scripts use them.

They speak the values of VBScript; here a bridge stands between. They need the extra `asp`: without it their
classes are not known.
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NoReturn
from weakref import WeakSet

from adsiis.scripting.pywin32.errors import EXCEPTION, UNKNOWN_NAME, MemberError, com_error, told
from adsiis.scripting.pywin32.local_machine import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.scripting.creating import Creator

_CONTROL: Final = 0x800A0000 - 0x1_0000_0000  # where VBScript's own error numbers stand as HRESULTs
_NO_MEMBER: Final = 438
_GIVEN_BY_METHODS: Final = {"KEYS", "ITEMS"}  # of a dictionary: VBScript reads them, Python calls them


def made(progid: str) -> object | None:
    """A new object of a ProgID; None for one that is not known."""
    creator = _creator()
    found: object | None = None if creator is None else _bridged(creator.made, progid)
    return found


def bound(path: str) -> object | None:
    """The object of a name such as `winmgmts:`; None for one that is not known."""
    creator = _creator()
    if creator is None or not path.strip().lower().startswith("winmgmts:"):
        return None
    found: object | None = _bridged(creator.get_object, path)
    return found


class Bridge:
    """An object of the script host with Python's values."""

    __slots__ = ("_target",)

    item_is_default = True

    def __init__(self, target: Any) -> None:
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = _used(_read, self._target, name)
        if name.upper() in _GIVEN_BY_METHODS and isinstance(found, list):
            return lambda: found
        if not callable(found) or isinstance(found, Bridge):
            return found
        return lambda *given: _bridged(found, *given)

    def __setattr__(self, name: str, value: Any) -> None:
        _used(_write, self._target, name, _there(value))

    def __iter__(self) -> Iterator[Any]:
        """What For Each runs over."""
        return (_here(item) for item in _used(iter, self._target))

    @property
    def Count(self) -> Any:  # noqa: N802 - as scripts call it
        """How many a collection has."""
        return _used(_read, self._target, "Count")

    def Item(self, *keys: Any) -> Any:  # noqa: N802 - as scripts call it
        """One of a collection."""
        by_index = getattr(self._target, "__vbs_index_get__", None)
        return _bridged(by_index or _used(_read, self._target, "Item"), *keys)


def _creator() -> Creator | None:
    return _creator_of(data_folder())


@cache
def _creator_of(home: str) -> Creator | None:
    try:
        from adsiis.scripting.creating import Creator
        from adsiis.scripting.host import Host
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("ASPPY"):
            raise
        return None
    host = Host(sys.stdin, sys.stdout, sys.stderr, home=home, interactive=False)
    return Creator(host, WeakSet())


def _bridged(call: Any, *given: Any) -> Any:
    return _here(_used(call, *map(_there, given)))


def _read(target: Any, name: str) -> Any:
    get = getattr(target, "_vbs_get_prop", None)
    found = get(name.upper()) if get is not None else getattr(target, _spelled(target, name))
    return found if callable(found) else _here(found)


def _write(target: Any, name: str, value: Any) -> None:
    put = getattr(target, "_vbs_set_prop", None)
    if put is not None:
        put(name.upper(), value)
    else:
        setattr(target, _spelled(target, name), value)


def _spelled(target: Any, name: str) -> str:
    return next((known for known in dir(target) if known.upper() == name.upper()), name)


def _used(call: Any, *given: Any) -> Any:
    """What a use of the script host's objects gives; its errors are COM's."""
    from ASPPY.vb_runtime import VBScriptRuntimeError

    try:
        return call(*given)
    except VBScriptRuntimeError as failed:
        _raise(failed)


def _raise(failed: Any) -> NoReturn:
    number = int(getattr(failed, "number", 0)) or _NO_MEMBER
    if number == _NO_MEMBER:
        raise MemberError(UNKNOWN_NAME, told(UNKNOWN_NAME)) from failed
    scode = number if number < 0 else _CONTROL + number
    text = str(getattr(failed, "description", "") or failed)
    source = str(getattr(failed, "source", "") or "") or None
    raise com_error(EXCEPTION, told(EXCEPTION), (0, source, text, None, 0, scode), None) from failed


def _there(value: Any) -> Any:
    """A Python value as the script host takes it."""
    from adsiis.scripting.com import array
    from adsiis.vbs.provider import to_script

    if isinstance(value, list | tuple):
        return array(map(_there, value))
    return value._target if isinstance(value, Bridge) else to_script(value)  # noqa: SLF001 - our own bridge


def _here(value: Any) -> Any:
    """A value of the script host as Python takes it."""
    from adsiis.vbs.provider import from_script

    found = from_script(value)
    if isinstance(found, list):
        return [_here(item) for item in found]
    if isinstance(found, int) and not isinstance(found, bool):
        return int(found)
    if isinstance(found, str | float | datetime):
        return found
    return Bridge(found) if type(found).__module__.startswith(("ASPPY.", "adsiis.scripting.")) else found
