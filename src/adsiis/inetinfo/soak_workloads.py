"""What a soak can do, and where: its workloads and its hosts, as tables.

Each workload has a directory of its own in the site that works. `python`, `wsgi`, `asgi` and `page` (Classic
ASP) go through one round: bind, read, enumerate, write, release. `python` counts rounds, the other three the
single calls of the provider, ten to a round. The rest make one sort of call each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from adsiis.inetinfo.soak_works import CALLABLE, ROUND, WORKS
from adsiis.metabase.errors import MetabaseError
from adsiis.schema.constants import AppMode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MEASURE: Final = "measure"
PAUSE: Final = "pause=on"
"""In a URL of a Python application: wait a little after the work."""
MEASURING: Final = "*,wsgi:adsiis.inetinfo.soak_page:measure,0"


class SoakError(MetabaseError):
    """A soak could not be run; its text says why."""


@dataclass(frozen=True, slots=True)
class SoakHost:
    """A process that can do the work.

    Attributes:
        profile: the profile of the store.
        isolated: AppIsolated of the application.
        process: what the process is called, for grants.
    """

    profile: str
    isolated: int
    process: str


HOSTS: Final[Mapping[str, SoakHost]] = {
    "inetinfo": SoakHost("iis5", AppMode.IN_PROCESS, "inetinfo"),
    "dllhost": SoakHost("iis5", AppMode.POOLED, "pooled"),
    "isolated": SoakHost("iis5", AppMode.ISOLATED, "W3SVC/1/ROOT"),
    "pool": SoakHost("iis6", AppMode.POOLED, "DefaultAppPool"),
}


@dataclass(frozen=True, slots=True)
class Workload:
    """Work over HTTP.

    Attributes:
        name: what it is called, and its directory.
        script_maps: ScriptMaps of that directory; none, and files are sent.
        target: what follows the directory in a URL.
        most: the most calls one request makes.
        unit: calls are made in whole numbers of so many.
        files: pages by name, put into the directory.
        told_as: what reports call it, if not by its name.
    """

    name: str
    script_maps: tuple[str, ...] = ()
    target: str = ""
    most: int = 1_000
    unit: int = 1
    files: Mapping[str, str] = field(default_factory=dict)
    told_as: str = ""

    def requests(self, calls: int) -> Iterator[int]:
        """How a number of calls is split over requests."""
        most = max(self.most // self.unit, 1) * self.unit
        while calls > 0:
            yield min(calls, most)
            calls -= most

    def url(self, calls: int) -> str:
        """The URL that makes so many calls."""
        path, _, query = self.target.partition("?")
        asked = "&".join(filter(None, (query, f"calls={calls}")))
        return f"/{self.name}/{path}?{asked}"

    def waking_url(self, calls: int) -> str:
        """The same, which takes so long that others that come at once need threads of their own."""
        return f"{self.url(calls)}&{PAUSE}"


PAGE_TEXT: Final = """<%@ Language="VBScript" %>
<%
Dim n, site, child, root, number, text
n = CLng(Request.QueryString("calls"))
For number = 1 To n \\ 10
    Set site = GetObject("IIS://localhost/W3SVC/1")
    text = site.ServerComment & site.ServerState & site.Get("ConnectionTimeout") & site.AccessRead
    For Each child In site
        text = child.Name & child.Class
    Next
    Set root = site.GetObject("IIsWebVirtualDir", "ROOT")
    text = root.Path
    If number Mod 2 = 0 Then root.AppFriendlyName = "even" Else root.AppFriendlyName = "odd "
    root.SetInfo
Next
Response.Write n & " calls"
%>
"""

_APPLICATION: Final = ("*,wsgi:adsiis.inetinfo.soak_page:application,0",)


def _calls(name: str, *, most: int = 10_000, unit: int = 1) -> Workload:
    return Workload(name, _APPLICATION, f"?work={name}", most, unit)


PYTHON: Final = Workload("python", _APPLICATION, most=100_000)

WORKLOADS: Final = {
    work.name: work
    for work in (
        PYTHON,
        Workload("wsgi", ("*,wsgi:adsiis.inetinfo.soak_page:counting_application,0",), unit=ROUND),
        Workload("asgi", ("*,asgi:adsiis.inetinfo.soak_page:asgi_application,0",), unit=ROUND),
        Workload(
            "page",
            (r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,1,GET",),
            "soak.asp",
            most=ROUND,
            unit=ROUND,
            files={"soak.asp": PAGE_TEXT},
        ),
        _calls("bind"),
        _calls("read"),
        _calls("enumerate"),
        _calls("write", most=1_000),
        _calls("schema", most=1_000),
        _calls("methods", most=1_000, unit=WORKS["methods"].calls),
        _calls("backup", most=50),
        Workload("requests", _APPLICATION, most=1),
        Workload("files", target="soak.txt", most=1, files={"soak.txt": "soak\n" * 200}),
    )
}


def own_workload(name: str) -> Workload:
    """A function of the user's own, named as `module:function`, as a workload.

    Raises SoakError for what is written otherwise; whether there is one, the host finds out.
    Source: docs/behaviour.md, soak-2.
    """
    module, _, function = name.partition(":")
    if not all(part.isidentifier() for part in (*module.split("."), *function.split("."))):
        raise SoakError(f"'{name}' names no function: write MODULE:FUNCTION, such as shop.cart:checkout.")
    return Workload("callable", _APPLICATION, f"?work={quote(CALLABLE + name)}", most=10_000, told_as=name)


def explaining(work: Workload) -> Workload:
    """What tells in which lines a workload of Python keeps memory."""
    return Workload("explain", ("*,wsgi:adsiis.inetinfo.soak_page:explain,0",), work.target)


def host_named(name: str) -> SoakHost:
    """A host by name; raises SoakError."""
    if name not in HOSTS:
        raise SoakError(f"There is no host '{name}': choose one of {', '.join(HOSTS)}.")
    return HOSTS[name]


def workload_named(name: str) -> Workload:
    """A workload by name; raises SoakError."""
    if name not in WORKLOADS:
        raise SoakError(f"There is no workload '{name}': choose one of {', '.join(WORKLOADS)}.")
    return WORKLOADS[name]
