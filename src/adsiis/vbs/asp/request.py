"""Request: what the client sent, read when the page asks for it.

Source: docs/behaviour.md, asp-13 and asp-14.
"""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING, Any, ClassVar

from ASPPY.http_request import (
    CookiesCollection,
    IStringList,
    NameValueCollection,
    ServerVariablesCollection,
    _parse_cookie_header,
)
from ASPPY.vb_runtime import VBLong
from ASPPY.vm.interpreter import _ByRef

from adsiis.vbs.asp.codepages import encoding_of
from adsiis.vbs.asp.multipart import fields
from adsiis.vbs.members import Members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.vbs.asp.exchange import AspRequest

_MAX_FIELDS = 10_000
_ORDER = ("query", "form", "cookies", "certificate", "variables")


class Request(Members):
    """The Request object of one page."""

    __slots__ = ("_codepage", "_cookie_jar", "_form", "_place", "_query", "_request", "_variables", "headers")

    readable: ClassVar[dict[str, str]] = {
        "BINARYREAD": "binary_read",
        "CLIENTCERTIFICATE": "certificate",
        "COOKIES": "cookies",
        "FORM": "form",
        "ITEM": "__vbs_index_get__",
        "METHOD": "method",
        "PATH": "path",
        "QUERYSTRING": "query",
        "SERVERVARIABLES": "variables",
        "TOTALBYTES": "total_bytes",
    }

    def __init__(self, request: AspRequest, codepage: int, cookie_jar: dict[str, Any]) -> None:
        self._request = request
        self._codepage = codepage
        self._cookie_jar = cookie_jar
        self._place = 0
        self._query: Any = None
        self._form: Any = None
        self._variables: Any = None
        self.headers = [
            (name.decode("latin-1").lower(), text.decode("latin-1")) for name, text in request.headers
        ]

    @property
    def method(self) -> str:
        """The method; not known to IIS, and harmless there."""
        return self._request.method

    @property
    def path(self) -> str:
        """The URL's path; not known to IIS, and harmless there."""
        return self._request.path

    @property
    def raw_query(self) -> str:
        """The query as it came."""
        query = self._request.query
        return query if isinstance(query, str) else query.decode("latin-1")

    def header(self, name: str) -> str:
        """The value of a header, those of several joined."""
        joint = "; " if name == "cookie" else ", "
        return joint.join(text for known, text in self.headers if known == name)

    @property
    def query(self) -> Any:
        """Request.QueryString."""
        if self._query is None:
            self._query = self._collection(self.raw_query)
        return self._query

    @property
    def form(self) -> Any:
        """Request.Form."""
        if self._form is None:
            self._form = self._read_form()
        return self._form

    @property
    def cookies(self) -> Any:
        """Request.Cookies, with those the page itself has set."""
        found = CookiesCollection(_parse_cookie_header(self._without_session()))
        found._attach_response(_Jar(self._cookie_jar))  # noqa: SLF001 - asppy's way to show them
        return found

    @property
    def certificate(self) -> Any:
        """Request.ClientCertificate: empty."""
        return NameValueCollection({})

    @property
    def variables(self) -> Any:
        """Request.ServerVariables."""
        if self._variables is None:
            known = {name: [text] for name, text in self._server_variables().items()}
            self._variables = ServerVariablesCollection(known)
        return self._variables

    @property
    def total_bytes(self) -> Any:
        """Request.TotalBytes."""
        return VBLong(body_size(self._request))

    def binary_read(self, count: Any) -> bytes:
        """The next bytes of the body; a variable given for the count is told how many there were."""
        wanted = count.get() if isinstance(count, _ByRef) else count
        data = read_body(self._request, self._place, max(0, int(wanted)))
        self._place += len(data)
        if isinstance(count, _ByRef):
            count.set(VBLong(len(data)))
        return data

    def __iter__(self) -> Iterator[str]:
        return iter([*self.query, *self.form])

    def __vbs_index_get__(self, key: Any) -> Any:
        for name in _ORDER:
            found = getattr(self, name)
            if found.Exists(key):
                return found.__vbs_index_get__(key)
        return IStringList([])

    def _without_session(self) -> str:
        parts = self.header("cookie").split(";")
        return ";".join(part for part in parts if not part.strip().upper().startswith("ASPSESSIONID"))

    def _collection(self, text: str) -> Any:
        encoding = encoding_of(self._codepage)
        found: dict[str, list[str]] = {}
        pairs = urllib.parse.parse_qsl(
            text, keep_blank_values=True, encoding=encoding, errors="replace", max_num_fields=_MAX_FIELDS
        )
        for name, given in pairs:
            found.setdefault(name, []).append(given)
        return NameValueCollection(found, text)

    def _read_form(self) -> Any:
        kind = self.header("content-type")
        if kind.lower().startswith("application/x-www-form-urlencoded"):
            return self._collection(read_body(self._request).decode("latin-1"))
        if kind.lower().startswith("multipart/form-data"):
            return NameValueCollection(fields(kind, read_body(self._request), encoding_of(self._codepage)))
        return NameValueCollection({})

    def _server_variables(self) -> dict[str, str]:
        request = self._request
        sent = {
            f"HTTP_{name.upper().replace('-', '_')}": text for name, text in self.headers if "_" not in name
        }
        return {
            "ALL_HTTP": "".join(f"{name}:{text}\n" for name, text in sent.items()),
            "ALL_RAW": "".join(f"{name}: {text}\r\n" for name, text in self.headers),
            "CONTENT_LENGTH": str(body_size(request)),
            "CONTENT_TYPE": self.header("content-type"),
            "HTTPS": "on" if request.secure else "off",
            "PATH_INFO": request.path,
            "PATH_TRANSLATED": request.script,
            "QUERY_STRING": self.raw_query,
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": request.path,
            "URL": request.path,
            **sent,
            **request.server_variables,
        }


class _Jar:
    """The cookies a page has set, as asppy looks for them."""

    __slots__ = ("_cookies",)

    def __init__(self, cookies: dict[str, Any]) -> None:
        self._cookies = cookies


def body_size(request: AspRequest) -> int:
    """How many bytes the body has."""
    body = request.body
    return len(body) if isinstance(body, bytes) else body.seek(0, 2)


def read_body(request: AspRequest, start: int = 0, count: int = -1) -> bytes:
    """A part of the body."""
    body = request.body
    if isinstance(body, bytes):
        return body[start : start + count if count >= 0 else None]
    body.seek(start)
    return body.read(count)
