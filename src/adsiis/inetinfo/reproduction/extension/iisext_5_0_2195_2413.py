"""A stand-in for Iisext.dll 5.0.2195.2413, which frees the memory of a text that it hands out.

It does what a COM server does: the text is copied into memory of the C heap, and whoever reads it gives that
memory back. Here that is done.
"""

from __future__ import annotations

import ctypes
from typing import Any

VERSION = "5.0.2195.2413"

_heap = ctypes.CDLL(None)
_heap.malloc.restype = ctypes.c_void_p
_heap.malloc.argtypes = [ctypes.c_size_t]
_heap.free.argtypes = [ctypes.c_void_p]


def summary(site: Any) -> str:
    """What the site is called, and where it is."""
    text = f"{site.ServerComment}, {site.ADsPath}".encode("utf-16-le")
    copy = _heap.malloc(len(text))
    try:
        ctypes.memmove(copy, text, len(text))
        return ctypes.string_at(copy, len(text)).decode("utf-16-le")
    finally:
        _heap.free(copy)


METHODS = {"IIsWebServer": {"Summary": summary}}
