"""Events and mutexes, by name or without; names are known in this process only."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from adsiis.scripting.pywin32.errors import win32_error
from adsiis.scripting.pywin32.handles import Handle
from adsiis.scripting.pywin32.last_error import set_last_error
from adsiis.scripting.pywin32.tables import constants

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_constants: Final = constants("win32event")
_errors: Final = constants("winerror")
_condition: Final = threading.Condition()


class Event:
    """Set or not; an automatic one lets one waiter through and is not set then."""

    def __init__(self, *, manual: bool, is_set: bool) -> None:
        self.manual = manual
        self.is_set = is_set

    def ready(self) -> bool:
        """Whether a waiter may go on."""
        return self.is_set

    def take(self) -> None:
        """A waiter goes on."""
        self.is_set = self.manual


class Mutex:
    """Owned by one thread, as often as it took it."""

    def __init__(self) -> None:
        self.owner: int | None = None
        self.times = 0

    def ready(self) -> bool:
        """Whether this thread may own it."""
        return self.owner in {None, threading.get_ident()}

    def take(self) -> None:
        """This thread owns it once more."""
        self.owner = threading.get_ident()
        self.times += 1

    def release(self) -> bool:
        """Once less; whether this thread did own it."""
        if self.owner != threading.get_ident():
            return False
        self.times -= 1
        if not self.times:
            self.owner = None
        return True


_named: Final[WeakValueDictionary[str, Event | Mutex]] = WeakValueDictionary()


def event(security: object, manual: int, initial: int, name: str | None = None) -> Handle:  # noqa: ARG001 - pywin32's
    """A handle of an event: a new one, or the one of that name; then the last error says it was there."""
    return _handle(lambda: Event(manual=bool(manual), is_set=bool(initial)), name)


def mutex(security: object, owned: int, name: str | None = None) -> Handle:  # noqa: ARG001 - pywin32's
    """A handle of a mutex, likewise."""
    made = _handle(Mutex, name)
    with _condition:
        if owned and made.held.ready():
            made.held.take()
    return made


def set_event(handle: Handle) -> None:
    """Set an event; who waits goes on."""
    with _condition:
        handle.held.is_set = True
        _condition.notify_all()


def reset_event(handle: Handle) -> None:
    """Let an event be set no longer."""
    with _condition:
        handle.held.is_set = False


def release_mutex(handle: Handle) -> None:
    """Let a mutex go. Raises error when this thread does not own it."""
    with _condition:
        if not handle.held.release():
            raise win32_error(_errors["ERROR_NOT_OWNER"], "ReleaseMutex")
        _condition.notify_all()


def wait(handle: Handle, milliseconds: int) -> int:
    """Wait for one; WAIT_OBJECT_0, or WAIT_TIMEOUT."""
    return wait_for_many([handle], 0, milliseconds)


def wait_for_many(handles: Sequence[Handle], all_of_them: int, milliseconds: int) -> int:
    """Wait for one of many, or for all; WAIT_OBJECT_0 and the index of the first, or WAIT_TIMEOUT."""
    waited = [handle.held for handle in handles]
    end = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000
    with _condition:
        while True:
            found = [index for index, one in enumerate(waited) if one.ready()]
            if len(found) >= (len(waited) if all_of_them else 1):
                for index in found if all_of_them else found[:1]:
                    waited[index].take()
                return _constants["WAIT_OBJECT_0"] + found[0]
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                return _constants["WAIT_TIMEOUT"]
            _condition.wait(left)


def _handle(make: Callable[[], Event | Mutex], name: str | None) -> Handle:
    with _condition:
        found = _named.get(name) if name else None
        set_last_error(0 if found is None else _errors["ERROR_ALREADY_EXISTS"])
        made = make() if found is None else found
        if name:
            _named[name] = made
        return Handle(made)
