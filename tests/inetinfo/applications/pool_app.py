"""An ASGI application that tells its process, leaks, hangs, crashes, takes uploads and keeps WebSockets."""

import asyncio
import os
import signal
import time

kept = []
sockets = []


async def app(scope, receive, send):
    if scope["type"] == "websocket":
        await echo(receive, send)
        return
    if scope["type"] != "http":
        return
    path, query = "/" + scope["path"].rpartition("/")[2], scope["query_string"].decode()
    if path == "/leak":
        kept.append(os.urandom(1024) * int(query))
    elif path == "/upload":
        await answer(send, str(await size(receive)))
        return
    elif path == "/crash":
        os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(10)  # noqa: ASYNC251 - the signal comes at once
    elif path == "/hang":
        time.sleep(60)  # noqa: ASYNC251 - hanging is what it is for
    elif path == "/slow":
        await asyncio.sleep(float(query))
    elif path == "/fork" and os.fork() == 0:
        held = os.urandom(1 << 20) * int(query)
        time.sleep(60)  # noqa: ASYNC251 - the child only holds memory
        os._exit(len(held) & 1)
    await answer(send, str(os.getpid()))


async def answer(send, text):
    body = text.encode()
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def size(receive):
    total, more = 0, True
    while more:
        message = await receive()
        total += len(message.get("body", b""))
        more = message.get("more_body", False)
    return total


async def echo(receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": f"{os.getpid()} {message.get('text')}"})
