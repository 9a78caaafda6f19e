"""An application that keeps a part of each request, one whose C code does, and one that keeps nothing."""

from __future__ import annotations

import ctypes

kept = []
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]


def leaking(environ, start_response):
    kept.append(bytearray(5_000))  # LEAK
    return clean(environ, start_response)


def native(environ, start_response):
    libc.malloc(3_000)  # NATIVE
    return clean(environ, start_response)


def clean(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
