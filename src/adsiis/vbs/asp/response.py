"""Response: what a page answers.

A buffered page gathers text and is sent in one piece when it ends; Flush, and a page that does not buffer,
send what there is. Once something was sent, the headers cannot be changed. Source: docs/behaviour.md, asp-9
to asp-12.
"""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from ASPPY.vb_datetime import CDate
from ASPPY.vb_runtime import VBLong, vbs_cstr, vbs_get_lcid, vbs_set_lcid
from ASPPY.vm.values import VBArray, VBNull

from adsiis.vbs.asp import headers
from adsiis.vbs.asp.codepages import charset_of, encoding_of
from adsiis.vbs.asp.response_cookies import Cookies
from adsiis.vbs.engine.errors import Interrupted, error
from adsiis.vbs.members import Members

if TYPE_CHECKING:
    from collections.abc import Callable

    from ASPPY.http_response import ResponseCookie

    from adsiis.vbs.asp.exchange import Sink

_HEADER_MEMBERS = {"CACHECONTROL", "CHARSET", "CONTENTTYPE", "EXPIRES", "EXPIRESABSOLUTE", "PICS", "STATUS"}


class PageEnd(Interrupted):
    """The page ends here: Response.End, Redirect, Server.Transfer."""


class ClientGone(Interrupted):
    """The client has gone; nothing more can be sent."""


class Response(Members):
    """The Response object of one page.

    Attributes:
        started: whether the headers have been sent.
        cookie_jar: the cookies the page set, by name.
        before_start: called before an answer starts that is not sent in one piece.

    Args:
        sink: where the answer goes.
        limit: bytes the buffer may hold.
        buffered: whether it gathers to begin with.
        head: whether the body is left out.
    """

    __slots__ = (
        *("_buffered", "_cache_control", "_charset", "_codepage", "_content_type", "_encoding", "_expires"),
        *("_extra", "_head", "_held", "_limit", "_logged", "_size", "_sink", "_status", "_touched"),
        *("before_start", "cookie_jar", "started"),
    )

    readable: ClassVar[dict[str, str]] = {
        "ADDHEADER": "add_header",
        "APPENDTOLOG": "append_to_log",
        "BINARYWRITE": "binary_write",
        "BUFFER": "buffer",
        "CACHECONTROL": "cache_control",
        "CHARSET": "charset",
        "CLEAR": "clear",
        "CODEPAGE": "codepage",
        "CONTENTTYPE": "content_type",
        "COOKIES": "cookies",
        "END": "end",
        "EXPIRES": "expires",
        "EXPIRESABSOLUTE": "expires_absolute",
        "FLUSH": "flush",
        "ISCLIENTCONNECTED": "is_connected",
        "LCID": "lcid",
        "REDIRECT": "redirect",
        "STATUS": "status",
        "WRITE": "write",
    }
    writable: ClassVar[dict[str, str]] = {
        "BUFFER": "buffer",
        "CACHECONTROL": "cache_control",
        "CHARSET": "charset",
        "CODEPAGE": "codepage",
        "CONTENTTYPE": "content_type",
        "EXPIRES": "expires",
        "EXPIRESABSOLUTE": "expires_absolute",
        "LCID": "lcid",
        "PICS": "pics",
        "STATUS": "status",
    }

    def __init__(self, sink: Sink, limit: int, codepage: int, *, buffered: bool, head: bool) -> None:
        self._sink = sink
        self._limit = limit
        self._head = head
        self._buffered = buffered
        self._held: list[str | bytes] = []
        self._size = 0
        self._touched = False
        self.started = False
        self._status = "200 OK"
        self._content_type = "text/html"
        self._charset = ""
        self._set_codepage(codepage)
        self._cache_control = "private"
        self._expires: dt.datetime | None = None
        self._extra: list[tuple[str, str]] = []
        self.cookie_jar: dict[str, ResponseCookie] = {}
        self.before_start: Callable[[], object] | None = None
        self._logged: list[str] = []

    def _vbs_set_prop(self, name: str, value: object) -> None:
        if name.upper() in _HEADER_MEMBERS:
            self.check_not_started()
        super()._vbs_set_prop(name, value)

    def check_not_started(self) -> None:
        """Raise the error of a page that changes headers already sent."""
        if self.started:
            raise error(
                0x80004005, "The headers have been sent to the client: they must be set before any output."
            )

    def write(self, value: Any) -> None:
        """Write a value as text, up to a character of number zero."""
        if value.__class__ is not str:
            if isinstance(value, VBArray):
                raise error(13, "Type mismatch")
            value = str(vbs_cstr(value))
        if "\0" in value:
            value = value[: value.index("\0")]
        self._touched = True
        self._add(value, len(value))

    def write_text(self, text: str) -> None:
        """Write the page's own text; line breaks before any output are left out."""
        if not self._touched:
            text = text.lstrip("\r\n")
            self._touched = bool(text)
        self._add(text, len(text))

    def binary_write(self, data: Any) -> None:
        """Write bytes as they are."""
        if isinstance(data, VBArray):
            data = bytes(int(item) for item in data)
        elif not isinstance(data, bytes | bytearray):
            data = str(vbs_cstr(data)).encode("latin-1", "replace")
        self._touched = True
        self._add(bytes(data), len(data))

    def _add(self, piece: str | bytes, size: int) -> None:
        if not piece:
            return
        self._held.append(piece)
        if not self._buffered:
            self.flush()
            return
        self._size += size
        if self._size > self._limit:
            raise error(
                0x80004005, f"The response grew past the {self._limit} bytes that AspBufferingLimit allows."
            )

    def clear(self) -> None:
        """Forget what is gathered."""
        self._held.clear()
        self._size = 0

    def flush(self) -> None:
        """Send what is gathered, the headers first."""
        body = self._body()
        try:
            if not self.started:
                if self.before_start is not None:
                    self.before_start()
                self.started = True
                self._sink.start(self.code, self._headers())
            if body and not self._head:
                self._sink.write(body)
        except Exception:  # noqa: BLE001 - however the sink says so, nobody takes the answer
            raise ClientGone from None

    def finish(self) -> None:
        """Send the rest; of a page that sent nothing so far in one piece, with its length."""
        if self.started:
            if self._held:
                self.flush()
            return
        self.started = True
        body = self._body()
        try:
            bodiless = self.code in {204, 304}
            length = [] if bodiless else [(b"Content-Length", str(len(body)).encode())]
            self._sink.start(self.code, self._headers() + length)
            if body and not self._head and not bodiless:
                self._sink.write(body)
        except Exception:  # noqa: BLE001 - however the sink says so, nobody takes the answer
            raise ClientGone from None

    def _body(self) -> bytes:
        held, encoding = self._held, self._encoding
        if all(piece.__class__ is str for piece in held):
            body = "".join(held).encode(encoding, "replace")  # type: ignore[arg-type] # all text
        else:
            body = b"".join(p.encode(encoding, "replace") if isinstance(p, str) else p for p in held)
        self.clear()
        return body

    def _headers(self) -> list[tuple[bytes, bytes]]:
        kind = self._content_type
        if "charset=" not in kind.lower() and kind.lower().startswith("text/"):
            kind = f"{kind}; charset={self._charset or charset_of(self._codepage)}"
        elif self._charset and "charset=" not in kind.lower():
            kind = f"{kind}; charset={self._charset}"
        found = [("Content-Type", kind), ("Cache-Control", self._cache_control)]
        if self._expires is not None:
            found.append(("Expires", headers.http_date(self._expires)))
        found += self._extra
        found += [("Set-Cookie", headers.set_cookie(cookie)) for cookie in self.cookie_jar.values()]
        return [(name.encode("latin-1", "replace"), headers.value(text)) for name, text in found]

    def end(self) -> None:
        """End the page; what is gathered is sent."""
        raise PageEnd

    def redirect(self, url: Any) -> None:
        """Send the client elsewhere; what was gathered is forgotten."""
        self.check_not_started()
        self.clear()
        self._status = "302 Object moved"
        self.add_header("Location", headers.location(vbs_cstr(url)))
        raise PageEnd

    def add_header(self, name: Any, value: Any) -> None:
        """Add a header."""
        self.check_not_started()
        self._extra.append(headers.checked(vbs_cstr(name), vbs_cstr(value)))

    def append_to_log(self, text: Any) -> None:
        """Keep a text for the log of the site."""
        self._logged.append(str(vbs_cstr(text)))

    def set_session_cookie(self, line: str) -> None:
        """Add the cookie of the visitor's session, if it can still be sent."""
        if not self.started:
            self._extra.append(("Set-Cookie", line))

    def fail(self, code: int, body: str) -> None:
        """Answer an error in place of the page, or behind what was sent of it."""
        self.clear()
        self._touched = True
        if not self.started:
            self._extra.clear()
            self.cookie_jar.clear()
            self._status = f"{code} {HTTPStatus(code).phrase}"
            self._content_type, self._expires, self._charset = "text/html", None, ""
        self._held.append(body)
        self.finish()

    @property
    def cookies(self) -> Cookies:
        """Response.Cookies."""
        return Cookies(self)

    @property
    def logged(self) -> list[str]:
        """What AppendToLog was given."""
        return self._logged

    def is_connected(self) -> bool:
        """Whether the client still waits."""
        return self._sink.is_connected()

    @property
    def code(self) -> int:
        """The number of the status."""
        return int(self._status[:3])

    @property
    def status(self) -> str:
        """Response.Status."""
        return self._status

    @status.setter
    def status(self, value: Any) -> None:
        text = str(vbs_cstr(value)).strip()
        if not text[:3].isdecimal() or not 200 <= int(text[:3]) <= 999 or text[3:4].strip():
            raise error(5, f"Response.Status is a number and a text such as '404 Not Found', not '{text}'.")
        self._status = text

    @property
    def buffer(self) -> bool:
        """Response.Buffer."""
        return self._buffered

    @buffer.setter
    def buffer(self, value: Any) -> None:
        wanted = bool(value)
        if self._buffered and not wanted and self._held:
            self.flush()
        self._buffered = wanted

    @property
    def content_type(self) -> str:
        """Response.ContentType."""
        return self._content_type

    @content_type.setter
    def content_type(self, value: Any) -> None:
        self._content_type = headers.checked("Content-Type", vbs_cstr(value))[1] or "text/html"

    @property
    def charset(self) -> str:
        """Response.Charset."""
        return self._charset

    @charset.setter
    def charset(self, value: Any) -> None:
        self._charset = headers.checked("Content-Type", vbs_cstr(value))[1]

    @property
    def codepage(self) -> Any:
        """Response.CodePage."""
        return VBLong(self._codepage)

    @codepage.setter
    def codepage(self, value: Any) -> None:
        self._set_codepage(int(value))

    def _set_codepage(self, number: int) -> None:
        self._encoding = encoding_of(number)
        self._codepage = number

    @property
    def lcid(self) -> Any:
        """Response.LCID."""
        return VBLong(vbs_get_lcid())

    @lcid.setter
    def lcid(self, value: Any) -> None:
        vbs_set_lcid(int(value))

    @property
    def cache_control(self) -> str:
        """Response.CacheControl."""
        return self._cache_control

    @cache_control.setter
    def cache_control(self, value: Any) -> None:
        self._cache_control = headers.checked("Cache-Control", vbs_cstr(value))[1] or "private"

    @property
    def pics(self) -> str:
        """Response.PICS, which can only be set."""
        return ""

    @pics.setter
    def pics(self, value: Any) -> None:
        self._extra.append(headers.checked("PICS-Label", vbs_cstr(value)))

    @property
    def expires(self) -> Any:
        """Response.Expires, in minutes from now; Null while it is not set."""
        if self._expires is None:
            return VBNull
        return VBLong(max(0, int((self._expires - headers.now()).total_seconds() // 60)))

    @expires.setter
    def expires(self, value: Any) -> None:
        self._expires = headers.now() + dt.timedelta(minutes=int(value))

    @property
    def expires_absolute(self) -> dt.datetime:
        """Response.ExpiresAbsolute, in local time."""
        if self._expires is None:
            return dt.datetime(1899, 12, 30)  # noqa: DTZ001 - the date that stands for none
        return self._expires.astimezone().replace(tzinfo=None)

    @expires_absolute.setter
    def expires_absolute(self, value: Any) -> None:
        self._expires = CDate(value).astimezone(dt.UTC)
