"""When a surrogate that died may be started again."""

from hypothesis import example, given
from hypothesis import strategies as st

from adsiis.inetinfo.restarts import LONG_LIFE, LONGEST_WAIT, Restarts, delay


def test_the_first_crash_costs_no_wait():
    """docs/behaviour.md, restart-1."""
    assert Restarts().after_crash(started=0, now=1).wait(1) == 0


def test_each_further_crash_in_a_row_doubles_the_wait_up_to_half_a_minute():
    """docs/behaviour.md, restart-1."""
    assert [delay(n) for n in range(1, 10)] == [0, 0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_surrogate_that_lived_a_minute_starts_the_row_anew():
    """docs/behaviour.md, restart-1."""
    row = Restarts()
    for _ in range(5):
        row = row.after_crash(started=100, now=101)
    assert row.after_crash(started=200, now=200 + LONG_LIFE).wait(200 + LONG_LIFE) == 0


@given(st.lists(st.floats(0, 120), max_size=50))
@example([0.0, 0.0, 0.0, 0.0, 0.0, 1.2108157740677754, 1.9123532608073295, 31.35310291905258])
def test_a_wait_is_never_negative_and_never_longer_than_half_a_minute(lives):
    """docs/behaviour.md, restart-1."""
    now, row = 0.0, Restarts()
    for life in lives:
        row = row.after_crash(now, now + life)
        now += life
        assert 0 <= row.wait(now) <= LONGEST_WAIT
