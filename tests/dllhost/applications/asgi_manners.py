"""One ASGI application with every manner, good and bad, chosen by the path."""

import asyncio
import hashlib
import os
import sys

seen = []
started = []


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
    elif scope["type"] == "websocket":
        await MANNERS["ws" + scope["path"].rpartition("/")[2]](scope, receive, send)
    else:
        await MANNERS[scope["path"].rpartition("/")[2]](scope, receive, send)


async def lifespan(scope, receive, send):
    assert (await receive())["type"] == "lifespan.startup"
    started.append(1)
    scope["state"]["started"] = len(started)
    await send({"type": "lifespan.startup.complete"})
    assert (await receive())["type"] == "lifespan.shutdown"
    print("the lifespan has ended")
    await send({"type": "lifespan.shutdown.complete"})


async def answer(send, body, status=200, headers=()):
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})


async def hello(scope, receive, send):
    await answer(send, b"hello", headers=[(b"content-type", b"text/plain")])


async def scope_of(scope, receive, send):
    shown = {
        name: scope[name] for name in ("path", "raw_path", "root_path", "query_string", "method", "scheme")
    }
    shown |= {"client": scope["client"], "server": scope["server"], "http_version": scope["http_version"]}
    shown |= {"headers": scope["headers"], "started": scope["state"]["started"]}
    await answer(send, repr(shown).encode())


async def digest(scope, receive, send):
    found, size = hashlib.sha256(), 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            seen.append("cut off")
            return
        found.update(message["body"])
        size += len(message["body"])
        if not message["more_body"]:
            break
    seen.append("whole")
    await answer(send, f"{size} {found.hexdigest()}".encode())


async def early(scope, receive, send):
    await answer(send, b"too early to read", status=401)


async def long(scope, receive, send):
    size = int(scope["query_string"])
    await send({"type": "http.response.start", "status": 200, "headers": []})
    piece = bytes(range(256)) * 256
    for _ in range(size // len(piece)):
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def drip(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for number in range(3):
        await send({"type": "http.response.body", "body": b"%d;" % number, "more_body": True})
        await asyncio.sleep(0.05)
    await send({"type": "http.response.body", "body": b""})


async def wait(scope, receive, send):
    seen.append("waiting")
    while (await receive())["type"] != "http.disconnect":
        pass
    seen.append("disconnected")


async def endless(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    try:
        while True:
            await send({"type": "http.response.body", "body": b"x" * 10_000, "more_body": True})
    except OSError:
        seen.append("stopped")
        raise


async def tell(scope, receive, send):
    await answer(send, ",".join(seen).encode())
    seen.clear()


async def slow(scope, receive, send):
    await asyncio.sleep(0.3)
    await answer(send, b"slept")


async def raises(scope, receive, send):
    raise RuntimeError("raised on purpose")


async def raises_late(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})
    await asyncio.sleep(0.05)
    raise RuntimeError("raised on purpose")


async def silent(scope, receive, send):
    pass


async def bad_header(scope, receive, send):
    await answer(send, b"", headers=[(b"x-split", b"a\r\nset-cookie: stolen")])


async def exits(scope, receive, send):
    os._exit(3)


async def exits_late(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})
    await asyncio.sleep(0.05)
    os._exit(3)


async def sys_exits(scope, receive, send):
    sys.exit(3)


async def prints(scope, receive, send):
    print("printed by a page")
    os.system("echo echoed by a child; echo on its error stream >&2")  # noqa: ASYNC221 - a page that blocks
    await answer(send, b"printed")


async def process(scope, receive, send):
    await answer(send, b"%d" % os.getpid())


async def wsecho(scope, receive, send):
    assert (await receive())["type"] == "websocket.connect"
    chosen = scope["subprotocols"][-1] if scope["subprotocols"] else None
    await send({"type": "websocket.accept", "subprotocol": chosen, "headers": [(b"x-extra", b"yes")]})
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            seen.append(f"disconnect {message['code']}")
            return
        await send({**message, "type": "websocket.send"})


async def wsrejects(scope, receive, send):
    await receive()
    await send({"type": "websocket.close", "code": 4000})


async def wscloses(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": "bye"})
    await send({"type": "websocket.close", "code": 4001, "reason": "enough"})


async def wsraises(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    raise RuntimeError("raised on purpose")


MANNERS = {name: value for name, value in globals().items() if asyncio.iscoroutinefunction(value)}
