"""kill -9 during a copy, a restore, an import, a compaction or a rotation: nothing lost, nothing half done."""

from __future__ import annotations

import os
import random
import time

import pytest

from adsiis.metabase.backup import backup
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.checking import check
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.metabase.record import SECURE, SERVER, STRING, Record
from adsiis.metabase.transfer import export_tree, import_tree
from bars import bar
from faults.children import Child
from faults.keeper import COPY, MARK, PART, PLACES, mark_path, marked

COUNT = 200
TAKES_THE_MARK_AWAY = ("restore", "import")


def value(number):
    return Record(1, SECURE if number % 10 == 0 else 0, SERVER, STRING, f"value {number}")


@pytest.fixture
def kept(home, metabase):
    """A store with a subtree of many keys, some of them secret; a backup of it, an export, and a copy."""
    file = os.path.join(home, "part.keys")
    metabase.store.commit([CreateKey(f"{PART}/{i}", (value(i),)) for i in range(COUNT)])
    export_tree(metabase, PART, file)
    import_tree(metabase, file, to=COPY)
    backup(metabase, "kept")
    return home


def mark_at(metabase, path):
    key = metabase.store.view.key(path)
    return None if key is None else key.records[MARK].data


def assert_all_there(metabase, path, *, secrets=True):
    with metabase.store.snapshot() as snapshot:
        found = {key.path.rpartition("/")[2]: key.records for key in snapshot.walk(path)}
    assert found.keys() >= {str(i) for i in range(COUNT)}
    for i in range(COUNT):
        if secrets or i % 10:
            assert metabase.reveal(found[str(i)][1]).data == f"value {i}"


def assert_copies(metabase, done, first):
    """Every copy is whole, and that of the last deed acknowledged in this round is there."""
    marks = {}
    for place in metabase.store.view.children("/LM/Copies"):
        assert_all_there(metabase, f"/LM/Copies/{place}")
        marks[place] = mark_at(metabase, f"/LM/Copies/{place}")
    if done >= first:
        assert marks[str(done % PLACES)] == done


@pytest.mark.parametrize("deed", ["copy", "restore", "import", "compact", "rotate"])
def test_a_keeper_killed_at_any_moment_leaves_a_sound_store_with_all_it_acknowledged(kept, deed):
    """docs/behaviour.md, check-3, store-2."""
    first, mark, deeds, longest = 1, None, 0, 0.04
    for _ in range(bar(140)):
        close_metabase(kept)
        with Child("keeper.py", kept, deed) as keeper:
            keeper.hear()
            keeper.say(first)
            time.sleep(random.uniform(0, longest))
            said = keeper.kill()
        step, number = said[-1].split() if said else ("done", first - 1)
        number = int(number)
        before = None if deed in TAKES_THE_MARK_AWAY else number
        expected = {number, before} if step == "marked" else {before if said else mark, number + 1}
        metabase = open_metabase(kept)
        assert check(metabase) == []
        assert mark_at(metabase, mark_path(deed)) in expected, f"{said[-1:]}: what was acknowledged is gone"
        assert_all_there(metabase, PART)
        assert_all_there(metabase, COPY, secrets=False)
        if deed == "copy":
            assert_copies(metabase, number - (step == "marked"), first)
        metabase.store.commit([marked(mark_path(deed), number + 2)])
        first, mark, deeds = number + 3, number + 2, deeds + len(said) // 2
        if not deeds:
            longest *= 1.25  # a busy machine needs longer for the first of them
    assert deeds > 0, "no deed was ever done: kill later"
