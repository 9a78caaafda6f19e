"""Where two trees differ."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from adsiis.formats.diff import MASK, differences
from adsiis.metabase.record import FOREIGN, SECURE, Key, Record
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import schema
from formats.trees import TREES


def tree(**keys):
    found = []
    for name, values in keys.items():
        records = [schema().record(prop, data) for prop, data in values.items()]
        found.append(Key("/LM" + name.replace("_", "/"), {record.id: record for record in records}))
    return MemoryTree(found)


@settings(max_examples=40)
@given(TREES)
def test_a_tree_does_not_differ_from_itself(keys):
    """docs/behaviour.md, diff-2."""
    turned = [Key(key.path, dict(reversed(key.records.items()))) for key in reversed(keys)]
    assert differences(MemoryTree(keys), MemoryTree(turned)) == [] or len(
        {k.path.upper() for k in keys}
    ) < len(keys)


@settings(max_examples=40)
@given(TREES, TREES)
def test_what_is_added_one_way_is_removed_the_other(first, second):
    """docs/behaviour.md, diff-2."""
    there = differences(MemoryTree(first), MemoryTree(second))
    back = differences(MemoryTree(second), MemoryTree(first))
    turn = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(c.path.upper(), turn[c.what], c.property) for c in there} == {
        (c.path.upper(), c.what, c.property) for c in back
    }


def test_a_value_is_told_with_both_sides_and_the_keys_that_see_it():
    """docs/behaviour.md, diff-2."""
    before = tree(_W3SVC={"DefaultDoc": "a"}, _W3SVC_1={}, _W3SVC_2={"DefaultDoc": "x"}, _W3SVC_2_ROOT={})
    after = tree(_W3SVC={"DefaultDoc": "b"}, _W3SVC_1={}, _W3SVC_2={"DefaultDoc": "x"}, _W3SVC_2_ROOT={})
    (found,) = differences(before, after)
    assert (found.path, found.property, found.before, found.after) == ("/W3SVC", "DefaultDoc", "a", "b")
    assert found.seen_by == 1


def test_keys_on_one_side_only_are_told_with_their_values():
    """docs/behaviour.md, diff-2."""
    found = differences(tree(_W3SVC={}), tree(_W3SVC={}, _W3SVC_1={"ServerComment": "new"}))
    assert [(c.path, c.what, c.property, c.after) for c in found] == [
        ("/W3SVC/1", "added", None, None),
        ("/W3SVC/1", "changed", "ServerComment", "new"),
    ]


def test_only_a_part_is_compared_when_asked():
    """docs/behaviour.md, diff-2."""
    left, right = tree(_A={"Path": "1"}, _B={"Path": "1"}), tree(_A={"Path": "2"}, _B={"Path": "2"})
    assert [c.path for c in differences(left, right, "/LM/B")] == ["/B"]


@pytest.mark.parametrize(("form", "count"), [(0, 1), (FOREIGN, 0)])
def test_secure_values_are_masked_and_their_encryption_does_not_tell_them_apart(form, count):
    """docs/behaviour.md, diff-3."""
    trees = [
        MemoryTree([Key("/a", {6021: Record(6021, SECURE, 2, 2, data, None, f)})])
        for data, f in (("one", 0), ("two", form))
    ]
    found = differences(*trees)
    assert [(c.before, c.after) for c in found] == [(MASK, MASK)] * count
