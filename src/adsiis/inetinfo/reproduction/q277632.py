"""Article Q277632 from symptom to fix, in the processes it is about.

A stand-in for Iisext.dll that forgets to free is installed; pages in Inetinfo and in Dllhost call GetObject
and one of its methods. Memory grows in both, the file and the line are named, its version is held against the
article, the fixed version is installed, the applications are recycled under load, and the growth is gone.
Each step says whether it held; the story holds when all did.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.iisext.applications import UNLOAD
from adsiis.iisext.pools import RECYCLE
from adsiis.inetinfo.reproduction.installing import AFFECTED, FIXED, NAME, install_extension, line_of
from adsiis.inetinfo.reproduction.load import load
from adsiis.inetinfo.reproduction.pages import EXPLAIN, PAGE, VERSION
from adsiis.inetinfo.soak import SoakReport, measured
from adsiis.inetinfo.soak_host import ROOT, RunningHost, hosting
from adsiis.inetinfo.soak_keeper import keeping
from adsiis.inetinfo.soak_report import curve
from adsiis.inetinfo.soak_workloads import HOSTS
from adsiis.knowledge.bundled import bundled_article
from adsiis.knowledge.rules import Rule, Verdict, judged
from adsiis.memory.plot import Curve, svg
from adsiis.metabase.metabase import close_metabase, open_metabase

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER: Final = "Q277632"
_CALLS: Final = 3_000
_SAMPLES: Final = 20
_ATTEMPTS: Final = (2, 4, 8)
"""Times as many calls, at least, while the verdict is open."""
_MOST_CALLS: Final = 24_000
_EXPLAINED: Final = 2_000
_UNDER_LOAD: Final = 0.5
_FORGOTTEN: Final = "malloc(len(text))"
_PROCESSES: Final = {"Inetinfo": "inetinfo", "Dllhost": "pool"}
"""The processes of the article, and which host of a soak runs a page there."""
_RECYCLING: Final = {
    "Inetinfo": (ROOT, UNLOAD),
    "Dllhost": ("/LM/W3SVC/AppPools/DefaultAppPool", RECYCLE),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the story: what was to be shown, whether it held, and what was found."""

    title: str
    held: bool
    text: str


@dataclass(slots=True)
class Reproduction:
    """The story as it went.

    Attributes:
        steps: in order.
        curves: memory against calls, before the fix and after it, in both processes.
        seconds: how long it took.
    """

    steps: list[Step] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def held(self) -> bool:
        """Whether all steps held."""
        return all(step.held for step in self.steps)

    def picture(self) -> str:
        """The curves as SVG."""
        return svg(f"{NUMBER}: memory of Inetinfo and Dllhost, before the fix and after", self.curves)

    def as_dict(self) -> dict[str, object]:
        """For a JSON report."""
        steps = [{"title": step.title, "held": step.held, "text": step.text} for step in self.steps]
        return {"article": NUMBER, "held": self.held, "seconds": round(self.seconds, 1), "steps": steps}


def reproduce(on_step: Callable[[Step], object] = lambda _: None) -> Reproduction:
    """Run the story; each step is told as soon as it is known.

    Raises SoakError when a host does not run. Source: docs/behaviour.md, memory-14.
    """
    story, began = Reproduction(), time.monotonic()

    def tell(title: str, text: str, *, held: bool) -> None:
        step = Step(title, held, text)
        story.steps.append(step)
        on_step(step)

    rule = _rule(tell)
    with keeping("adsiis-extension-") as keeper, ExitStack() as stack:
        folder = keeper.folder
        path = install_extension(folder, AFFECTED)
        tell("installed", f"{NAME} {AFFECTED} is installed: {path}.", held=True)
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))}
        hosts = {
            name: stack.enter_context(hosting(HOSTS[host], [PAGE, EXPLAIN, VERSION], environment=environment))
            for name, host in _PROCESSES.items()
        }
        for name, host in hosts.items():
            report = _measured(story, name, host, AFFECTED)
            tell(f"{name} grows", f"{name}: {report.measurement}.", held=report.verdict == "leak")
        for name, host in hosts.items():
            _name_the_line(tell, name, host, path)
        _judge(tell, rule, AFFECTED, Verdict.AFFECTED)
        install_extension(folder, FIXED)
        _judge(tell, rule, FIXED, Verdict.FIXED)
        for name, host in hosts.items():
            _recycle(tell, name, host)
        for name, host in hosts.items():
            report = _measured(story, name, host, FIXED)
            tell(f"{name} grows no more", f"{name}: {report.measurement}.", held=report.verdict == "clean")
    story.seconds = time.monotonic() - began
    return story


def _rule(tell: Callable[..., None]) -> Rule:
    """What the article says of the fix."""
    article = bundled_article(NUMBER)
    assert article is not None  # noqa: S101 - it comes along
    (fix,) = article.fixes
    (file,) = fix.files
    later = " or later" if fix.or_later else ""
    tell("the article", f"{article.title}. Fixed in {file.name} {file.version}{later}.", held=True)
    return Rule(file.name, file.version, fix.or_later, file.platform)


def _measured(story: Reproduction, name: str, host: RunningHost, version: str) -> SoakReport:
    report = measured(host, name, PAGE, _CALLS, samples=_SAMPLES)
    for times in _ATTEMPTS:
        if report.verdict != "undecided":
            break
        more = report.measurement.verdict.more_calls or _CALLS
        report = measured(host, name, PAGE, min(max(_CALLS * times, more), _MOST_CALLS), samples=_SAMPLES)
    story.curves.append(curve(report, f"{name}, {version}"))
    return report


def _name_the_line(tell: Callable[..., None], name: str, host: RunningHost, path: str) -> None:
    """The worst line must be that in the extension which asks for the memory."""
    found = json.loads(host.get(EXPLAIN.url(_EXPLAINED)))
    worst = next(iter([*found["native_lines"], *found["lines"]]), None)
    guilty = line_of(path, _FORGOTTEN)
    if worst is None:
        tell(f"{name}: the line", "No line was found that holds more and more.", held=False)
        return
    held = (os.path.realpath(worst["file"]), worst["line"]) == (os.path.realpath(path), guilty)
    per_call = worst["bytes_per_call"]
    text = f"{name}: {NAME}, line {worst['line']} holds {per_call:.0f} bytes more per call: {worst['text']}"
    tell(
        f"{name}: the line", text if held else f"{name}: {worst['file']}:{worst['line']} is named.", held=held
    )


def _judge(tell: Callable[..., None], rule: Rule, version: str, wanted: Verdict) -> None:
    judgement = judged(rule, NAME, version)
    text = f"{NAME} {version} is {judgement.verdict} by {NUMBER}: {judgement.reason}"
    tell("the version", text, held=judgement.verdict == wanted)


def _recycle(tell: Callable[..., None], name: str, host: RunningHost) -> None:
    """Let the fixed version be loaded while requests come in; none may be dropped."""
    path, verb = _RECYCLING[name]
    metabase = open_metabase(host.home)
    try:
        with load(host.port, PAGE.url(1)) as requests:
            time.sleep(_UNDER_LOAD)
            answer = metabase.control.request(path, verb)
            time.sleep(_UNDER_LOAD)
    finally:
        close_metabase(host.home)
    version = host.get(VERSION.url(0)).decode()
    dropped = len(requests.dropped)
    text = (
        f"{name} runs {NAME} {version} after {verb} of {path[4:]}; "
        f"of {requests.answered + dropped} requests meanwhile {dropped} were dropped"
    )
    detail = f": {requests.dropped[0]}." if dropped else "."
    held = version == FIXED and not dropped and not answer.error and requests.answered > 0
    tell(f"{name} recycled", text + detail, held=held)
