"""The picture of articles that refer to each other."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from adsiis.knowledge.bundled import bundled_article
from adsiis.knowledge.graph import Graph, Node, graph_of, picture, svg

GRAPH = Graph(
    Node("Q2", "In the <Middle>"),
    (Node("Q1", "One"), Node("Q5", "Five")),
    (Node("Q3", "Three"), Node("Q4", "", there=False)),
)


def test_the_picture_shows_both_directions():
    """docs/behaviour.md, kb-8."""
    assert list(picture(GRAPH)) == [
        "  ┌── Q1  One",
        "  ├── Q5  Five",
        "  │",
        "  ▼",
        "Q2  In the <Middle>",
        "  │",
        "  ├─▶ Q3  Three",
        "  └─▶ Q4  (not in the base)",
    ]


def test_an_article_alone_is_a_picture_too():
    assert list(picture(Graph(Node("Q2", "Alone"), (), ()))) == ["Q2  Alone"]


def test_the_svg_is_whole_and_has_every_article_and_arrow():
    """docs/behaviour.md, kb-8."""
    tree = etree.fromstring(svg(GRAPH).encode())
    space = {"s": "http://www.w3.org/2000/svg"}
    assert tree.xpath("//s:text[@class='number']/text()", namespaces=space) == ["Q2", "Q1", "Q5", "Q3", "Q4"]
    assert len(tree.xpath("//s:path[@marker-end]", namespaces=space)) == 4
    assert tree.xpath("//s:g[@class='own']/s:title/text()", namespaces=space) == ["Q2  In the <Middle>"]


def test_boxes_do_not_stand_on_one_another():
    many = Graph(Node("Q2", ""), tuple(Node(f"Q{index}", "") for index in range(10, 40)), ())
    tree = etree.fromstring(svg(many).encode())
    boxes = [(int(box.get("x")), int(box.get("y"))) for box in tree.iter("{*}rect")]
    assert len(set(boxes)) == 31
    tops = sorted(y for x, y in boxes if x == min(x for x, _ in boxes))
    assert min(after - before for before, after in pairwise(tops)) > 44
    assert max(tops) + 44 < int(tree.get("height"))


def test_without_a_base_an_article_shows_what_it_refers_to():
    graph = graph_of(bundled_article("Q277632"), None)
    assert [node.number for node in graph.outgoing] == ["Q260910", "Q249149"]
    assert graph.incoming == ()
