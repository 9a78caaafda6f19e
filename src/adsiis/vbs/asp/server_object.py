"""Server: paths, encodings, objects, and other pages run in this one's place.

Source: docs/behaviour.md, asp-21 and asp-22.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, Any, ClassVar

from ASPPY.http_request import _iis_url_encode as url_encoded
from ASPPY.vb_runtime import VBLong, vbs_cstr
from ASPPY.vm.values import VBNull

from adsiis.vbs.asp.failures import ASPError, url_of
from adsiis.vbs.asp.response import PageEnd
from adsiis.vbs.engine.errors import error
from adsiis.vbs.members import Members

if TYPE_CHECKING:
    from adsiis.vbs.asp.running import Run


class Server(Members):
    """The Server object of one page."""

    __slots__ = ("_run",)

    readable: ClassVar[dict[str, str]] = {
        "CREATEOBJECT": "create_object",
        "EXECUTE": "execute",
        "GETLASTERROR": "last_error",
        "HTMLENCODE": "html_encode",
        "MAPPATH": "map_path",
        "SCRIPTTIMEOUT": "script_timeout",
        "TRANSFER": "transfer",
        "URLENCODE": "url_encode",
    }
    writable: ClassVar[dict[str, str]] = {"SCRIPTTIMEOUT": "script_timeout"}

    def __init__(self, run: Run) -> None:
        self._run = run

    def create_object(self, progid: Any) -> Any:
        """Server.CreateObject."""
        return self._run.create(progid)

    def html_encode(self, text: Any) -> str:
        """Text with the characters escaped that HTML gives a meaning."""
        _no_null(text)
        plain = str(vbs_cstr(text))
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

    def url_encode(self, text: Any) -> str:
        """Text as it may stand in a query."""
        _no_null(text)
        return str(url_encoded(vbs_cstr(text)))

    def map_path(self, path: Any) -> str:
        """The local path of a URL path; one without a slash before it starts beside the page."""
        return self._run.local_path(str(vbs_cstr(path)))

    def execute(self, path: Any) -> None:
        """Run another page here, then go on."""
        self._run.execute(str(vbs_cstr(path)))

    def transfer(self, path: Any) -> None:
        """Run another page instead of the rest of this one."""
        self._run.execute(str(vbs_cstr(path)))
        raise PageEnd

    def last_error(self) -> ASPError:
        """The error of a page that ran in this one's place."""
        failure = self._run.failure
        place = failure.place if failure else None
        file = url_of(place.file, self._run.world.url, self._run.world.folder) if place else ""
        return ASPError(failure, file)

    @property
    def script_timeout(self) -> Any:
        """Server.ScriptTimeout: seconds from the page's start; less than the settings say does not count."""
        return VBLong(self._run.seconds)

    @script_timeout.setter
    def script_timeout(self, seconds: Any) -> None:
        if not 1 <= int(seconds) <= 0x7FFF_FFFF:
            raise error(5, f"Server.ScriptTimeout is a number of seconds, not {seconds}.")
        self._run.allow(int(seconds))


def joined(path: str, beside: str, *, parent_paths: bool) -> str:
    """A path of Server.MapPath as a URL path. Raises the errors of paths it does not take."""
    named = path.replace("\\", "/").partition("?")[0]
    if not named.strip() or "\0" in named:
        raise error(0x80004005, "Server.MapPath needs a path.")
    if ".." in named.split("/") and not parent_paths:
        raise error(
            0x80004005, f"The path '{path}' has a '..', which AspEnableParentPaths does not allow here."
        )
    if os.path.splitdrive(named)[0] or named[1:2] == ":":
        raise error(0x80004005, f"The path '{path}' is no URL path: Server.MapPath takes no drive.")
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside) or "/", named))


def _no_null(value: object) -> None:
    if value is VBNull:
        raise error(13, "Type mismatch")
