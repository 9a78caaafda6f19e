from __future__ import annotations

import tempfile
from contextlib import contextmanager

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import InvalidPathError, KeyExistsError, KeyNotFoundError, MetabaseError
from adsiis.metabase.record import Key
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore
from adsiis.metabase.tree import MemoryTree, effective_records
from bars import bar
from metabase.model import Model
from metabase.samples import LONG, assert_whole, number, records, text, tree_paths

some_records = st.lists(records, max_size=3).map(tuple)
keys = st.builds(
    lambda path, some: Key(path, {record.id: record for record in some}), tree_paths, some_records
)
changes = st.one_of(
    st.builds(SetRecords, tree_paths, some_records, st.booleans()),
    st.builds(DeleteRecords, tree_paths, st.lists(st.sampled_from([1002, 2, 3]), max_size=2).map(tuple)),
    st.builds(CreateKey, tree_paths, some_records),
    st.builds(DeleteKey, tree_paths),
)


class StoreAgainstDictionary(RuleBasedStateMachine):
    """Random commits on a store and on a dictionary: every answer must be the same."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = LmdbStore(environment(self.folder.name, durable=False, make=True), Sealer(""))
        self.model = Model()

    def teardown(self):
        forget_environment(self.folder.name)
        self.folder.cleanup()

    def _commit(self, some):
        try:
            expected = self.model.after(some)
        except MetabaseError as error:
            before = assert_whole(self.store)
            with pytest.raises(type(error)):
                self.store.commit(some)
            assert assert_whole(self.store) == before
        else:
            self.store.commit(some)
            self.model = expected

    @rule(some=st.lists(changes, min_size=1, max_size=5))
    def commit(self, some):
        self._commit(some)

    @precondition(lambda self: self.model.keys)
    @rule(data=st.data(), some=some_records)
    def change_what_is_there(self, data, some):
        paths_there = sorted(spelled for spelled, _ in self.model.keys.values())
        path = data.draw(st.sampled_from(paths_there))
        which = data.draw(st.integers(0, 3))
        below = paths.join(path, data.draw(st.sampled_from(["a", LONG])))
        self._commit([[SetRecords(path, some)], [DeleteRecords(path, (1002, 2))], [DeleteKey(path)],
                      [DeleteKey(path), CreateKey(below, some)]][which])  # fmt: skip

    @rule(some=st.lists(keys, max_size=6).map(tuple), then=st.lists(changes, max_size=2))
    def replace(self, some, then):
        self._commit([ReplaceTree(some), *then])

    @invariant()
    def the_store_is_whole_and_says_what_the_dictionary_says(self):
        walked = {key.path: key.records for key in assert_whole(self.store)}
        assert walked == dict(self.model.keys.values())
        for _, view in self._trees():
            for spelled, found in self.model.keys.values():
                assert view.key(spelled).records == found
                assert view.children(spelled.lower()) == self.model.children(spelled)
            assert view.key("/none") is None

    @invariant()
    def subtrees_and_holders_agree(self):
        with self.store.snapshot() as snapshot:
            for path in ["/", *(spelled for spelled, _ in self.model.keys.values())]:
                walked = [key.path for key in snapshot.walk(path)]
                assert sorted(map(paths.fold, walked)) == sorted(self.model.below(path))
                assert walked == sorted(walked, key=paths.tree_order), "parents come before their children"
                for record_id in (1002, 2):
                    held = snapshot.holders(record_id, path)
                    assert set(held) == self.model.holders(record_id, path)
                    assert held == sorted(held, key=paths.tree_order), "the key itself comes first"

    @invariant()
    def values_inherit_alike_in_memory_and_in_the_store(self):
        with self.store.snapshot() as snapshot:
            memory = MemoryTree(snapshot.walk("/"))
            for path in ("/1/a", f"/a/{LONG}/b", *(spelled for spelled, _ in self.model.keys.values())):
                found = [
                    {i: (one.record, one.owner) for i, one in effective_records(tree, path).items()}
                    for tree in (snapshot, memory)
                ]
                assert found[0] == found[1]
                assert found[0] == {
                    i: (one.record, one.owner) for i, one in self.store.view.lineage(path).all().items()
                }

    def _trees(self):
        with self.store.snapshot() as snapshot:
            yield "snapshot", snapshot
            yield "memory", MemoryTree(snapshot.walk("/"))
        yield "view", self.store.view


StoreAgainstDictionary.TestCase.settings = settings(
    max_examples=bar(150), stateful_step_count=12, deadline=None
)
test_a_store_agrees_with_a_dictionary_after_every_commit = StoreAgainstDictionary.TestCase


def test_setting_records_replaces_those_with_the_same_ids_and_keeps_the_others(store):
    store.commit([SetRecords("/LM", (number(1, 1), number(2, 2)))])
    store.commit([SetRecords("/lm", (number(2, 3),))])
    assert {i: record.data for i, record in store.view.key("/LM").records.items()} == {1: 1, 2: 3}


def test_records_of_a_missing_key_are_refused_unless_it_is_to_be_made(store):
    with pytest.raises(KeyNotFoundError, match="There is no key /LM/none"):
        store.commit([SetRecords("/LM/none", (number(1, 1),))])
    store.commit([SetRecords("/lm/new/deeper", (number(1, 1),), make=True)])
    assert store.view.key("/LM/new/deeper").path == "/LM/new/deeper"


def test_deleting_records_passes_over_ids_that_are_not_there(store):
    store.commit([SetRecords("/LM", (number(1, 1),))])
    store.commit([DeleteRecords("/LM", (1, 2))])
    assert store.view.key("/LM").records == {}
    with pytest.raises(KeyNotFoundError):
        store.commit([DeleteRecords("/LM/none", (1,))])


def test_creating_a_key_makes_the_keys_in_between_without_records(store):
    """docs/behaviour.md, container-2."""
    store.commit([CreateKey("/lm/x/y/z", (text(1002, "IIsObject"),))])
    assert [key.path for key in store.view.walk("/LM/x")] == ["/LM/x", "/LM/x/y", "/LM/x/y/z"]
    assert store.view.key("/LM/x").records == {}


def test_a_key_that_exists_is_not_created_again(store):
    """docs/behaviour.md, container-2."""
    with pytest.raises(KeyExistsError, match="/lm/W3SVC exists already"):
        store.commit([CreateKey("/lm/W3SVC")])


def test_deleting_a_key_takes_all_below_it_and_nothing_beside_it(store):
    store.commit([CreateKey("/LM/W3SVC/10"), CreateKey("/LM/W3SVC/1/ROOT/app/bin")])
    store.commit([DeleteKey("/LM/W3SVC/1")])
    assert store.view.children("/LM/W3SVC") == ["10"]
    with pytest.raises(KeyNotFoundError):
        store.commit([DeleteKey("/LM/W3SVC/1")])


def test_the_root_cannot_be_deleted(store):
    with pytest.raises(InvalidPathError, match="root"):
        store.commit([DeleteKey("/")])


def test_a_key_deleted_and_created_in_one_commit_is_a_new_one(store):
    store.commit([SetRecords("/LM/W3SVC", (number(1, 1),))])
    store.commit([DeleteKey("/LM/W3SVC"), CreateKey("/LM/w3svc", (number(2, 2),))])
    assert store.view.key("/LM/W3SVC").path == "/LM/w3svc"
    assert set(store.view.key("/LM/W3SVC").records) == {2}
    assert store.view.children("/LM/w3svc") == []
    assert_whole(store)


def test_replacing_the_tree_leaves_nothing_of_the_old_one(store):
    store.commit([SetRecords("/LM", (number(1, 1),))])
    store.commit([ReplaceTree((Key("/New/one", {2: number(2, 2)}), Key("/new", {3: number(3, 3)})))])
    assert [(key.path, set(key.records)) for key in store.view.walk("/")] == [
        ("/", set()), ("/New", {3}), ("/New/one", {2}),
    ]  # fmt: skip
    with store.snapshot() as snapshot:
        assert snapshot.holders(1, "/") == []


def test_a_key_of_any_depth_can_be_created_and_deleted(store):
    deep = "/LM" + "/d" * 5000
    store.commit([CreateKey(deep)])
    assert store.view.key(deep) is not None
    store.commit([DeleteKey("/LM/d")])
    assert_whole(store)


@pytest.mark.parametrize(
    "bad",
    [
        CreateKey("/LM/W3SVC"),
        DeleteKey("/LM/none"),
        SetRecords("/LM/none", ()),
        CreateKey("/LM/a\x00b"),
        SetRecords("/LM", (text(9, "half a pair: \ud800"),)),
        SetRecords("/LM", (number(9, 1 << 70),)),
        SetRecords("/LM", (number(-1, 1),)),
        CreateKey("/LM/odd", (number(1 << 32, 1),)),
        ReplaceTree((Key("/LM", {9: number(9, object())}),)),
    ],
)
def test_one_bad_change_leaves_nothing_of_a_commit(store, bad):
    """docs/behaviour.md, store-1."""
    before, word = assert_whole(store), store.environment.word[0]
    good = [SetRecords("/LM", (number(1, 1),)), CreateKey("/LM/new"), DeleteKey("/LM/W3SVC/1")]
    for some in ([*good, bad], [bad, *good]):
        with pytest.raises(MetabaseError):
            store.commit(some)
        assert assert_whole(store) == before
        assert store.environment.word[0] == word
    assert store.view.key("/LM/new") is None


class _FailingAt:
    """A transaction whose k-th operation fails."""

    def __init__(self, transaction, k):
        self._transaction, self._left = transaction, k

    def __getattr__(self, name):
        self._left -= 1
        if self._left == 0:
            raise MemoryError(name)
        return getattr(self._transaction, name)


def test_whichever_operation_of_a_commit_fails_nothing_of_it_is_kept(store, monkeypatch):
    """docs/behaviour.md, store-1: the k-th operation on the store fails, for every k."""
    store.commit([CreateKey("/LM/old/below", (number(1, 1),))])
    whole_commit = [
        SetRecords("/LM", (number(1, 1),)),
        CreateKey("/LM/a/b", (number(2, 2),)),
        DeleteKey("/LM/old"),
    ]
    before, real, k = assert_whole(store), store.environment.write, 0
    while True:
        k += 1

        @contextmanager
        def failing():
            with real() as transaction:
                yield _FailingAt(transaction, k)  # noqa: B023 - used within this round

        monkeypatch.setattr(store.environment, "write", failing)
        try:
            store.commit(whole_commit)
        except MemoryError:
            assert assert_whole(store) == before
        else:
            break
    assert k > 15
    assert store.view.key("/LM/old") is None
    assert_whole(store)
