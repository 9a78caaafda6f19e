"""Recycling under load: whatever the reason, no client notices."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from websockets.sync.client import connect

from adsiis.adsi import GetObject
from adsiis.inetinfo.events import EventReader
from adsiis.metabase.changes import CreateKey
from bars import FULL, bar
from inetinfo import hosting
from inetinfo.pool_load import Load
from inetinfo.test_surrogates import run_at

APPLICATIONS = str(Path(__file__).parent / "applications")
POOL = "IIS://localhost/W3SVC/AppPools/DefaultAppPool"


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", APPLICATIONS, prepend=os.pathsep)
    with hosting.fresh(tmp_path) as found:
        run_at(found[0], handler="asgi:pool_app:app")
        add_application(found[0], "idle", "Idle")
        yield found


def add_application(metabase, name, pool, **settings):
    """The same application once more, in a pool of its own."""
    key = f"/LM/W3SVC/1/ROOT/{name}"
    records = [
        hosting.record("KeyType", "IIsWebVirtualDir"),
        hosting.record("Path", APPLICATIONS),
        hosting.record("AppRoot", key),
        hosting.record("AppPoolId", pool),
    ]
    made = hosting.pool(pool, **({"RapidFailProtection": 0} | settings))
    metabase.store.commit([made, CreateKey(key, tuple(records))])


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return answer.read().decode()


def set_pool(**values):
    pool = GetObject(POOL)
    for name, value in values.items():
        pool.Put(name, value)
    pool.SetInfo()


def events(home, state):
    with EventReader(os.path.join(home, "events.jsonl")) as reader:
        return [one for one in reader.events() if one.what == "process" and one.state == state]


def eventually(holds, seconds=60):
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    assert holds()


def upload(port, pieces, seconds, answers):
    """A request whose body takes so long, whatever is recycled meanwhile."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(b"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (pieces * 1000))
        for _ in range(pieces):
            client.sendall(b"x" * 1000)
            time.sleep(seconds / pieces)
        answers.append(client.recv(65536).rpartition(b"\r\n")[2])


class Recycles:
    """Has a pool recycled for one reason after the other."""

    def __init__(self, home, port):
        self.home, self.port = home, port

    def settled(self, before, state="recycled"):
        eventually(lambda: len(events(self.home, state)) > before)

    def by_command(self):
        GetObject(POOL).Recycle()

    def by_config(self):
        before = len(events(self.home, "recycled"))
        set_pool(PingInterval=GetObject(POOL).PingInterval + 1)
        self.settled(before)

    def by_requests(self):
        before = len(events(self.home, "recycled"))
        set_pool(PeriodicRestartRequests=200, DisallowRotationOnConfigChange=True)
        self.settled(before)
        set_pool(PeriodicRestartRequests=0)
        time.sleep(0.2)
        set_pool(DisallowRotationOnConfigChange=False)

    def by_memory(self):
        before = len(events(self.home, "recycled"))
        set_pool(PeriodicRestartPrivateMemory=120_000, DisallowRotationOnConfigChange=True)
        for _ in range(12):
            assert hosting.status_of(self.port, "/leak?10240") == 200
        self.settled(before)
        set_pool(PeriodicRestartPrivateMemory=0)
        time.sleep(0.2)
        set_pool(DisallowRotationOnConfigChange=False)

    def by_kill(self):
        """A process without work is killed; the next request, at once, is answered by another."""
        before = get(self.port, "/idle/x")
        os.kill(int(before), signal.SIGKILL)
        assert get(self.port, "/idle/x") != before

    def by_schedule(self):
        before = len(events(self.home, "recycled"))
        at = time.strftime("%H:%M", time.localtime(time.time() + 75))  # not before it is set
        set_pool(PeriodicRestartSchedule=[at], DisallowRotationOnConfigChange=True)
        eventually(lambda: len(events(self.home, "recycled")) > before, 120)
        set_pool(DisallowRotationOnConfigChange=False)


@pytest.mark.timeout(1800)
def test_no_request_is_lost_whatever_the_reason_of_a_recycle(world):
    """docs/behaviour.md, pool-3, recycle-7: kept and new connections, an upload and a WebSocket among them."""
    _, home, port = world
    set_pool(ShutdownTimeLimit=2000 if FULL else 90)
    with hosting.running(home, port), Load(port) as load:
        eventually(lambda: load.answers[200] > 10)
        recycles, answers = Recycles(home, port), []
        ways = [
            recycles.by_command,
            recycles.by_config,
            recycles.by_requests,
            recycles.by_kill,
            recycles.by_memory,
        ]
        uploading = threading.Thread(target=upload, args=(port, 50, bar(60), answers))
        uploading.start()
        with connect(f"ws://127.0.0.1:{port}/ws") as websocket:
            websocket.send("first")
            first = websocket.recv().split()[0]
            for number in range(bar(100)):
                ways[number % len(ways)]()
            if FULL:
                recycles.by_schedule()
            while len(events(home, "recycled")) + len(events(home, "crashed")) < bar(100):
                recycles.by_command()
            while load.done < bar(100_000):
                time.sleep(0.1)
            websocket.send("still")
            assert websocket.recv() == f"{first} still", "the socket stays with its process"
        uploading.join()
    assert answers == [b"50000"]
    assert load.failed == {}
    assert load.done >= bar(100_000)
    assert len(load.bodies) > bar(100) // 2
    assert {one.path for one in events(home, "crashed")} == {"Idle"}
