"""Runs: many changes of one kind in one commit are one change after the other, only quicker."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase import paths, runs
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, SetRecords, Touch
from adsiis.metabase.checking import check
from adsiis.metabase.errors import InvalidPathError, KeyExistsError, KeyNotFoundError, MetabaseError
from adsiis.metabase.values import recalled
from metabase.samples import LONG, assert_whole, names, number, secret, text

MANY = 700
assert MANY > 2 * runs.SHORTEST


def places(count=MANY, top="/LM/Many"):
    """Paths in no order."""
    found = [f"{top}/{n}" for n in range(count)]
    random.Random(1).shuffle(found)
    return found


@pytest.fixture
def filled(store):
    """A store with many keys of one record, and what its journal said of their making."""
    with store.watch() as watcher:
        store.commit([CreateKey(path, (number(1, 1),)) for path in places()])
        (store.made,) = watcher.entries()
    return store


def only_entry(store, changes):
    with store.watch() as watcher:
        store.commit(changes)
        (entry,) = watcher.entries()
    return entry


def test_a_run_of_new_keys_is_there_whole_with_its_parents_and_its_index(filled):
    """docs/behaviour.md, store-1."""
    assert_whole(filled)
    assert {key.path for key in filled.view.walk("/LM/Many")} == {"/LM/Many", *places()}
    with filled.snapshot() as snapshot:
        assert sorted(snapshot.holders(1, "/")) == sorted(places())
    assert set(filled.made.touches) == {Touch("/LM/Many"), *(Touch(path, (1,)) for path in places())}
    assert recalled(filled.made.values) is None


def test_a_run_of_new_records_replaces_adds_and_keeps(filled):
    """docs/behaviour.md, store-1: of two records with one id in one change the later one wins."""
    some = (number(1, 2), text(2, "new"), number(1, 3))
    entry = only_entry(filled, [SetRecords(path.lower(), some) for path in places()])
    assert set(entry.touches) == {Touch(path, (1, 2)) for path in places()}
    filled.commit([SetRecords(path, (number(3, 3),)) for path in places()])
    assert_whole(filled)
    for path in places():
        key = filled.view.key(path)
        assert {i: record.data for i, record in key.records.items()} == {1: 3, 2: "new", 3: 3}


def test_new_keys_are_spelled_below_their_parents_as_those_are(store):
    store.commit([CreateKey(f"/lm/w3svc/1/{n}") for n in range(MANY)])
    assert {key.path for key in store.view.walk("/LM/W3SVC/1")} >= {f"/LM/W3SVC/1/{n}" for n in range(MANY)}
    assert_whole(store)


@pytest.mark.parametrize("gone", [3, MANY - 1])
def test_the_first_missing_key_of_a_run_is_named_and_nothing_is_kept(filled, gone):
    """docs/behaviour.md, store-1."""
    order = places()
    missing = order[gone]
    filled.commit([DeleteKey(missing), DeleteKey(order[gone - 1])])
    before = assert_whole(filled)
    with pytest.raises(KeyNotFoundError, match=f"There is no key {order[gone - 1]}[.]"):
        filled.commit([SetRecords(path, (number(1, 9),)) for path in order])
    assert assert_whole(filled) == before


def test_the_first_key_of_a_run_that_is_there_already_is_named_and_nothing_is_kept(filled):
    """docs/behaviour.md, store-1, container-2."""
    before = assert_whole(filled)
    order = [*places(MANY, "/LM/New")[:-2], "/LM/Many/7", "/LM/Many/5"]
    with pytest.raises(KeyExistsError, match="/LM/Many/7 exists already"):
        filled.commit([CreateKey(path) for path in order])
    assert assert_whole(filled) == before


def test_a_run_that_names_a_key_twice_is_one_change_after_the_other(filled):
    """docs/behaviour.md, store-1."""
    twice = [*places(), "/lm/many/7"]
    changes = [SetRecords(path, (number(1, n),)) for n, path in enumerate(twice)]
    entry = only_entry(filled, changes)
    assert len(entry.touches) == MANY
    assert filled.view.key("/LM/Many/7").records[1].data == MANY
    with pytest.raises(KeyExistsError):
        filled.commit([CreateKey(f"/LM/again/{n % (MANY - 1)}") for n in range(MANY)])


def test_a_run_that_makes_keys_below_keys_it_makes_is_one_change_after_the_other(store):
    chain = ["/LM/a"]
    while len(chain) < 2 * runs.SHORTEST:
        chain.append(f"{chain[-1]}/b")
    store.commit([CreateKey(path, (number(1, 1),)) for path in chain])
    assert [key.path for key in store.view.walk("/LM/a")] == chain
    with pytest.raises(KeyExistsError):
        store.commit([CreateKey(path.replace("a", "c")) for path in reversed(chain)])
    with pytest.raises(KeyExistsError, match="/LM/x exists already"):
        store.commit([*(CreateKey(f"/LM/x/y/{n}") for n in range(MANY)), CreateKey("/LM/x")])
    assert_whole(store)


def test_runs_and_single_changes_of_one_commit_see_each_other(store):
    """docs/behaviour.md, store-1, store-5: whatever became of a key, the journal names it once."""
    entry = only_entry(
        store,
        [
            *(CreateKey(path, (number(1, 1),)) for path in places()),
            SetRecords("/LM/Many/1", (number(2, 2),)),
            DeleteRecords("/LM/Many/2", (1,)),
            DeleteKey("/LM/Many/3"),
            CreateKey("/LM/Many/3", (number(9, 9),)),
            *(SetRecords(path, (number(4, 4),)) for path in places()),
            DeleteKey("/LM/Many/5"),
        ],
    )
    assert_whole(store)
    key = store.view.key
    assert set(key("/LM/Many/1").records) == {1, 2, 4}
    assert set(key("/LM/Many/2").records) == {4}
    assert set(key("/LM/Many/3").records) == {4, 9}
    assert key("/LM/Many/5") is None
    touched = [touch.path for touch in entry.touches]
    assert len(touched) == len(set(touched)) == MANY + 1
    assert Touch("/LM/Many/1", (1, 2, 4)) in entry.touches
    assert Touch("/LM/Many/3", whole=True) in entry.touches


def test_keys_with_long_and_foreign_names_go_in_a_run_too(store):
    """docs/behaviour.md, path-3: those are not folded as the others are."""
    odd = [f"/LM/é/{LONG}/{LONG}/{n}" for n in range(MANY)]
    store.commit([CreateKey(path, (number(1, 1),)) for path in odd])
    store.commit([SetRecords(path.upper(), (number(1, 2),)) for path in odd])
    assert_whole(store)
    assert all(store.view.key(path).records[1].data == 2 for path in odd)


def test_secrets_of_a_run_are_sealed(metabase):
    """docs/behaviour.md, secure-1."""
    changes = [CreateKey(path, (secret(1, f"horse {path}"),)) for path in places()]
    metabase.store.commit(changes)
    for path in places():
        record = metabase.store.view.key(path).records[1]
        assert record.form == 1
        assert b"horse" not in record.data
        assert metabase.reveal(record).data == f"horse {path}"
    assert check(metabase) == []


@pytest.mark.parametrize("bad", [number(-1, 1), number(1 << 32, 1), number(1, 1 << 70), number(1, object())])
def test_a_value_that_cannot_be_stored_is_named_with_its_key(filled, bad):
    """docs/behaviour.md, store-1."""
    before = assert_whole(filled)
    some = [SetRecords(path, (number(1, 5),)) for path in places()]
    some[99] = SetRecords("/LM/Many/4", (bad,))
    with pytest.raises(MetabaseError, match=f"/LM/Many/4: the value with id {bad.id} cannot be stored"):
        filled.commit(some)
    assert assert_whole(filled) == before


@pytest.mark.parametrize("bad", [number(True, 5), number(1, True), number(-1, 5), text(1, "\ud800")])
@pytest.mark.parametrize("at", [0, 99, MANY - 1])
def test_a_bad_record_is_found_among_many_keys_that_share_one(filled, bad, at):
    """docs/behaviour.md, tree-2: also one that equals the shared record."""
    before = assert_whole(filled)
    shared = (number(1, 1), number(2, 2))
    some = [SetRecords(path, shared) for path in places()]
    some[at] = SetRecords("/LM/Many/4", (number(3, 3), bad))
    with pytest.raises(MetabaseError, match=f"/LM/Many/4: the value with id {bad.id} cannot be stored"):
        filled.commit(some)
    assert assert_whole(filled) == before


def test_a_secret_is_sealed_among_many_keys_that_share_a_record(metabase):
    """docs/behaviour.md, secure-1."""
    shared = number(1, 1)
    changes = [CreateKey(path, (shared,)) for path in places()]
    changes[99] = CreateKey("/LM/Many/secret", (shared, secret(2, "horse")))
    metabase.store.commit(changes)
    record = metabase.store.view.key("/LM/Many/secret").records[2]
    assert (record.form, metabase.reveal(record).data) == (1, "horse")
    assert metabase.store.view.key("/LM/Many/5").records[1].data == 1


@pytest.mark.parametrize("bad", ["/LM//x", "/LM/a\nb", "", "/LM/\x7f", "/LM/" + "n" * 257])
def test_a_bad_path_in_a_run_is_refused(filled, bad):
    """docs/behaviour.md, path-4."""
    some = [CreateKey(path) for path in places(MANY, "/LM/New")]
    some[500] = CreateKey(bad)
    with pytest.raises((InvalidPathError, KeyExistsError)):
        filled.commit(some)


def test_records_for_keys_to_be_made_where_they_are_missing_go_in_a_run(store):
    store.commit([SetRecords(path, (number(1, 1),), make=True) for path in places()])
    assert len(list(store.view.walk("/LM/Many"))) == MANY + 1
    assert_whole(store)


spelled = st.lists(names, max_size=4).map("/".join)
given_paths = st.lists(
    st.one_of(
        spelled.map("/{}".format),
        spelled.map("{}/".format),
        spelled.map("/{}/".format),
        st.text("/aA\n\x7f\x00é \ud800", max_size=6),
        st.just("/" + "n" * 257),
    ),
    min_size=1,
    max_size=6,
)


def outcome(work, some):
    try:
        return work(some)
    except InvalidPathError as error:
        return str(error)


@given(given_paths)
def test_many_paths_are_taken_as_each_of_them_is(some):
    """docs/behaviour.md, path-4."""
    one_by_one = outcome(lambda given: [paths.normal(path) for path in given], some)
    assert outcome(paths.normal_all, some) == one_by_one
    if isinstance(one_by_one, list):
        assert paths.store_keys(one_by_one) == [paths.store_key(path) for path in one_by_one]


@pytest.mark.parametrize(
    "odd", ["/a/", "a", "a/", "/", "", "//a", "/a//b", "/a\n/b", "/ä", "/" + "n" * 257, "/a\x7f"]
)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_path_that_is_not_plain_is_found_among_many_that_are(odd, at):
    """docs/behaviour.md, path-4."""
    some = ["/x", "/Y/z"]
    some.insert(at, odd)
    one_by_one = outcome(lambda given: [paths.normal(path) for path in given], some)
    assert outcome(paths.normal_all, some) == one_by_one
