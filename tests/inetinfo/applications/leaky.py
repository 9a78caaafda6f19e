"""An application that keeps a part of each request, and one that keeps nothing."""

from __future__ import annotations

kept = []


def leaking(environ, start_response):
    kept.append(bytearray(5_000))  # LEAK
    return clean(environ, start_response)


def clean(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
