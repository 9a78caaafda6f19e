"""A leak of known size, made on purpose: one block lost per call.

The block is malloc's own (`kind="c"`) or a Python bytes object (`kind="bytes"`). Its address is noted in
slabs of 511 slots, each slab exactly one malloc chunk of 4096 bytes, linked through the first slot: a list
would grow by an eighth at a time, and those steps would blur the size of the leak. `true_size` is what malloc
set aside, asked of malloc for every block, plus the slot's share of its slab.

A soak takes it by name: `ADSIIS_SOAK_INJECT=memory.injector:leak`, with `ADSIIS_LEAK_SIZE` (20 by default)
and `ADSIIS_LEAK_KIND` (`c` by default); the true size is printed on standard error when the process ends.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import sys
from functools import cache

_HEADER = 8  # malloc keeps one word per chunk beside what is usable
_SLAB = 4096 - _HEADER
_SLOTS = _SLAB // 8

_libc = ctypes.CDLL(None)
_libc.malloc.restype = ctypes.c_void_p
_libc.malloc.argtypes = [ctypes.c_size_t]
_libc.malloc_usable_size.restype = ctypes.c_size_t
_libc.malloc_usable_size.argtypes = [ctypes.c_void_p]
_keep = ctypes.pythonapi.Py_IncRef
_keep.argtypes = [ctypes.py_object]


class Injector:
    """Call it to lose one block of `size` bytes."""

    def __init__(self, size: int, kind: str = "c") -> None:
        if kind == "bytes" and sys.getallocatedblocks():
            raise RuntimeError("Python objects lie outside malloc here: start with PYTHONMALLOC=malloc.")
        self._size = size
        self._lose = {"c": self._lose_block, "bytes": self._lose_bytes}[kind]
        self._slab = None
        self._used = _SLOTS
        self._slab_chunk = 0
        self.leaked = 0
        self.blocks_set_aside = 0

    def __call__(self) -> None:
        if self._used == _SLOTS:
            self._open_slab()
        address = self._lose()
        self._slab[self._used] = address
        self._used += 1
        self.leaked += 1
        self.blocks_set_aside += _libc.malloc_usable_size(address) + _HEADER

    @property
    def true_size(self) -> float:
        """Bytes per call that malloc set aside: the block, and the slot that keeps its address."""
        return self.blocks_set_aside / self.leaked + self._slab_chunk / (_SLOTS - 1)

    def _lose_block(self) -> int:
        return _libc.malloc(self._size)

    def _lose_bytes(self) -> int:
        lost = bytes(self._size)
        _keep(lost)
        return id(lost)

    def _open_slab(self) -> None:
        address = _libc.malloc(_SLAB)
        slab = (ctypes.c_size_t * _SLOTS).from_address(address)
        slab[0] = ctypes.addressof(self._slab) if self._slab is not None else 0
        self._slab, self._used = slab, 1
        self._slab_chunk = _libc.malloc_usable_size(address) + _HEADER


def leak() -> None:
    """Lose one block, as the environment says."""
    _from_environment()()


@cache
def _from_environment() -> Injector:
    injector = Injector(
        int(os.environ.get("ADSIIS_LEAK_SIZE", "20")), os.environ.get("ADSIIS_LEAK_KIND", "c")
    )
    atexit.register(lambda: print(f"true size of the leak: {injector.true_size:.4f}", file=sys.stderr))
    return injector
