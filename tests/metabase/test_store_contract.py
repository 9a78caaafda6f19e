"""Every store keeps the contract of stores."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import StoreError
from adsiis.metabase.memory_store import MemoryStore
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore
from metabase.contract import StoreContract
from metabase.forked import in_a_fork
from metabase.leftovers import descriptors, no_cycles
from metabase.remote_world import serving
from metabase.samples import assert_whole, number

if TYPE_CHECKING:
    from adsiis.metabase.protocol import Store


class TestLmdbStore(StoreContract):
    """docs/behaviour.md, store-13."""

    @pytest.fixture
    def store(self, tmp_path):
        folder = str(tmp_path / "tree")
        made: Store = LmdbStore(environment(folder, durable=False, make=True), Sealer(f"{folder}/key"))
        yield made
        assert_whole(made)
        forget_environment(folder)


class TestRemoteStore(StoreContract):
    """docs/behaviour.md, store-13, remote-1."""

    @pytest.fixture
    def store(self, tmp_path):
        with serving(tmp_path) as served:
            yield served.store
            assert_whole(served.there)


class TestMemoryStore(StoreContract):
    """docs/behaviour.md, store-13."""

    @pytest.fixture
    def store(self, tmp_path):
        made: Store = MemoryStore(Sealer(str(tmp_path / "key")))
        return made

    def test_what_commits_and_watchers_use_is_given_back(self, store):
        """docs/behaviour.md, store-6."""

        def use():
            with store.watch() as watcher:
                store.commit([CreateKey("/LM/a", (number(1, 1),)), SetRecords("/LM", (number(2, 2),))])
                watcher.entries()
            store.commit([DeleteKey("/LM/a")])
            with store.snapshot() as snapshot:
                snapshot.children("/LM")
            store.view.effective("/LM/b", 2)

        use()
        before = descriptors()
        with no_cycles():
            use()
        assert descriptors() == before

    def test_a_watcher_that_is_closed_twice_is_closed(self, store):
        with store.watch() as watcher:
            watcher.close()
        store.commit([CreateKey("/a")])

    def test_a_forked_child_goes_on_while_a_thread_of_its_parent_commits(self, store):
        """docs/behaviour.md, store-8: and disturbs its parent in nothing."""
        inside, go_on = threading.Event(), threading.Event()

        class Waiting:
            def prepare(self, _):
                return self

            def apply(self, editor):
                editor.make("/LM", {})
                inside.set()
                go_on.wait(30)

        def in_the_child():
            store.commit([CreateKey("/LM/child")])
            with store.watch(0) as watching:
                told = [entry.revision for entry in watching.entries()]
            with pytest.raises(StoreError, match="closed"):
                follower.wait(0)
            return told, [key.path for key in store.view.walk("/")]

        with store.watch() as follower:
            committing = threading.Thread(target=store.commit, args=([Waiting()],))
            committing.start()
            assert inside.wait(30)
            said = in_a_fork(in_the_child, go_on.set)
            committing.join(30)
            assert said == "([1], ['/', '/LM', '/LM/child'])"
            assert follower.wait(30)
            assert [entry.revision for entry in follower.entries()] == [1]
        assert [key.path for key in store.view.walk("/")] == ["/", "/LM"]

    def test_a_forked_child_forgets_a_commit_of_its_parent_that_was_not_done(self, store):
        """docs/behaviour.md, store-8: written to the journal, and not to be seen yet."""
        store.commit([CreateKey("/LM")])
        done = store.view.moment
        store.commit([CreateKey("/LM/parent")])
        store.view.moment = done

        def in_the_child():
            store.commit([CreateKey("/LM/child")])
            with store.watch(0) as watching:
                return [[touch.path for touch in entry.touches] for entry in watching.entries()]

        assert in_a_fork(in_the_child) == "[['/', '/LM'], ['/LM/child']]"
