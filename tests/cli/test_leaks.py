"""`leak`: what its command lines take."""

from __future__ import annotations

import json
import tempfile

import pytest

from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.record import SERVER, STRING, VOLATILE, Record
from adsiis.schema.constants import LEAK_REPORT


@pytest.fixture(autouse=True)
def _no_run_of_somebody(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


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


def test_what_was_found_is_shown_again(adsiis, home):
    """docs/behaviour.md, memory-17, memory-18: of applications and of pools, in the order of time."""
    metabase = open_metabase(home)
    lock = metabase.host_lock()
    lock.take()
    application = {"when": "2026-01-01T10:00:00.000Z", "verdict": "leak", "text": "ShopPool, shop: leak"}
    pool = {"when": "2026-01-01T10:05:00.000Z", "pool": "ShopPool", "pid": 7, "calls": 1500, "text": "a.py:5"}
    try:
        for path, found in (("AppPools/ShopPool", pool), ("1/ROOT", application)):
            text = Record(LEAK_REPORT, VOLATILE, SERVER, STRING, json.dumps(found))
            metabase.volatile.commit([SetRecords(f"/LM/W3SVC/{path}", (text,), make=True)])
        shown, listed = adsiis("leak", "show"), adsiis("leak", "show", "--json")
    finally:
        lock.close()
    assert shown.out.splitlines() == [
        "2026-01-01T10:00:00.000Z  ShopPool, shop: leak",
        "2026-01-01T10:05:00.000Z  ShopPool, process 7, 1,500 requests:",
        "a.py:5",
    ]
    assert [one["path"] for one in listed.json] == ["/W3SVC/1/ROOT", "/W3SVC/AppPools/ShopPool"]
