"""What went wrong in a page: for the log always, for the client as the settings allow.

Source: docs/behaviour.md, asp-15 and asp-16.
"""

from __future__ import annotations

import html
import os
from typing import TYPE_CHECKING, Any, ClassVar, Final

import msgspec
from ASPPY.vb_runtime import VBLong

from adsiis.vbs.asp.source import Place, SourceError, decoded
from adsiis.vbs.engine.errors import ScriptTimeoutError, as_script_error
from adsiis.vbs.engine.wording import COMPILATION_SOURCE, told
from adsiis.vbs.engine.wording import RUNTIME_SOURCE as RUNTIME
from adsiis.vbs.members import Members

if TYPE_CHECKING:
    from adsiis.vbs.asp.page import Page

TIMED_OUT: Final = 0x80004005
_VBSCRIPT: Final = 0x800A0000


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """An error of a page.

    Attributes:
        number: unsigned, as shown in hexadecimal.
        source: what raised it.
        description: what went wrong.
        place: where, or None.
        text: the line of the file it is in.
    """

    number: int
    source: str
    description: str
    place: Place | None = None
    text: str = ""

    def line(self) -> str:
        """One line for a log, with file and line."""
        at = f"{self.place.file}, line {self.place.line}, column {self.place.column}: " if self.place else ""
        return f"{at}{self.description} (0x{self.number:08X})"


def failure_of(found: BaseException, page: Page | None, file: str = "") -> Failure:
    """The failure that an exception is, in a page or while its text was read."""
    place: Place | None
    if isinstance(found, SourceError):
        number, source, description, place = found.number, COMPILATION_SOURCE, str(found), found.place
    elif isinstance(found, ScriptTimeoutError):
        number, source, description = TIMED_OUT, "Active Server Pages", "The script ran longer than it may."
        place = _placed(found, page)
    elif isinstance(found, OSError):
        number, source, place = 0x80004005, "Active Server Pages", Place(file, 1, 1)
        description = f"The file cannot be read: {found.strerror or found}."
    else:
        number, source, description = _described(as_script_error(_as_exception(found)))
        place = _placed(found, page)
    return Failure(
        number=number & 0xFFFF_FFFF, source=source, description=description, place=place, text=_line_of(place)
    )


def _as_exception(found: BaseException) -> Exception:
    return found if isinstance(found, Exception) else RuntimeError(str(found))


def _placed(found: BaseException, page: Page | None) -> Place | None:
    place = getattr(found, "place", None)
    if isinstance(place, Place):
        return place
    return None if page is None else page.place(getattr(found, "vbs_pos", None))


def _described(found: Any) -> tuple[int, str, str]:
    number, source, text, about = told(found)
    if 0 <= number < 0x1_0000:
        number += _VBSCRIPT
    return number, source or RUNTIME, f"{text}: '{about}'" if about else text


def _line_of(place: Place | None) -> str:
    if place is None:
        return ""
    try:
        with open(place.file, "rb") as file:
            return decoded(file.read()).split("\n")[place.line - 1].strip("\r")
    except (OSError, IndexError):
        return ""


def shown(failure: Failure, url: str, folder: str) -> str:
    """The failure as the client sees it where it may: HTML."""
    lines = [
        f"<p>{html.escape(failure.source)} '{failure.number:08x}'</p>",
        f"<p>{html.escape(failure.description)}</p>",
    ]
    if failure.place is not None:
        file = url_of(failure.place.file, url, folder)
        lines.append(f"<p>{html.escape(file)}, line {failure.place.line}, column {failure.place.column}</p>")
        lines.append(f"<pre>{html.escape(failure.text)}\n{'-' * (failure.place.column - 1)}^</pre>")
    return "\n".join(lines) + "\n"


def url_of(file: str, url: str, folder: str) -> str:
    """A file of an application as its URL; only the name of one elsewhere."""
    inner = os.path.relpath(file, folder)
    return os.path.basename(file) if inner.startswith("..") else f"{url.rstrip('/')}/{inner}"


class ASPError(Members):
    """What Server.GetLastError answers."""

    __slots__ = ("_failure", "_file")

    readable: ClassVar[dict[str, str]] = {
        "ASPCODE": "empty",
        "ASPDESCRIPTION": "empty",
        "CATEGORY": "category",
        "COLUMN": "column",
        "DESCRIPTION": "description",
        "FILE": "file",
        "LINE": "line",
        "NUMBER": "number",
        "SOURCE": "text",
    }

    def __init__(self, failure: Failure | None, file: str) -> None:
        self._failure = failure
        self._file = file if failure is not None else ""

    @property
    def empty(self) -> str:
        """Nothing: there are no codes of ASP itself here."""
        return ""

    @property
    def category(self) -> str:
        """What raised it."""
        return self._failure.source if self._failure else ""

    @property
    def description(self) -> str:
        """What went wrong."""
        return self._failure.description if self._failure else ""

    @property
    def file(self) -> str:
        """The URL of the file."""
        return self._file

    @property
    def text(self) -> str:
        """The line of the file."""
        return self._failure.text if self._failure else ""

    @property
    def number(self) -> Any:
        """The number, signed."""
        number = self._failure.number if self._failure else 0
        return VBLong(number - 0x1_0000_0000 if number > 0x7FFF_FFFF else number)

    @property
    def line(self) -> Any:
        """The line."""
        return VBLong(self._failure.place.line if self._failure and self._failure.place else 0)

    @property
    def column(self) -> Any:
        """The column."""
        return VBLong(self._failure.place.column if self._failure and self._failure.place else -1)
