from __future__ import annotations

import os
import resource
import socket
import threading

import pytest

from adsiis.metabase.bell import Bell, Ringer
from metabase.leftovers import descriptors


@pytest.fixture
def folder(tmp_path):
    return str(tmp_path / "bells")


@pytest.fixture
def hung():
    return memoryview(bytearray(8)).cast("Q")


@pytest.fixture
def ringer(folder, hung):
    ringer = Ringer(folder, hung)
    yield ringer
    ringer.close()


@pytest.fixture
def bell(folder, hung):
    bell = Bell(folder, hung)
    yield bell
    bell.close()


def test_a_ring_reaches_every_bell(ringer, bell, folder, hung):
    """docs/behaviour.md, store-5."""
    other = Bell(folder, hung)
    ringer.ring()
    assert bell.wait(0)
    assert other.wait(0)
    assert not bell.wait(0), "it is taken once"
    other.close()


def test_a_bell_that_nobody_rings_waits_its_time_and_no_longer(bell):
    assert not bell.wait(0.01)
    assert not bell.wait(-1)


def test_a_ring_before_the_wait_is_not_lost(ringer, bell):
    ringer.ring()
    assert bell.wait(60)


def test_the_ringer_never_waits_for_a_bell_that_is_full(ringer, bell):
    for _ in range(2000):
        ringer.ring()
    assert bell.wait(0)
    assert not bell.wait(0)


def test_a_bell_leaves_no_file_and_no_descriptor(folder, ringer, hung):
    before = descriptors()
    bell = Bell(folder, hung)
    assert len(os.listdir(folder)) == 1
    bell.close()
    assert os.listdir(folder) == []
    assert descriptors() == before


def test_the_bell_of_a_dead_watcher_is_removed_by_the_next_ring(folder, ringer, bell):
    dead = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    dead.bind(os.path.join(folder, "4711-0"))
    dead.close()
    ringer.ring()
    assert bell.wait(0)
    assert "4711-0" not in os.listdir(folder)


def test_a_bell_takes_the_place_of_one_that_a_process_of_the_same_number_left(
    folder, ringer, monkeypatch, hung
):
    for name in (".77-0", "77-0"):
        left = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        left.bind(os.path.join(folder, name))
        left.close()
    monkeypatch.setattr(os, "getpid", lambda: 77)
    monkeypatch.setattr("adsiis.metabase.bell._numbers", iter([0]))
    bell = Bell(folder, hung)
    ringer.ring()
    assert bell.wait(0)
    bell.close()
    assert os.listdir(folder) == []


def test_a_bell_is_seen_by_others_only_when_it_hears(folder, ringer, monkeypatch, hung):
    """A socket refuses for an instant after its birth; a writer who rang then would remove it for good."""
    seen, rename = [], os.rename

    def ring_first(*arguments, **keywords):
        ringer.ring()
        seen.extend(os.listdir(folder))
        rename(*arguments, **keywords)

    monkeypatch.setattr(os, "rename", ring_first)
    bell = Bell(folder, hung)
    assert [name[0] for name in seen] == ["."]
    ringer.ring()
    assert bell.wait(0)
    bell.close()


def test_bells_that_come_and_go_under_constant_ringing_all_hear(folder, ringer, hung):
    done = threading.Event()

    def ring():
        while not done.is_set():
            ringer.ring()

    thread = threading.Thread(target=ring)
    thread.start()
    try:
        for _ in range(300):
            bell = Bell(folder, hung)
            assert bell.wait(60)
            bell.close()
    finally:
        done.set()
        thread.join()


def test_no_ring_fails_whatever_stands_in_the_folder(folder, ringer, bell):
    """The commit is made when the bell rings: nothing may turn it into an error."""
    os.mkdir(os.path.join(folder, "a folder"))
    with open(os.path.join(folder, "a file"), "wb"):
        pass
    ringer.ring()
    assert bell.wait(0)


def test_a_folder_whose_path_is_longer_than_a_socket_address_works(tmp_path, hung):
    folder = str(tmp_path / ("x" * 100) / ("y" * 100) / "bells")
    ringer, bell = Ringer(folder, hung), Bell(folder, hung)
    ringer.ring()
    assert bell.wait(0)
    bell.close()
    ringer.close()


def test_a_bell_works_past_a_thousand_descriptors(folder, ringer, hung):
    """A host with many connections open waits for commands as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2048:
        pytest.skip("this system allows fewer descriptors")
    resource.setrlimit(resource.RLIMIT_NOFILE, (2048, hard))
    taken = [os.open(folder, os.O_RDONLY) for _ in range(1100)]
    try:
        bell = Bell(folder, hung)
        assert bell.fileno() > 1024
        ringer.ring()
        assert bell.wait(1)
        bell.close()
    finally:
        for descriptor in taken:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_bell_that_cannot_be_hung_gives_its_descriptors_back(folder, ringer, monkeypatch, hung):
    before = descriptors()
    monkeypatch.setattr(os, "rename", lambda *_, **__: os.mkdir("/proc/none"))
    with pytest.raises(OSError, match="/proc/none"):
        Bell(folder, hung)
    assert descriptors() == before


def test_the_folder_of_bells_is_read_again_only_when_one_was_hung(ringer, bell, folder, hung, monkeypatch):
    """docs/behaviour.md, store-5: a bell is rung from the moment it is there."""
    listed = []
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda at: listed.append(at) or listdir(at))
    for _ in range(5):
        ringer.ring()
    assert len(listed) == 1
    later = Bell(folder, hung)
    ringer.ring()
    assert len(listed) == 2
    assert later.wait(0)
    assert bell.wait(0)
    later.close()
    for _ in range(5):
        ringer.ring()
    assert len(listed) == 3, "one that was taken down is looked for once more"
    assert bell.wait(0)


def test_two_bells_hung_at_once_never_look_like_one(folder, hung):
    bells = [Bell(folder, hung)]
    first = hung[0]
    hung[0] = 0  # as the other read it before
    bells.append(Bell(folder, hung))
    assert hung[0] not in {0, first}
    for bell in bells:
        bell.close()


def test_a_bell_hung_while_another_thread_rings_is_rung_from_then_on(folder, ringer, bell, hung, monkeypatch):
    """docs/behaviour.md, store-5."""
    rung, go_on = threading.Event(), threading.Event()
    ring_one = ringer._ring_one

    def slowly(name):
        rung.set()
        go_on.wait(60)
        return ring_one(name)

    ringer.ring()
    monkeypatch.setattr(ringer, "_ring_one", slowly)
    slow = threading.Thread(target=ringer.ring)
    slow.start()
    assert rung.wait(60)
    monkeypatch.setattr(ringer, "_ring_one", ring_one)
    later = Bell(folder, hung)
    ringer.ring()
    go_on.set()
    slow.join()
    assert later.wait(0)
    ringer.ring()
    assert later.wait(0)
    later.close()


def test_a_forked_child_leaves_its_parents_bell_where_it_hangs(folder, ringer, bell):
    """docs/behaviour.md, store-8."""
    child = os.fork()
    if child == 0:
        bell.close()
        os._exit(0)
    os.waitpid(child, 0)
    ringer.ring()
    assert bell.wait(0)


def test_a_bell_may_be_closed_twice(folder, hung):
    bell = Bell(folder, hung)
    bell.close()
    before = descriptors()
    bell.close()
    assert descriptors() == before
