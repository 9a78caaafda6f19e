"""Does the interval hold what it claims? Leaks of known size, each run a process of its own.

Work that comes and goes (`tests/memory/host.py`) loses one block of known size with every call. The true size
is what malloc sets aside for the block, and the slot that notes its address. At 0 bytes nothing is lost, and
a `leak` is a false alarm.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import cycle, islice, product

from adsiis import memory

HOST = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "memory", "host.py")
WORKLOADS = ("plain", "cached", "threads")
KINDS = ("c", "bytes")
SIZES = (20, 64, 312, 4_096)
CALLS = 20_000
RUNS = 50
CLEAN_RUNS = 200
FEWER_CALLS = (400, 800, 1_600, 3_200, 6_400)
FEWER_RUNS = 10


def measured(calls, workload, size=0, kind="c"):
    """The report of one process."""
    done = subprocess.run(
        [sys.executable, HOST, str(calls), workload, str(size), kind],
        env=os.environ | memory.host_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def runs(count, size, calls=CALLS):
    """So many, with each workload and each kind of block in turn."""
    ways = islice(cycle(product(WORKLOADS, KINDS)), count)
    return [measured(calls, workload, size, kind) for workload, kind in ways]


def told(reports):
    """How many intervals hold the true size, and what the verdicts were."""
    inside = sum(one["low"] <= one["true_size"] <= one["high"] for one in reports)
    words = [one["verdict"] for one in reports]
    verdicts = ", ".join(f"{words.count(word)} {word}" for word in sorted(set(words)))
    return f"true size inside in {inside} of {len(reports)} ({inside / len(reports):.0%}); {verdicts}"


def deciding_calls(size):
    """The fewest calls of those tried at which every run calls it a leak."""
    for calls in (*FEWER_CALLS, CALLS):
        if all(one["verdict"] == "leak" for one in runs(FEWER_RUNS, size, calls)):
            return calls
    return None


def run():
    """By size, how often the interval held it; for 64 bytes, how many calls decide."""
    found = {f"0 bytes, {CALLS:,} calls": told(runs(CLEAN_RUNS, 0))}
    for size in SIZES:
        found[f"{size:,} bytes, {CALLS:,} calls"] = told(runs(RUNS, size))
    found["64 bytes are decided after"] = f"{deciding_calls(64):,} calls"
    return found
