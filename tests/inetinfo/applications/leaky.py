"""Applications that keep a part of each request: in Python, in C, as a descriptor; and one that keeps nothing."""

from __future__ import annotations

import ctypes
import os

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


def losing(environ, start_response):
    kept.append(os.dup(0))
    return clean(environ, start_response)


def clean(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
