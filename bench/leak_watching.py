"""What does it cost to look for leaks? Told as processor time, which hardly depends on what else goes on.

Two pools of one host run the same small application under the same load. Sampling is what a look at their
processes takes, and `leak watch` beside them. Then one of the two explains itself, and both are compared with
what they cost before.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from operator import truediv
from pathlib import Path

import psutil

from adsiis.inetinfo.keeper import LOOK_SECONDS
from adsiis.inetinfo.leak_watch import explain
from adsiis.inetinfo.measuring import measure
from adsiis.metabase.metabase import close_metabase, open_metabase
from bench.load import family, listening, load, processor_seconds
from bench.peers import absent
from bench.pool_servers import APPLICATION, WSGI, ours

ROUNDS = 7
SECONDS = 3
LOOKS = 1_000
STARTING = 4
"""Seconds it takes a command to import what it needs, on a busy machine."""
POOLS = ("DefaultAppPool", "Pool1")


def run() -> dict[str, float | str]:
    """The ratios; or one sentence under `skipped`."""
    missing = absent("wrk")
    if missing:
        return {"skipped": missing}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "pools_application.py").write_text(APPLICATION)
        home = folder / "watched"
        with ours(folder, home.name, f"wsgi:{WSGI}", pools=1) as port:
            urls = dict(zip(POOLS, (f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/1/"), strict=True))
            loaded(urls, 1)
            found = looking(port)
            found |= watching(urls, str(home))
            found |= explaining(port, urls, str(home))
        close_metabase(str(home))
    return found


def looking(port: int) -> dict[str, float | str]:
    """The processor time of one look at a process, and what part of a processor all looks at it take."""
    pid = next(iter(surrogates(port).values()))
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
    """What a request costs in each pool while the first explains itself, to what it costs before."""
    costs = {pool: {False: list[float](), True: list[float]()} for pool in POOLS}
    metabase = open_metabase(home)
    for _ in range(ROUNDS):
        quiet = cost(port, urls)
        # The first half of the time nothing is followed, then allocations are.
        asking = threading.Thread(target=explain, args=(metabase, POOLS[0], SECONDS * 2.4))
        asking.start()
        loaded(urls, SECONDS + 1)
        explained = cost(port, urls)
        asking.join()
        for pool, taken in costs.items():
            taken[False].append(quiet[pool])
            taken[True].append(explained[pool])
    return {
        f"attribution of {POOLS[0]}: processor time per request in {pool}, to before": ratio(taken)
        for pool, taken in costs.items()
    }


def cost(port: int, urls: dict[str, str]) -> dict[str, float]:
    """The processor time a request takes in the process of each pool."""
    pids = surrogates(port)
    before = {pool: processor_seconds({pid}) for pool, pid in pids.items()}
    done = loaded(urls, SECONDS)
    return {pool: (processor_seconds({pid}) - before[pool]) / done[pool] for pool, pid in pids.items()}


def loaded(urls: dict[str, str], seconds: int) -> dict[str, float]:
    """The answers of each URL, all asked at once."""
    found: dict[str, float] = {}

    def ask(pool: str, url: str) -> None:
        found[pool] = load(url, seconds, connections=2).rate * seconds

    asking = [threading.Thread(target=ask, args=one) for one in urls.items()]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    return found


def surrogates(port: int) -> dict[str, int]:
    """The process of each pool."""
    return {
        pool: one.pid
        for one in family(listening(port))
        for pool in POOLS
        if pool in " ".join(psutil.Process(one.pid).cmdline())
    }


def ratio(costs: dict[bool, list[float]]) -> float:
    """The median over pairs of neighbours, with to without."""
    return round(statistics.median(map(truediv, costs[True], costs[False])), 3)
