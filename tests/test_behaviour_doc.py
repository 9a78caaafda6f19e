"""The rules of behaviour: what code and tests cite stands in docs/behaviour.md."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
RULE = re.compile(r"^- \*\*([a-z]+)-(\d+)\*\* (.+)$", re.MULTILINE)
NAME = r"[a-z]+-\d+"
DUE = re.compile(r"\(due with \w[^)]*\)")
CITED = re.compile(rf"docs/behaviour\.md(?:,\s+({NAME}(?:(?:,\s+|\s+and\s+|\s+to\s+){NAME})*))?")
FILES = [
    path
    for folder in ("src", "tests", "bench")
    for path in sorted((HOUSE / folder).rglob("*.py"))
    if path != Path(__file__)
]


def rules():
    """Chapter, number and text of every rule, in the order of the document."""
    text = (HOUSE / "docs" / "behaviour.md").read_text()
    return [(chapter, int(number), said) for chapter, number, said in RULE.findall(text)]


def rules_under(*parts):
    """Name and text of every rule under some of the parts of the document."""
    text = (HOUSE / "docs" / "behaviour.md").read_text()
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        if part.partition("\n")[0] in parts:
            yield from ((f"{chapter}-{number}", said) for chapter, number, said in RULE.findall(part))


def named(citation):
    """The rules a citation names: `path-1, path-3 to path-5`."""
    found = re.findall(rf"(\bto\s+)?({NAME})", citation)
    for index, (until, name) in enumerate(found):
        chapter, number = name.rsplit("-", 1)
        first = int(found[index - 1][1].rsplit("-", 1)[1]) + 1 if until else int(number)
        yield from (f"{chapter}-{n}" for n in range(first, int(number) + 1))


def cited(path):
    """The rules a file cites; an empty name for a mention without a rule."""
    for match in CITED.finditer(path.read_text()):
        yield from named(match[1]) if match[1] else [""]


def test_no_two_rules_have_the_same_number():
    numbers = Counter(f"{chapter}-{number}" for chapter, number, _ in rules())
    assert [name for name, count in numbers.items() if count > 1] == []


def test_the_rules_of_a_chapter_are_numbered_from_1_without_a_gap():
    chapters = {}
    for chapter, number, _ in rules():
        chapters.setdefault(chapter, []).append(number)
    assert {name: found for name, found in chapters.items() if found != list(range(1, len(found) + 1))} == {}


def test_every_rule_names_its_source():
    assert [f"{chapter}-{number}" for chapter, number, said in rules() if " Source: " not in said] == []


def test_every_list_item_of_the_document_is_a_rule():
    items = re.findall(r"^- .*$", (HOUSE / "docs" / "behaviour.md").read_text(), re.MULTILINE)
    assert [item for item in items if not RULE.match(item)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_what_a_file_cites_stands_in_the_document(path):
    there = {f"{chapter}-{number}" for chapter, number, _ in rules()}
    assert sorted(set(cited(path)) - there) == []


def test_a_citation_is_read_whole():
    assert list(named("put-1, path-3 to path-5 and xml-2")) == [
        "put-1",
        "path-3",
        "path-4",
        "path-5",
        "xml-2",
    ]


def test_every_rule_of_the_schema_and_the_provider_has_a_test_that_names_it():
    asked = {name for path in FILES if (HOUSE / "tests") in path.parents for name in cited(path)}
    bound = [(name, said) for name, said in rules_under("The schema", "The provider") if not DUE.search(said)]
    assert bound
    assert [name for name, _ in bound if name not in asked] == []


def test_a_rule_that_waits_for_another_part_says_for_which():
    """Such a mark goes when the part comes: no test may name the rule yet."""
    asked = {name for path in FILES if (HOUSE / "tests") in path.parents for name in cited(path)}
    due = [f"{chapter}-{number}" for chapter, number, said in rules() if DUE.search(said)]
    assert [name for name in due if name in asked] == []


def test_the_tests_cite_most_rules():
    asked = {name for path in FILES if (HOUSE / "tests") in path.parents for name in cited(path)}
    there = {f"{chapter}-{number}" for chapter, number, _ in rules()}
    assert len(there & asked) >= 0.8 * len(there)
