"""The event log: every transition one line, bounded, whole after a kill; and what watchers of states see."""

from __future__ import annotations

import json
import os

import pytest

from adsiis.adsi import ADSIError, GetObject
from adsiis.inetinfo.events import Event, EventLog, EventReader, now
from adsiis.metabase.values import recalled
from adsiis.schema.constants import SERVER_STATE, WIN32_ERROR
from inetinfo import hosting

SITE = "IIS://localhost/W3SVC/1"
PATH = "/LM/W3SVC/1"


def event(number, **more):
    return Event(now(), "site", f"/LM/W3SVC/{number}", "started", "starting", **more)


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "events.jsonl")


@pytest.fixture
def store(tmp_path):
    with hosting.fresh(tmp_path) as found:
        yield found


def read(file):
    """All events of a log."""
    with EventReader(file) as reader:
        return list(reader.events())


def steps(home, what="site"):
    """The transitions in the log of a data folder: path, from, to."""
    return [(one.path, one.before, one.state) for one in read(f"{home}/events.jsonl") if one.what == what]


class TestLog:
    def test_an_event_is_a_line_of_json(self, file):
        """docs/behaviour.md, event-1."""
        log = EventLog(file)
        log.add([event(1), event(2, error=0x80070034, text='The binding "x" is\ntaken.')])
        log.close()
        with open(file, encoding="utf-8") as lines:
            first, second = map(json.loads, lines)
        assert first["path"] == "/LM/W3SVC/1"
        assert "error" not in first
        assert (second["error"], second["text"]) == (0x80070034, 'The binding "x" is\ntaken.')
        assert first["time"].endswith("Z")

    def test_only_its_owner_reads_it(self, file):
        """docs/behaviour.md, event-2."""
        log = EventLog(file)
        log.add([event(1)])
        log.close()
        assert os.stat(file).st_mode & 0o777 == 0o600

    def test_it_stays_bounded_and_keeps_the_newest(self, file):
        """docs/behaviour.md, event-2."""
        log = EventLog(file, most_bytes=2000)
        for number in range(200):
            log.add([event(number)])
        log.close()
        assert os.path.getsize(file) + os.path.getsize(f"{file}.1") < 4400
        numbers = [int(one.path.rpartition("/")[2]) for one in read(file)]
        assert numbers == list(range(numbers[0], 200))
        assert len(numbers) > 15

    def test_a_line_that_a_killed_host_left_unfinished_spoils_no_other(self, file):
        """docs/behaviour.md, event-2."""
        log = EventLog(file)
        log.add([event(1)])
        log.close()
        with open(file, "ab") as lines:
            lines.write(b'{"time":"2024')
        log.add([event(2)])
        log.close()
        assert [one.path[-1] for one in read(file)] == ["1", "2"]

    def test_without_a_log_there_are_no_events(self, file):
        assert read(file) == []

    def test_a_reader_goes_on_through_every_change_of_the_file(self, file):
        """docs/behaviour.md, event-2: nothing is read twice and nothing left out."""
        log, reader, seen = EventLog(file, most_bytes=700), EventReader(file), []
        for number in range(60):
            log.add([event(number)])
            seen += [int(one.path.rpartition("/")[2]) for one in reader.events()]
        reader.close()
        log.close()
        assert seen == list(range(60))

    def test_a_line_that_is_not_whole_yet_is_read_when_it_is(self, file):
        reader = EventReader(file)
        line = b'{"time":"t","what":"site","path":"/LM","state":"started"}\n'
        with open(file, "ab", buffering=0) as lines:
            lines.write(line[:20])
            assert list(reader.events()) == []
            lines.write(line[20:])
            assert [one.state for one in reader.events()] == ["started"]
        reader.close()


def test_every_transition_is_in_the_log(store):
    """docs/behaviour.md, event-1: with the host's own start and end."""
    _, home, port = store
    with hosting.running(home, port) as host:
        site = GetObject(SITE)
        site.Pause()
        site.Continue()
        site.Stop()
        site.Stop()
        site.Start()
        host.stop()
    assert steps(home) == [
        (PATH, "stopped", "starting"),
        (PATH, "starting", "started"),
        (PATH, "started", "pausing"),
        (PATH, "pausing", "paused"),
        (PATH, "paused", "continuing"),
        (PATH, "continuing", "started"),
        (PATH, "started", "stopping"),
        (PATH, "stopping", "stopped"),
        (PATH, "stopped", "starting"),
        (PATH, "starting", "started"),
        (PATH, "started", "stopping"),
        (PATH, "stopping", "stopped"),
    ]
    assert [state for _, _, state in steps(home, "host")] == ["started", "stopped"]


def test_every_transition_is_seen_by_watchers_of_the_states(store):
    """docs/behaviour.md, event-3: one commit each, in order."""
    metabase, home, port = store
    with hosting.running(home, port), metabase.volatile.watch() as watcher:
        site = GetObject(SITE)
        site.Stop()
        site.Start()
        states = [
            change.new[SERVER_STATE].data
            for entry in watcher.entries()
            for change in recalled(entry.values) or ()
            if change.path == PATH and SERVER_STATE in change.new
        ]
    assert states == [3, 4, 1, 2]


def test_a_start_that_fails_leaves_what_made_it_fail(store):
    """docs/behaviour.md, state-9, event-1: of a command, and of a site that was to start by itself."""
    metabase, home, port = store
    hosting.add_site(metabase, 2, [f"127.0.0.1:{port}:"], home)
    with hosting.running(home, port):
        second = GetObject("IIS://localhost/W3SVC/2")
        assert (second.ServerState, second.Win32Error) == (4, 0x34)
        with pytest.raises(ADSIError):
            second.Start()
        assert second.Win32Error == 0x34
        assert GetObject(SITE).Win32Error == 0
        assert metabase.volatile.view.key("/LM/W3SVC/2").records[WIN32_ERROR].data == 0x34
    failed = [one for one in read(f"{home}/events.jsonl") if one.error]
    assert [(one.path, one.before, one.state) for one in failed] == [
        ("/LM/W3SVC/2", "starting", "stopped")
    ] * 2
    assert {one.error for one in failed} == {0x80070034}
    assert all("belongs to" in one.text for one in failed)


def test_a_log_that_cannot_be_written_keeps_nobody_from_serving(store):
    """docs/behaviour.md, event-2."""
    _, home, port = store
    os.mkdir(os.path.join(home, "events.jsonl"))
    with hosting.running(home, port):
        site = GetObject(SITE)
        site.Stop()
        site.Start()
        assert hosting.status_of(port) == 200
