"""One WSGI application with every manner, chosen by the path."""

import os
import time


def app(environ, start_response):
    return MANNERS[environ["PATH_INFO"].rpartition("/")[2]](environ, start_response)


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def places(environ, start_response):
    start_response("200 OK", [])
    names = ("SCRIPT_NAME", "PATH_INFO", "REMOTE_ADDR", "SERVER_NAME", "SERVER_PROTOCOL", "wsgi.url_scheme")
    return ["|".join(environ[name] for name in names).encode()]


def length(environ, start_response):
    start_response("200 OK", [])
    return [b"%d" % len(environ["wsgi.input"].read())]


def blocks(environ, start_response):
    time.sleep(0.5)
    start_response("200 OK", [])
    return [b"blocked"]


def exits(environ, start_response):
    os._exit(3)


MANNERS = {name: value for name, value in globals().items() if callable(value)}
