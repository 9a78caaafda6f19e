"""How articles hang together: what one refers to, what refers to it, and a picture of both.

The picture is text for a terminal or SVG for a page; in both, arrows lead from an article to those it names.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.knowledge.article import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adsiis.knowledge.article import Article
    from adsiis.knowledge.knowledge_base import KnowledgeBase

_WIDTH: Final = 300
_HEIGHT: Final = 44
_GAP: Final = 16
_BETWEEN: Final = 110
_LONGEST: Final = 44


class Node(NamedTuple):
    """An article in the picture: its number, its title where it is known, and whether the base has it."""

    number: str
    title: str
    there: bool = True


class Graph(NamedTuple):
    """An article between those that refer to it and those it refers to."""

    centre: Node
    incoming: tuple[Node, ...]
    outgoing: tuple[Node, ...]


def graph_of(article: Article, base: KnowledgeBase | None) -> Graph:
    """The neighbours of an article; without a base, those it names. Source: docs/behaviour.md, kb-8."""
    incoming = base.referring_to(article.number) if base is not None else []
    numbers = [*incoming, *(link.number for link in article.links)]
    titles = base.titles(numbers) if base is not None else {}
    return Graph(
        Node(article.number, article.title),
        tuple(_node(Link(number), titles) for number in incoming),
        tuple(_node(link, titles) for link in article.links),
    )


def picture(graph: Graph) -> Iterator[str]:
    """The lines of the picture as text."""
    for index, node in enumerate(graph.incoming):
        yield f"  {_elbow(index, 0)} {_named(node)}"
    if graph.incoming:
        yield "  \u2502"
        yield "  \u25bc"
    yield _named(graph.centre)
    if graph.outgoing:
        yield "  \u2502"
    for index, node in enumerate(graph.outgoing):
        yield f"  {_elbow(index, len(graph.outgoing))} {_named(node)}"


def svg(graph: Graph) -> str:
    """The picture as SVG."""
    rows = max(len(graph.incoming), len(graph.outgoing), 1)
    height = rows * (_HEIGHT + _GAP) + _GAP
    left, middle, right = (column * (_WIDTH + _BETWEEN) + _GAP for column in range(3))
    centre = (height - _HEIGHT) // 2
    shapes = [_box(graph.centre, middle, centre, own=True)]
    for at, nodes in ((left, graph.incoming), (right, graph.outgoing)):
        for top, node in zip(_tops(len(nodes), height), nodes, strict=True):
            shapes.append(_box(node, at, top))
            ends = (
                (left + _WIDTH, top, middle, centre) if at == left else (middle + _WIDTH, centre, right, top)
            )
            shapes.append(_arrow(*ends))
    width = right + _WIDTH + _GAP
    return "\n".join([_HEAD.format(width=width, height=height), *shapes, "</svg>", ""])


def _node(link: Link, titles: dict[str, str]) -> Node:
    return Node(link.number, titles.get(link.number, link.title), link.number in titles)


def _named(node: Node) -> str:
    return f"{node.number}  {node.title}".rstrip() + ("" if node.there else "  (not in the base)")


def _elbow(index: int, last: int) -> str:
    if last:
        return "\u2514\u2500\u25b6" if index == last - 1 else "\u251c\u2500\u25b6"
    return "\u250c\u2500\u2500" if index == 0 else "\u251c\u2500\u2500"


def _tops(count: int, height: int) -> Sequence[int]:
    """The upper edges of boxes that stand in the middle of a column."""
    first = (height - count * (_HEIGHT + _GAP) + _GAP) // 2
    return [first + index * (_HEIGHT + _GAP) for index in range(count)]


def _box(node: Node, x: int, y: int, *, own: bool = False) -> str:
    title = node.title if len(node.title) <= _LONGEST else f"{node.title[: _LONGEST - 1]}\u2026"
    kind = "own" if own else "there" if node.there else "absent"
    return (
        f'<g class="{kind}"><title>{escape(_named(node))}</title>'
        f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
        f'<text x="{x + 10}" y="{y + 18}" class="number">{escape(node.number)}</text>'
        f'<text x="{x + 10}" y="{y + 34}">{escape(title)}</text></g>'
    )


def _arrow(x: int, y: int, to_x: int, to_y: int) -> str:
    """A bent line from the middle of one box's side to that of another's."""
    y, to_y, half = y + _HEIGHT // 2, to_y + _HEIGHT // 2, (x + to_x) // 2
    return f'<path d="M{x},{y} C{half},{y} {half},{to_y} {to_x - 2},{to_y}" marker-end="url(#tip)"/>'


_HEAD: Final = """<svg xmlns="http://www.w3.org/2000/svg"
 width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<style>
  rect {{ fill: #fff; stroke: #888 }} .own rect {{ fill: #eef4ff; stroke: #26c }}
  .absent rect {{ stroke-dasharray: 4 3 }} path {{ fill: none; stroke: #888 }}
  text {{ font: 12px sans-serif; fill: #222 }} .number {{ font-weight: bold }}
</style>
<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">
<path d="M0,0 L8,4 L0,8 z" style="fill: #888"/></marker></defs>"""
