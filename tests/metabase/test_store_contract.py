"""Every store keeps the contract of stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.memory_store import MemoryStore
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore
from metabase.contract import StoreContract
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
