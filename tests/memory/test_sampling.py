"""What one look at a process sees."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import threading
import weakref
from dataclasses import FrozenInstanceError, asdict

import pytest

from adsiis import memory


class Knot:
    """Something that can hold itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def no_collector():
    gc.collect()
    gc.disable()
    yield
    gc.enable()
    gc.collect()


def test_the_heap_grows_by_what_malloc_gave_out():
    """docs/behaviour.md, memory-2."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    before = memory.heap_bytes()
    blocks = [libc.malloc(100_000) for _ in range(10)]
    grown = memory.heap_bytes() - before
    for block in blocks:
        libc.free(block)
    assert 1_000_000 <= grown < 1_010_000
    assert abs(memory.heap_bytes() - before) < 10_000


def test_blocks_too_large_for_the_heap_count_as_well():
    """docs/behaviour.md, memory-2."""
    before = memory.heap_bytes()
    large = bytearray(64 << 20)
    assert memory.heap_bytes() - before >= len(large)


def test_an_open_file_counts_and_no_longer_when_closed():
    before = memory.sample().fds
    reader, writer = os.pipe()
    assert memory.sample().fds == before + 2
    os.close(reader)
    os.close(writer)
    assert memory.sample().fds == before


def test_files_are_counted_without_the_one_that_counting_opens():
    links = [f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")]
    assert memory.sample().fds == sum(os.path.lexists(link) for link in links)


def test_a_thread_counts_while_it_runs():
    before = memory.sample().threads
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    during = memory.sample().threads
    done.set()
    thread.join()
    assert (during, memory.sample().threads) == (before + 1, before)


def test_what_is_private_is_part_of_what_is_resident():
    look = memory.sample()
    assert 0 < look.uss <= look.rss


def test_collecting_frees_cycles_before_the_look(no_collector):
    """docs/behaviour.md, memory-2."""
    Knot()
    memory.sample(collect=True)
    assert memory.live_objects(Knot) == 0


def test_without_collecting_cycles_stay(no_collector):
    """docs/behaviour.md, memory-2."""
    Knot()
    memory.sample(collect=False)
    assert memory.live_objects(Knot) == 1


def test_live_objects_counts_types_below_and_several_types():
    class Tighter(Knot):
        pass

    gc.collect()
    held = [Knot(), Knot(), Tighter(), threading.Event()]
    assert memory.live_objects(Tighter) == 1
    assert memory.live_objects(Knot) == 3
    assert memory.live_objects(Tighter, threading.Event) >= 2
    del held


def test_live_objects_is_not_misled_by_an_object_that_lies_about_its_class():
    class Liar:
        __class__ = Knot

    liar = Liar()
    assert isinstance(liar, Knot)
    gc.collect()
    assert memory.live_objects(Knot) == 0


def test_a_sample_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        memory.sample().heap = 0


def test_a_sample_travels_as_json():
    look = memory.sample()
    assert memory.Sample(**json.loads(json.dumps(asdict(look)))) == look


def test_without_collecting_a_cycle_still_counts(no_collector):
    """docs/behaviour.md, memory-7: freed tuples are given back, but no cycle is freed."""
    knot = weakref.ref(Knot())
    memory.heap_bytes(collect=False)
    assert knot() is not None
    memory.heap_bytes(collect=True)
    assert knot() is None


def test_without_collecting_freed_tuples_do_not_count(no_collector):
    """docs/behaviour.md, memory-7."""
    memory.heap_bytes(collect=False)
    before = gc.get_freeze_count()
    del [[tuple(range(5)) for _ in range(1000)]][0]
    memory.heap_bytes(collect=False)
    assert gc.get_freeze_count() == before == 0


def test_what_malloc_keeps_in_reserve_is_told_apart_from_what_is_held():
    """docs/behaviour.md, memory-2: blocks that were freed below one that lives cannot go back to the system."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    before = memory.sample()
    blocks = [libc.malloc(1_000) for _ in range(4_000)]
    top = libc.malloc(1_000)
    for block in blocks:
        libc.free(block)
    after = memory.sample()
    libc.free(top)
    assert after.heap - before.heap < 200_000
    assert after.kept > 1_000_000
