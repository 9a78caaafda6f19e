"""A process to be measured: does cheap work, leaks on request, prints its measurement as one line of JSON.

`python host.py CALLS WORKLOAD [SIZE KIND]`; the tests start it with `host_environment()`.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from functools import cache as once

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from adsiis import memory
from memory.injector import Injector

kept: list[bytes] = []
cache: dict[int, str] = {}


def plain(n):
    for i in range(n):
        json.loads(json.dumps({"name": str(i), "values": [i, i / 3], "text": "x" * random.randrange(900)}))


def cached(n):
    """A cache of 64 entries of changing size, which fills and then only turns over."""
    for _ in range(n):
        cache[random.randrange(64)] = "x" * random.randrange(300)
        plain(1)


def threads(n):
    workers = [threading.Thread(target=plain, args=(n // 4,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def cycles(n):
    for _ in range(n):
        knot: list[object] = []
        knot.append(knot)


def appends(n):
    """The commonest leak: a list that is never emptied, growing by an eighth at a time."""
    for _ in range(n):
        kept.append(bytes(31))  # noqa: PERF401 - one call appends one


@once
def keeper():
    """A thread that keeps more and more, whatever else is done."""

    def keep():
        while True:
            kept.append(bytes(1_000))
            time.sleep(0.001)

    threading.Thread(target=keep, daemon=True).start()


def beside(n):
    """Work that keeps nothing beside such a thread."""
    keeper()
    time.sleep(n * 0.0002)


def main(calls, workload, size="0", kind="c"):
    work = globals()[workload]
    injector = Injector(int(size), kind) if int(size) else None

    def leaking(n):
        work(n)
        for _ in range(n):
            injector()

    done = memory.measure(leaking if injector else work, int(calls), collect="NO_COLLECT" not in os.environ)
    report = {
        **done.as_dict(),
        "line": str(done),
        "more_calls": done.verdict.more_calls,
        "points": done.points,
    }
    print(json.dumps({**report, "true_size": injector.true_size if injector else 0}))


if __name__ == "__main__":
    main(*sys.argv[1:])
