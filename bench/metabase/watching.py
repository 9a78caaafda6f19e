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

    from adsiis.metabase.protocol import Store

READERS = 4
TURNS = 80
COMMITS = 50
"""In a turn, of ours and of etcd's: 99 of 100 means something only with some thousands."""
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
        ours, commits, theirs = _in_turn(home, ends[0][0], peer)
    for child in children:
        child.kill()
        child.join()
    found: dict[str, float | str] = {
        "commit to callback, 4 read: median ms": statistics.median(ours),
        "commit to callback, 4 read: p99 ms (under 20)": _p99(ours),
        "of that the commit alone: p99 ms": _p99(commits),
        "processor time of an idle watcher: % (0)": idle,
    }
    if theirs:
        found |= {
            "etcd put to watch, 4 read: median ms": statistics.median(theirs),
            "etcd put to watch, 4 read: p99 ms": _p99(theirs),
            "callback / etcd watch, p99 (at most 1)": _p99(ours) / _p99(theirs),
            "callback / etcd watch, medians": statistics.median(ours) / statistics.median(theirs),
        }
    return found


def _in_turn(home: str, watcher: Connection, peer: Etcd | None) -> tuple[list[float], ...]:
    """The milliseconds of ours, of its commits alone and of etcd's, in turn: a drift hits both alike."""
    ours: list[float] = []
    commits: list[float] = []
    theirs: list[float] = []
    store, watch = open_metabase(home).store, _EtcdWatch(peer) if peer else None
    for _ in range(TURNS):
        for n in range(COMMITS):
            heard, committed = _ours(store, watcher, n)
            ours.append(heard)
            commits.append(committed)
        if watch:
            theirs += [watch.taken(n) for n in range(COMMITS)]
    close_metabase(home)
    return ours, commits, theirs


def _ours(store: Store, watcher: Connection, number: int) -> tuple[float, float]:
    """Milliseconds from before a commit to the moment another process saw it, and until it returned."""
    change = SetRecords("/LM/W3SVC/1", (schema().record("ServerComment", f"{number}"),))
    begun = time.monotonic()
    store.commit([change])
    done = time.monotonic()
    return (watcher.recv() - begun) * 1000, (done - begun) * 1000


class _EtcdWatch:
    """A watch of one key, followed by a thread."""

    def __init__(self, peer: Etcd) -> None:
        self._peer = peer
        self._heard = 0.0
        self._rang = threading.Semaphore(0)
        threading.Thread(target=self._follow, daemon=True).start()
        self._rang.acquire()  # the watch tells that it is made

    def _follow(self) -> None:
        for _ in self._peer.watch("watched"):
            self._heard = time.monotonic()
            self._rang.release()

    def taken(self, number: int) -> float:
        """Milliseconds from before a put to the moment the watch told of it."""
        begun = time.monotonic()
        self._peer.call("put", key="watched", value=f"{number}")
        self._rang.acquire()
        return (self._heard - begun) * 1000


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
