"""A store whose commits wait: what it shows in between, and what it commits in the end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adsiis.metabase import paths
from adsiis.metabase.buffer import Buffer
from adsiis.metabase.changes import CreateKey, DeleteKey, ReplaceTree, SetRecords
from adsiis.metabase.errors import ConflictError, KeyExistsError, KeyNotFoundError, MetabaseError
from adsiis.metabase.memory_store import MemoryStore
from adsiis.metabase.record import DWORD, INHERIT, SEALED, SECURE, SERVER, STRING, Key, Record
from adsiis.metabase.remote_metabase import FarSealer
from adsiis.metabase.secrets import Sealer
from bars import bar
from metabase.model import Model
from metabase.remote_world import serving
from metabase.samples import tree_paths
from metabase.test_stores_agree import changes, keys

few_paths = st.sampled_from(["/A", "/a/B", "/A/b/C", "/A/b/c/\u00c9", "/D", "/D/10", "/D/9"])
commits = st.lists(st.lists(changes(few_paths | tree_paths), min_size=1, max_size=3), max_size=8)
MOST_KEYS = 60


def number(data, record_id=2):
    return Record(record_id, INHERIT, SERVER, DWORD, data)


def store_of(*some):
    made = MemoryStore(Sealer(""))
    made.commit([ReplaceTree(some)])
    return made


def held(tree):
    return {key.path: dict(key.records) for key in tree.walk("/")}


def in_model(model):
    return dict(model.keys.values())


@given(begun=st.lists(keys, max_size=6), some=commits)
@settings(max_examples=bar(1500))
def test_a_buffer_shows_what_its_commits_make_and_then_makes_it(begun, some):
    """docs/behaviour.md, transaction-1, transaction-2: by every way to read; a refused commit leaves no trace."""
    store = MemoryStore(Sealer(""))
    store.commit([ReplaceTree(tuple(begun))])
    model = Model().after([ReplaceTree(tuple(begun))])
    before, buffer = held(store.view), Buffer(store, Sealer(""))
    for commit in some:
        try:
            after = model.after(commit)
        except MetabaseError as error:
            with pytest.raises(type(error)):
                buffer.commit(commit)
        else:
            if len(after.keys) > MOST_KEYS:
                break
            buffer.commit(commit)
            model = after
        assert_shows(buffer, model)
        assert held(store.view) == before, "others see nothing of it"
    buffer.flush()
    assert held(store.view) == in_model(model)


def assert_shows(buffer, model):
    with buffer.snapshot() as moment:
        for tree in (buffer.view, moment):
            assert held(tree) == in_model(model)
            walked = [key.path for key in tree.walk("/")]
            assert walked == sorted(walked, key=paths.tree_order)
            for spelled in in_model(model):
                assert tree.key(spelled.lower()).path == spelled
                assert tree.children(spelled) == model.children(spelled)
                assert tree.holders(2, spelled) == sorted(model.holders(2, spelled), key=paths.tree_order)


@pytest.mark.parametrize("dropped", [False, True])
def test_a_path_is_as_deep_as_it_likes(dropped):
    """docs/behaviour.md, transaction-2, path-4."""
    deep = "/A" * 1100
    buffer = Buffer(store_of(Key("/A/A/B")), Sealer(""))
    if dropped:
        buffer.commit([DeleteKey("/A")])
    buffer.commit([CreateKey(deep, (number(1),))])
    walked = [key.path for key in buffer.view.walk("/")]
    assert (
        (walked[-2:], len(walked)) == ([deep, "/A/A/B"], 1102) if not dropped else ([deep[:-2], deep], 1101)
    )
    buffer.commit([DeleteKey("/A/A/A")])
    assert [key.path for key in buffer.view.walk("/A")][1:] == ["/A/A", "/A/A/B"][: 2 - dropped]


def test_values_waiting_above_are_handed_down():
    """docs/behaviour.md, transaction-2, inheritance-1."""
    store = store_of(Key("/LM", {2: number(1)}), Key("/LM/A/B"))
    buffer = Buffer(store, Sealer(""))
    buffer.commit([SetRecords("/LM/A", (number(7),))])
    assert buffer.view.lineage("/LM/A/B").record(2).data == 7
    assert buffer.view.effective("/LM/A/B", 2).owner == "/LM/A"
    assert store.view.lineage("/LM/A/B").record(2).data == 1


def test_what_others_commit_meanwhile_is_seen_where_nothing_waits():
    """docs/behaviour.md, transaction-2."""
    store = store_of(Key("/LM/A", {2: number(1)}), Key("/LM/B", {2: number(1)}))
    buffer = Buffer(store, Sealer(""))
    buffer.commit([SetRecords("/LM/A", (number(2),))])
    store.commit([SetRecords("/LM/B", (number(3),)), SetRecords("/LM/A", (number(4, 9),))])
    assert buffer.view.key("/LM/B").records[2].data == 3
    buffer.flush()
    assert {i: one.data for i, one in store.view.key("/LM/A").records.items()} == {2: 2, 9: 4}


def test_many_commits_become_one():
    """docs/behaviour.md, transaction-1."""
    store = store_of(Key("/LM"))
    buffer = Buffer(store, Sealer(""))
    with store.watch() as watcher:
        for index in range(50):
            buffer.commit([CreateKey(f"/LM/{index}", (number(index),))])
        buffer.flush("tester")
        (entry,) = watcher.entries()
    assert (entry.who, len(entry.touches)) == ("tester", 50)


def test_a_buffer_without_commits_commits_nothing():
    store = store_of(Key("/LM"))
    Buffer(store, Sealer("")).flush()
    with store.snapshot() as moment:
        assert moment.revision == 1


def test_what_was_relied_on_must_still_hold_at_the_end():
    """docs/behaviour.md, transaction-4."""
    store = store_of(Key("/LM/A"), Key("/LM/B"))
    buffer = Buffer(store, Sealer(""))
    with pytest.raises(ConflictError):
        buffer.commit([SetRecords("/LM/A", (number(1),))], expect={"/LM/A": 9})
    assert buffer.view.key("/LM/A").records == {}
    buffer.commit([SetRecords("/LM/A", (number(1),))], expect={"/LM/A": store.view.key("/LM/A").revision})
    store.commit([SetRecords("/LM/A", (number(5, 9),))])
    with pytest.raises(ConflictError):
        buffer.flush()
    assert 2 not in store.view.key("/LM/A").records


def test_a_key_that_somebody_made_or_deleted_meanwhile_lets_the_whole_commit_fail():
    """docs/behaviour.md, transaction-4."""
    store = store_of(Key("/LM/A"))
    making, setting = Buffer(store, Sealer("")), Buffer(store, Sealer(""))
    for buffer in (making, setting):
        buffer.commit([SetRecords("/LM", (number(1),))])
    making.commit([CreateKey("/LM/B")])
    setting.commit([SetRecords("/LM/A", (number(1),))])
    store.commit([CreateKey("/LM/B"), DeleteKey("/LM/A")])
    with pytest.raises(KeyExistsError):
        making.flush()
    with pytest.raises(KeyNotFoundError):
        setting.flush()
    assert store.view.key("/LM").records == {}


def test_buffers_stand_on_buffers():
    """docs/behaviour.md, transaction-3."""
    store = store_of(Key("/LM/A"))
    outer = Buffer(store, Sealer(""))
    outer.commit([SetRecords("/LM/A", (number(1),))])
    inner, dropped = Buffer(outer, Sealer("")), Buffer(outer, Sealer(""))
    inner.commit([CreateKey("/LM/A/B")])
    dropped.commit([DeleteKey("/LM/A")])
    assert dropped.view.key("/LM/A") is None
    inner.flush()
    assert outer.view.key("/LM/A/B") is not None
    assert store.view.key("/LM/A/B") is None
    outer.flush()
    assert store.view.key("/LM/A/B") is not None


def test_what_waits_for_a_store_afar_is_what_a_store_here_would_get(tmp_path):
    """docs/behaviour.md, store-13, transaction-1: a whole tree among it, of which the keys come once only."""
    with serving(tmp_path) as far:
        far.there.commit([CreateKey("/LM/old")])
        buffer = Buffer(far.store, FarSealer())
        secure = Record(7, SECURE, SERVER, STRING, "horse")
        buffer.commit([ReplaceTree(iter([Key("/LM/A", {2: number(1)})])), SetRecords("/LM/A", (secure,))])
        buffer.commit([CreateKey("/LM/B")])
        assert list(held(buffer.view)) == ["/", "/LM", "/LM/A", "/LM/B"]
        assert far.there.view.key("/LM/old") is not None
        buffer.flush()
        assert list(held(far.there.view)) == ["/", "/LM", "/LM/A", "/LM/B"]
        records = far.there.view.key("/LM/A").records
    assert (records[2], records[7].form) == (number(1), SEALED)
