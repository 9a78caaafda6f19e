"""From a commit in one process to the callback in another, while four read; beside an etcd watch."""

from __future__ import annotations

import multiprocessing
import os
import statistics
import threading
import time
from typing import TYPE_CHECKING

from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import Key
from adsiis.schema import schema
from bench.metabase.peers import Etcd, etcd

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

READERS = 4
COMMITS = 400
IDLE = 2.0


def run(folder: str) -> dict[str, float | str]:
    home = f"{folder}/home"
    create_metabase(home, [Key("/LM/W3SVC/1", {1002: schema().record("KeyType", "IIsWebServer")})])
    close_metabase(home)
    context = multiprocessing.get_context("spawn")
    ends = [context.Pipe() for _ in range(READERS + 1)]
    children = [context.Process(target=_read, args=(home, there)) for _, there in ends[1:]]
    children.append(context.Process(target=_watch, args=(home, ends[0][1])))
    for child in children:
        child.start()
    for here, _ in ends:
        here.recv()
    with etcd(folder) as peer:
        idle = _idle(ends[0][0])
        for here, _ in ends[1:]:
            here.send("read")
        ours = _ours(home, ends[0][0])
        theirs = _etcd_watch(peer) if peer else []
    for child in children:
        child.kill()
        child.join()
    found: dict[str, float | str] = {
        "commit to callback, 4 read: median ms": statistics.median(ours),
        "commit to callback, 4 read: p99 ms (under 20)": _p99(ours),
        "processor time of an idle watcher: % (0)": idle,
    }
    if theirs:
        found |= {
            "etcd put to watch, 4 read: median ms": statistics.median(theirs),
            "etcd put to watch, 4 read: p99 ms": _p99(theirs),
            "callback / etcd watch, medians (at most 1)": statistics.median(ours) / statistics.median(theirs),
        }
    return found


def _ours(home: str, watcher: Connection) -> list[float]:
    """Milliseconds from before a commit to the moment another process saw it."""
    store, taken = open_metabase(home).store, []
    for n in range(COMMITS):
        change = SetRecords("/LM/W3SVC/1", (schema().record("ServerComment", f"{n}"),))
        begun = time.monotonic()
        store.commit([change])
        taken.append((watcher.recv() - begun) * 1000)
    close_metabase(home)
    return taken


def _etcd_watch(peer: Etcd) -> list[float]:
    heard: list[float] = []
    rang = threading.Semaphore(0)

    def follow() -> None:
        for _ in peer.watch("watched"):
            heard.append(time.monotonic())
            rang.release()

    threading.Thread(target=follow, daemon=True).start()
    rang.acquire()  # the watch tells that it is made
    taken = []
    for n in range(COMMITS // 2):
        begun = time.monotonic()
        peer.call("put", key="watched", value=f"{n}")
        rang.acquire()
        taken.append((heard[-1] - begun) * 1000)
    return taken


def _idle(watcher: Connection) -> float:
    """The share of the processor a watcher takes while nothing happens."""
    watcher.send("times")
    before = watcher.recv()
    time.sleep(IDLE)
    watcher.send("times")
    used = watcher.recv() - before
    watcher.send("watch")
    return used / IDLE * 100


def _read(home: str, end: Connection) -> None:
    use_store(home)
    end.send("ready")
    end.recv()
    while True:
        _ = GetObject("IIS://localhost/W3SVC/1").ServerComment


def _watch(home: str, end: Connection) -> None:
    with open_metabase(home).store.watch() as watcher:
        threading.Thread(target=_tell_times, args=(end,)).start()
        end.send("ready")
        while True:
            watcher.wait(1.0)
            for _ in watcher.entries() or ():
                end.send(time.monotonic())


def _tell_times(end: Connection) -> None:
    while end.recv() == "times":
        times = os.times()
        end.send(times.user + times.system)


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]
