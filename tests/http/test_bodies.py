"""Request bodies: read whole, piece by piece, too late, or not at all."""

from __future__ import annotations

import asyncio
import re

import pytest

from adsiis import http
from http_wire import Client, ask, serving

KEEP = b"GET /next HTTP/1.1\r\nHost: a\r\n\r\n"


def post(body=b"", length=None, extra=b""):
    size = len(body) if length is None else length
    return b"POST / HTTP/1.1\r\nHost: a\r\n%bContent-Length: %d\r\n\r\n%b" % (extra, size, body)


def chunked(*pieces, end=True):
    coded = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + coded
        + (b"0\r\n\r\n" if end else b"")
    )


def statuses(heard):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", heard)]


async def echo(request):
    return http.Response(200, body=await request.body.read(10_000_000))


async def echo_as_it_comes(request):
    return http.Response(200, body=request.body)


@pytest.mark.parametrize("handler", [echo, echo_as_it_comes])
@pytest.mark.parametrize(
    "request_bytes", [post(b"hello" * 60_000), chunked(*[b"hello" * 6000] * 10)], ids=["length", "chunked"]
)
def test_a_body_comes_back_as_it_was_sent(run, handler, request_bytes):
    async def scenario():
        async with serving(handler) as listener:
            return await ask(listener, request_bytes, b"<end>", pause=0.2)

    head, _, body = run(scenario()).partition(b"\r\n\r\n")
    if b"chunked" in head:
        body = b"".join(re.findall(rb"[0-9a-f]+\r\n((?:hello)+|[helo]+)\r\n", body))
    assert body == b"hello" * 60_000


def test_a_body_past_the_readers_limit_is_a_413(run):
    """docs/behaviour.md, http-7."""

    async def handler(request):
        return http.Response(200, body=await request.body.read(10))

    async def scenario():
        async with serving(handler) as listener:
            return [
                statuses(await ask(listener, sent, b"<end>"))
                for sent in (post(b"x" * 11), chunked(b"x" * 6, b"x" * 6))
            ]

    assert run(scenario()) == [[413], [413]]


def test_a_body_cut_off_never_looks_like_a_whole_one(run):
    """docs/behaviour.md, http-7."""
    seen = []

    async def handler(request):
        try:
            async for chunk in request.body:
                seen.append(chunk)  # noqa: PERF401 - what came before the end counts
            seen.append("whole")
        except http.BodyCutOffError:
            seen.append("cut off")
            raise
        return http.Response(200)

    async def scenario():
        async with serving(handler) as listener:
            for request in (post(b"ab", 3), chunked(b"ab", end=False)):
                client = await Client.to(listener)
                client.send(request)
                await asyncio.sleep(0.05)
                client.reset()
            await asyncio.sleep(0.05)
            assert listener.connections == 0

    run(scenario())
    assert seen == [b"ab", "cut off", b"ab", "cut off"]


def test_a_slow_reader_holds_back_the_sender(run):
    """docs/behaviour.md, http-7."""
    sent = 0
    reading = asyncio.Event()

    async def handler(request):
        await reading.wait()
        return http.Response(200, body=b"%d" % len(await request.body.read(100_000_000)))

    async def scenario():
        nonlocal sent
        async with serving(handler) as listener:
            client = await Client.to(listener)
            client.send(post(length=80_000_000))
            piece = b"x" * 1_000_000
            try:
                async with asyncio.timeout(0.4):
                    while sent < 80_000_000:
                        client.send(piece)
                        await client.writer.drain()
                        sent += len(piece)
            except TimeoutError:
                stuck_at = sent + len(piece)
            reading.set()
            for _ in range((80_000_000 - stuck_at) // len(piece)):
                client.send(piece)
            return stuck_at, await client.until(b"80000000", 10)

    stuck_at, heard = run(scenario())
    assert stuck_at < 40_000_000
    assert statuses(heard) == [200]


def test_the_client_is_told_to_continue_only_when_the_handler_reads(run):
    """docs/behaviour.md, http-5."""

    async def handler(request):
        await asyncio.sleep(0.1)
        return http.Response(200, body=await request.body.read(10))

    async def scenario():
        async with serving(handler) as listener:
            client = await Client.to(listener)
            client.send(post(length=5, extra=b"Expect: 100-continue\r\n"))
            with pytest.raises(TimeoutError):
                await client.until(b"\r\n\r\n", 0.05)
            assert await client.until(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
            client.send(b"hello")
            return await client.until(b"hello")

    assert statuses(run(scenario())) == [200]


def test_a_handler_that_does_not_read_never_asks_the_client_to_continue(run):
    """docs/behaviour.md, http-5."""

    async def scenario():
        async with serving(lambda _: http.Response(403)) as listener:
            return await ask(listener, post(length=5, extra=b"Expect: 100-continue\r\n"))

    heard = run(scenario())
    assert statuses(heard) == [403]
    assert b"Connection: close" in heard


@pytest.mark.parametrize("late", [False, True])
def test_a_small_body_nobody_reads_is_passed_over(run, late):
    """docs/behaviour.md, http-7."""

    async def scenario():
        async with serving(lambda _: http.Response(200)) as listener:
            request = post(b"GET /stolen HTTP/1.1\r\n\r\n")
            pieces = [request[:-20], request[-20:] + KEEP] if late else [request + KEEP]
            return await ask(listener, *pieces, b"<end>")

    assert statuses(run(scenario())) == [200, 200]


def test_a_large_body_nobody_reads_ends_the_connection_but_not_the_answer(run):
    """docs/behaviour.md, http-7."""

    async def scenario():
        async with serving(lambda _: http.Response(403, body=b"no")) as listener:
            return await ask(listener, post(b"x" * 150_000, 400_000), b"x" * 250_000 + KEEP)

    heard = run(scenario())
    assert statuses(heard) == [403]
    assert heard.endswith(b"no")


def test_chunks_past_the_engines_limit_are_a_413(run):
    """docs/behaviour.md, http-1."""

    async def scenario():
        async with serving(echo, limits=http.Limits(max_body=100)) as listener:
            return await ask(listener, chunked(b"x" * 60, end=False), b"3c\r\n" + b"x" * 60 + b"\r\n")

    assert statuses(run(scenario())) == [413]
