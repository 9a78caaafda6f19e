from __future__ import annotations

import math
import os
import select
import threading

import pytest

from adsiis.metabase import journal
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords, Touch
from adsiis.metabase.errors import KeyNotFoundError, StoreDamagedError, StoreError
from adsiis.metabase.maker import maker
from adsiis.metabase.record import Key
from adsiis.metabase.undoing import last_entries, undo
from adsiis.metabase.values import recalled
from metabase.leftovers import descriptors, no_cycles
from metabase.samples import dump, number, text

ONE, TWO = number(1, 1), text(2, "two")


def _touches(store, *changes):
    """What the journal says of one commit."""
    with store.watch() as watcher:
        store.commit(changes)
        (entry,) = watcher.entries()
    return set(entry.touches)


def test_an_entry_says_which_revision_when_and_by_whom(store):
    """docs/behaviour.md, store-5."""
    with store.watch() as watcher:
        before = watcher.revision
        store.commit([SetRecords("/LM", (ONE,))])
        store.commit([SetRecords("/LM", (ONE,))], who="Administrator")
        first, second = watcher.entries()
    assert (first.revision, second.revision) == (before + 1, before + 2)
    assert (first.who, second.who) == (maker(), "Administrator")
    assert first.time <= second.time
    assert store.view.key("/LM").changed == second.time


def test_records_set_and_deleted_are_named_with_their_key_as_it_is_spelled(store):
    """docs/behaviour.md, store-5."""
    assert _touches(store, SetRecords("/lm", (ONE, TWO))) == {Touch("/LM", (1, 2))}
    assert _touches(store, DeleteRecords("/lm", (2, 9))) == {Touch("/LM", (2, 9))}
    assert _touches(store, SetRecords("/LM", (ONE,)), SetRecords("/lm", (TWO,))) == {Touch("/LM", (1, 2))}


def test_a_created_key_is_touched_and_so_are_the_parents_made_for_it(store):
    """docs/behaviour.md, store-5."""
    assert _touches(store, CreateKey("/LM/a/b", (ONE,))) == {Touch("/LM/a"), Touch("/LM/a/b", (1,))}
    assert _touches(store, SetRecords("/LM/c", (ONE,), make=True)) == {Touch("/LM/c", (1,))}


def test_a_deleted_key_is_touched_with_all_below_it(store):
    """docs/behaviour.md, store-5."""
    assert _touches(store, DeleteKey("/lm/w3svc/1")) == {Touch("/LM/W3SVC/1", whole=True)}


def test_a_replaced_tree_is_touched_as_a_whole(store):
    """docs/behaviour.md, store-5."""
    replace = ReplaceTree((Key("/LM"),))
    assert _touches(store, replace, SetRecords("/LM", (ONE,))) == {Touch("/", whole=True)}


def test_a_refused_commit_leaves_no_entry(store):
    with store.watch() as watcher:
        with pytest.raises(KeyNotFoundError):
            store.commit([SetRecords("/LM", (ONE,)), DeleteKey("/LM/none")])
        assert watcher.entries() == []


def test_a_watcher_gets_each_entry_once_and_can_begin_in_the_past(store):
    """docs/behaviour.md, store-5."""
    start = store.commit([SetRecords("/LM", (ONE,))])
    revisions = [store.commit([SetRecords("/LM", (ONE,))]) for _ in range(3)]
    with store.watch(start) as watcher:
        assert [entry.revision for entry in watcher.entries()] == revisions
        assert watcher.entries() == []
        store.commit([SetRecords("/LM", (ONE,))])
        assert [entry.revision for entry in watcher.entries()] == [revisions[-1] + 1]


def test_a_watcher_that_fell_behind_is_told_to_read_everything_again(store, monkeypatch):
    """docs/behaviour.md, store-5."""
    monkeypatch.setattr(journal, "KEPT", 5)
    with store.watch() as slow, store.watch() as quick:
        for _ in range(5):
            store.commit([SetRecords("/LM", (ONE,))])
        assert len(quick.entries()) == 5
        store.commit([SetRecords("/LM", (ONE,))])
        assert slow.entries() is None
        assert len(quick.entries()) == 1
        assert slow.entries() == [], "after that it goes on from the present"
    assert len(dump(store.environment, store.environment.journal)) <= 6


def test_a_watcher_hears_a_commit_by_its_descriptor_and_by_waiting(store):
    """docs/behaviour.md, store-5."""
    with store.watch() as watcher:
        assert not watcher.wait(0)
        store.commit([SetRecords("/LM", (ONE,))])
        assert select.select([watcher], [], [], 1.0)[0] == [watcher]
        assert watcher.wait(0)
        assert not watcher.wait(0)
        assert len(watcher.entries()) == 1


def test_a_watcher_that_waits_for_ever_wakes_at_a_commit(store):
    """docs/behaviour.md, store-18."""
    with store.watch() as watcher:
        writer = threading.Timer(0.05, store.commit, ([SetRecords("/LM", (ONE,))],))
        writer.start()
        assert watcher.wait(math.inf)
        writer.join()
        assert not watcher.wait(math.nan)
        assert not watcher.wait(-math.inf)


def test_a_watcher_that_is_closed_twice_says_that_it_is_closed(store):
    """docs/behaviour.md, store-18."""
    with store.watch() as watcher:
        watcher.close()
    for act in (lambda: watcher.wait(1), watcher.entries):
        with pytest.raises(StoreError, match="closed"):
            act()


def test_a_thousand_watchers_one_after_the_other_leave_nothing_behind(store):
    """docs/behaviour.md, store-6."""
    bells = os.path.join(store.environment.folder, "bells")

    def watch():
        with store.watch() as watcher:
            watcher.entries()

    watch()
    before = descriptors()
    with no_cycles():
        for _ in range(1000):
            watch()
    assert descriptors() == before
    assert os.listdir(bells) == []


def _damage_entry(store, revision, garbage):
    environment = store.environment
    with environment.write() as transaction:
        transaction.put(revision.to_bytes(8, "big"), garbage, db=environment.journal)


@pytest.mark.parametrize("garbage", [b"garbage", b"\xc1", b"", b"\x95\x02\xcb"])
def test_a_damaged_entry_is_named_to_whoever_looks_back_and_followers_read_everything_again(store, garbage):
    """docs/behaviour.md, store-15."""
    with store.watch() as follower:
        _, damaged, last = (store.commit([SetRecords("/LM", (ONE,))]) for _ in range(3))
        _damage_entry(store, damaged, garbage)
        assert follower.entries() is None
        assert follower.entries() == []
        store.commit([SetRecords("/LM", (ONE,))])
        assert len(follower.entries()) == 1
    for look in (lambda: last_entries(store, 10), lambda: undo(store, damaged)):
        with pytest.raises(StoreDamagedError, match=f"entry of revision {damaged} is damaged"):
            look()
    assert [entry.revision for entry in last_entries(store, 2)] == [last, last + 1]


def test_damaged_values_of_an_entry_are_told_as_damage():
    """docs/behaviour.md, store-15."""
    with pytest.raises(StoreDamagedError, match="values of that revision are damaged"):
        recalled(b"\x91\x93\xa1/\x05\x80")
