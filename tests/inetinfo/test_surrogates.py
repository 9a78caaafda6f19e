"""Applications in surrogates, as seen from outside: which process runs them, and what its death costs."""

import os
import signal
import threading
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from adsiis.adsi import GetObject
from adsiis.metabase.changes import CreateKey, SetRecords
from bars import within
from inetinfo import hosting

APPLICATIONS = str(Path(__file__).parent / "applications")
ROOT = "/LM/W3SVC/1/ROOT"
POOLS = "/LM/W3SVC/AppPools"
record = hosting.record


@pytest.fixture(params=["iis5", "iis6"])
def profile(request):
    return request.param


@pytest.fixture
def world(tmp_path, monkeypatch, profile):
    monkeypatch.setenv("PYTHONPATH", APPLICATIONS)
    with hosting.fresh(tmp_path, profile=profile) as found:
        yield found


def run_at(metabase, *, isolated=2, handler="wsgi:plain_app:app", pool="DefaultAppPool"):
    pools = [] if metabase.store.view.key(f"{POOLS}/{pool}") else [hosting.pool(pool)]
    metabase.store.commit(
        [
            *pools,
            SetRecords(
                ROOT,
                (
                    record("ScriptMaps", (f"*,{handler},0",)),
                    record("AppRoot", ROOT),
                    record("AppIsolated", isolated),
                    record("AppPoolId", pool),
                    record("AccessFlags", 0x205),
                ),
            ),
        ]
    )


def get(port, path="/"):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return answer.read().decode().split("|")


def children(host):
    return [child for child in psutil.Process(host.process.pid).children() if child.status() != "zombie"]


@pytest.mark.parametrize("profile", ["iis5"], indirect=True)
@pytest.mark.parametrize(
    ("isolated", "title"), [(0, "inetinfo"), (1, "dllhost W3SVC/1/ROOT"), (2, "dllhost pooled")]
)
def test_app_isolated_says_which_process_runs_an_application(world, isolated, title):
    """docs/behaviour.md, place-1."""
    metabase, home, port = world
    run_at(metabase, isolated=isolated)
    with hosting.running(home, port) as host:
        assert children(host) == [], "no surrogate before the first request"
        name, pid, *_ = get(port)
        assert name == title
        assert (int(pid) == host.process.pid) == (isolated == 0)


@pytest.mark.parametrize("profile", ["iis6"], indirect=True)
def test_in_worker_process_mode_the_pool_is_the_process(world):
    """docs/behaviour.md, place-1."""
    metabase, home, port = world
    run_at(metabase, isolated=0, pool="Shop")
    with hosting.running(home, port):
        assert get(port)[0] == "dllhost Shop"


def test_an_application_moves_when_its_pool_changes(world, profile):
    """docs/behaviour.md, place-1: a change is live."""
    metabase, home, port = world
    run_at(metabase)
    with hosting.running(home, port):
        first = get(port)[0]
        run_at(metabase, isolated=1, pool="Other")
        until = time.monotonic() + 60
        while get(port)[0] == first and time.monotonic() < until:
            time.sleep(0.02)
        assert get(port)[0] == ("dllhost W3SVC/1/ROOT" if profile == "iis5" else "dllhost Other")


def test_status_follows_what_runs(world):
    """docs/behaviour.md, app-10."""
    metabase, home, port = world
    run_at(metabase)
    root = GetObject("IIS://localhost/W3SVC/1/ROOT")
    assert root.AppGetStatus2() == 0
    with hosting.running(home, port):
        assert root.AppGetStatus2() == 0
        get(port)
        until = time.monotonic() + 60
        while root.AppGetStatus2() != 1 and time.monotonic() < until:
            time.sleep(0.01)
        assert root.AppGetStatus2() == 1
        root.AppUnLoad()
        assert root.AppGetStatus2() == 0
        get(port)
    assert root.AppGetStatus2() == 0, "a host that is gone runs nothing"


def test_a_disabled_application_answers_403(world):
    """docs/behaviour.md, app-6."""
    metabase, home, port = world
    run_at(metabase)
    root = GetObject("IIS://localhost/W3SVC/1/ROOT")
    with hosting.running(home, port):
        assert hosting.status_of(port) == 200
        root.AppDisable()
        until = time.monotonic() + 60
        while hosting.status_of(port) != 403 and time.monotonic() < until:
            time.sleep(0.02)
        assert hosting.status_of(port) == 403
        root.AppEnable()
        until = time.monotonic() + 60
        while hosting.status_of(port) != 200 and time.monotonic() < until:
            time.sleep(0.02)
        assert hosting.status_of(port) == 200


def test_killing_a_surrogate_fails_only_what_was_in_flight(world):
    """docs/behaviour.md, restart-1: in flight 502, the next within a second, and nothing stays behind."""
    metabase, home, port = world
    run_at(metabase)
    with hosting.running(home, port) as host:
        victim = int(get(port)[1])
        time.sleep(0.6)  # until the log, whose file stays open, has been written for the first time
        before = open_files(host)
        statuses = []
        callers = [
            threading.Thread(target=lambda: statuses.append(hosting.status_of(port, "/slow")))
            for _ in range(4)
        ]
        for caller in callers:
            caller.start()
        time.sleep(0.4)
        os.kill(victim, signal.SIGKILL)
        for caller in callers:
            caller.join()
        assert statuses == [502] * 4
        killed = time.monotonic()
        _, pid, *_ = get(port)
        assert time.monotonic() - killed < within(1)
        assert int(pid) != victim
        assert not psutil.pid_exists(victim)
        assert len(children(host)) == 1
        until = time.monotonic() + 60
        while open_files(host) > before and time.monotonic() < until:
            time.sleep(0.05)
        assert open_files(host) <= before


def open_files(host):
    return psutil.Process(host.process.pid).num_fds()


def test_a_surrogate_that_dies_touches_no_other_application(world, profile):
    """docs/behaviour.md, restart-1."""
    metabase, home, port = world
    run_at(metabase, isolated=1, pool="One")
    other = f"{ROOT}/other"
    metabase.store.commit(
        [
            hosting.pool("Two"),
            CreateKey(
                other,
                (
                    record("KeyType", "IIsWebVirtualDir"),
                    record("Path", APPLICATIONS),
                    record("AppRoot", other),
                    record("AppIsolated", 1),
                    record("AppPoolId", "Two"),
                ),
            ),
        ]
    )
    with hosting.running(home, port):
        first, second = get(port), get(port, "/other/x")
        assert first[0] != second[0]
        assert second[2:] == ["/other", "/x"]
        assert hosting.status_of(port, "/exit") == 502
        assert get(port, "/other/x") == second
        assert get(port)[0] == first[0]


def test_surrogates_end_with_a_host_that_is_killed(world):
    """docs/behaviour.md, surrogate-4."""
    metabase, home, port = world
    run_at(metabase)
    with hosting.running(home, port) as host:
        pid = int(get(port)[1])
        host.kill()
        until = time.monotonic() + 60
        while hosting.runs(pid) and time.monotonic() < until:
            time.sleep(0.05)
        assert not hosting.runs(pid)
    with hosting.running(home, port):
        assert os.listdir(os.path.join(home, "surrogates")) == [], "the next host clears what was left"


def test_surrogates_end_with_a_host_that_is_stopped(world):
    """docs/behaviour.md, surrogate-4."""
    metabase, home, port = world
    run_at(metabase)
    with hosting.running(home, port) as host:
        pid = int(get(port)[1])
        assert host.stop() == 0
        assert not psutil.pid_exists(pid)


def test_an_application_that_cannot_be_imported_is_a_500_that_is_logged(world):
    """docs/behaviour.md, surrogate-3."""
    metabase, home, port = world
    run_at(metabase, handler="wsgi:no_such_module:app")
    with hosting.running(home, port) as host:
        assert hosting.status_of(port) == 500
        host.stop()
        said = host.process.stdout.read()
    assert "no_such_module" in said


def test_an_asgi_application_that_blocks_does_not_hold_the_host(world, tmp_path):
    """docs/behaviour.md, asgi-1: in-process applications never run on the host's loop."""
    metabase, home, port = world
    run_at(metabase, isolated=0, handler="asgi:plain_app:asgi")
    with hosting.running(home, port):
        assert get(port)[0]
        begun, end, statuses = tmp_path / "begun", tmp_path / "end", []
        blocked = threading.Thread(
            target=lambda: statuses.append(hosting.status_of(port, f"/block?{begun}&{end}"))
        )
        blocked.start()
        try:
            until = time.monotonic() + 60
            while not begun.exists() and time.monotonic() < until:
                time.sleep(0.02)
            assert begun.exists()
            assert GetObject("IIS://localhost/W3SVC/1").ServerState == 2
            GetObject("IIS://localhost/W3SVC/1").Pause()
            assert statuses == [], "it answered while the application held its thread"
        finally:
            end.touch()
            blocked.join()
        assert statuses == [200]
