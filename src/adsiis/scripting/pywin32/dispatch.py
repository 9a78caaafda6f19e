"""Objects as COM gives them to Python: late bound, members in any letter case, tuples for arrays.

A wrapper holds the object it stands for and nothing else: it goes when the script lets it go.
"""

from __future__ import annotations

import inspect
from datetime import datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from adsiis.metabase.paths import fold
from adsiis.scripting.pywin32.errors import (
    BAD_PARAMETER_COUNT,
    MEMBER_NOT_FOUND,
    Invoking,
    MemberError,
    failed,
)
from adsiis.scripting.pywin32.times import TimeType
from adsiis.scripting.pywin32.variants import VARIANT, Marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

UNKNOWN: Final = "<unknown>"


class CDispatch:
    """An object as `win32com.client` hands it out. Source: docs/behaviour.md, shim-2."""

    __slots__ = ("__weakref__", "_oleobj_", "_username_")

    _oleobj_: Any
    _username_: str

    def __init__(self, target: object, user_name: str | None = None) -> None:
        object.__setattr__(self, "_oleobj_", target)
        object.__setattr__(self, "_username_", UNKNOWN if user_name is None else user_name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"{self._username_}.{name}")
        with Invoking():
            value = getattr(self._oleobj_, _spelled(self._oleobj_, name))
        return _method(value) if callable(value) else to_script(value)

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith("_"):
            raise AttributeError(f"Property '{self._username_}.{name}' can not be set.")
        with Invoking(MemberError):
            setattr(self._oleobj_, _spelled(self._oleobj_, name), from_script(value))

    def __iter__(self) -> Iterator[Any]:
        """The objects below."""
        if not hasattr(type(self._oleobj_), "__iter__"):
            raise TypeError("This object does not support enumeration")
        return _iterate(self._oleobj_)

    def __len__(self) -> int:
        if not hasattr(type(self._oleobj_), "Count"):
            raise TypeError("This dispatch object does not define a Count method")
        return int(self.Count)

    def __getitem__(self, index: object) -> Any:
        if isinstance(index, int) and hasattr(type(self._oleobj_), "__iter__"):
            return list(self)[index]
        if not _has_default(self._oleobj_):
            raise TypeError("This object does not support enumeration")
        return self.Item(index)

    def __call__(self, *arguments: object) -> Any:
        """The object's default method, where it has one."""
        if not _has_default(self._oleobj_):
            raise failed(MEMBER_NOT_FOUND)
        return self.Item(*arguments)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self._oleobj_ is getattr(other, "_oleobj_", other)

    def __hash__(self) -> int:
        return hash(id(self._oleobj_))

    def __dir__(self) -> list[str]:
        return [name for name in dir(self._oleobj_) if not name.startswith("_")]

    def __repr__(self) -> str:
        return f"<COMObject {self._username_}>"

    def _FlagAsMethod(self, *names: str) -> None:  # noqa: N802 - pywin32's name
        """Methods are told from properties here anyway."""


def to_script(value: Any) -> Any:
    """A value of ours as a script sees it."""
    if value is None or isinstance(value, bool | str | float | CDispatch):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, int):
        return value
    if isinstance(value, tuple | list):
        return tuple(map(to_script, value))
    if isinstance(value, bytes | bytearray):
        return memoryview(bytes(value))
    if isinstance(value, datetime):
        return TimeType.of(value)
    return CDispatch(value)


def from_script(value: Any) -> Any:
    """A value of a script as our objects take it."""
    if isinstance(value, CDispatch):
        return value._oleobj_
    if isinstance(value, VARIANT):
        return from_script(value.value)
    if isinstance(value, Marker):
        return None
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, tuple | list):
        return [from_script(item) for item in value]
    return value


def _method(call: Callable[..., Any]) -> Callable[..., Any]:
    def method(*arguments: object, **named: object) -> Any:
        given = [from_script(argument) for argument in arguments]
        by_name = {name: from_script(argument) for name, argument in named.items()}
        with Invoking():
            try:
                return to_script(call(*given, **by_name))
            except TypeError:
                _check_count(call, given, by_name)
                raise

    method.__name__ = method.__qualname__ = getattr(call, "__name__", "method")
    method.__doc__ = call.__doc__
    return method


def _check_count(call: Callable[..., Any], given: list[Any], named: dict[str, Any]) -> None:
    """Raise com_error unless the method takes these arguments."""
    try:
        inspect.signature(call).bind(*given, **named)
    except TypeError:
        raise failed(BAD_PARAMETER_COUNT) from None


def _iterate(target: Any) -> Iterator[Any]:
    with Invoking():
        for item in target:
            yield to_script(item)


def _has_default(target: object) -> bool:
    """Whether an object may be called or indexed: its class says so by `item_is_default`."""
    return bool(getattr(type(target), "item_is_default", False))


def _spelled(target: object, name: str) -> str:
    """How an object's class spells a member; the name itself where only the object knows."""
    kind: type = type(target)
    members = getattr(kind, "_members", None)
    if isinstance(members, dict):  # nothing is kept here: a schema that changes has new classes
        return str(members.get(fold(name), name))
    return _spelled_by(kind, name)


@cache
def _spelled_by(kind: type, name: str) -> str:
    wanted = fold(name)
    return next((known for known in dir(kind) if fold(known) == wanted), name)
