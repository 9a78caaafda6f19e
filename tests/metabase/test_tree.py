from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase import paths
from adsiis.metabase.record import Key
from adsiis.metabase.tree import MemoryTree, effective, effective_records, lineage
from metabase.samples import number, records, tree_paths


def _tree(*keys):
    return MemoryTree([Key(path, {record.id: record for record in some}) for path, *some in keys])


@pytest.fixture
def tree():
    return _tree(
        ("/LM", number(1, 100), number(2, 200, attributes=0)),
        ("/LM/W3SVC",),
        ("/LM/W3SVC/1", number(1, 101)),
        ("/LM/W3SVC/1/ROOT", number(3, 300, attributes=0)),
    )


def test_a_key_sees_its_own_value_before_any_other(tree):
    """docs/behaviour.md, inheritance-1."""
    found = effective(tree, "/LM/W3SVC/1", 1)
    assert (found.record.data, found.owner) == (101, "/LM/W3SVC/1")


def test_a_key_without_a_value_sees_that_of_the_nearest_key_above(tree):
    """docs/behaviour.md, inheritance-1."""
    assert effective(tree, "/LM/W3SVC/1/ROOT", 1).owner == "/LM/W3SVC/1"
    assert effective(tree, "/LM/W3SVC", 1).owner == "/LM"


def test_a_value_that_is_not_inheritable_is_seen_at_its_own_key_alone(tree):
    """docs/behaviour.md, inheritance-2."""
    assert effective(tree, "/LM", 2).record.data == 200
    assert effective(tree, "/LM/W3SVC", 2) is None
    assert set(effective_records(tree, "/LM/W3SVC/1/ROOT")) == {1, 3}


def test_a_value_that_is_not_inheritable_does_not_hide_one_higher_up():
    """docs/behaviour.md, inheritance-2."""
    tree = _tree(("/a", number(1, 1)), ("/a/b", number(1, 2, attributes=0)), ("/a/b/c",))
    assert effective(tree, "/a/b/c", 1).owner == "/a"
    assert effective_records(tree, "/a/b/c")[1].owner == "/a"


def test_a_path_without_a_key_inherits_as_a_key_would(tree):
    """docs/behaviour.md, inheritance-1: a file below a virtual directory has no key of its own."""
    found = effective(tree, "/LM/W3SVC/1/ROOT/images/logo.png", 1)
    assert (found.record.data, found.owner) == (101, "/LM/W3SVC/1")


def test_the_owner_is_spelled_as_its_key_is(tree):
    assert effective(tree, "/lm/w3svc/1/root", 1).owner == "/LM/W3SVC/1"


def test_a_lineage_holds_the_key_and_those_above_nearest_first(tree):
    found = lineage(tree, "/LM/W3SVC/1/ROOT/x")
    assert found.own is None
    assert [key.path for key in found.above] == ["/LM/W3SVC/1/ROOT", "/LM/W3SVC/1", "/LM/W3SVC", "/LM", "/"]


@given(st.dictionaries(tree_paths, st.lists(records, max_size=4), max_size=8), tree_paths)
def test_all_effective_records_are_those_found_one_by_one(keys, path):
    tree = _tree(*((path, *some) for path, some in keys.items()))
    found = effective_records(tree, path)
    for record_id in (1002, 2, 3, 0xFFFFFFFF, 77):
        one = effective(tree, path, record_id)
        assert (record_id in found) == (one is not None)
        if one is not None:
            assert (found[record_id].record, found[record_id].owner) == (one.record, one.owner)
            assert one.record == lineage(tree, path).record(record_id)


def test_missing_parents_are_made_and_children_come_in_order():
    """docs/behaviour.md, container-5."""
    tree = _tree(("/LM/W3SVC/Info",), ("/LM/W3SVC/10",), ("/LM/W3SVC/2",), ("/LM/W3SVC/AppPools",))
    assert tree.children("/lm/w3svc") == ["2", "10", "AppPools", "Info"]
    assert tree.key("/LM").records == {}
    assert tree.children("/LM/none") == []


def test_a_name_keeps_its_first_spelling():
    """docs/behaviour.md, path-3: as in a store, so that children, keys and walks agree."""
    tree = _tree(("/LM/W3SVC/1",), ("/lm/w3svc", number(1, 1)), ("/lm/W3svc/2",))
    assert [key.path for key in tree.walk("/")] == ["/", "/LM", "/LM/W3SVC", "/LM/W3SVC/1", "/LM/W3SVC/2"]
    assert tree.key("/LM/w3svc").records[1].data == 1
    assert tree.children("/LM") == ["W3SVC"]


def test_a_path_of_any_depth_can_be_put_in_and_walked():
    deep = "/a" * 5000
    tree = MemoryTree([Key(deep)])
    assert sum(1 for _ in tree.walk(paths.ROOT)) == 5001
