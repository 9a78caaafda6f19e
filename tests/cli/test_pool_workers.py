"""`pool workers` and `pool log` beside a host that runs."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from cli.calls import process, started
from inetinfo import hosting
from inetinfo.test_surrogates import get, run_at

APPLICATIONS = str(Path(__file__).parents[1] / "inetinfo" / "applications")


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", APPLICATIONS, prepend=os.pathsep)
    with hosting.fresh(tmp_path) as found:
        run_at(found[0])
        yield found


def workers(home, *words):
    return process("pool", "workers", "--json", *words, home=home).json


def eventually(read):
    until = time.monotonic() + 60
    while not (found := read()) and time.monotonic() < until:
        time.sleep(0.2)
    return found


def test_workers_tells_of_each_process_what_it_uses_and_why_it_runs(world):
    """docs/behaviour.md, pool-13."""
    _, home, port = world
    assert workers(home) == []
    with hosting.running(home, port):
        pid = int(get(port)[1])
        (one,) = eventually(lambda: [one for one in workers(home) if one["private_kb"]])
        assert (one["pid"], one["pool"], one["state"], one["why"]) == (
            pid,
            "DefaultAppPool",
            "running",
            "request",
        )
        assert one["requests"] == 1
        assert (
            min(one["private_kb"], one["virtual_kb"], one["cpu_seconds"], one["threads"], one["handles"]) > 0
        )
        assert workers(home, "Other") == []
        assert (
            f"{pid}\tDefaultAppPool\trunning\t" in process("pool", "workers", "defaultapppool", home=home).out
        )
        assert process("pool", "recycle", "DefaultAppPool", home=home).code == 0
        (next_one,) = eventually(lambda: [one for one in workers(home) if one["pid"] != pid])
        assert next_one["why"] == "recycled (command)"
        assert eventually(lambda: [one["pid"] for one in workers(home)] == [next_one["pid"]])
    assert workers(home) == [], "without a host there are none"


def test_workers_are_watched(world):
    """docs/behaviour.md, pool-13, manage-3."""
    _, home, port = world
    with hosting.running(home, port):
        watching = started("pool", "workers", "--watch", "--json", home=home)
        try:
            assert json.loads(watching.stdout.readline()) == []
            pid = int(get(port)[1])
            assert json.loads(watching.stdout.readline())[0]["pid"] == pid
        finally:
            watching.kill()
            watching.communicate()


def test_log_shows_pools_and_their_processes_and_nothing_else(world):
    """docs/behaviour.md, pool-13, event-1."""
    _, home, port = world
    with hosting.running(home, port):
        get(port)
        process("pool", "recycle", "DefaultAppPool", home=home)
    said = process("pool", "log", "defaultapppool", home=home).out
    assert "pool /W3SVC/AppPools/DefaultAppPool  stopped -> starting" in said
    assert "recycled" in said
    assert "It was recycled by a command." in said
    assert "site" not in said
    assert process("pool", "log", "Other", home=home).out == ""
    assert len(process("pool", "log", "--last", "2", "--json", home=home).out.splitlines()) == 2
