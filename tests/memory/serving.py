"""A process that serves on threads and attributes its growth meanwhile; prints what it found, as JSON.

`python serving.py [HOST]`: HOST is the folder whose code counts as the host's. While the measuring waits, so many
requests are served, whatever the time.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import count

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from adsiis.memory import running

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
kept: list[bytes] = []
swaying: list[bytes] = []
served: list[int] = [0]


def lose():
    libc.malloc(3_000)  # LEAK


def keep():
    kept.append(bytes(5_000))  # KEPT


def sway():
    swaying.append(bytes(10))


numbers = count()
full = lru_cache(maxsize=2_000)(lambda number: bytes(4_000))


def turn_over():
    full(next(numbers))


def page(works):
    seen = {"path": ["/"], "trace": sys.gettrace()}
    for work in works:
        work()
    served[0] += 1
    return seen["trace"]


def attributed(pool, *works, host=()):
    def serve(_):
        for _ in range(100):
            pool.submit(page, works).result()

    found = running.attribute_running(lambda: served[0], 1.0, serve, host=host)
    return {**found.as_dict(), "text": str(found)}


def main(host=None):
    before = gc.get_threshold(), len(gc.callbacks)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(page, ()).result()
        for _ in range(2_000):
            turn_over()
        found = {
            "full": attributed(pool, turn_over),
            "full beside": attributed(pool, turn_over, keep),
            "native": attributed(pool, lose),
            "worse": attributed(pool, keep, sway),
            "small": attributed(pool, sway),
            "small of the host": attributed(pool, sway, host=(host,)),
            "large of the host": attributed(pool, keep, host=(host,)),
        }
        for _ in range(2):
            after = pool.submit(page, ()).result()
    undone = after is None and (gc.get_threshold(), len(gc.callbacks)) == before
    print(json.dumps({**found, "undone": undone}))


if __name__ == "__main__":
    main(*sys.argv[1:])
