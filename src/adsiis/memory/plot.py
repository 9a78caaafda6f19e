"""Heap against calls as a picture: SVG for a page, characters for a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    Points = Sequence[tuple[int, int]]

WIDTH: Final = 720
HEIGHT: Final = 260
_LEFT: Final = 84
_RIGHT: Final = 16
_TOP: Final = 34
_BOTTOM: Final = 40
_FEWEST: Final = 2
_LEAST_SPAN: Final = 64 * 1024
"""A heap that stays within so many bytes is drawn as the flat line it is."""
_FONT: Final = 'font-family="system-ui, sans-serif" font-size="12"'
_STEPS: Final = " ▁▂▃▄▅▆▇█"
COLOURS: Final = {"clean": "#2a7d3f", "leak": "#b3261e", "undecided": "#8a6d00"}


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve: what it is called, its verdict, which gives the colour, and its points."""

    label: str
    verdict: str
    points: tuple[tuple[int, int], ...]


def svg(title: str, curves: Sequence[Curve], *, height: int = HEIGHT) -> str:
    """All curves on the same axes, each from where its heap began; a part of a page, or a file of its own."""
    drawn = [curve for curve in curves if len(curve.points) >= _FEWEST]
    calls = max((curve.points[-1][0] for curve in drawn), default=1) or 1
    grown = [[(n, held - curve.points[0][1]) for n, held in curve.points] for curve in drawn]
    low = min((held for points in grown for _, held in points), default=0)
    high = max(max((held for points in grown for _, held in points), default=0), low + _LEAST_SPAN)

    def at(n: int, held: int) -> str:
        x = _LEFT + (WIDTH - _LEFT - _RIGHT) * n / calls
        y = height - _BOTTOM - (height - _TOP - _BOTTOM) * (held - low) / (high - low)
        return f"{x:.1f},{y:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" {_FONT}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-size="14" fill="#222">{escape(title)}</text>',
        *_axes(calls, low, high, height),
    ]
    for place, (curve, points) in enumerate(zip(drawn, grown, strict=True)):
        colour = COLOURS.get(curve.verdict, "#444")
        line = " ".join(at(n, held) for n, held in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(
            f'<text x="{_LEFT + 8}" y="{_TOP + 14 + 16 * place}" fill="{colour}">'
            f"{escape(curve.label)}: {escape(curve.verdict)}</text>"
        )
    return "\n".join([*parts, "</svg>\n"])


def _axes(calls: int, low: int, high: int, height: int) -> list[str]:
    right, bottom = WIDTH - _RIGHT, height - _BOTTOM
    axis = 'stroke="#999" stroke-width="1"'
    return [
        f'<line x1="{_LEFT}" y1="{_TOP}" x2="{_LEFT}" y2="{bottom}" {axis}/>',
        f'<line x1="{_LEFT}" y1="{bottom}" x2="{right}" y2="{bottom}" {axis}/>',
        f'<text x="{_LEFT - 6}" y="{_TOP + 6}" text-anchor="end" fill="#444">{size(high)}</text>',
        f'<text x="{_LEFT - 6}" y="{bottom}" text-anchor="end" fill="#444">{size(low)}</text>',
        f'<text x="{_LEFT}" y="{bottom + 16}" fill="#444">0</text>',
        f'<text x="{right}" y="{bottom + 16}" text-anchor="end" fill="#444">{calls:,} calls</text>',
        f'<text x="{_LEFT}" y="{bottom + 32}" fill="#777">growth of memory against calls</text>',
    ]


def bars(points: Points, width: int = 60) -> str:
    """The same as one line of block characters, for a terminal."""
    if len(points) < _FEWEST:
        return ""
    chosen = [points[round(i * (len(points) - 1) / (width - 1))][1] for i in range(width)]
    low = min(chosen)
    span = max(max(chosen) - low, _LEAST_SPAN)
    return "".join(_STEPS[1 + round((held - low) * (len(_STEPS) - 2) / span)] for held in chosen)


def size(number: float) -> str:
    """Bytes as people read them: `12 kB`, `1.5 MB`."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if abs(number) >= factor:
            return f"{number / factor:,.1f} {unit}"
    return f"{number:,.0f} B"
