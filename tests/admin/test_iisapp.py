"""`iisapp`: worker processes and their pools."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from admin.said import script
from adsiis.admin import iisapp
from adsiis.admin.iisapp import Worker, workers

run = iisapp.run


@pytest.fixture
def running(monkeypatch):
    """Two worker processes."""
    found = [Worker(100, "DefaultAppPool"), Worker(200, "Shop pool")]
    monkeypatch.setattr("adsiis.admin.iisapp.workers", lambda host: found)


@pytest.mark.parametrize(
    ("words", "out"),
    [
        ((), "W3WP.exe PID: 100   AppPoolId: DefaultAppPool\nW3WP.exe PID: 200   AppPoolId: Shop pool\n"),
        (("/a", "shop POOL"), "W3WP.exe PID: 200   AppPoolId: Shop pool\n"),
        (("/p", "100"), "W3WP.exe PID: 100   AppPoolId: DefaultAppPool\n"),
    ],
)
def test_worker_processes_are_listed(metabase, running, words, out):
    """docs/behaviour.md, scripts-9."""
    assert script(run, *words) == (0, out, "")


def test_without_any_it_says_so_and_fails(metabase, host):
    """docs/behaviour.md, scripts-9."""
    assert script(run) == (1, "Error - no results\n", "")
    assert script(run, "/p", "77", "/r") == (1, "Error - no results\n", "")


def test_a_pool_is_recycled(metabase, running, monkeypatch):
    """docs/behaviour.md, scripts-9."""
    asked = []
    monkeypatch.setattr(
        "adsiis.admin.command_line.Call.bind",
        lambda _, path: type("Pool", (), {"Recycle": lambda _: asked.append(path)})(),
    )
    monkeypatch.setattr("adsiis.admin.command_line.Call.metabase", lambda _: metabase)
    found = script(run, "/p", "200", "/r")
    assert found == (0, "Application pool 'Shop pool' recycled successfully.\n", "")
    assert asked == ["W3SVC/AppPools/Shop pool"]
    assert script(run, "/r").code == 1


@pytest.fixture
def ended():
    """A child that has ended and that nobody has waited for yet."""
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        yield child


def test_workers_are_the_children_of_the_host_with_its_title(ended):
    """An ended child beside them hides none of them (docs/behaviour.md, scripts-9)."""
    child = [sys.executable, "-c", "import time; time.sleep(60)", "dllhost not by its title"]
    titled = "import setproctitle, time; setproctitle.setproctitle('dllhost Shop pool'); time.sleep(60)"
    with subprocess.Popen(child) as other, subprocess.Popen([sys.executable, "-c", titled]) as worker:
        try:
            until = time.monotonic() + 30
            while not (found := workers(os.getpid())) and time.monotonic() < until:
                time.sleep(0.02)
            assert found == [Worker(worker.pid, "Shop pool")]
        finally:
            other.kill()
            worker.kill()
    assert workers(None) == []
