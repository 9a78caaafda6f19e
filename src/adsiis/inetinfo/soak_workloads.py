"""What a soak can do, and where: its workloads and its hosts, as tables.

Every workload goes through the same round: bind, read, enumerate, write, release. `python` counts rounds;
`wsgi`, `asgi` and `page` (Classic ASP) count the single calls of the provider, ten to a round.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.metabase.errors import MetabaseError
from adsiis.schema.constants import AppMode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MEASURE: Final = "measure"
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
        name: what it is called.
        script_maps: ScriptMaps of the application.
        target: the URL that makes calls; how many goes into its query.
        most: the most calls one request makes.
        files: pages by name, put into the folder of the site.
    """

    name: str
    script_maps: tuple[str, ...]
    target: str
    most: int
    files: Mapping[str, str] = field(default_factory=dict)

    def requests(self, calls: int) -> Iterator[int]:
        """How a number of calls is split over requests."""
        while calls > 0:
            yield min(calls, self.most)
            calls -= self.most

    def url(self, calls: int) -> str:
        """The URL that makes so many calls."""
        return f"{self.target}?calls={calls}"


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

PYTHON: Final = Workload("python", ("*,wsgi:adsiis.inetinfo.soak_page:application,0",), "/", 100_000)

WORKLOADS: Final = {
    work.name: work
    for work in (
        PYTHON,
        Workload("wsgi", ("*,wsgi:adsiis.inetinfo.soak_page:counting_application,0",), "/", 1_000),
        Workload("asgi", ("*,asgi:adsiis.inetinfo.soak_page:asgi_application,0",), "/", 1_000),
        Workload(
            "page",
            (r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,1,GET",),
            "/soak.asp",
            1_000,
            {"soak.asp": PAGE_TEXT},
        ),
    )
}


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
