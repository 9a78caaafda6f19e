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
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

from adsiis.inetinfo.keeper import LOOK_SECONDS
from adsiis.inetinfo.leak_watch import explain
from adsiis.inetinfo.measuring import measure
from adsiis.metabase.metabase import close_metabase, open_metabase
from bench.load import family, listening, load, processor_seconds
from bench.peers import absent
from bench.pool_servers import APPLICATION, WSGI, ours

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 7
PACE = 300
"""Requests a second; a process that explains itself can answer some twice as many."""
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
    """What requests cost in each pool, and take, while the first explains itself, to before.

    They come at a steady pace: a machine that is full makes each wait for the other, whatever it does.
    """
    costs = {pool: {False: list[Asked](), True: list[Asked]()} for pool in POOLS}
    metabase = open_metabase(home)
    for _ in range(ROUNDS):
        quiet = asked(port, urls)
        # The first half of the time nothing is followed, then allocations are.
        asking = threading.Thread(target=explain, args=(metabase, POOLS[0], SECONDS * 4.0))
        begun = time.monotonic()
        asking.start()
        asked(port, urls)
        time.sleep(max(0.0, begun + SECONDS * 2.2 - time.monotonic()))
        explained = asked(port, urls)
        asking.join()
        for pool, taken in costs.items():
            taken[False].append(quiet[pool])
            taken[True].append(explained[pool])
    found: dict[str, float | str] = {}
    for pool, taken in costs.items():
        pairs = list(zip(taken[True], taken[False], strict=True))
        title = f"attribution of {POOLS[0]}: in {pool}, to before"
        found[f"{title}: processor time per request"] = median(one.cost / other.cost for one, other in pairs)
        found[f"{title}: p99"] = median(one.p99 / other.p99 for one, other in pairs)
    return found


class Asked(NamedTuple):
    """What requests cost a process, in seconds of a processor each, and the milliseconds 99 of 100 took."""

    cost: float
    p99: float


def asked(port: int, urls: dict[str, str]) -> dict[str, Asked]:
    """Ask every pool at a steady pace."""
    pids = surrogates(port)
    before = {pool: processor_seconds({pid}) for pool, pid in pids.items()}
    order = [sys.executable, "-m", "bench.paced"]
    loads = {
        pool: subprocess.Popen([*order, url, str(PACE), str(SECONDS)], stdout=subprocess.PIPE, text=True)
        for pool, url in urls.items()
    }
    slowest = {pool: float(one.communicate()[0]) for pool, one in loads.items()}
    return {
        pool: Asked((processor_seconds({pid}) - before[pool]) / (PACE * SECONDS), slowest[pool])
        for pool, pid in pids.items()
    }


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


def median(ratios: Iterator[float]) -> float:
    """Of pairs of neighbours."""
    return round(statistics.median(ratios), 3)
