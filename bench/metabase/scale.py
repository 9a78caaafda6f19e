"""The same work on a store of a thousand keys and on one of a million, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from statistics import median

from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import Key
from adsiis.schema import schema
from bench.metabase.medians import ratio

FEW = 1000
MANY = int(os.environ.get("ADSIIS_BENCH_KEYS", "1000000"))
ROUNDS = 15
_BELOW = 100
_RARE = "ServerComment"

_WORK = """
import json, sys, time
from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase.metabase import open_metabase

def private():
    with open("/proc/self/smaps_rollup") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith("Private_")) / 1024

begun = time.perf_counter()
open_metabase(sys.argv[1])
found = {"open": (time.perf_counter() - begun) * 1e6}
use_store(sys.argv[1])

def timed(name, calls, work):
    work()
    taken = []
    for _ in range(11):
        begun = time.perf_counter()
        for _ in range(calls):
            work()
        taken.append((time.perf_counter() - begun) / calls * 1e6)
    found[name] = min(taken)  # the least disturbed: what is asked is whether it depends on the size

site = GetObject("IIS://localhost/W3SVC/1")
top = GetObject("IIS://localhost/W3SVC")
timed("read", 2000, lambda: GetObject("IIS://localhost/W3SVC/1/d5").AppFriendlyName)
timed("GetDataPaths", 200, lambda: top.GetDataPaths("ServerComment"))
timed("children", 20, lambda: len([name for name in site]))

def set_info():
    site.ServerSize = 1
    site.SetInfo()

timed("SetInfo", 8, set_info)
for n in range(1, 11):
    GetObject(f"IIS://localhost/W3SVC/{n}").AppFriendlyName
    for d in range(99):
        GetObject(f"IIS://localhost/W3SVC/{n}/d{d}").AppFriendlyName
found["memory"] = private()
print(json.dumps(found))
"""


def run(folder: str) -> dict[str, float | str]:
    small, large = f"{folder}/small", f"{folder}/large"
    _build(small, FEW)
    begun = time.perf_counter()
    _build(large, MANY)
    built = time.perf_counter() - begun
    rounds = [(_measured(small), _measured(large)) for _ in range(ROUNDS)]
    found: dict[str, float | str] = {f"filling a store with {MANY:,} keys: s": built}
    limits = {"read": 1.2, "open": 1.5, "GetDataPaths": 1.2, "children": 1.2, "SetInfo": 1.2}
    for name, limit in limits.items():
        title = f"{name}, {MANY:,} keys / {FEW:,} (at most {limit})"
        found[title] = ratio([many[name] for _, many in rounds], [few[name] for few, _ in rounds])
    found["private memory after 1,000 keys read: MB (under 60)"] = median(
        many["memory"] for _, many in rounds
    )
    return found


def _build(home: str, count: int) -> None:
    """Sites with a hundred keys each, made one by one as they are stored; ten of them have a comment."""
    record = schema().record
    service = (record("KeyType", "IIsWebService"), record("AppFriendlyName", "handed down"))
    site = {1002: record("KeyType", "IIsWebServer")}
    below = {1002: record("KeyType", "IIsWebDirectory")}
    comment = record(_RARE, "a site")

    def keys():
        yield Key("/LM/W3SVC", {one.id: one for one in service})
        for n in range(1, max(10, count // _BELOW) + 1):
            yield Key(f"/LM/W3SVC/{n}", site | ({comment.id: comment} if n <= 10 else {}))
            for d in range(_BELOW - 1):
                yield Key(f"/LM/W3SVC/{n}/d{d}", below)

    create_metabase(home, keys())
    close_metabase(home)


def _measured(home: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", _WORK, home], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
