"""An application that holds half a million objects, and one more of each request."""

from __future__ import annotations

held = [[number] for number in range(500_000)]


def application(environ, start_response):
    held.append([environ["PATH_INFO"], bytearray(2_000)])  # LEAK
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
