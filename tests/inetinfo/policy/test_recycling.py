"""When a process is replaced, or ended for want of work."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.inetinfo.policy.reasons import Reason
from adsiis.inetinfo.policy.recycling import RATES, Growth, Life, is_full, is_idle, reason_to_recycle
from adsiis.inetinfo.policy.settings import PoolSettings

NOON = datetime(2024, 5, 17, 12)  # noqa: DTZ001 - a clock on the wall
MB = 1024


def life(seconds=100.0, **more):
    return Life(seconds=seconds, started=NOON, now=NOON + timedelta(seconds=seconds), **more)


def grown(kb, per_second, seconds=1.0):
    growth = Growth(kb - int(per_second * seconds * RATES), 1.0)
    for _ in range(RATES):
        growth = growth.after(int(growth.kb + per_second * seconds), growth.at + seconds)
    return growth


@pytest.mark.parametrize(
    ("limits", "before", "after", "reason"),
    [
        ({"restart_seconds": 100}, life(99.9), life(100), Reason.TIME),
        ({"restart_requests": 10}, life(requests=9), life(requests=10), Reason.REQUESTS),
        ({"restart_times": (time(12, 2),)}, life(119), life(120), Reason.SCHEDULE),
        ({"virtual_kb": 10}, life(virtual_kb=9), life(virtual_kb=10), Reason.MEMORY),
        ({"private_kb": 10}, life(growth=Growth(9, 1)), life(growth=Growth(10, 1)), Reason.PRIVATE_MEMORY),
    ],
)
def test_a_process_is_replaced_at_its_limit_and_not_before(limits, before, after, reason):
    """docs/behaviour.md, recycle-2, recycle-3, recycle-4, recycle-5."""
    settings = PoolSettings(**limits)
    assert reason_to_recycle(settings, before) is None
    assert reason_to_recycle(settings, after) is reason


def test_a_process_is_full_when_it_is_soon_a_little_above_its_limit():
    """docs/behaviour.md, recycle-6."""
    settings = PoolSettings(private_kb=1000)
    assert not is_full(settings, Growth(1049, 1), 1)
    assert is_full(settings, Growth(1050, 1), 1)
    assert not is_full(settings, Growth(849, 1, (10, 100, -9)), 2)
    assert is_full(settings, Growth(850, 1, (10, 100, -9)), 2)
    assert not is_full(PoolSettings(), Growth(1 << 40, 1), 1)


def test_without_limits_nothing_is_a_reason():
    """docs/behaviour.md, recycle-1."""
    everything = life(1e9, requests=1 << 40, idle_seconds=1e9, virtual_kb=1 << 40, growth=Growth(1 << 40, 1))
    assert reason_to_recycle(PoolSettings(), everything) is None
    assert not is_idle(PoolSettings(), everything)


def test_one_that_leaks_quickly_is_replaced_before_its_limit():
    """docs/behaviour.md, recycle-6: at 20 MB a second the new process must be ready in time."""
    settings = PoolSettings(private_kb=300 * MB)
    assert reason_to_recycle(settings, life(growth=grown(270 * MB, 20 * MB), replacing_seconds=1.4)) is None
    assert (
        reason_to_recycle(settings, life(growth=grown(272 * MB, 20 * MB), replacing_seconds=1.4))
        is Reason.PRIVATE_MEMORY
    )


def test_a_burst_at_the_start_is_no_leak():
    """docs/behaviour.md, recycle-6: the lowest of the last rates counts."""
    growth = Growth(50 * MB, 1).after(160 * MB, 2).after(200 * MB, 3).after(201 * MB, 4)
    assert (
        reason_to_recycle(PoolSettings(private_kb=300 * MB), life(growth=growth, replacing_seconds=3)) is None
    )


def test_however_quickly_it_grows_less_than_half_its_limit_is_no_reason():
    """docs/behaviour.md, recycle-6."""
    growth = grown(149 * MB, 100 * MB)
    assert (
        reason_to_recycle(PoolSettings(private_kb=300 * MB), life(growth=growth, replacing_seconds=3)) is None
    )


@given(st.lists(st.tuples(st.integers(0, 1 << 30), st.floats(0.01, 10)), max_size=20), st.floats(0, 100))
def test_nothing_is_expected_to_shrink(steps, seconds):
    """docs/behaviour.md, recycle-6."""
    growth, at = Growth(), 1.0
    for kb, wait in steps:
        growth, at = growth.after(kb, at), at + wait
    assert growth.expected(seconds) >= growth.kb


def test_a_process_without_work_for_long_enough_is_idle():
    """docs/behaviour.md, recycle-9."""
    settings = PoolSettings(idle_seconds=60)
    assert not is_idle(settings, life(idle_seconds=59))
    assert is_idle(settings, life(idle_seconds=60))


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_is_told_by_its_bit(reason):
    """docs/behaviour.md, recycle-8."""
    assert reason.is_told(0xFFFFFFFF)
    assert reason.is_told(0) == (reason.bit == 0)
    assert reason.sentence.endswith(".")


def test_no_two_reasons_share_a_bit():
    """docs/behaviour.md, recycle-8."""
    bits = [reason.bit for reason in Reason if reason.bit]
    assert len(set(bits)) == len(bits)
    assert sum(bits) == 0xEF
