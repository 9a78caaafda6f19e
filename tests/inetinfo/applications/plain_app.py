"""A WSGI and an ASGI application that tell where they run."""

import asyncio
import os
import time

import setproctitle


def app(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1)
    if environ["PATH_INFO"] == "/print":
        print("printed by the application")
    if environ["PATH_INFO"] == "/exit":
        os._exit(3)
    body = f"{setproctitle.getproctitle()}|{os.getpid()}|{environ['SCRIPT_NAME']}|{environ['PATH_INFO']}".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def block(begun, end):
    """Hold the thread: make one file, and wait until the other is there."""
    open(begun, "x").close()
    while not os.path.exists(end):
        time.sleep(0.01)


async def asgi(scope, receive, send):
    if scope["type"] != "http":
        return
    if scope["path"] == "/block":
        block(*scope["query_string"].decode().split("&"))
    if scope["path"] == "/slow":
        await asyncio.sleep(1)
    body = f"{setproctitle.getproctitle()}|{os.getpid()}".encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})
