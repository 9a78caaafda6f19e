"""`serve`, and the commands to it: `start`, `stop`, `pause` and `continue`."""

from __future__ import annotations

import os
import signal
import socket
import time

import pytest

from cli.calls import process, started


@pytest.fixture
def host(home, adsiis):
    """Inetinfo serving the store at a free port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    adsiis("set", "W3SVC/1/ServerBindings", f"127.0.0.1:{port}:")
    running = started("serve", home=home)
    _await_state(adsiis, 2)
    yield running
    if running.poll() is None:
        running.terminate()
    running.communicate(timeout=30)


def _await_state(adsiis, state):
    until = time.monotonic() + 20
    while adsiis("get", "W3SVC/1/ServerState").out != f"{state}\n":
        assert time.monotonic() < until
        time.sleep(0.05)


def test_sites_obey_from_another_process_and_tell_their_state(host, adsiis):
    assert adsiis("pause", "W3SVC/1") == (0, "/W3SVC/1: paused\n", "")
    assert adsiis("continue", "W3SVC/1") == (0, "/W3SVC/1: started\n", "")
    assert adsiis("stop", "w3svc/1", "--json").json == {"path": "/w3svc/1", "state": 4, "name": "stopped"}
    refused = adsiis("continue", "W3SVC/1")
    assert (refused.code, refused.out) == (1, "")
    assert adsiis("start", "IIS://localhost/W3SVC/1") == (0, "/W3SVC/1: started\n", "")


def test_serve_says_where_at_once_and_stops_cleanly_when_asked(host, home):
    assert "http://127.0.0.1:" in host.stdout.readline()
    second = process("serve", home=home)
    assert second.code == 1
    assert "serves this store already" in second.err
    os.kill(host.pid, signal.SIGINT)
    _, err = host.communicate(timeout=30)
    assert host.returncode == 0
    assert "Traceback" not in err


@pytest.mark.parametrize("verb", ["start", "stop", "pause", "continue"])
def test_without_a_host_a_command_says_how_to_start_one(home, adsiis, verb):
    outcome = adsiis(verb, "W3SVC/1")
    assert (outcome.code, outcome.out) == (1, "")
    assert "Start one: 'adsiis serve'" in outcome.err


def test_what_is_no_site_cannot_be_started(home, adsiis):
    outcome = adsiis("start", "W3SVC/1/ROOT")
    assert outcome.code == 1
    assert "is an IIsWebVirtualDir, which has no Start" in outcome.err
