"""A leak of known size, made on purpose: what a measurement is checked against.

One block is lost per call: malloc's own (`kind="c"`), or a Python bytes object (`kind="bytes"`). Its address
is noted in slabs of 511 slots, each slab exactly one malloc chunk of 4096 bytes, linked through the first
slot: a list would grow by an eighth at a time, and those steps would blur the size of the leak.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any, Final, Literal

_HEADER: Final = 8  # malloc keeps one word per chunk beside what is usable
_SLAB: Final = 4096 - _HEADER
_SLOTS: Final = _SLAB // 8

Kind = Literal["c", "bytes"]


class Injector:
    """Call it to lose one block of `size` bytes; of 0 bytes nothing is lost.

    Attributes:
        leaked: how many blocks were lost.
        set_aside: the bytes malloc took for them.

    Raises RuntimeError for Python objects that malloc does not see.
    """

    def __init__(self, size: int, kind: Kind = "c") -> None:
        if kind == "bytes" and sys.getallocatedblocks():
            raise RuntimeError("Python objects lie outside malloc here: start with PYTHONMALLOC=malloc.")
        self._size = size
        self._kind = kind
        self._slab: Any = None
        self._used = _SLOTS
        self._slab_chunk = 0
        self.leaked = 0
        self.set_aside = 0

    def __call__(self) -> None:
        """Lose one."""
        if not self._size:
            return
        if self._used == _SLOTS:
            self._open_slab()
        address = _malloc(self._size) if self._kind == "c" else _lost_bytes(self._size)
        self._slab[self._used] = address
        self._used += 1
        self.leaked += 1
        self.set_aside += _usable(address) + _HEADER

    @property
    def true_size(self) -> float:
        """Bytes per call that malloc set aside: the block, and the slot that keeps its address."""
        if not self.leaked:
            return 0.0
        return self.set_aside / self.leaked + self._slab_chunk / (_SLOTS - 1)

    def release(self) -> None:
        """Give back the blocks of malloc's own, and the slabs; then it can lose no more."""
        while self._slab is not None:
            slab, at = self._slab, ctypes.addressof(self._slab)
            if self._kind == "c":
                for place in range(1, self._used):
                    _free(slab[place])
            before = slab[0]
            _free(at)
            self._slab = _slab_at(before) if before else None
            self._used = _SLOTS

    def _open_slab(self) -> None:
        address = _malloc(_SLAB)
        slab = _slab_at(address)
        slab[0] = ctypes.addressof(self._slab) if self._slab is not None else 0
        self._slab, self._used = slab, 1
        self._slab_chunk = _usable(address) + _HEADER


def _slab_at(address: int) -> Any:
    return (ctypes.c_size_t * _SLOTS).from_address(address)


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    libc.malloc_usable_size.restype = ctypes.c_size_t
    libc.malloc_usable_size.argtypes = [ctypes.c_void_p]
    return libc


def _malloc(size: int) -> int:
    return int(_libc().malloc(size))


def _free(address: int) -> None:
    _libc().free(address)


def _usable(address: int) -> int:
    return int(_libc().malloc_usable_size(address))


def _lost_bytes(size: int) -> int:
    lost = bytes(size)
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(lost))
    return id(lost)
