"""`leak`: what its command lines take."""

from __future__ import annotations

import pytest


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("words", [("watch",), ("explain", "DefaultAppPool")])
@pytest.mark.parametrize("seconds", ["-1", "0", "nan", "inf", "1e300", "soon"])
def test_a_time_is_above_0_and_at_most_a_week(adsiis, words, seconds):
    """docs/behaviour.md, cli-12."""
    code, out, err = adsiis("leak", *words, f"--seconds={seconds}")
    assert (code, out) == (2, "")
    assert f"'{seconds}' is no time: give a number of seconds above 0" in err


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("size", ["-5", "nan", "inf", "much"])
def test_bytes_are_0_or_more(adsiis, size):
    """docs/behaviour.md, cli-12."""
    code, out, err = adsiis("leak", "watch", f"--bytes={size}")
    assert (code, out) == (2, "")
    assert f"'{size}' is no number of bytes: give 0 or more" in err


@pytest.mark.usefixtures("home")
def test_without_a_host_there_is_nothing_to_watch_and_nothing_is_waited_for(adsiis):
    """docs/behaviour.md, cli-12."""
    code, out, err = adsiis("leak", "watch", "--seconds", "86400")
    assert (code, out) == (1, "")
    assert "No service host runs on this store" in err
