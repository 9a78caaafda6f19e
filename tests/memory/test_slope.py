"""Bytes per call and the interval, on courses of the heap whose true slope is known."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adsiis import memory

CALLS = range(4_000, 20_001, 400)


def course(per_call, noise=lambda _: 0):
    """Points at a known slope with noise on top, in steps of 16 bytes as malloc's are."""
    return [(n, 1_000_000 + round((per_call * n + noise(i)) / 16) * 16) for i, n in enumerate(CALLS)]


def holds(slope, true):
    return slope.low <= true <= slope.high


@given(st.integers(-5_000, 5_000), st.integers(0, 2**40))
@settings(max_examples=25, deadline=None)
def test_a_straight_line_reads_exactly_with_the_narrowest_interval(per_call, level):
    """docs/behaviour.md, memory-4: 256 bytes over the calls measured."""
    slope = memory.estimate([(n, level + per_call * n) for n in CALLS])
    assert slope.bytes_per_call == per_call
    assert slope.high - per_call == pytest.approx(256 / 16_000)
    assert slope.low - per_call == pytest.approx(-256 / 16_000)


@given(st.lists(st.integers(0, 50_000), min_size=8, max_size=12), st.integers(-1_000_000, 1_000_000))
@settings(max_examples=20, deadline=None)
def test_how_much_the_heap_held_before_does_not_matter(heights, level):
    points = [(400 * n, height) for n, height in enumerate(heights)]
    lifted = [(n, height + level) for n, height in points]
    assert memory.estimate(lifted) == memory.estimate(points)


def test_the_same_points_give_the_same_interval():
    """docs/behaviour.md, memory-4."""
    chance = random.Random(1)
    points = course(40, lambda _: chance.gauss(0, 500))
    assert memory.estimate(points) == memory.estimate(points)


def test_one_look_at_a_bad_moment_does_not_move_the_slope():
    """docs/behaviour.md, memory-4: the median over all pairs."""
    slope = memory.estimate(course(40, lambda i: 40_000 * (i == 17)))
    assert slope.bytes_per_call == pytest.approx(40, abs=0.01)


@pytest.mark.parametrize("at", [1, 10, 20, 30, 40])
def test_a_cache_that_fills_once_widens_the_interval_but_is_no_slope(at):
    """docs/behaviour.md, memory-4."""
    slope = memory.estimate(course(0, lambda i: 3_000 * (i >= at)))
    assert slope.bytes_per_call < 0.25
    assert holds(slope, 0)


def test_a_leak_in_rare_bursts_stays_inside_the_interval():
    """A megabyte every 10,000 calls is 105 bytes per call, though 39 of 40 steps are level."""
    assert memory.estimate(course(0, lambda i: (1 << 20) * (i >= 20))).high > 60


def _once_filled(chance):
    steps = [(chance.randrange(41), chance.expovariate(1 / 1_500)) for _ in range(chance.randrange(4))]
    return lambda i: sum(size for at, size in steps if i >= at)


def _wavering(chance):
    return lambda _: chance.gauss(0, 1_000)


def _wandering(chance):
    level = 0.0

    def noise(_):
        nonlocal level
        level += chance.gauss(0, 300)
        return level

    return noise


def _sawtooth(chance):
    start = chance.random()
    return lambda i: 8_000 * ((start + 0.09 * i) % 1)


@pytest.mark.parametrize("kind", [_once_filled, _wavering, _wandering, _sawtooth])
def test_the_interval_is_honest(kind):
    """docs/behaviour.md, memory-4: the true slope lies inside in 93 of 100 runs or more."""
    chance = random.Random(kind.__name__)
    hits = sum(
        holds(memory.estimate(course(true, kind(chance))), true)
        for true in (0, 40, 72, 328, 4_112, 0, 40, 72, 328, 4_112)
    )
    assert hits >= 9


def test_too_few_points_are_refused():
    points = course(0)[:7]
    with pytest.raises(ValueError, match=re.escape("of 7 points: it needs 8 or more after warm-up.")):
        memory.estimate(points)
