"""A WSGI application that keeps 5,000 bytes of every request; behind `/clean` it keeps nothing."""

from __future__ import annotations

kept = []


def application(environ, start_response):
    if environ["PATH_INFO"] != "/clean":
        kept.append(bytearray(5_000))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"ok\n"]
