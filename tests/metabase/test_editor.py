"""The editor of a commit: a very large one is written out in parts, and nobody can tell."""

from __future__ import annotations

import pytest

from adsiis.metabase import editor
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import KeyExistsError
from adsiis.metabase.record import Key
from metabase.samples import assert_whole, number


def _many():
    yield from (CreateKey(f"/lm/Many/{n}", (number(1, n), number(2, n))) for n in range(20))
    yield from (SetRecords(f"/LM/mANY/{n}", (number(3, n),)) for n in range(20))
    yield from (DeleteRecords(f"/LM/Many/{n}", (1,)) for n in range(0, 20, 2))
    yield from (DeleteKey(f"/LM/Many/{n}") for n in range(0, 20, 5))
    yield from (CreateKey(f"/LM/Many/{n}/below", (number(1, n),)) for n in range(0, 20, 5))
    yield SetRecords("/LM/Many/1", (number(9, 9),))


@pytest.mark.parametrize("held", [1, 3, 7, 1000])
def test_a_commit_written_out_in_parts_leaves_what_one_written_at_once_leaves(store, monkeypatch, held):
    """docs/behaviour.md, store-1."""
    monkeypatch.setattr(editor, "MOST_HELD", held)
    store.commit(_many())
    assert_whole(store)
    view = store.view
    assert {i: record.data for i, record in view.key("/LM/Many/1").records.items()} == {
        1: 1,
        2: 1,
        3: 1,
        9: 9,
    }
    assert set(view.key("/LM/Many/2").records) == {2, 3}
    assert not view.key("/LM/Many/5").records
    assert view.key("/LM/Many/5/below").records[1].data == 5
    assert len(view.children("/LM/Many")) == 20


@pytest.mark.parametrize("held", [1, 1000])
def test_a_commit_written_out_in_parts_is_taken_back_as_a_whole(store, monkeypatch, held):
    """docs/behaviour.md, store-1."""
    monkeypatch.setattr(editor, "MOST_HELD", held)
    store.commit([CreateKey("/LM/there", (number(1, 1),))])
    before = assert_whole(store)
    with pytest.raises(KeyExistsError):
        store.commit([*_many(), CreateKey("/LM/there")])
    assert assert_whole(store) == before


@pytest.mark.parametrize("held", [1, 1000])
def test_a_tree_is_replaced_from_keys_made_one_by_one(store, monkeypatch, held):
    """docs/behaviour.md, store-1: of a path that comes twice, the later records win."""
    monkeypatch.setattr(editor, "MOST_HELD", held)
    store.commit([CreateKey("/LM/old", (number(1, 1),))])
    keys = (Key(f"/LM/{n % 8}/x", {1: number(1, n), 10 + n: number(10 + n, n)}) for n in range(16))
    store.commit([CreateKey("/LM/gone"), ReplaceTree(keys), SetRecords("/LM/0", (number(5, 5),))])
    assert_whole(store)
    assert store.view.key("/LM/old") is None
    assert store.view.key("/LM/gone") is None
    assert {i: r.data for i, r in store.view.key("/LM/3/x").records.items()} == {1: 11, 13: 3, 21: 11}
    assert store.view.key("/LM/0").records[5].data == 5


def test_a_commit_decodes_no_more_than_the_values_it_asks_for(store, monkeypatch):
    """Whoever sets one value of a key with many pays for one."""
    store.commit([CreateKey("/LM/a", tuple(number(n, n) for n in range(1, 30))), CreateKey("/LM/b")])
    decoded = []
    real = editor.decode_record
    monkeypatch.setattr(editor, "decode_record", lambda raw: decoded.append(raw) or real(raw))
    store.commit([SetRecords("/LM/a", (number(1, 7),)), SetRecords("/LM/b", (number(1, 7),))])
    assert decoded == []
    store.commit([DeleteRecords("/LM/a", (1, 2))])
    assert len(decoded) == 29
    assert_whole(store)
