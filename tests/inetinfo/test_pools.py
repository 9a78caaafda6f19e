"""Application pools of a running host: their states, and what their commands do to requests."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path

import psutil
import pytest

from adsiis.adsi import ADSIError, GetObject
from adsiis.inetinfo.events import EventReader
from adsiis.inetinfo.pools import Pools
from inetinfo import hosting
from inetinfo.test_surrogates import get, run_at

APPLICATIONS = str(Path(__file__).parent / "applications")
POOLS = "IIS://localhost/W3SVC/AppPools"
POOL = f"{POOLS}/DefaultAppPool"


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", APPLICATIONS, prepend=os.pathsep)
    with hosting.fresh(tmp_path) as found:
        run_at(found[0])
        yield found


def pid_of(port, path="/"):
    return int(get(port, path)[1])


def eventually(holds):
    until = time.monotonic() + 60
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    assert holds()


def new_pool(name, **values):
    pool = GetObject(POOLS).Create("IIsApplicationPool", name)
    for prop, value in values.items():
        pool.Put(prop, value)
    pool.SetInfo()
    return pool


def events(home, what):
    with EventReader(os.path.join(home, "events.jsonl")) as reader:
        return [one for one in reader.events() if one.what == what]


def test_a_stopped_pool_answers_503_and_a_started_one_again(world):
    """docs/behaviour.md, pool-1: its process has ended when Stop returns; other places go on."""
    _, home, port = world
    with hosting.running(home, port):
        pool = GetObject(POOL)
        first = pid_of(port)
        assert pool.AppPoolState == 2
        pool.Stop()
        assert (pool.AppPoolState, hosting.status_of(port)) == (4, 503)
        assert not psutil.pid_exists(first)
        pool.Stop()
        with pytest.raises(ADSIError) as refused:
            pool.Recycle()
        assert refused.value.hresult & 0xFFFFFFFF == 0x80070425
        pool.Start()
        assert (pool.AppPoolState, pool.Win32Error) == (2, 0)
        assert pid_of(port) != first
    assert [(one.before, one.state) for one in events(home, "pool")] == [
        ("stopped", "starting"),
        ("starting", "started"),
        ("started", "stopping"),
        ("stopping", "stopped"),
        ("stopped", "starting"),
        ("starting", "started"),
    ]


def test_stop_lets_requests_in_work_finish(world):
    """docs/behaviour.md, pool-1."""
    _, home, port = world
    with hosting.running(home, port):
        pid_of(port)
        statuses = []
        caller = threading.Thread(target=lambda: statuses.append(hosting.status_of(port, "/slow")))
        caller.start()
        time.sleep(0.3)
        GetObject(POOL).Stop()
        caller.join()
        assert statuses == [200]


def test_recycle_replaces_the_process_and_loses_no_request(world):
    """docs/behaviour.md, pool-3: the old process goes on until the new one takes requests, and drains."""
    _, home, port = world
    with hosting.running(home, port):
        first = pid_of(port)
        statuses, enough = [], threading.Event()

        def ask(path):
            while not enough.is_set():
                statuses.append(hosting.status_of(port, path))

        callers = [threading.Thread(target=ask, args=(path,)) for path in ("/", "/slow")]
        for caller in callers:
            caller.start()
        pool, pids = GetObject(POOL), {first}
        for _ in range(3):
            pool.Recycle()
            pids.add(pid_of(port))
        enough.set()
        for caller in callers:
            caller.join()
        assert set(statuses) == {200}
        assert len(pids) == 4
        assert pool.AppPoolState == 2
        eventually(lambda: not psutil.pid_exists(first))
    recycled = [one for one in events(home, "process") if one.state == "recycled"]
    assert [one.path for one in recycled] == ["DefaultAppPool"] * 3
    assert f"takes over from process {first}." in recycled[0].text


def test_recycle_without_overlap_ends_the_old_process_first(world):
    """docs/behaviour.md, pool-3."""
    _, home, port = world
    pool = GetObject(POOL)
    pool.DisallowOverlappingRotation = True
    pool.SetInfo()
    with hosting.running(home, port):
        first = pid_of(port)
        pool.Recycle()
        assert not psutil.pid_exists(first)
        assert pid_of(port) != first


def test_recycle_of_a_pool_without_a_process_starts_none(world):
    """docs/behaviour.md, pool-3."""
    _, home, port = world
    with hosting.running(home, port) as host:
        GetObject(POOL).Recycle()
        assert psutil.Process(host.process.pid).children() == []


def test_pools_come_go_and_start_by_themselves(world):
    """docs/behaviour.md, pool-2."""
    _, home, port = world
    asleep = new_pool("Asleep", AppPoolAutoStart=False)
    with hosting.running(home, port):
        assert asleep.AppPoolState == 4
        GetObject("IIS://localhost/W3SVC/1/ROOT").AppCreate3(2, "Asleep")
        eventually(lambda: hosting.status_of(port) == 503)
        asleep.Start()
        assert hosting.status_of(port) == 200
        made = new_pool("Made")
        eventually(lambda: made.AppPoolState == 2)
        late = new_pool("Late", AppPoolAutoStart=False)
        late.Stop()
        GetObject("IIS://localhost/W3SVC/1/ROOT").AppCreate3(2, "Late")
        eventually(lambda: hosting.status_of(port) == 503)
        assert late.AppPoolState == 4
        GetObject(POOLS).Delete("IIsApplicationPool", "Made")
        eventually(lambda: "The pool was deleted." in [one.text for one in events(home, "pool")])


def test_a_command_may_come_before_the_journal_tells_of_its_pool(world):
    """docs/behaviour.md, pool-2: a pool that was made and stopped at once takes no requests."""
    metabase, *_ = world

    held_now = set()

    class Applications:
        def hold(self, pool, *, held):
            (held_now.add if held else held_now.discard)(pool)

        async def stop(self, pool):
            assert pool in held_now

    async def make_and_stop():
        async def announce(news):
            pass

        pools = Pools(metabase, Applications(), announce)
        await pools.start_all()
        new_pool("Late", AppPoolAutoStart=False)
        new_pool("Early")
        return [await pools.obey(f"/LM/W3SVC/AppPools/{name}", "stop") for name in ("Late", "Early")]

    assert [outcome.state for outcome in asyncio.run(make_and_stop())] == [4, 4]
    assert held_now == {"Late", "Early"}


def test_a_command_that_pools_do_not_have_is_refused(world):
    """docs/behaviour.md, pool-4."""
    metabase, home, port = world
    with hosting.running(home, port):
        answer = metabase.control.request("/LM/W3SVC/AppPools/DefaultAppPool", "pause")
        assert answer.error == 0x80070425
        answer = metabase.control.request("/LM/W3SVC/AppPools/None", "start")
        assert answer.error == 0x80070426


def test_in_iis_5_isolation_mode_there_are_no_pools(tmp_path):
    """docs/behaviour.md, pool-4."""
    with hosting.fresh(tmp_path, profile="iis5") as (_, home, port), hosting.running(home, port):
        GetObject("IIS://localhost").Create("IIsApplicationPool", "W3SVC/AppPools/One").SetInfo()
        pool = GetObject(f"{POOLS}/One")
        with pytest.raises(ADSIError) as refused:
            pool.Start()
        assert refused.value.hresult & 0xFFFFFFFF == 0x80070426
        assert pool.AppPoolState == 4


def test_a_crash_of_a_process_is_in_the_log(world):
    """docs/behaviour.md, event-1."""
    _, home, port = world
    with hosting.running(home, port):
        assert hosting.status_of(port, "/exit") == 502
        eventually(lambda: [one.state for one in events(home, "process")] == ["started", "crashed"])
        applications = [(one.before, one.state) for one in events(home, "application")]
        assert applications[:2] == [("stopped", "running"), ("running", "stopped")]
