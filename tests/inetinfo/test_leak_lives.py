"""What is told of pools whose processes are replaced while they are watched."""

from __future__ import annotations

import random

import pytest

from adsiis.inetinfo.leak_growth import Counts, PoolGrowth


@pytest.mark.parametrize("life", [20_000, 1_000, 5], ids=["one life", "long lives", "short lives"])
def test_a_watch_of_days_keeps_a_bounded_number_of_looks(life):
    """docs/behaviour.md, memory-17: and still sees a leak over all of its time."""
    growth = PoolGrowth("pool")
    for turn in range(20_000):
        held = 50_000_000 + 700 * 4_000 * (turn % life)
        growth.add(frozenset({turn // life}), {"shop": 4_000 * turn}, held)
    assert sum(len(one.looks) for one in growth._lives._lives) < 100
    (found,) = growth.result(100)
    assert found.verdict.word == "leak"
    assert found.slope.bytes_per_call == pytest.approx(700)
    assert found.replaced == 20_000 // life - 1
    assert found.requests > 20_000 * 4_000 * 0.7 or life < 20_000


def recycled(held, *, seconds=60, limit=4_000, rate=880, seed=0, files=lambda _: 20):
    """A pool whose one process is replaced after so many requests, looked at every two seconds.

    When it was, the host tells the new process before it tells the requests again.
    """
    chance = random.Random(seed)
    growth, told, pid = PoolGrowth("pool"), 0, 0
    moment = chance.random() * 2
    while moment < seconds:
        count = int(moment * rate)
        age, young = count % limit, int(0.3 * rate)
        if told and count // limit != pid and age > young:
            counts = Counts(files(young), 5, 3, young)
            growth.add(frozenset({count // limit}), {"shop": told}, int(30e6 + held(young)), counts)
        pid, told = count // limit, count
        noise = chance.randrange(-8_192, 8_193)
        counts = Counts(files(age), 5, 3, age)
        growth.add(frozenset({pid}), {"shop": count}, int(30e6 + held(age)) + noise, counts)
        moment += 2
    return growth


@pytest.mark.parametrize("seconds", [45, 60, 200])
def test_the_growth_of_several_lives_of_a_process_counts_together(seconds):
    """docs/behaviour.md, memory-17: each has a warm-up of its own."""
    for seed in range(5):
        growth = recycled(lambda age: 400 * age, seconds=seconds, seed=seed)
        (found,) = growth.result(100)
        assert found.verdict.word == "leak"
        assert found.slope.low < 400 < found.slope.high
        assert found.replaced == growth.replaced == found.as_dict()["replaced"] > 5
        assert f"; {found.replaced} times a process of the pool was replaced meanwhile: what" in str(found)


def test_a_pool_whose_processes_are_replaced_can_be_clean():
    """docs/behaviour.md, memory-17, memory-19."""
    for seed in range(5):
        (found,) = recycled(lambda _: 0, seed=seed).result(100)
        assert found.verdict.word == "clean"
        assert str(found).endswith("times a process of the pool was replaced meanwhile")


@pytest.mark.parametrize("full", [600, 1_200, 2_000])
def test_a_cache_that_fills_in_every_life_is_no_leak(full):
    """docs/behaviour.md, memory-17, memory-25: the age of the process tells that its growth ends."""
    for seed in range(5):
        (found,) = recycled(lambda age: 5_000 * min(age, full), seed=seed).result(100)
        assert found.verdict.word != "leak", found


def test_descriptors_that_are_lost_in_every_life_are_a_leak():
    """docs/behaviour.md, memory-17, memory-26."""
    (found,) = recycled(lambda _: 0, files=lambda age: 20 + age // 20).result(100)
    assert found.verdict.word == "leak"
    descriptors = found.besides[0]
    assert 20 < descriptors.first < descriptors.last <= 220, "those of one life, and not of all together"


def test_lives_of_one_look_each_tell_nothing():
    """docs/behaviour.md, memory-17: they are counted all the same."""
    growth = PoolGrowth("pool")
    for turn in range(50):
        growth.add(frozenset({turn}), {"shop": 100 * turn}, 50_000_000 + turn * 9_999)
    assert growth.result(100) == []
    assert growth.replaced == 49


def test_a_process_beside_another_replaces_none():
    """docs/behaviour.md, memory-17: of three, the first of which ends, one was replaced."""
    growth = PoolGrowth("pool")
    for turn, pids in enumerate([{1}, {1, 2}, {1, 2, 3}, {2, 3}]):
        growth.add(frozenset(pids), {"shop": turn}, 1)
    assert growth.replaced == 1
