"""What the settings of a pool do to its processes: limits, failures, signs of life, the queue, its absence."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.request

import psutil
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from adsiis.adsi import GetObject
from adsiis.metabase.changes import SetRecords
from bars import FULL
from inetinfo import hosting
from inetinfo.pool_load import Load
from inetinfo.test_recycling import APPLICATIONS, POOL, add_application, events, eventually, get, set_pool
from inetinfo.test_surrogates import run_at

POOLS = "IIS://localhost/W3SVC/AppPools"


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", APPLICATIONS, prepend=os.pathsep)
    with hosting.fresh(tmp_path) as found:
        run_at(found[0], handler="asgi:pool_app:app")
        yield found


def said(host):
    """All a host said, once it has stopped."""
    host.stop()
    return host.process.stdout.read()


def in_background(port, path, count):
    statuses = []
    callers = [
        threading.Thread(target=lambda: statuses.append(hosting.status_of(port, path))) for _ in range(count)
    ]
    for caller in callers:
        caller.start()
    return statuses, callers


@pytest.mark.parametrize("processes", [1, 2])
def test_requests_that_never_reached_a_killed_process_go_to_the_next(world, processes):
    """docs/behaviour.md, forward-6, lane-4: the process stands still, requests are sent to it, it is killed."""
    _, home, port = world
    set_pool(MaxProcesses=processes)
    with hosting.running(home, port):
        for _ in range(3):
            victim = int(get(port, "/"))
        os.kill(victim, signal.SIGSTOP)
        statuses, callers = in_background(port, "/", 5)
        time.sleep(0.5)
        os.kill(victim, signal.SIGKILL)
        for caller in callers:
            caller.join(60)
        assert statuses == [200] * 5


def test_a_request_nobody_read_takes_its_body_along(world):
    """docs/behaviour.md, forward-7: an upload of one piece, whatever its method."""
    _, home, port = world
    sizes = []

    def upload():
        with socket.create_connection(("127.0.0.1", port), 60) as sock:
            sock.sendall(
                b"POST /upload HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n"
                + b"x" * 1000
            )
            sizes.append(sock.makefile("rb").read().rpartition(b"\r\n\r\n")[2])

    with hosting.running(home, port):
        victim = int(get(port, "/"))
        os.kill(victim, signal.SIGSTOP)
        callers = [threading.Thread(target=upload) for _ in range(3)]
        for caller in callers:
            caller.start()
        time.sleep(0.5)
        os.kill(victim, signal.SIGKILL)
        for caller in callers:
            caller.join(60)
    assert sizes == [b"1000"] * 3


def test_a_process_that_dies_takes_no_other_with_it(world):
    """docs/behaviour.md, surrogate-1, forward-3: what another pool works at is answered."""
    metabase, home, port = world
    add_application(metabase, "other", "Other")
    with hosting.running(home, port):
        get(port, "/other/")
        statuses, callers = in_background(port, "/other/slow?1", 3)
        assert [hosting.status_of(port, "/crash") for _ in range(2)] == [502, 502]
        for caller in callers:
            caller.join(60)
    assert statuses == [200] * 3
    assert {one.path for one in events(home, "crashed")} == {"DefaultAppPool"}


def test_a_request_that_kills_its_process_is_not_tried_again(world):
    """docs/behaviour.md, forward-6: it is a 502, and the next request is answered."""
    _, home, port = world
    with hosting.running(home, port):
        get(port, "/")
        get(port, "/")
        assert hosting.status_of(port, "/crash") == 502
        assert hosting.status_of(port) == 200
    assert len(events(home, "crashed")) == 1


def test_several_processes_share_the_requests_of_a_pool(world):
    """docs/behaviour.md, pool-6: another is started while all are at work, up to MaxProcesses."""
    _, home, port = world
    set_pool(MaxProcesses=2)
    with hosting.running(home, port), Load(port, kept=2, new=0, path="/slow?0.2") as load:
        eventually(lambda: len(load.bodies) == 2)
    assert load.failed == {}
    assert len(load.bodies) == 2


def test_requests_wait_for_a_process_up_to_the_length_of_the_queue(world):
    """docs/behaviour.md, pool-7."""
    _, home, port = world
    set_pool(AppPoolQueueLength=10)
    with hosting.running(home, port):
        statuses, callers = in_background(port, "/", 30)
        for caller in callers:
            caller.join(60)
    assert sorted(statuses) == [200] * statuses.count(200) + [503] * statuses.count(503)
    assert 10 <= statuses.count(200) < 30


def test_an_application_of_a_pool_that_is_not_there_answers_503(world):
    """docs/behaviour.md, pool-8: told once; it runs as soon as the pool is made, and ends with it."""
    metabase, home, port = world
    metabase.store.commit([SetRecords("/LM/W3SVC/1/ROOT", (hosting.record("AppPoolId", "Gone"),))])
    with hosting.running(home, port) as host:
        assert [hosting.status_of(port) for _ in range(3)] == [503] * 3
        GetObject(POOLS).Create("IIsApplicationPool", "Gone").SetInfo()
        eventually(lambda: hosting.status_of(port) == 200)
        pid = int(get(port, "/"))
        GetObject(POOLS).Delete("IIsApplicationPool", "Gone")
        eventually(lambda: hosting.status_of(port) == 503)
        eventually(lambda: not psutil.pid_exists(pid))
        assert said(host).count("There is no application pool 'Gone'") == 2


def test_a_pool_that_is_deleted_answers_what_it_works_at(world):
    """docs/behaviour.md, pool-8: what comes later is a 503 that says why."""
    metabase, home, port = world
    add_application(metabase, "shop", "Shop")
    with hosting.running(home, port):
        get(port, "/shop/")
        statuses, (caller,) = in_background(port, "/shop/slow?2", 1)
        time.sleep(0.3)
        GetObject(POOLS).Delete("IIsApplicationPool", "Shop")
        eventually(lambda: hosting.status_of(port, "/shop/") == 503)
        assert hosting.status_of(port) == 200
        caller.join(60)
    assert statuses == [200]


def test_a_value_that_cannot_be_changes_nothing_for_a_pool_at_work(world):
    """docs/behaviour.md, recycle-1, recycle-7."""
    _, home, port = world
    with hosting.running(home, port) as host:
        get(port, "/")
        set_pool(
            PeriodicRestartSchedule=["half past three", "03:30"], PeriodicRestartPrivateMemory=0xFFFFFFFF
        )
        eventually(lambda: events(home, "recycled"))
        assert hosting.status_of(port) == 200
        text = said(host)
    assert "PeriodicRestartSchedule holds 'half past three', which is no time of day" in text
    assert "PeriodicRestartPrivateMemory is 4294967295; it must be from" in text


def test_values_that_cannot_be_are_told_and_the_pool_runs(world):
    """docs/behaviour.md, recycle-1."""
    _, home, port = world
    set_pool(PeriodicRestartSchedule=["25:99"], AppPoolQueueLength=1)
    with hosting.running(home, port) as host:
        assert hosting.status_of(port) == 200
        text = said(host)
    assert "PeriodicRestartSchedule holds '25:99'" in text
    assert "AppPoolQueueLength is 1; it must be from 10 to 65535" in text


def test_a_pool_whose_processes_fail_too_often_is_stopped(world):
    """docs/behaviour.md, pool-10: its applications answer 503 with a page that says so, until it is started."""
    _, home, port = world
    set_pool(RapidFailProtectionMaxCrashes=2)
    with hosting.running(home, port) as host:
        pool = GetObject(POOL)
        assert [hosting.status_of(port, "/crash") for _ in range(2)] == [502, 502]
        eventually(lambda: hosting.status_of(port) == 503)
        eventually(lambda: pool.AppPoolState == 4)
        assert pool.Win32Error != 0
        with pytest.raises(Exception, match="503") as refused:
            get(port, "/")
        with refused.value as page:
            assert b"failed several times" in page.read()
        pool.Start()
        assert (hosting.status_of(port), pool.AppPoolState) == (200, 2)
        assert "its processes failed 2 times within 5 minutes" in said(host)


def test_a_process_that_hangs_is_found_by_its_silence(world):
    """docs/behaviour.md, pool-9: it is killed, and the next one answers."""
    _, home, port = world
    set_pool(PingInterval=1, PingResponseTime=1)
    with hosting.running(home, port):
        first = get(port, "/")
        statuses, callers = in_background(port, "/hang", 1)
        eventually(lambda: events(home, "unresponsive"))
        assert get(port, "/") != first
        callers[0].join(60)
        assert statuses == [502]


def test_a_process_that_hangs_is_left_to_a_debugger_where_that_is_wanted(world, tmp_path):
    """docs/behaviour.md, pool-11: it is orphaned, and a program is started with its number."""
    _, home, port = world
    mark = tmp_path / "orphan"
    set_pool(
        PingInterval=1, PingResponseTime=1, OrphanWorkerProcess=True,
        OrphanActionExe="/bin/sh", OrphanActionParams=f'-c "echo %1% > {mark}"',
    )  # fmt: skip
    with hosting.running(home, port) as host:
        first = get(port, "/")
        in_background(port, "/hang", 1)
        eventually(mark.exists)
        eventually(lambda: mark.read_text().strip() == first)
        assert psutil.pid_exists(int(first))
        assert get(port, "/") != first
        host.stop()
        assert not psutil.pid_exists(int(first)), "it ends with its host"


def test_a_start_that_takes_too_long_is_a_failure(world, monkeypatch, tmp_path):
    """docs/behaviour.md, pool-14: what a recycle starts must have loaded in time, or the old process goes on."""
    metabase, home, port = world
    run_at(metabase, handler="wsgi:slow_start:app")
    monkeypatch.setenv("SLOW_START", str(tmp_path / "slow"))
    set_pool(StartupTimeLimit=3)
    with hosting.running(home, port):
        first = get(port, "/")
        (tmp_path / "slow").touch()
        with pytest.raises(Exception, match="StartupTimeLimit"):
            GetObject(POOL).Recycle()
        assert get(port, "/") == first
    (failed,) = events(home, "start failed")
    assert "was not ready within 3 seconds" in failed.text


def test_starts_that_take_too_long_stop_a_pool_in_the_end(world, monkeypatch, tmp_path):
    """docs/behaviour.md, pool-10, pool-14: after as many as RapidFailProtectionMaxCrashes says."""
    _, home, port = world
    waits = "import sys, time\nif 'adsiis.dllhost' in sys.orig_argv:\n    time.sleep(60)\n"
    (tmp_path / "sitecustomize.py").write_text(waits)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    set_pool(StartupTimeLimit=1, RapidFailProtectionMaxCrashes=2)
    with hosting.running(home, port):
        assert [hosting.status_of(port) for _ in range(3)] == [503] * 3
        eventually(lambda: GetObject(POOL).AppPoolState == 4)
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(port, "/")
        with refused.value as page:
            assert b"failed several times" in page.read()
    assert len(events(home, "start failed")) == 2


def test_a_recycle_waits_for_websockets_until_the_time_is_up(world):
    """docs/behaviour.md, recycle-10: then they are closed with 1012."""
    _, home, port = world
    set_pool(ShutdownTimeLimit=1)
    with hosting.running(home, port), connect(f"ws://127.0.0.1:{port}/ws") as websocket:
        websocket.send("a")
        first = websocket.recv().split()[0]
        GetObject(POOL).Recycle()
        websocket.send("b")
        assert websocket.recv() == f"{first} b"
        with pytest.raises(ConnectionClosed) as closed:
            websocket.recv(timeout=30)
        assert closed.value.rcvd.code == 1012
        eventually(lambda: not psutil.pid_exists(int(first)))


def test_what_a_process_started_counts_as_its_memory_and_ends_with_it(world):
    """docs/behaviour.md, recycle-5: an extension that forks."""
    metabase, home, port = world
    add_application(metabase, "forks", "Forks", PeriodicRestartPrivateMemory=150_000, PeriodicRestartTime=0)
    with hosting.running(home, port):
        first = psutil.Process(int(get(port, "/forks/x")))
        assert hosting.status_of(port, "/forks/fork?200") == 200
        (child,) = first.children()
        eventually(lambda: [one for one in events(home, "recycled") if "PrivateMemory" in one.text])
        eventually(lambda: not hosting.runs(child.pid))


def test_a_pool_that_used_its_processor_time_waits_for_the_next_interval(world):
    """docs/behaviour.md, pool-12."""
    _, home, port = world
    set_pool(CPULimit=1, CPUAction=1)
    with hosting.running(home, port):
        first = int(get(port, "/"))
        eventually(lambda: hosting.status_of(port) == 503)
        eventually(lambda: not psutil.pid_exists(first))
    assert events(home, "processor limit")
    assert not events(home, "crashed")


@pytest.mark.timeout(1800)
def test_an_application_that_leaks_stays_under_its_limit(world):
    """docs/behaviour.md, recycle-5, recycle-6: by the limit and a tenth, and no request is lost."""
    _, home, port = world
    limit, calls = (300 << 10, 1_000_000) if FULL else (100 << 10, 10_000)
    set_pool(PeriodicRestartPrivateMemory=limit)
    highest = 0
    with hosting.running(home, port) as host, Load(port, path="/leak?10", rate=2000) as load:
        while load.done < calls:
            for one in psutil.Process(host.process.pid).children():
                try:
                    highest = max(highest, one.memory_full_info().uss >> 10)
                except psutil.Error:
                    continue
            time.sleep(0.2)
    assert load.failed == {}
    assert highest < 1.1 * limit
    assert len(events(home, "recycled")) >= calls * 10 // limit
