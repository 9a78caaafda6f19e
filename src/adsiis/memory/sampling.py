"""What does this process hold now: heap, resident memory, objects, files, threads?

The heap figure is what malloc has given out and not got back. It is read before anything else of a sample,
because reading the rest allocates.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

import psutil  # type: ignore[import-untyped]  # psutil ships no types

from adsiis.memory.environment import is_exact

_PASSES = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at this process; plain numbers, so it travels as JSON through `dataclasses.asdict`."""

    heap: int
    """Bytes given out by malloc, mapped blocks included."""
    exact: bool
    """Whether `heap` holds every Python object too: see `host_environment`."""
    rss: int
    """Bytes resident, shared pages included."""
    uss: int
    """Bytes resident that belong to this process alone."""
    blocks: int
    """Blocks in CPython's own arenas; 0 when `exact`."""
    objects: int
    """Objects the garbage collector watches."""
    kept: int
    """Bytes malloc holds and has not given out: a reserve, no leak. 0 where it does not tell."""
    fds: int
    """Open file descriptors, without the one that counting takes."""
    threads: int
    """Python threads."""
    mapped: int = 0
    """Bytes of address space, used or not; 0 where nobody looked."""


def sample(*, collect: bool = True) -> Sample:
    """Look at everything; `collect` frees unreachable cycles first, so that they do not count.

    Source: docs/behaviour.md, memory-2.
    """
    heap = heap_bytes(collect=collect)
    blocks = sys.getallocatedblocks()
    memory = _process().memory_full_info()
    return Sample(
        heap=heap,
        exact=is_exact(),
        rss=memory.rss,
        uss=memory.uss,
        blocks=blocks,
        objects=len(gc.get_objects()),
        kept=kept_bytes(),
        fds=_process().num_fds() - 1,
        threads=threading.active_count(),
        mapped=memory.vms,
    )


def heap_bytes(*, collect: bool = True) -> int:
    """Only the heap, which is cheap: the bytes malloc has given out and not got back."""
    if collect:
        _collect()
    else:
        _clear_free_lists()
    psutil.heap_trim()
    heap = psutil.heap_info()
    return int(heap.heap_used + heap.mmap_used)


def kept_bytes() -> int:
    """What malloc has got from the system and keeps free, after it gave back what it could.

    Source: docs/behaviour.md, memory-2.
    """
    look = _mallinfo()
    return int(look().fordblks) if look is not None else 0


def live_objects(*types: type) -> int:
    """How many instances of these types, or of types below them, are alive now.

    It walks what the garbage collector watches, so it costs nothing until it is asked, and does not see
    types that opt out of the collector, such as `int`, `bytes`, and classes that hold no references.
    """
    return sum(issubclass(type(thing), types) for thing in gc.get_objects())


def _collect() -> None:
    """Collect until nothing more is found: a finaliser may let go of a second cycle."""
    for _ in range(_PASSES):
        if not gc.collect():
            return


def _clear_free_lists() -> None:
    """Have the interpreter give back the freed tuples, lists and dicts it keeps for reuse, and nothing else.

    A full collection does that at its end; with everything frozen there is no cycle for it to find, so what
    only the collector could free still counts. Those lists fill for tens of thousands of calls and then stop,
    which would look like a leak until then.
    """
    gc.freeze()
    gc.collect()
    gc.unfreeze()


class _Mallinfo(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks",
            "keepcost",
        )
    )  # fmt: skip


@cache
def _mallinfo() -> Any:
    """What of glibc (2.33 or later) tells how malloc stands; None elsewhere."""
    look = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if look is not None:
        look.restype = _Mallinfo
    return look


@cache
def _process() -> psutil.Process:
    return psutil.Process()
