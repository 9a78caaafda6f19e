from __future__ import annotations

import os
import subprocess
import sys
import threading
import weakref

import lmdb
import pytest

from adsiis.metabase import paths
from adsiis.metabase import store as store_module
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import (
    ConflictError,
    KeyExistsError,
    KeyNotFoundError,
    StoreDamagedError,
    StoreFullError,
)
from adsiis.metabase.moving import CopyKey
from adsiis.metabase.record import Key
from metabase.forked import in_a_fork
from metabase.leftovers import no_cycles, open_transactions
from metabase.samples import assert_whole, number


def _set(store, value, path="/LM"):
    return store.commit([SetRecords(path, (number(1, value),))])


def test_a_commit_gets_the_next_revision_and_marks_the_keys_it_touched(store):
    first, second = _set(store, 1), _set(store, 2, "/LM/W3SVC")
    assert second == first + 1
    assert store.view.key("/LM").revision == first
    assert store.view.key("/LM/W3SVC").revision == second
    assert 0 <= store.view.key("/LM/W3SVC").changed - store.view.key("/LM").changed < 60


def test_a_commit_of_nothing_changes_nothing(store):
    revision = _set(store, 1)
    assert store.commit([]) == revision
    with pytest.raises(ConflictError):
        store.commit([], expect={"/LM": revision + 1})


def test_a_commit_that_expects_what_it_read_is_made_while_that_stands(store):
    """docs/behaviour.md, store-4."""
    read = _set(store, 1)
    _set(store, 5, "/LM/W3SVC")
    store.commit([SetRecords("/lm", (number(1, 2),))], expect={"/lm/": read, "/LM/none": 0})
    assert store.view.key("/LM").records[1].data == 2


@pytest.mark.parametrize("expect", [{"/LM": 1}, {"/LM/none": 1}, {"/LM": 0}])
def test_a_commit_that_expects_something_else_is_refused_whole(store, expect):
    """docs/behaviour.md, store-4."""
    _set(store, 1)
    before = assert_whole(store)
    with pytest.raises(ConflictError, match="changed by another writer"):
        store.commit([CreateKey("/LM/new")], expect=expect)
    assert assert_whole(store) == before


def test_a_key_made_anew_is_not_the_key_that_was_read(store):
    """docs/behaviour.md, store-4."""
    read = _set(store, 1, "/LM/W3SVC")
    store.commit([DeleteKey("/LM/W3SVC"), CreateKey("/LM/W3SVC", (number(1, 1),))])
    with pytest.raises(ConflictError):
        store.commit([SetRecords("/LM/W3SVC", ())], expect={"/LM/W3SVC": read})


def test_the_revision_word_says_the_revision_after_every_commit_and_every_refusal(store):
    """docs/behaviour.md, store-3."""
    word = store.environment.word
    assert _set(store, 1) == word[0]
    for refused in (CreateKey("/LM"), DeleteKey("/LM/none")):
        with pytest.raises((KeyExistsError, KeyNotFoundError)):
            store.commit([SetRecords("/LM", ()), refused])
        with store.snapshot() as snapshot:
            assert word[0] == snapshot.revision


def test_the_revision_word_is_put_back_when_the_disk_fails_after_it_was_set(store, monkeypatch):
    """docs/behaviour.md, store-3."""
    revision = _set(store, 1)
    real = store.environment.set_revision

    def fails_on_the_disk(transaction, new):
        real(transaction, new)
        raise lmdb.DiskError("No space left on device")

    monkeypatch.setattr(store.environment, "set_revision", fails_on_the_disk)
    with pytest.raises(StoreFullError, match="is full"):
        _set(store, 2)
    assert store.environment.word[0] == revision


def test_a_snapshot_stays_as_it_was_and_the_view_goes_on(store):
    _set(store, 1)
    with store.snapshot() as snapshot:
        _set(store, 2)
        store.commit([CreateKey("/LM/new")])
        assert snapshot.key("/LM").records[1].data == 1
        assert snapshot.children("/LM") == ["W3SVC"]
        assert store.view.key("/LM").records[1].data == 2
        assert store.view.children("/LM") == ["new", "W3SVC"]


def test_a_view_keeps_what_no_commit_touched_and_drops_what_one_did(store):
    """docs/behaviour.md, store-3."""
    _set(store, 1)
    kept, dropped = store.view.key("/LM/W3SVC"), store.view.key("/lm")
    _set(store, 2)
    assert store.view.key("/LM/W3SVC") is kept
    assert store.view.key("/lm") is not dropped
    assert store.view.key("/lm").records[1].data == 2


def test_a_view_drops_keys_below_a_deleted_one_and_sees_one_that_was_missing(store):
    """docs/behaviour.md, store-3."""
    assert store.view.key("/LM/W3SVC/1/ROOT") is not None
    assert store.view.key("/LM/new") is None
    store.commit([DeleteKey("/lm/w3svc"), CreateKey("/LM/NEW")])
    assert store.view.key("/LM/W3SVC/1/ROOT") is None
    assert store.view.key("/LM/new").path == "/LM/NEW"


def test_inherited_values_follow_a_change_far_above(store):
    """docs/behaviour.md, inheritance-1."""
    _set(store, 1)
    assert store.view.effective("/LM/W3SVC/1/ROOT", 1).record.data == 1
    _set(store, 2)
    assert store.view.effective("/LM/W3SVC/1/ROOT", 1).record.data == 2
    store.commit([DeleteRecords("/LM", (1,))])
    assert store.view.effective("/LM/W3SVC/1/ROOT", 1) is None


def test_a_view_remembers_no_more_than_its_bound(store, monkeypatch):
    monkeypatch.setattr(store_module, "MOST_CACHED", 50)
    for i in range(500):
        store.view.key(f"/LM/none/{i}")
        store.view.lineage(f"/LM/none/{i}")
    store.view.gather("/LM/none", list(map(str, range(400, 500))))
    store.view.gather("/LM/W3SVC", ["1", "2"])
    assert len(store.view._keys) <= 50
    assert len(store.view._lineages) <= 50


def test_a_view_that_fell_behind_the_journal_reads_everything_again(store, monkeypatch):
    """docs/behaviour.md, store-5."""
    monkeypatch.setattr(store_module.journal, "KEPT", 5)
    assert store.view.key("/LM/W3SVC").records == {}
    with store.snapshot():
        for i in range(20):
            _set(store, i, "/LM/W3SVC")
            _set(store, i)
    assert store.view.key("/LM/W3SVC").records[1].data == 19


def test_threads_of_one_process_commit_one_after_the_other_and_lose_nothing(store):
    def add(which):
        for i in range(25):
            store.commit([CreateKey(f"/LM/{which}/{i}")])

    threads = [threading.Thread(target=add, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(store.view.children(f"/LM/{i}")) for i in range(4)) == 100
    assert_whole(store)


def _everything(store):
    store.view.key("/LM")
    store.view.lineage("/LM/W3SVC/1").effective(1)
    store.view.children("/LM")
    list(store.view.walk("/"))
    with store.snapshot() as snapshot:
        snapshot.holders(1, "/LM")
        list(snapshot.walk("/LM"))
    _set(store, 1)
    for expect, change in (
        ({"/LM": 0}, CreateKey("/LM/x")),
        ({}, CreateKey("/LM")),
        ({}, DeleteKey("/LM/none")),
    ):
        with pytest.raises((ConflictError, KeyExistsError, KeyNotFoundError)):
            store.commit([change], expect=expect)
    with store.watch(0) as watcher:
        watcher.wait(0)
        watcher.entries()


def test_reads_commits_and_refusals_leave_no_cycle_and_no_transaction(store):
    """docs/behaviour.md, store-6."""
    _everything(store)
    with no_cycles():
        _everything(store)
    assert open_transactions(store.environment) == 0


def test_a_snapshot_is_the_only_thing_that_holds_a_transaction(store):
    """docs/behaviour.md, store-6."""
    with store.snapshot():
        assert open_transactions(store.environment) == 1
    assert open_transactions(store.environment) == 0


def test_a_walk_that_is_left_halfway_holds_no_transaction(store):
    """docs/behaviour.md, store-6."""
    walk = store.view.walk("/")
    next(walk)
    assert open_transactions(store.environment) == 0


def test_a_key_is_freed_when_a_commit_replaces_it(store):
    """docs/behaviour.md, store-6."""

    class Noticed:
        pass

    records = store.view.key("/LM").records
    noticed = Noticed()
    records[99] = noticed
    gone = weakref.ref(noticed)
    del records, noticed
    assert gone() is not None
    _set(store, 1)
    store.view.key("/LM")
    assert gone() is None


GARBAGE = [
    b"garbage",
    b"\xc1",
    b"",
    b"\x94\xa2\xff\xfe\x80\x01\x00",
    b"\x94\xa1/\x81\x01\x97\x01\x01\x01\x01" + b"\x91" * 5000,
]


def _damage(store, path, garbage):
    environment = store.environment
    with environment.write() as transaction:
        transaction.put(paths.store_key(path), garbage, db=environment.tree)


def _holders(store):
    with store.snapshot() as snapshot:
        return snapshot.holders(1, "/")


@pytest.mark.parametrize("garbage", GARBAGE)
def test_whatever_stands_at_the_place_of_a_key_is_told_as_damage(store, garbage):
    """docs/behaviour.md, store-15."""
    _damage(store, "/LM/W3SVC/1", garbage)
    with pytest.raises(StoreDamagedError, match="The key /LM/W3SVC/1 is damaged"):
        store.view.key("/LM/W3SVC/1")
    with pytest.raises(StoreDamagedError, match="The key /LM/W3SVC/1 is damaged"):
        store.commit([DeleteRecords("/LM/W3SVC/1", (1,))])


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.view.key("/LM/W3SVC/1"),
        lambda store: store.view.lineage("/LM/W3SVC/1/ROOT"),
        lambda store: store.view.gather("/LM/W3SVC", ["1"]),
        lambda store: store.view.children("/LM/W3SVC"),
        lambda store: list(store.view.walk("/")),
        _holders,
        lambda store: _set(store, 1, "/LM/W3SVC/1"),
        lambda store: store.commit([SetRecords("/LM/W3SVC/1", ()), SetRecords("/LM", ())]),
        lambda store: store.commit([SetRecords("/LM/W3SVC/1", ())], expect={"/LM/W3SVC/1": 1}),
        lambda store: store.commit([DeleteRecords("/LM/W3SVC/1", (1,))]),
        lambda store: store.commit([DeleteKey("/LM/W3SVC")]),
        lambda store: store.commit([CopyKey("/LM/W3SVC", "/LM/copy")]),
        lambda store: store.commit([SetRecords("/LM/W3SVC/1", (number(1, n),)) for n in range(150)]),
        lambda store: store.commit(_run()),
    ],
)
def test_a_damaged_key_is_named_to_whoever_meets_it(store, use):
    """docs/behaviour.md, store-15."""
    store.commit([SetRecords("/LM/W3SVC/1", (number(1, 1),)), *(CreateKey(f"/LM/{n}") for n in range(150))])
    _damage(store, "/LM/W3SVC/1", b"garbage")
    with pytest.raises(StoreDamagedError, match=r"^The key /LM/W3SVC/1 is damaged .* 'adsiis restore'"):
        use(store)
    assert open_transactions(store.environment) == 0
    _set(store, 2)
    assert store.view.key("/LM").records[1].data == 2


def _run():
    """Enough changes to be taken as a run, one of them of the damaged key."""
    some = [SetRecords(f"/LM/{n}", (number(1, n),)) for n in range(150)]
    return [*some, SetRecords("/LM/W3SVC/1", (number(1, 1),))]


def test_a_tree_is_replaced_whatever_is_damaged_in_it(store):
    """docs/behaviour.md, store-15."""
    _damage(store, "/LM/W3SVC/1", b"garbage")
    store.commit([ReplaceTree((Key("/LM/W3SVC/1", {1: number(1, 1)}),))])
    assert_whole(store)


@pytest.mark.parametrize("error", [lmdb.CorruptedError, lmdb.PageNotFoundError, lmdb.BadTxnError])
def test_a_damaged_page_is_told_with_the_key_that_was_looked_for(store, error):
    """docs/behaviour.md, store-15."""

    class Broken:
        def get(self, *_, **__):
            raise error("mdb_get")

    with store.snapshot() as snapshot:
        snapshot.transaction = Broken()
        with pytest.raises(StoreDamagedError, match="The key /LM/W3SVC is damaged"):
            snapshot.key("/LM/W3SVC")
        with pytest.raises(StoreDamagedError, match="is damaged"):
            store.environment.revision(Broken())


def test_a_view_reads_on_where_an_entry_of_the_journal_is_damaged(store):
    """docs/behaviour.md, store-15."""
    assert store.view.key("/LM").records == {}
    revision = _set(store, 1)
    environment = store.environment
    with environment.write() as transaction:
        transaction.put(revision.to_bytes(8, "big"), b"garbage", db=environment.journal)
    assert store.view.key("/LM").records[1].data == 1


def test_a_view_and_a_store_of_before_a_fork_work_in_the_child(store):
    """docs/behaviour.md, store-8."""
    assert store.view.lineage("/LM/W3SVC").effective(1) is None

    def child():
        seen = store.view.key("/LM/W3SVC").path, len(list(store.view.walk("/LM")))
        _set(store, 5)
        return *seen, store.view.effective("/LM", 1).record.data

    assert in_a_fork(child) == "('/LM/W3SVC', 4, 5)"
    assert store.view.effective("/LM", 1).record.data == 5
    _set(store, 6)
    assert in_a_fork(lambda: store.view.effective("/LM", 1).record.data) == "6"


def test_a_view_that_a_thread_was_using_at_the_fork_works_in_the_child(store):
    """docs/behaviour.md, store-8."""
    with store.view._lock:
        assert in_a_fork(lambda: store.view.key("/LM").path) == "/LM"


def test_a_child_sees_what_its_parent_commits_later(store):
    """docs/behaviour.md, store-3, store-8."""
    heard, say = os.pipe()
    go_on, go = os.pipe()

    def child():
        before = store.view.effective("/LM", 1)
        os.write(say, b"1")
        os.read(go_on, 1)
        return before, store.view.effective("/LM", 1).record.data

    def parent():
        os.read(heard, 1)
        _set(store, 7)
        os.write(go, b"1")

    assert in_a_fork(child, meanwhile=parent) == "(None, 7)"
    for descriptor in (heard, say, go_on, go):
        os.close(descriptor)


def test_processes_share_old_objects_without_using_up_the_table_of_readers(store):
    """docs/behaviour.md, store-8."""

    def read(times=300):
        for _ in range(times):
            store.view.children("/LM")
        return "read"

    for _ in range(3):
        assert in_a_fork(read) == read()
    store.environment.clear_stale_readers()
    assert open_transactions(store.environment) == 0
    assert len(store.environment._lmdb.readers().splitlines()) <= 3


@pytest.mark.parametrize("leave", [lambda: sys.exit(0), lambda: None])
def test_a_child_that_leaves_a_snapshot_of_its_parent_leaves_it_to_the_parent(store, leave):
    """docs/behaviour.md, store-8: what it shows stays, however often is committed."""
    _set(store, 1)

    def child(holding):
        try:
            leave()
        finally:
            holding.__exit__(*sys.exc_info())
        return "left"

    holding = store.snapshot()
    with holding as snapshot:
        assert in_a_fork(lambda: child(holding)) in {"SystemExit: 0", "left"}
        assert open_transactions(store.environment) == 1
        for value in range(50):
            _set(store, value)
        assert snapshot.key("/LM").records[1].data == 1
    assert open_transactions(store.environment) == 0


@pytest.mark.parametrize(
    "use",
    [
        lambda snapshot: snapshot.key("/LM"),
        lambda snapshot: snapshot.children("/LM"),
        lambda snapshot: list(snapshot.walk("/")),
        lambda snapshot: snapshot.holders(1, "/"),
    ],
)
def test_a_snapshot_of_the_parent_is_refused_in_a_child(store, use):
    """docs/behaviour.md, store-8: its pages may be written over while the child reads them."""
    with store.snapshot() as snapshot:
        assert in_a_fork(lambda: use(snapshot)).startswith("StoreError: What was begun on the store in ")
        use(snapshot)


def test_a_walk_of_the_parent_is_refused_in_a_child(store):
    """docs/behaviour.md, store-8."""
    with store.snapshot() as snapshot:
        walk = snapshot.walk("/")
        next(walk)
        next(walk)
        assert in_a_fork(lambda: list(walk)).startswith("StoreError: What was begun on the store in ")
        assert len(list(walk)) == 3


def test_a_child_that_ends_inside_a_snapshot_ends_well(home, store):
    """docs/behaviour.md, store-8: by the interpreter's own end, with all that is cleared then."""
    script = """
import os, sys
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.metabase import open_metabase
from metabase.leftovers import open_transactions
store = open_metabase(sys.argv[1]).store
watcher = store.watch()
walk = store.view.walk("/")
with store.snapshot() as snapshot:
    next(walk)
    child = os.fork()
    if not child:
        store.commit([CreateKey("/LM/by the child")])
        sys.exit(0)
    ended = os.waitpid(child, 0)[1]
    print(ended, open_transactions(store.environment), snapshot.key("/LM/by the child"))
print(store.view.key("/LM/by the child").path, len(watcher.entries()))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, home],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["0 1 None", "/LM/by the child 1"]
    assert done.stderr == ""


def test_a_watcher_of_the_parent_is_refused_in_a_child_and_misses_no_ring(store):
    """docs/behaviour.md, store-8."""
    with store.watch() as watcher:
        for use in (watcher.entries, watcher.fileno, lambda: watcher.wait(0)):
            assert in_a_fork(use).startswith("StoreError: This watcher is of the process")
        assert in_a_fork(lambda: (_set(store, 1), watcher.close())[1]) == "None"
        assert watcher.wait(60)
        assert [entry.revision for entry in watcher.entries()] == [2]
