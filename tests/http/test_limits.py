"""Clients that are slow, silent, deaf or too many."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import suppress

import pytest

from adsiis import http
from http_wire import Client, ask, serving

KEEP = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def hello(_):
    return http.Response(200, body=b"hello")


def test_one_connection_too_many_is_told_so_and_closed(run):
    """docs/behaviour.md, http-1."""

    async def scenario():
        async with serving(hello, limits=http.Limits(max_connections=2)) as listener:
            first = [await Client.to(listener) for _ in range(2)]
            refused = await ask(listener, KEEP)
            first[0].send(KEEP)
            await first[0].until(b"hello")
            await first[1].close()
            await asyncio.sleep(0.05)
            served = await ask(listener, KEEP, b"<end>")
            await first[0].close()
            return refused, served

    refused, served = run(scenario())
    assert refused.startswith(b"HTTP/1.1 503 ")
    assert served.endswith(b"hello")


def test_a_head_that_drips_in_is_not_waited_for(run):
    """docs/behaviour.md, http-1: the time counts from the first byte, however many follow."""

    async def scenario():
        async with serving(hello, limits=http.Limits(header_timeout=0.3)) as listener:
            return await ask(
                listener, *[b"G", *[bytes([c]) for c in b"ET / HTTP/1.1\r\nHost: aaaaaaaaaaaa"]], pause=0.02
            )

    assert run(scenario()).startswith(b"HTTP/1.1 408 ")


def test_a_connection_that_says_nothing_is_closed_without_a_word(run):
    """docs/behaviour.md, http-1."""

    async def scenario():
        async with serving(hello, limits=http.Limits(header_timeout=0.1)) as listener:
            return await ask(listener)

    assert run(scenario()) == b""


def test_an_idle_connection_is_closed_and_a_busy_one_is_not(run):
    """docs/behaviour.md, http-1."""

    async def handler(request):
        await asyncio.sleep(0.5 if request.target == b"/slow" else 0)
        return hello(request)

    async def scenario():
        async with serving(
            handler, limits=http.Limits(keepalive_timeout=0.2, header_timeout=0.2)
        ) as listener:
            idle, busy = await Client.to(listener), await Client.to(listener)
            idle.send(KEEP)
            busy.send(KEEP.replace(b"/ ", b"/slow "))
            await idle.until(b"hello")
            return await idle.rest(1), await busy.until(b"hello")

    rest, answer = run(scenario())
    assert rest == b""
    assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("kind", ["bytes", "stream", "pipelined", "file"])
def test_a_client_that_does_not_read_is_dropped(run, kind, tmp_path):
    """docs/behaviour.md, http-1."""
    done, path = [], tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(30_000_000)
    run(asyncio.sleep(0))  # uvloop's first loop opens a pipe that stays with the process
    before = len(os.listdir("/proc/self/fd"))

    async def stream():
        while True:
            yield b"x" * 60_000

    def handler(_):
        kinds = {
            "bytes": lambda: b"x" * 30_000_000,
            "stream": stream,
            "pipelined": lambda: b"x" * 60_000,
            "file": lambda: http.FileBody(str(path)),
        }
        return http.Response(200, body=kinds[kind]())

    async def scenario():
        options = {
            "limits": http.Limits(write_timeout=0.15),
            "on_done": lambda _, status, sent, __: done.append((status, sent)),
        }
        async with serving(handler, **options) as listener:
            client = await Client.to(listener)
            client.writer.transport.pause_reading()
            client.send(KEEP * (2000 if kind == "pipelined" else 1))
            async with asyncio.timeout(60):
                while not done or listener.connections:  # noqa: ASYNC110 - nothing tells of the drop
                    await asyncio.sleep(0.01)
            client.writer.transport.abort()

    run(scenario())
    assert len(os.listdir("/proc/self/fd")) == before
    assert all(status == 200 and sent < 30_000_000 for status, sent in done)
    assert sum(sent for _, sent in done) < 30_000_000


def test_a_silent_sender_of_a_body_gets_408_and_the_handler_is_told(run):
    """docs/behaviour.md, http-1."""
    told = []

    async def handler(request):
        try:
            await request.body.read(100)
        except http.BodyCutOffError:
            told.append(True)
            raise
        return hello(request)

    async def scenario():
        async with serving(handler, limits=http.Limits(body_timeout=0.2)) as listener:
            return await ask(
                listener, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", b"d", pause=0.1
            )

    assert run(scenario()).startswith(b"HTTP/1.1 408 ")
    assert told == [True]


def test_many_pipelined_requests_wait_in_the_socket_not_in_memory(run):
    """docs/behaviour.md, http-6."""
    begun = 0

    async def handler(request):
        nonlocal begun
        begun += 1
        await asyncio.sleep(60)  # until its client has left
        return hello(request)

    async def scenario():
        async with serving(handler) as listener:
            client = await Client.to(listener)
            sent = 0
            with suppress(TimeoutError):
                async with asyncio.timeout(0.4):
                    while sent < 40_000_000:
                        client.send(KEEP * 10_000)
                        await client.writer.drain()
                        sent += len(KEEP) * 10_000
            held = max(len(connection._ahead) for connection in listener._serving.connections)
            client.reset()
            await asyncio.sleep(0.05)
            return sent, held

    sent, held = run(scenario())
    assert begun == 1
    assert held < 600_000
    assert sent < 40_000_000


def test_pipelined_requests_beyond_the_write_buffer_are_all_answered(run):
    async def scenario():
        async with serving(lambda _: http.Response(200, body=b"x" * 50_000)) as listener:
            return await ask(listener, KEEP * 200, b"<end>", seconds=8)

    assert len(re.findall(rb"HTTP/1.1 200 ", run(scenario()))) == 200
