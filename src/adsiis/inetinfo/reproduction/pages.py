"""What the story's processes run: a page that calls GetObject, and one that says which version is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.adsi import GetObject
from adsiis.adsi.extensions import extensions
from adsiis.inetinfo.reproduction.installing import NAME
from adsiis.inetinfo.soak_scene import SITE
from adsiis.inetinfo.soak_workloads import Workload

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

_PAGE: Final = """<%@ Language="VBScript" %>
<%
Dim n, site, number, text
n = CLng(Request.QueryString("calls"))
For number = 1 To n
    Set site = GetObject("IIS://localhost/W3SVC/1")
    text = site.Summary()
    Set site = Nothing
Next
Response.Write n & " calls: " & text
%>
"""

PAGE: Final = Workload(
    "getobject",
    (r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,1,GET",),
    "page.asp",
    most=500,
    files={"page.asp": _PAGE},
)
EXPLAIN: Final = Workload(
    "explain",
    ("*,wsgi:adsiis.inetinfo.soak_page:explain,0",),
    f"?work=callable:{__name__}:call",
)
VERSION: Final = Workload("version", (f"*,wsgi:{__name__}:version,0",))


def call() -> str:
    """What the page does, once."""
    found: str = GetObject(SITE).Summary()
    return found


def version(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:  # noqa: ARG001 - WSGI's
    """The version of the extension this process has loaded."""
    found = next((one.version for one in extensions() if one.name == NAME), "none")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(found)))])
    return [found.encode()]
