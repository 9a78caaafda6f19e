"""The bell between processes: every commit is heard, soon, and the dead are cleared away."""

from __future__ import annotations

import os
import statistics
import time

import pytest

from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import DWORD, SERVER, Key, Record
from bars import bar
from faults.children import Child


def _commit(store, number=1):
    return store.commit([SetRecords("/LM", (Record(1, 0, SERVER, DWORD, number),))])


def _bells(store):
    return os.listdir(os.path.join(store.environment.folder, "bells"))


def test_a_watcher_in_another_process_hears_every_commit_within_milliseconds(metabase, monkeypatch):
    """docs/behaviour.md, store-5: none of 500 is left to the look once a second."""
    delays, rung = [], []
    ring = metabase.store.environment.ring
    monkeypatch.setattr(
        metabase.store.environment, "ring", lambda: (rung.append(time.monotonic_ns()), ring())
    )
    with Child("watcher.py", metabase.folder.home) as watcher:
        watcher.hear()
        for number in range(bar(5000)):
            revision = _commit(metabase.store, number)
            heard, at, rang = map(int, watcher.hear().split())
            assert heard == revision
            assert rang, "the ring was lost"
            delays.append((at - rung[-1]) / 1e6)
    delays.sort()
    median, p99 = statistics.median(delays), delays[len(delays) * 99 // 100]
    print(f"heard after {median:.3f} ms in the median, {p99:.3f} ms at p99, {delays[-1]:.1f} ms at most")
    assert median < 5
    assert p99 < 100


def test_a_watcher_that_cannot_keep_up_still_learns_of_every_commit(metabase):
    """docs/behaviour.md, store-5: rings run together, entries do not."""
    with Child("watcher.py", metabase.folder.home) as watcher:
        watcher.hear()
        revisions = [_commit(metabase.store, number) for number in range(500)]
        assert [int(watcher.hear().split()[0]) for _ in revisions] == revisions


def test_the_bells_of_killed_watchers_are_cleared_by_the_next_commit(metabase):
    """docs/behaviour.md, store-5."""
    for _ in range(3):
        with Child("watcher.py", metabase.folder.home) as watcher:
            watcher.hear()
            watcher.kill()
    assert len(_bells(metabase.store)) == 3
    _commit(metabase.store)
    assert _bells(metabase.store) == []


def test_a_data_folder_with_a_very_long_path_works(tmp_path):
    """A socket's own address has room for 107 bytes only."""
    home = str(tmp_path / ("a" * 90) / ("b" * 90) / "data")
    metabase = create_metabase(home, [Key("/LM")])
    try:
        with Child("watcher.py", home) as watcher, Child("host.py", home, "answer") as host:
            watcher.hear()
            host.hear()
            revision = _commit(metabase.store)
            assert int(watcher.hear().split()[0]) == revision
            assert metabase.control.request("/LM", "3").state == 3
    finally:
        close_metabase(home)


@pytest.mark.parametrize("mode", ["watch", "request"])
def test_rounds_leave_as_many_descriptors_as_there_were(metabase, mode):
    """docs/behaviour.md, store-6."""

    def descriptors():
        return len(os.listdir("/proc/self/fd"))

    with Child("host.py", metabase.folder.home, "answer") as host:
        host.hear()
        metabase.control.request("/LM", "1")
        before = descriptors()
        for number in range(bar(1000)):
            if mode == "request":
                assert metabase.control.request("/LM", str(number)).state == number
            else:
                with metabase.store.watch() as watcher:
                    _commit(metabase.store, number)
                    assert watcher.wait(1)
        assert descriptors() == before
        assert _bells(metabase.store) == []
        assert len(_bells(metabase.volatile)) == 1, "the host's own"
