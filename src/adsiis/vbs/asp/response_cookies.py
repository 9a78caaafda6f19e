"""Response.Cookies: the cookies a page sets, by name. Source: docs/behaviour.md, asp-12."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ASPPY.http_response import ResponseCookie
from ASPPY.vb_runtime import VBLong, vbs_cstr

from adsiis.vbs.members import Members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.vbs.asp.response import Response


class Cookies(Members):
    """Response.Cookies."""

    __slots__ = ("_response",)

    readable: ClassVar[dict[str, str]] = {"ITEM": "__vbs_index_get__", "COUNT": "count", "KEY": "key"}

    def __init__(self, response: Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._response.cookie_jar))

    @property
    def count(self) -> Any:
        """How many cookies the page set."""
        return VBLong(len(self._response.cookie_jar))

    def key(self, place: Any) -> str:
        """The name of a cookie."""
        return list(self._response.cookie_jar)[int(place) - 1]

    def __vbs_index_get__(self, name: Any) -> ResponseCookie:
        self._response.check_not_started()
        text = str(vbs_cstr(name))
        return self._response.cookie_jar.setdefault(text, ResponseCookie(text))

    def __vbs_index_set__(self, name: Any, value: Any) -> None:
        self.__vbs_index_get__(name).Value = vbs_cstr(value)
