"""Ten ways to leak, one function each; `python leaking.py CALLS` attributes each and prints what it found, as JSON.

The line that leaks ends with the word LEAK, so that tests know it without numbers.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import logging
import os
import sys
import tempfile
import threading
from functools import cache as cache_of_all
from functools import lru_cache

import lmdb

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from adsiis import memory

kept: list[object] = []
cache: dict[int, str] = {}
never = threading.Event()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
numbers = iter(range(1 << 60))
logger = logging.getLogger("leaking")


class Cart:
    """What a shop would keep."""

    def __init__(self, number: int) -> None:
        self.number = number


def in_a_list():
    kept.append(Cart(next(numbers)))  # LEAK


def in_a_dict():
    number = next(numbers)
    cache[number] = str(number) * 20  # LEAK


def in_a_cycle():
    def closure():
        return closure, payload

    payload = bytearray(200)  # LEAK


def in_c():
    libc.malloc(312)  # LEAK


@lru_cache(maxsize=1)
def _environment():
    return lmdb.open(tempfile.mkdtemp(), max_readers=100_000)


def in_a_transaction():
    kept.append(_environment().begin())  # LEAK


@lru_cache(maxsize=1)
def _loop():
    return asyncio.new_event_loop(), asyncio.Event()


def in_a_task():
    loop, never_set = _loop()

    async def make():
        loop.create_task(never_set.wait())  # LEAK
        await asyncio.sleep(0)

    loop.run_until_complete(make())


def in_a_handler():
    logger.addHandler(logging.StreamHandler())  # LEAK


@cache_of_all
def _remembered(number):
    return str(number) * 20  # LEAK


def in_an_lru_cache():
    _remembered(next(numbers))


def _fail():
    big = [0] * 100  # LEAK
    raise ValueError(len(big))


def in_a_traceback():
    try:
        _fail()
    except ValueError as error:
        kept.append(error)


small: dict[int, str] = {}


def in_no_way():
    json.loads(json.dumps({"a": [1, 2, 3]}))


lists, tuples, dicts, generators, functions, closures = [], [], {}, [], [], []


def in_lists():
    lists.append([1])


def in_tuples():
    tuples.append(([],))


def in_dicts():
    number = next(numbers)
    dicts[number] = {"a": [number]}


def in_generators():
    generators.append(one for one in [1])


def in_functions():
    functions.append(lambda: numbers)


def in_closures():
    payload = bytearray(50)
    closures.append(lambda: payload)


@cache_of_all
def remembered(number):
    return [number]


def in_a_cache_of_lists():
    remembered(next(numbers))


turns = iter(range(1 << 60))


def in_a_cache_that_fills():
    """Every call brings something new at first, only one in eight later."""
    turn = next(turns)
    if turn < 70 or turn % 8 == 0:
        small[turn] = str(turn) * 100


full = lru_cache(maxsize=5_000)(lambda number: bytes(1_000))
kept_beside: list[bytes] = []


def _filled(cache, entries):
    while cache.cache_info().currsize < entries:
        cache(next(numbers))
    return cache


def in_a_full_cache():
    """Each entry takes the place of an older one, that was there before anything was followed."""
    _filled(full, 5_000)(next(numbers))


def beside_a_full_cache():
    _filled(full, 5_000)(next(numbers))
    kept_beside.append(bytes(300))  # LEAK


moving: list[bytes] = []


def in_a_list_that_moves():
    """The list, of 100,000, is given new room once, while the last two looks are taken."""
    while len(moving) < 100_000 or (not moving[-1] and sys.getsizeof(moving) // 8 - len(moving) != 100):
        moving.append(b"")
    moving.append(bytes(100))


coming: list[bytes] = []


def in_a_list_that_is_emptied():
    if len(coming) >= 77:
        coming.clear()
    coming.append(bytes(100))


def in_every_thirtieth_call():
    if next(numbers) % 30 == 0:
        kept.append(bytes(6_000))


def in_a_thread():
    threading.Thread(target=never.wait, daemon=True).start()  # LEAK


WAYS = {name: value for name, value in globals().items() if name.startswith(("in_", "beside_"))}


def attributed(way, calls):
    call = WAYS[way]

    def work(n):
        for _ in range(n):
            call()

    found = memory.attribute(work, calls, collect=way not in {"in_a_cycle", "in_no_way"})
    return {**found.as_dict(), "text": str(found)}


def main(calls, *ways):
    print(json.dumps({way: attributed(way, int(calls)) for way in ways or WAYS}), flush=True)
    os._exit(0)  # the threads that leaked never end


if __name__ == "__main__":
    main(*sys.argv[1:])
