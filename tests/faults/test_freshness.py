"""A bind sees every commit that was acknowledged before it, in whatever process either happens."""

from __future__ import annotations

import sys
import threading

import pytest

from bars import bar
from faults.children import Child
from faults.writer import NUMBER, PATHS


@pytest.fixture
def writer(metabase):
    with Child("writer.py", metabase.folder.home, "asked") as writer:
        writer.hear()
        yield writer


def _commit(writer, number):
    writer.say(number)
    assert writer.hear() == str(number)


def _seen(store):
    """What the view shows, by each way to read it."""
    view = store.view
    return {
        *(view.key(path).records[NUMBER].data for path in PATHS),
        view.effective("/LM/W3SVC/3/none", NUMBER).record.data,
        view.lineage("/LM/W3SVC/1").record(NUMBER).data,
    }


def test_a_view_is_never_older_than_a_commit_told_of_before(store, writer):
    """docs/behaviour.md, store-3."""
    for number in range(1, bar(2000) + 1):
        _commit(writer, number)
        assert _seen(store) == {number}
        assert _seen(store) == {number}, "nor when it answers from memory"
        assert (store.view.key(f"/LM/Extra/a/b/{number}") is not None) == bool(number % 2)
        assert store.view.children("/LM/Extra/a/b") == ([str(number)] if number % 2 else [])


def test_eight_threads_through_one_view_see_no_error_and_nothing_stale(store, writer):
    """docs/behaviour.md, store-3: what a thread reads is at least what was acknowledged before it read."""
    acknowledged, failed, reads = [0], [], [0] * 8
    _commit(writer, 0 + 1)
    acknowledged[0] = 1
    done = threading.Event()

    def read(which):
        try:
            while not done.is_set():
                before = acknowledged[0]
                seen = _seen(store)
                if min(seen) < before:
                    failed.append((before, seen))
                reads[which] += 1
        except BaseException as error:  # noqa: BLE001 - whatever happens in a thread is the finding
            failed.append(error)

    threads = [threading.Thread(target=read, args=(i,)) for i in range(8)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for number in range(2, bar(2000) + 1):
            _commit(writer, number)
            acknowledged[0] = number
    finally:
        done.set()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(interval)
    assert failed == []
    assert min(reads) > 0
