"""What does it cost to look for leaks? Told as processor time, which hardly depends on what else goes on.

Two pools of one host run the same small application under the same load, the first in two processes.
Sampling is what a look at a process takes, and `leak watch` beside them. Then one process of the first pool
explains itself, and it, the other process of its pool and the other pool are compared with what they cost
before.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import psutil

from adsiis.inetinfo.keeper import LOOK_SECONDS
from adsiis.inetinfo.leak_watch import explain
from adsiis.inetinfo.measuring import measure
from adsiis.metabase.metabase import close_metabase, open_metabase
from bench.load import family, listening, processor_seconds
from bench.load import load as wrk
from bench.peers import absent
from bench.pool_servers import APPLICATION, WSGI, ours

ROUNDS = 7
PACE = 300
"""Requests a second; a process that explains itself can answer some twice as many."""
SECONDS = 3
LOOKS = 1_000
STARTING = 4
"""Seconds it takes a command to import what it needs, on a busy machine."""
POOLS = ("DefaultAppPool", "Pool1")
FOLLOWED, BESIDE, OTHER = (
    "process explained",
    "other process of its pool",
    "other pool",
)


def run() -> dict[str, float | str]:
    """The ratios; or one sentence under `skipped`."""
    missing = absent("wrk")
    if missing:
        return {"skipped": missing}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "pools_application.py").write_text(
            APPLICATION.replace(
                '("Content-Length", "5")', '("Content-Length", "5"), ("Process", str(os.getpid()))'
            )
        )
        home = folder / "watched"
        with ours(folder, home.name, f"wsgi:{WSGI}", pools=1, MaxProcesses=2) as port:
            urls = dict(zip(POOLS, (f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/1/"), strict=True))
            loaded(urls, 1)
            found = looking(port)
            found |= watching(urls, str(home))
            found |= explaining(port, urls, str(home))
        close_metabase(str(home))
    return found


def looking(port: int) -> dict[str, float | str]:
    """The processor time of one look at a process, and what part of a processor all looks at it take."""
    pid = next(iter(surrogates(port)))
    began = time.process_time()
    for _ in range(LOOKS):
        measure(pid)
    one = (time.process_time() - began) / LOOKS
    return {
        "sampling: one look at a process, microseconds": one * 1e6,
        "sampling: all looks at a process, % of a processor": one / LOOK_SECONDS * 100,
    }


def watching(urls: dict[str, str], home: str) -> dict[str, float | str]:
    """What part of a processor `leak watch` takes while requests come in, once it has started."""
    seconds = str(ROUNDS * SECONDS + STARTING * 2)
    order = [sys.executable, "-m", "adsiis", "--home", home, "leak", "watch", "--seconds", seconds]
    watch = subprocess.Popen(order, stdout=subprocess.DEVNULL)
    try:
        time.sleep(STARTING)
        began, before = time.monotonic(), processor_seconds({watch.pid})
        loaded(urls, ROUNDS * SECONDS)
        share = (processor_seconds({watch.pid}) - before) / (time.monotonic() - began)
    finally:
        watch.kill()
        watch.wait()
    return {"sampling: `leak watch`, % of a processor": share * 100}


def explaining(port: int, urls: dict[str, str], home: str) -> dict[str, float | str]:
    """What requests cost each process, and take, while one of the first pool explains itself, to before.

    They come at a steady pace: a machine that is full makes each wait for the other, whatever it does.
    """
    costs: dict[str, list[float]] = {who: [] for who in (FOLLOWED, BESIDE, OTHER)}
    slowness: dict[str, list[float]] = {who: [] for who in costs}
    metabase, lost = open_metabase(home), 0
    for _ in range(ROUNDS):
        quiet, lost_before = asked(port, urls)
        # The first half of the time nothing is followed, then allocations are.
        asking = threading.Thread(target=explain, args=(metabase, POOLS[0], SECONDS * 4.0))
        begun = time.monotonic()
        asking.start()
        lost += lost_before + asked(port, urls)[1]
        time.sleep(max(0.0, begun + SECONDS * 2.2 - time.monotonic()))
        explained, lost_then = asked(port, urls)
        asking.join()
        lost += lost_then
        for who, (before, then) in parts(port, quiet, explained).items():
            costs[who].append(then.cost / before.cost)
            slowness[who].append(then.p99 / before.p99)
    found: dict[str, float | str] = {}
    for who, dearer in costs.items():
        found[f"{who}: processor time of a request, to before"] = median(dearer)
        found[f"{who}: p99, to before"] = median(slowness[who])
    return found | {"requests that got no answer meanwhile": lost}


ENOUGH = 100
"""Answers of a process in one part of a round, for its processor time to be told."""


class Asked(NamedTuple):
    """What requests cost a process, in seconds of a processor, and took 99 of 100, in milliseconds."""

    cost: float
    p99: float
    answers: int


def parts(port: int, quiet: dict[int, Asked], explained: dict[int, Asked]) -> dict[str, tuple[Asked, Asked]]:
    """What each process did before, and while one explained itself; of those that answered enough meanwhile.

    In quiet times one process of a pool answers nearly all: both are held against it.
    """
    pools = surrogates(port)
    usual = {
        pool: max((one for pid, one in quiet.items() if pools.get(pid) == pool), key=lambda one: one.answers)
        for pool in POOLS
    }
    busy = {pid: one for pid, one in explained.items() if pid in pools and one.answers >= ENOUGH}
    first = sorted((one for pid, one in busy.items() if pools[pid] == POOLS[0]), key=lambda one: -one.cost)
    other = [one for pid, one in busy.items() if pools[pid] == POOLS[1]]
    found = [*zip((FOLLOWED, BESIDE), first, strict=False), *zip((OTHER,), other, strict=False)]
    return {who: (usual[POOLS[who == OTHER]], one) for who, one in found}


def asked(port: int, urls: dict[str, str]) -> tuple[dict[int, Asked], int]:
    """Ask every pool at a steady pace: what each process did, and how many answers are missing."""
    before = {pid: processor_seconds({pid}) for pid in surrogates(port)}
    order = [sys.executable, "-m", "bench.paced"]
    loads = [
        subprocess.Popen([*order, url, str(PACE), str(SECONDS)], stdout=subprocess.PIPE, text=True)
        for url in urls.values()
    ]
    found: dict[int, Asked] = {}
    lost = 0
    for load in loads:
        total, *processes = load.communicate()[0].splitlines()
        lost += int(total.split()[1])
        for pid, count, p99 in map(str.split, processes):
            used = processor_seconds({int(pid)}) - before[int(pid)]
            found[int(pid)] = Asked(used / int(count), float(p99), int(count))
    return found, lost


def loaded(urls: dict[str, str], seconds: int) -> dict[str, float]:
    """The answers of each URL, all asked at once."""
    found: dict[str, float] = {}

    def ask(pool: str, url: str) -> None:
        found[pool] = wrk(url, seconds, connections=2).rate * seconds

    asking = [threading.Thread(target=ask, args=one) for one in urls.items()]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    return found


def surrogates(port: int) -> dict[int, str]:
    """The processes of the pools, and which pool's each is."""
    return {
        one.pid: pool
        for one in family(listening(port))
        for pool in POOLS
        if pool in " ".join(psutil.Process(one.pid).cmdline())
    }


def median(ratios: list[float]) -> float | str:
    """Of pairs of neighbours."""
    return round(statistics.median(ratios), 3) if ratios else "none"
