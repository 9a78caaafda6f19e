"""The report of soaks as one HTML page: a table of verdicts and a plot of each, nothing from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

from adsiis._version import __version__
from adsiis.memory.besides import OUTSIDE_MALLOC
from adsiis.memory.plot import COLOURS, Curve, svg
from adsiis.memory.verdict import THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adsiis.inetinfo.soak import SoakReport

_STYLE: Final = """
body { font-family: system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; width: 100% } td, th { padding: .3rem .6rem; text-align: left;
border-bottom: 1px solid #ddd } td.number { text-align: right; font-variant-numeric: tabular-nums }
svg { width: 100%; height: auto; border: 1px solid #eee; margin: .5rem 0 }
"""
_TITLES: Final = (
    "Host", "Workload", "Calls", "Bytes per call", "95 % interval", "Outside malloc", "Descriptors",
    "Threads", "Verdict",
)  # fmt: skip


def html(reports: Iterable[SoakReport]) -> str:
    """The page. Source: docs/behaviour.md, soak-3."""
    reports = list(reports)
    threshold = max((one.measurement.threshold for one in reports), default=THRESHOLD)
    head = "".join(f"<th>{title}</th>" for title in _TITLES)
    plots = "\n".join(map(_plot, reports))
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Soak</title><style>{_STYLE}</style>\n'
        f"<h1>Does memory come back?</h1>\n"
        f"<p>adsiis {__version__}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. A leak is a whole interval above "
        f"{threshold:g} bytes per call; clean is a whole interval below.</p>\n"
        f"<table><tr>{head}</tr>\n{''.join(map(_row, reports))}</table>\n{plots}\n</html>\n"
    )


def curve(report: SoakReport, label: str | None = None) -> Curve:
    """The curve of a report, under its own name or another."""
    return Curve(label or _name(report), report.verdict, report.measurement.points)


def _plot(report: SoakReport) -> str:
    name = _name(report)
    text = escape(str(report.measurement)) + _without_work(report)
    besides = _calibration(report) + _attribution(report)
    return f"<h2>{escape(name)}</h2>\n<p>{text}</p>\n{svg(name, [curve(report)])}{besides}"


def _without_work(report: SoakReport) -> str:
    """What the process grew by with no work between the looks."""
    if report.baseline is None:
        return ""
    slope = report.baseline.slope
    return f" Without the work: {slope.bytes_per_call:.3f} ({slope.low:.3f} to {slope.high:.3f})."


def _calibration(report: SoakReport) -> str:
    """What became of the leaks that were injected, if any were."""
    lines = "".join(f"<li>{_injected(one)}" for one in report.calibration)
    return f"\n<p>Leaks injected afterwards, in the same process:</p><ul>{lines}</ul>" if lines else ""


def _attribution(report: SoakReport) -> str:
    """The lines that keep memory, where they were looked for."""
    return f"\n<pre>{escape(report.attribution)}</pre>" if report.attribution else ""


def _injected(one: Mapping[str, Any]) -> str:
    """One of them: what was lost, and what was measured."""
    seen = "seen" if one["caught"] else "NOT seen"
    if "descriptors_per_call" in one:
        lost, measured = one["true_rate"], one["descriptors_per_call"]
        return f"{lost} descriptors per call: measured {measured} ({one['low']} to {one['high']}), {seen}"
    return (
        f"{one['size']} bytes per call: measured {one['bytes_per_call']} "
        f"({one['low']} to {one['high']}) of {one['true_size']}, {seen}"
    )


def _name(report: SoakReport) -> str:
    return f"{report.host}, {report.workload}"


def _row(report: SoakReport) -> str:
    slope = report.measurement.slope
    numbers = (
        f"{report.measurement.calls:,}",
        f"{slope.bytes_per_call:.3f}",
        f"{slope.low:.3f} to {slope.high:.3f}",
        _outside_malloc(report),
        _from_to(report, "descriptors"),
        _from_to(report, "threads"),
    )
    return (
        f"<tr><td>{escape(report.host)}<td>{escape(report.workload)}"
        + "".join(f'<td class="number">{text}' for text in numbers)
        + f'<td style="color:{COLOURS[report.verdict]}">{report.verdict}</tr>\n'
    )


def _outside_malloc(report: SoakReport) -> str:
    """What of that grew per call; nothing where it was not counted."""
    found = [one for one in report.measurement.besides if one.name == OUTSIDE_MALLOC]
    return "".join(f"{one.slope.bytes_per_call:,.1f}" for one in found)


def _from_to(report: SoakReport, what: str) -> str:
    """A count when the warm-up was over and at the last look."""
    found = [one for one in report.measurement.besides if one.name == what]
    return "".join(f"{one.first:,} to {one.last:,}" for one in found)
