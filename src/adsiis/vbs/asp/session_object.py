"""Session: what pages keep for one visitor.

A visitor without a session costs nothing until the page writes a value, asks for something only a session
has, or global.asa wants to know of new sessions. Reading a value that nobody wrote makes none. Source:
docs/behaviour.md, session-2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ASPPY.vb_runtime import VBLong, vbs_get_lcid, vbs_set_lcid
from ASPPY.vm.values import VBEmpty

from adsiis.vbs.engine.errors import error
from adsiis.vbs.members import Members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adsiis.vbs.asp.contents import Contents, StaticObjects
    from adsiis.vbs.asp.sessions import StoredSession


class Session(Members):
    """The Session object of one page.

    Args:
        stored: the visitor's session, or None.
        start: starts one.
    """

    __slots__ = ("_start", "stored")

    readable: ClassVar[dict[str, str]] = {
        "ABANDON": "abandon",
        "CODEPAGE": "codepage",
        "CONTENTS": "contents",
        "LCID": "lcid",
        "SESSIONID": "number",
        "STATICOBJECTS": "objects",
        "TIMEOUT": "minutes",
        "VALUE": "__vbs_index_get__",
    }
    writable: ClassVar[dict[str, str]] = {"CODEPAGE": "codepage", "LCID": "lcid", "TIMEOUT": "minutes"}

    def __init__(self, stored: StoredSession | None, start: Callable[[], StoredSession]) -> None:
        self.stored = stored
        self._start = start

    def ensure(self) -> StoredSession:
        """The visitor's session, started now if there is none."""
        if self.stored is None:
            self.stored = self._start()
        return self.stored

    def __iter__(self) -> Iterator[str]:
        return iter(self.stored.contents if self.stored is not None else ())

    def __vbs_index_get__(self, key: Any) -> Any:
        return VBEmpty if self.stored is None else self.stored.contents.__vbs_index_get__(key)

    def __vbs_index_set__(self, key: Any, value: Any) -> None:
        self.ensure().contents.__vbs_index_set__(key, value)

    @property
    def contents(self) -> Contents:
        """Session.Contents."""
        return self.ensure().contents

    @property
    def objects(self) -> StaticObjects:
        """Session.StaticObjects."""
        return self.ensure().objects

    @property
    def number(self) -> str:
        """Session.SessionID."""
        return str(self.ensure().number)

    @property
    def minutes(self) -> Any:
        """Session.Timeout."""
        return VBLong(self.ensure().minutes)

    @minutes.setter
    def minutes(self, value: Any) -> None:
        if not 1 <= int(value) <= 1440:
            raise error(5, f"Session.Timeout is a number of minutes from 1 to 1440, not {value}.")
        self.ensure().minutes = int(value)

    @property
    def lcid(self) -> Any:
        """Session.LCID."""
        return VBLong(vbs_get_lcid())

    @lcid.setter
    def lcid(self, value: Any) -> None:
        self.ensure().lcid = int(value)
        vbs_set_lcid(int(value))

    @property
    def codepage(self) -> Any:
        """Session.CodePage."""
        return VBLong(self.ensure().codepage or 65001)

    @codepage.setter
    def codepage(self, value: Any) -> None:
        self.ensure().codepage = int(value)

    def abandon(self) -> None:
        """End the session with this page; its values stay readable until then."""
        self.ensure().abandoned = True


class NoSession(Members):
    """Session where there is none: every use is an error that says so."""

    __slots__ = ()

    def _vbs_get_prop(self, name: str) -> Any:
        raise error(
            0x80004005, f"Session.{name} cannot be used: session state is switched off for this page."
        )

    def __vbs_index_get__(self, key: Any) -> Any:
        raise error(0x80004005, "Session cannot be used: session state is switched off for this page.")

    def __vbs_index_set__(self, key: Any, value: Any) -> None:
        self.__vbs_index_get__(key)
