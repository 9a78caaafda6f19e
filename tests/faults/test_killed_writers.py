"""kill -9 of a writer, at any moment, takes nothing that was acknowledged and leaves nothing half done."""

from __future__ import annotations

import random
import time

from adsiis.metabase.changes import SetRecords
from adsiis.metabase.checking import check
from adsiis.metabase.record import DWORD, SERVER, Record
from bars import bar, within
from faults.children import Child
from faults.writer import NUMBER, PATHS
from metabase.samples import assert_whole


def _last(store):
    """The number of the last commit, which all its keys must agree on."""
    with store.snapshot() as snapshot:
        found = {snapshot.key(path).records[NUMBER].data for path in PATHS}
        extra = snapshot.children("/LM/Extra/a/b")
    assert len(found) == 1, "a commit was torn"
    (last,) = found
    assert extra == ([str(last)] if last % 2 else [])
    return last


def test_every_acknowledged_commit_survives_the_kill_whole_and_the_next_writer_works_at_once(metabase):
    """docs/behaviour.md, store-2, check-1."""
    store = metabase.store
    acknowledged = 0
    for _ in range(bar(300)):
        with Child("writer.py", store.environment.folder.removesuffix("/metabase"), "loop") as writer:
            writer.hear()
            writer.say(acknowledged + 1)
            writer.hear()
            time.sleep(random.uniform(0, 0.03))
            lines = writer.kill()
        acknowledged = int(lines[-1]) if lines else acknowledged + 1
        assert _last(store) in {acknowledged, acknowledged + 1}, "an acknowledged commit is gone"
        began = time.monotonic()
        store.commit([SetRecords("/LM", (Record(1, 0, SERVER, DWORD, acknowledged),))])
        assert time.monotonic() - began < within(1), "the dead writer's lock was in the way"
        last = _last(store)  # a commit killed in its last step may come to light with the next writer
        assert last in {acknowledged, acknowledged + 1}
        assert {store.view.key(path).records[NUMBER].data for path in PATHS} == {last}
        assert_whole(store)
        assert check(metabase) == []
        acknowledged = last


def test_a_writer_killed_between_word_and_commit_leaves_readers_right_and_the_word_is_healed(metabase):
    """docs/behaviour.md, store-3: a word that runs ahead costs an extra look, never a stale answer."""
    store = metabase.store
    home = store.environment.folder.removesuffix("/metabase")
    with Child("writer.py", home, "asked") as writer:
        writer.hear()
        writer.say(1)
        writer.hear()
        with Child("writer.py", home, "dying") as dying:
            dying.hear()
            dying.say(99)
            assert dying.lines() == []
        with store.snapshot() as snapshot:
            assert store.environment.word[0] == snapshot.revision + 1
        for number in range(2, 50):
            assert {store.view.key(path).records[NUMBER].data for path in PATHS} == {number - 1}
            writer.say(number)
            writer.hear()
    assert_whole(store)
    assert check(metabase) == []


def test_a_store_that_is_opened_anew_puts_the_word_right(store):
    """docs/behaviour.md, store-3."""
    store.environment.word[0] += 5
    with Child("writer.py", store.environment.folder.removesuffix("/metabase"), "asked") as opener:
        opener.hear()
        assert_whole(store)
