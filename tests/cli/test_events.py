"""`events`: the host's log as people and programs read it."""

from __future__ import annotations

import json
import signal

import pytest

from adsiis.inetinfo.events import Event, EventLog
from cli.calls import started

TIME = "2024-05-17T09:30:00.125Z"


@pytest.fixture
def log(home):
    found = EventLog(f"{home}/events.jsonl")
    found.add(
        [
            Event(TIME, "host", "", "started", text="Process 7."),
            Event(TIME, "site", "/LM/W3SVC/1", "starting", "stopped"),
            Event(TIME, "site", "/LM/W3SVC/1", "stopped", "starting", 0x80070034, "Taken by \x1b[31m."),
            Event(TIME, "pool", "/LM/W3SVC/AppPools/Shop", "started", "starting"),
            Event(TIME, "process", "Shop", "crashed", text="Process 9 ended unasked."),
        ]
    )
    yield found
    found.close()


def test_each_event_is_a_line(adsiis, log):
    """docs/behaviour.md, event-4, cli-7."""
    code, out, err = adsiis("events")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2024-05-17 09:30:00  host  started  Process 7.",
        "2024-05-17 09:30:00  site /W3SVC/1  stopped -> starting",
        r"2024-05-17 09:30:00  site /W3SVC/1  starting -> stopped  0x80070034  Taken by \x1b[31m.",
        "2024-05-17 09:30:00  pool /W3SVC/AppPools/Shop  starting -> started",
        "2024-05-17 09:30:00  process Shop  crashed  Process 9 ended unasked.",
    ]


def test_json_is_one_object_a_line(adsiis, log):
    """docs/behaviour.md, event-4."""
    lines = [json.loads(line) for line in adsiis("events", "--json").out.splitlines()]
    assert [line["what"] for line in lines] == ["host", "site", "site", "pool", "process"]
    assert lines[2]["error"] == 0x80070034


@pytest.mark.parametrize(
    ("words", "count"), [(("W3SVC/1",), 2), (("w3svc",), 3), (("--last", "2"), 2), (("-n", "1", "W3SVC"), 1)]
)
def test_only_what_was_asked_for(adsiis, log, words, count):
    """docs/behaviour.md, event-4."""
    assert len(adsiis("events", *words).out.splitlines()) == count


def test_without_a_log_there_is_nothing_to_show(adsiis, home):
    """docs/behaviour.md, event-4."""
    assert adsiis("events") == (0, "", "")


def test_follow_goes_on_with_what_happens(home, log):
    """docs/behaviour.md, event-4."""
    following = started("events", "--follow", "--last", "1", home=home)
    try:
        assert "crashed" in following.stdout.readline()
        log.add([Event(TIME, "host", "", "stopped")])
        assert "stopped" in following.stdout.readline()
        following.send_signal(signal.SIGINT)
        assert following.wait(60) == 130
    finally:
        following.kill()
        following.communicate()
