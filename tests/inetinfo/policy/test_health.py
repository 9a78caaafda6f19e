"""Pings, failures and processor time of a pool."""

from hypothesis import given
from hypothesis import strategies as st

from adsiis.inetinfo.policy.crashing import Failures
from adsiis.inetinfo.policy.pinging import Pinging, Step
from adsiis.inetinfo.policy.processor import Share
from adsiis.inetinfo.policy.settings import PoolSettings

PINGS = PoolSettings(pings=True, ping_seconds=30, ping_answer_seconds=60)


def test_a_process_is_asked_at_every_interval_and_given_up_when_it_is_silent():
    """docs/behaviour.md, pool-9."""
    pinging = Pinging(0)
    assert pinging.step(PINGS, 29) == (pinging, Step.WAIT)
    asked, step = pinging.step(PINGS, 30)
    assert step is Step.ASK
    assert asked.step(PINGS, 89)[1] is Step.WAIT
    assert asked.step(PINGS, 90)[1] is Step.GIVE_UP
    assert asked.answered(89).step(PINGS, 118)[1] is Step.WAIT
    assert asked.answered(89).step(PINGS, 119)[1] is Step.ASK


def test_without_pinging_nobody_is_given_up():
    """docs/behaviour.md, pool-9: switched off while an answer is awaited, it is forgotten."""
    off = PoolSettings(pings=False)
    waiting, step = Pinging(0, asked=1).step(off, 1e9)
    assert (waiting, step) == (Pinging(0), Step.WAIT)


RAPID = PoolSettings(rapid_fail=True, rapid_fail_crashes=3, rapid_fail_seconds=100)


def after(times, settings=RAPID):
    failures = Failures()
    for at in times:
        failures = failures.after(at, settings)
    return failures


def test_too_many_failures_within_the_interval_end_a_pool():
    """docs/behaviour.md, pool-10."""
    assert not after([0, 99]).are_too_many(RAPID)
    assert after([0, 50, 99]).are_too_many(RAPID)
    assert not after([0, 50, 100]).are_too_many(RAPID)


def test_without_the_protection_they_never_do():
    """docs/behaviour.md, pool-10."""
    off = PoolSettings(rapid_fail=False, rapid_fail_crashes=1)
    assert not after(range(50), off).are_too_many(off)


@given(st.lists(st.floats(0, 1000), max_size=40).map(sorted))
def test_only_the_failures_of_the_interval_are_kept(times):
    """docs/behaviour.md, pool-10."""
    found = after(times)
    assert all(times[-1] - at < RAPID.rapid_fail_seconds for at in found.times)
    assert found.are_too_many(RAPID) == (
        sum(1 for at in times if times[-1] - at < 100) >= 3 if times else False
    )


LIMITED = PoolSettings(cpu_share=0.5, cpu_seconds=60)


def test_a_pool_may_use_its_share_of_all_processors_in_each_interval():
    """docs/behaviour.md, pool-12: half of two processors for a minute is 60 seconds."""
    share = Share(0, used=10)
    assert not share.after(69, 59, LIMITED, 2).exceeded
    used_up = share.after(70, 59, LIMITED, 2)
    assert used_up.exceeded
    assert used_up.after(70, 59.9, LIMITED, 2).exceeded, "until the interval ends"
    assert used_up.after(70, 60, LIMITED, 2) == Share(60, 70)


def test_without_a_limit_every_use_is_fine():
    """docs/behaviour.md, pool-12."""
    assert not Share(0).after(1e9, 1, PoolSettings(), 1).exceeded
    assert not Share(0).after(1e9, 1, PoolSettings(cpu_share=1, cpu_seconds=0), 1).exceeded
