"""kill -9 during a restore, an import, a compaction or a rotation leaves a sound store, before or after."""

from __future__ import annotations

import os
import random
import time

import pytest

from adsiis.metabase.backup import backup
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.checking import check
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.metabase.record import SECURE, SERVER, STRING, Record
from adsiis.metabase.transfer import export_tree
from bars import bar
from faults.children import Child

COUNT = 200


def value(number):
    return Record(1, SECURE if number % 10 == 0 else 0, SERVER, STRING, f"value {number}")


@pytest.fixture
def kept(home, metabase):
    """A store with a subtree of many keys, some of them secret; a backup of it, and an export."""
    metabase.store.commit([CreateKey(f"/LM/Part/{i}", (value(i),)) for i in range(COUNT)])
    backup(metabase, "kept")
    export_tree(metabase, "/LM/Part", os.path.join(home, "part.keys"))
    metabase.store.commit([SetRecords("/LM", (value(1),))])
    return home


def assert_all_there(home, path="/LM/Part", *, secrets=True):
    metabase = open_metabase(home)
    assert check(metabase) == []
    with metabase.store.snapshot() as snapshot:
        found = {key.path.rpartition("/")[2]: key.records for key in snapshot.walk(path)}
    names = {str(i) for i in range(COUNT)}
    assert names <= found.keys()
    for i in range(COUNT):
        records = found[str(i)]
        if secrets or i % 10:
            assert metabase.reveal(records[1]).data == f"value {i}"


@pytest.mark.parametrize("deed", ["restore", "import", "compact", "rotate"])
def test_a_keeper_killed_at_any_moment_leaves_a_sound_store(kept, deed):
    """docs/behaviour.md, check-3."""
    for _ in range(bar(100)):
        close_metabase(kept)
        with Child("keeper.py", kept, deed) as keeper:
            keeper.hear()
            time.sleep(random.uniform(0, 0.04))
            keeper.kill()
        assert_all_there(kept)
        if open_metabase(kept).store.view.key("/LM/Copy") is not None:
            assert_all_there(kept, "/LM/Copy", secrets=False)
        open_metabase(kept).store.commit([SetRecords("/LM", (value(2),))])
