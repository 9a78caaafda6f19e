"""Growth that ended, told from growth that goes on."""

from __future__ import annotations

import random

import pytest

from adsiis.memory.settling import settled_after

CALLS = range(0, 16_001, 400)


def ended(heap, threshold=1.0, resolution=256):
    return settled_after([(calls, int(heap(calls))) for calls in CALLS], threshold, resolution)


@pytest.mark.parametrize("full", [4_000, 8_000, 12_000, 15_200])
def test_growth_that_ends_is_found_where_it_ends(full):
    """docs/behaviour.md, memory-25."""
    assert ended(lambda calls: 200 * min(calls, full)) == full


def test_the_table_of_a_cache_that_doubles_now_and_then_does_not_hide_its_end():
    """docs/behaviour.md, memory-25."""

    def heap(calls):
        count = min(calls, 11_200)
        return 232 * count + 100 * (1 << max(count - 1, 1).bit_length())

    assert ended(heap) == 11_200


def test_a_full_cache_whose_entries_change_in_size_is_full_all_the_same():
    """docs/behaviour.md, memory-25."""
    chance = random.Random(3)
    found = ended(lambda calls: 200 * min(calls, 8_000) + chance.gauss(0, 2_000))
    assert found is not None
    assert abs(found - 8_000) <= 800


@pytest.mark.parametrize(
    "heap",
    [
        lambda calls: 64 * calls,
        lambda calls: 64 * calls + 200 * min(calls, 8_000),
        lambda calls: 6_400 * (calls // 1_000),
        lambda calls: 0 * calls,
        lambda calls: -64 * min(calls, 8_000),
    ],
    ids=["steady", "beneath a cache", "bursts", "nothing", "shrinking"],
)
def test_what_goes_on_or_never_was_has_not_ended(heap):
    """docs/behaviour.md, memory-25."""
    assert ended(heap) is None


@pytest.mark.parametrize("sway", [0.1, 0.5, 1.0])
def test_noise_upon_a_steady_leak_does_not_look_like_an_end(sway):
    """docs/behaviour.md, memory-25."""
    chance = random.Random(11)
    runs = [ended(lambda calls: 64 * calls + chance.gauss(0, sway * 64 * 400)) for _ in range(50)]
    assert runs.count(None) == len(runs)


def test_less_than_readings_can_show_is_no_end():
    """docs/behaviour.md, memory-25: seen from outside, growth into free memory shows no page."""
    assert ended(lambda calls: 8 * min(calls, 8_000), resolution=131_072) is None
