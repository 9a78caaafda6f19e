"""Times of day at which pools are recycled."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.inetinfo.policy.schedule import is_due, parse_time

TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - a clock on the wall
NOON = datetime(2024, 5, 17, 12)  # noqa: DTZ001 - a clock on the wall


@pytest.mark.parametrize(
    ("text", "hour", "minute"), [("03:30", 3, 30), ("3:05", 3, 5), (" 23:59 ", 23, 59), ("00:00", 0, 0)]
)
def test_a_time_is_hours_and_minutes(text, hour, minute):
    """docs/behaviour.md, recycle-4."""
    assert parse_time(text) == time(hour, minute)


@pytest.mark.parametrize(
    "text", ["", "24:00", "12:60", "12", "12:5", "12:00:00", "noon", "-1:00", "12.30", "١٢:٣٠"]
)
def test_anything_else_is_no_time(text):
    """docs/behaviour.md, recycle-1, recycle-4."""
    assert parse_time(text) is None


def test_a_process_is_due_once_a_time_has_passed_since_its_start():
    """docs/behaviour.md, recycle-4."""
    times = (time(12, 30), time(3))
    assert not is_due(times, NOON, NOON + timedelta(minutes=29))
    assert is_due(times, NOON, NOON + timedelta(minutes=30))
    assert not is_due(times, NOON + timedelta(minutes=30, seconds=5), NOON + timedelta(hours=14))
    assert is_due(times, NOON + timedelta(minutes=30, seconds=5), NOON + timedelta(hours=15))


@given(
    st.times(),
    TIMES,
    st.timedeltas(timedelta(days=1), timedelta(days=9)),
)
def test_whoever_runs_for_a_day_was_due_on_it(at, started, life):
    """docs/behaviour.md, recycle-4."""
    assert is_due((at.replace(second=0, microsecond=0),), started, started + life)


@given(st.times(), TIMES)
def test_a_clock_that_is_set_back_makes_nobody_due(at, started):
    """docs/behaviour.md, recycle-4."""
    assert not is_due((at,), started, started - timedelta(seconds=1))
