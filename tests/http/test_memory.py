"""Nothing is left of a request or a connection, and nothing waits for the garbage collector."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

from adsiis import http
from adsiis.memory import sample
from bars import bar
from http_wire import Client, ask, serving

KEEP = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"


async def pieces():
    yield b"hello"
    await asyncio.sleep(0)
    yield b"!"


async def read(request):
    return http.Response(200, body=await request.body.read(100))


def fail(_):
    raise RuntimeError("broken")


async def fail_later(_):
    await asyncio.sleep(0)
    raise RuntimeError("broken")


CASES = {
    "at once": (lambda _: http.Response(200, body=b"hello"), [KEEP]),
    "a body read": (read, [POST + b"hello"]),
    "a body read as it comes": (read, [POST, b"hel", b"lo"]),
    "a body not read": (lambda _: http.Response(200), [POST + b"hello"]),
    "a stream": (lambda _: http.Response(200, body=pieces()), [KEEP]),
    "a file": (lambda _: http.Response(200, body=http.FileBody("/proc/self/status", 0, 20)), [KEEP]),
    "a failure": (fail, [KEEP]),
    "a failure later": (fail_later, [KEEP]),
    "a body cut off": (read, [POST + b"hel"]),
    "a refused request": (lambda _: None, [b"GET / HTTP/1.1\r\n\r\n"]),
    "nonsense": (lambda _: None, [b"nonsense\r\n\r\n"]),
    "a broken chunk": (
        read,
        [b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"zz\r\n"],
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("leaves", ["politely", "suddenly"])
def test_no_reference_cycle_outlives_a_request_or_its_connection(run, name, leaves):
    """docs/behaviour.md, http-10."""
    handler, sent = CASES[name]
    left: list[weakref.ref] = []

    def watched(request):
        left.extend([weakref.ref(request), *(weakref.ref(c) for c in listener_of[0]._serving.connections)])
        return handler(request)

    listener_of = []

    async def scenario():
        async with serving(
            watched, on_done=lambda request, *_: left.append(weakref.ref(request))
        ) as listener:
            listener_of.append(listener)
            client = await Client.to(listener)
            for piece in sent:
                client.send(piece)
                await asyncio.sleep(0.02)
            if leaves == "politely":
                client.send(b"<end>")
                await client.rest()
                await client.close()
            else:
                client.reset()
            await asyncio.sleep(0.02)
            assert listener.connections == 0
            assert left
            assert [found for found in (ref() for ref in left) if found is not None] == []

    gc.collect()
    gc.disable()
    try:
        run(scenario())
    finally:
        gc.enable()


def test_memory_is_flat_over_many_requests(run):
    """docs/behaviour.md, http-10."""

    def handler(request):
        return http.Response(200, [(b"X", request.target)], b"hello")

    async def rounds(client, count, start):
        for number in range(start, start + count, 50):
            batch = b"".join(b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % at for at in range(number, number + 50))
            client.send(batch)
            await client.until(b"X: /%d\r\n" % (number + 49))
            await client.until(b"hello")

    async def scenario():
        async with serving(handler) as listener:
            client = await Client.to(listener)
            await rounds(client, bar(20_000), 0)
            before = sample()
            await rounds(client, bar(20_000), 100_000)
            after = sample()
            await client.close()
            return [getattr(after, what) - getattr(before, what) for what in ("heap", "blocks", "objects")]

    heap, blocks, objects = run(scenario())
    assert heap < 100_000
    assert blocks < 1000
    assert objects < 100


def test_connections_that_come_and_go_leave_nothing(run):
    """docs/behaviour.md, http-10."""

    async def scenario():
        async with serving(lambda _: http.Response(200, close=True)) as listener:
            for _ in range(50):
                await ask(listener, KEEP)
            gc.collect()
            before = len(gc.get_objects())
            for _ in range(bar(2000)):
                await ask(listener, KEEP)
            gc.collect()
            return len(gc.get_objects()) - before

    assert run(scenario()) < 100
