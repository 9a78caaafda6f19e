"""Application: values all pages of an application share, and the lock pages take to change several at once.

The lock belongs to a page, not to a thread; it falls when the page ends, and a page that waits for it as
long as a script may run gets an error. Writing one value without having the lock waits for who has it.
Source: docs/behaviour.md, session-7.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, ClassVar

from adsiis.vbs.asp.contents import Contents, StaticObjects
from adsiis.vbs.engine.errors import error
from adsiis.vbs.members import Members

if TYPE_CHECKING:
    from collections.abc import Iterator


class SharedState:
    """What the pages of an application share."""

    __slots__ = ("_holder", "_lock", "contents", "objects")

    def __init__(self, objects: StaticObjects) -> None:
        self.contents = Contents()
        self.objects = objects
        self._lock = threading.Lock()
        self._holder: object = None

    def lock(self, holder: object, seconds: float) -> None:
        """Let only this page write. Raises the error of a page that waited too long."""
        if self._holder is holder:
            return
        if not self._lock.acquire(timeout=seconds):
            raise error(0x80004005, f"Application.Lock waited {seconds:g} seconds for another page.")
        self._holder = holder

    def unlock(self, holder: object) -> None:
        """Let others write again, if this page had the lock."""
        if self._holder is holder:
            self._holder = None
            self._lock.release()

    def holds(self, holder: object) -> bool:
        """Whether this page has the lock."""
        return self._holder is holder


class Writable(Members):
    """Values that a page writes under the lock of their application."""

    __slots__ = ("_holder", "_seconds", "_state")

    def __init__(self, state: SharedState, holder: object, seconds: float) -> None:
        self._state = state
        self._holder = holder
        self._seconds = seconds

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.contents)

    def __vbs_index_get__(self, key: Any) -> Any:
        return self._state.contents.__vbs_index_get__(key)

    def __vbs_index_set__(self, key: Any, value: Any) -> None:
        self._write("__vbs_index_set__", key, value)

    def _write(self, method: str, *arguments: Any) -> None:
        change = getattr(self._state.contents, method)
        if self._state.holds(self._holder):
            change(*arguments)
            return
        self._state.lock(self._holder, self._seconds)
        try:
            change(*arguments)
        finally:
            self._state.unlock(self._holder)


class SharedContents(Writable):
    """Application.Contents."""

    __slots__ = ()

    readable: ClassVar[dict[str, str]] = {
        "COUNT": "count",
        "ITEM": "__vbs_index_get__",
        "KEY": "key",
        "REMOVE": "remove",
        "REMOVEALL": "remove_all",
    }

    @property
    def count(self) -> Any:
        """How many values there are."""
        return self._state.contents.count

    def key(self, place: Any) -> str:
        """The name at a place."""
        return self._state.contents.key(place)

    def remove(self, key: Any) -> None:
        """Take a value out."""
        self._write("remove", key)

    def remove_all(self) -> None:
        """Take all out."""
        self._write("remove_all")


class Application(Writable):
    """The Application object of one page."""

    __slots__ = ()

    readable: ClassVar[dict[str, str]] = {
        "CONTENTS": "contents",
        "STATICOBJECTS": "objects",
        "VALUE": "__vbs_index_get__",
        "LOCK": "lock",
        "UNLOCK": "unlock",
    }

    @property
    def contents(self) -> SharedContents:
        """Application.Contents."""
        return SharedContents(self._state, self._holder, self._seconds)

    @property
    def objects(self) -> StaticObjects:
        """Application.StaticObjects."""
        return self._state.objects

    def lock(self) -> None:
        """Let only this page write."""
        self._state.lock(self._holder, self._seconds)

    def unlock(self) -> None:
        """Let others write again."""
        self._state.unlock(self._holder)
