"""What two intervals have in common: native memory, and what took the place of something else."""

from __future__ import annotations

import pytest

from adsiis.memory.balance import Interval, balance
from adsiis.memory.lines import More


def interval(calls, heap, in_heap, *, arenas=0, in_arena=0, lone=0):
    return Interval(calls, heap, arenas, in_heap, in_arena, lone)


def more(in_heap=0, in_arena=0):
    return More(in_heap or 50 * in_arena, 1, in_heap, in_arena, 0, ())


def test_what_the_heap_grew_by_and_no_line_holds_is_native():
    """docs/behaviour.md, memory-9."""
    found = balance(interval(50, 50 * 420, 50 * 100), interval(100, 100 * 420, 100 * 100))
    assert (found.native, found.replaced) == (320, 0)


@pytest.mark.parametrize("early", [0, -32_000])
def test_what_came_in_one_part_only_is_not_native(early):
    """docs/behaviour.md, memory-9: a burst, or something that comes and goes."""
    assert balance(interval(50, early, 0), interval(100, 32_000, 0)).native == 0


def test_what_lines_hold_and_the_heap_did_not_grow_by_took_the_place_of_something():
    """docs/behaviour.md, memory-29."""
    found = balance(interval(50, 0, 50 * 352), interval(100, 0, 100 * 352))
    assert (found.native, found.replaced, found.grown) == (0, 352, 0)
    assert found.even(more(100 * 352))


def test_a_line_is_too_much_when_it_holds_more_than_came_in_all():
    """docs/behaviour.md, memory-29: a leak of 152 bytes beside a cache of 1,040."""
    found = balance(interval(50, 50 * 152, 50 * 1_192), interval(100, 100 * 152, 100 * 1_192))
    assert not found.even(more(100 * 152))
    assert found.is_too_much(more(100 * 1_040), 100)
    assert not found.is_too_much(more(100 * 152), 100)


def test_a_list_emptied_once_takes_nothing_from_a_leak():
    """docs/behaviour.md, memory-29: what was let go of shows in one part only."""
    found = balance(interval(50, -500_000, 50 * 152), interval(100, 100 * 152, 100 * 152))
    assert found.replaced == 0
    assert not found.is_too_much(more(100 * 152), 100)


def test_blocks_in_arenas_are_counted_for_themselves():
    """docs/behaviour.md, memory-29: small objects of an ordinary process do not lie in the C heap."""
    found = balance(interval(50, 0, 0, in_arena=50), interval(100, 0, 0, in_arena=100))
    assert found.even(more(in_arena=100))
    found = balance(interval(50, 0, 0, arenas=50, in_arena=50), interval(100, 0, 0, arenas=99, in_arena=100))
    assert not found.even(more(in_arena=100))
    assert not found.is_too_much(more(in_arena=100), 100)


def test_of_a_list_that_was_moved_counts_what_the_heap_grew_by():
    """docs/behaviour.md, memory-29."""
    found = balance(interval(1_000, 3_000_000, 0), interval(2_000, 6_112_000, 0, lone=1_008_000))
    assert found.native == 3_000
    assert found.lone * 1_008_000 == pytest.approx(112_000)
