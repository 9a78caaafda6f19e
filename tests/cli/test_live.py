"""`--watch`: a list that is shown again when it changes."""

from __future__ import annotations

import json
import signal

import pytest

from adsi.provider import StubHost
from adsiis.metabase.metabase import open_metabase
from adsiis.schema.constants import ServerState
from cli.calls import started


@pytest.fixture
def watching(home):
    """Starts a command that stays, and ends it as an interrupt from the keyboard does."""
    running = []

    def watch(*words):
        running.append(started(*words, "--watch", home=home))
        return running[-1]

    yield watch
    for one in running:
        one.send_signal(signal.SIGINT)
        _, err = one.communicate(timeout=60)
        assert (one.returncode, err.strip()) == (130, "")


def test_with_json_each_change_is_a_line(home, adsiis, watching):
    """docs/behaviour.md, manage-3."""
    lines = watching("site", "list", "--json").stdout
    assert [one["name"] for one in json.loads(lines.readline())] == ["Default Web Site"]
    adsiis("set", "W3SVC/1/ServerComment", "Our shop")
    assert [one["name"] for one in json.loads(lines.readline())] == ["Our shop"]


def test_states_are_watched_too_and_a_host_that_ends_is_noticed(home, watching):
    """docs/behaviour.md, manage-3."""
    lines = watching("pool", "list", "--json").stdout
    assert json.loads(lines.readline())[0]["state"] == "stopped"
    with StubHost(open_metabase(home)) as host:
        host.set_state("/LM/W3SVC/AppPools/DefaultAppPool", ServerState.STARTED)
        assert json.loads(lines.readline())[0]["state"] == "started"
    assert json.loads(lines.readline())[0]["state"] == "stopped"


def test_what_does_not_change_the_list_is_not_shown(home, adsiis, watching):
    lines = watching("vdir", "list", "--json").stdout
    json.loads(lines.readline())
    adsiis("set", "W3SVC/1/ServerComment", "unseen")
    adsiis("set", "W3SVC/1/ROOT/Path", r"D:\Web")
    assert json.loads(lines.readline())[0]["folder"] == r"D:\Web"


def test_tables_are_parted_by_an_empty_line(home, adsiis, watching):
    lines = watching("app", "list").stdout
    assert lines.readline().startswith("/W3SVC/1/ROOT\t")
    assert lines.readline() == "\n"
    adsiis("app", "delete", "W3SVC/1/ROOT")
    assert lines.readline() == "\n"
