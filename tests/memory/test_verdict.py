"""From an interval to a verdict."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adsiis import memory
from adsiis.memory import Slope, Verdict

bytes_per_call = st.floats(-10_000, 10_000)


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [(-0.1, 0.1, "clean"), (31.9, 32.1, "leak"), (0.5, 1.5, "undecided"), (-5, -1, "clean")],
)
def test_the_whole_interval_decides(low, high, word):
    """docs/behaviour.md, memory-5."""
    assert str(memory.judge(Slope((low + high) / 2, low, high, 16_000))) == word


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (1.0, 2.0)])
def test_an_interval_that_touches_the_threshold_is_undecided(low, high):
    """docs/behaviour.md, memory-5."""
    assert memory.judge(Slope(0.5, low, high, 16_000)).word == "undecided"


def test_the_threshold_is_the_callers_to_choose():
    assert memory.judge(Slope(32, 31, 33, 16_000), threshold=64) == Verdict("clean")


@given(st.lists(bytes_per_call, min_size=3, max_size=3), st.integers(1, 10**7), st.floats(0.01, 1_000))
def test_a_verdict_is_never_at_odds_with_the_estimate(ends, calls, threshold):
    """docs/behaviour.md, memory-5."""
    low, middle, high = sorted(ends)
    verdict = memory.judge(Slope(middle, low, high, calls), threshold)
    assert verdict.word != "clean" or middle < threshold
    assert verdict.word != "leak" or middle > threshold
    assert verdict.word == "undecided" or verdict.more_calls is None


@given(st.floats(-100, 100), st.floats(1, 9.9), st.integers(1_000, 10**6))
def test_the_calls_asked_for_would_decide_if_noise_shrinks_as_their_root(distance, ratio, calls):
    assume(abs(distance) > 0.01)
    middle, width = 1 + distance, ratio * abs(distance) * 1.001
    verdict = memory.judge(Slope(middle, middle - width, middle + width, calls))
    narrower = width / ((calls + verdict.more_calls) / calls) ** 0.5 * 0.999
    middle = middle if middle - width > 0 or abs(distance) > 1 else 0.0
    assert memory.judge(Slope(middle, middle - narrower, middle + narrower, calls)).word != "undecided"


def test_where_nothing_may_leak_the_middle_of_the_noise_is_not_taken_for_the_truth():
    """docs/behaviour.md, memory-5: an empty function after few calls."""
    slope = Slope(0.85, -1.85, 3.54, 1_600)
    assert 1_600 < memory.judge(slope).more_calls < 16_000


def test_a_slope_at_the_threshold_promises_nothing():
    assert memory.judge(Slope(1.0, 0.5, 1.5, 16_000)) == Verdict("undecided", None)
