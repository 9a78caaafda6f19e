"""The client's end, against raw servers that behave well and badly; and tunnels through both ends."""

from __future__ import annotations

import asyncio
import gc
import weakref
from contextlib import asynccontextmanager, suppress

import pytest

from adsiis import http
from http_wire import Client, serving

GET = b"GET / HTTP/1.1\r\nHost: a\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


class Server:
    """A raw server: answers each request head with the next script, a list of pieces; None closes."""

    def __init__(self, scripts):
        self.scripts = list(scripts)
        self.connections = 0
        self.heard = []
        self.tasks = set()

    def accept(self, reader, writer):
        task = asyncio.ensure_future(self.serve(reader, writer))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def serve(self, reader, writer):
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                self.heard.append(await reader.readuntil(b"\r\n\r\n"))
                for piece in self.scripts.pop(0) if self.scripts else [OK]:
                    if piece is None:
                        raise ConnectionError
                    writer.write(piece)
                    await asyncio.sleep(0.01)
        writer.transport.abort()
        with suppress(ConnectionError):
            await writer.wait_closed()


@asynccontextmanager
async def upstream_of(*scripts, **limits):
    server = Server(scripts)
    listening = await asyncio.start_server(server.accept, "127.0.0.1", 0)
    upstream = http.Upstream(listening.sockets[0].getsockname()[:2], http.UpstreamLimits(**limits))
    try:
        yield upstream, server
    finally:
        await upstream.close()
        listening.close()
        await asyncio.sleep(0.01)
        for task in list(server.tasks):
            task.cancel()
        await asyncio.gather(*server.tasks, return_exceptions=True)


async def whole(response):
    if isinstance(response.body, bytes):
        return response.body
    return b"".join([chunk async for chunk in response.body])


async def settled(upstream, count=1, method="GET", head=GET):
    found = []
    for _ in range(count):
        response = await upstream.request(method, head)
        found.append((response.status, await whole(response)))
    return found


def test_requests_one_after_the_other_use_one_connection(run):
    """docs/behaviour.md, forward-5."""

    async def scenario():
        async with upstream_of() as (upstream, server):
            return await settled(upstream, 5), server.connections, server.heard[0]

    assert run(scenario()) == ([(200, b"hello")] * 5, 1, GET + b"\r\n")


@pytest.mark.parametrize(
    ("script", "body"),
    [
        ([b"HTTP/1.1 200 OK\r\nContent-Le", b"ngth: 5\r\n\r\nhe", b"llo"], b"hello"),
        (
            [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n", b"2\r\nlo\r\n0\r\n\r\n"],
            b"hello",
        ),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"], b"hello"),
        (
            [b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"],
            b"hello",
        ),
        ([b"HTTP/1.0 200 OK\r\n\r\nhel", b"lo", b""], None),
    ],
)
def test_an_answer_is_read_however_it_is_cut_and_framed(run, script, body):
    """docs/behaviour.md, forward-5."""

    async def scenario():
        async with upstream_of(script) as (upstream, _):
            if body is None:
                response = await upstream.request("GET", GET)
                return response.status, isinstance(response.body, bytes)
            return (await settled(upstream, 2))[0]

    assert run(scenario()) == ((200, False) if body is None else (200, body))


@pytest.mark.parametrize(
    ("method", "script"),
    [
        ("HEAD", [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"]),
        ("GET", [b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"]),
        ("GET", [b"HTTP/1.1 204 No Content\r\n\r\n"]),
    ],
)
def test_an_answer_without_a_body_is_complete_with_its_head(run, method, script):
    """docs/behaviour.md, forward-5."""

    async def scenario():
        async with upstream_of(script, script) as (upstream, server):
            return await settled(
                upstream, 2, method, GET.replace(b"GET", method.encode())
            ), server.connections

    answers, connections = run(scenario())
    assert [body for _, body in answers] == [b"", b""]
    assert connections == 1


@pytest.mark.parametrize(
    "script",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", None],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", None],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", b"zz\r\n"],
    ],
)
def test_an_answer_cut_off_is_known_as_such(run, script):
    """docs/behaviour.md, forward-4."""

    async def scenario():
        async with upstream_of(script) as (upstream, _):
            response = await upstream.request("GET", GET)
            with pytest.raises(http.UpstreamCutOffError):
                await whole(response)

    run(scenario())


@pytest.mark.parametrize(
    "script",
    [
        [b"nonsense\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n"],
        [OK + b"HTTP/1.1 200 OK\r\n"],
        [b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"],
    ],
)
def test_what_is_no_answer_is_an_error(run, script):
    """docs/behaviour.md, forward-5."""

    async def scenario():
        async with upstream_of(script) as (upstream, _):
            with pytest.raises(http.UpstreamError):
                await upstream.request("GET", GET)

    run(scenario())


@pytest.mark.parametrize(("method", "connections"), [("GET", 2), ("POST", 1)])
def test_a_request_that_meets_a_dying_connection_is_tried_once_more_if_that_does_no_harm(
    run, method, connections
):
    """docs/behaviour.md, forward-5."""

    async def scenario():
        async with upstream_of([OK], [None], [OK]) as (upstream, server):
            await settled(upstream)
            try:
                answers = await settled(upstream, 1, method, GET.replace(b"GET", method.encode()))
            except http.UpstreamCutOffError:
                answers = "cut off"
            return answers, server.connections

    assert run(scenario()) == ([(200, b"hello")] if method == "GET" else "cut off", connections)


def test_a_new_connection_that_dies_is_not_tried_again(run):
    """docs/behaviour.md, forward-5."""

    async def scenario():
        async with upstream_of([None]) as (upstream, server):
            with pytest.raises(http.UpstreamCutOffError):
                await settled(upstream)
            return server.connections

    assert run(scenario()) == 1


def test_idle_connections_close_after_their_time_and_silent_servers_are_given_up(run):
    """docs/behaviour.md, forward-3, forward-5."""

    async def scenario():
        async with upstream_of(idle_timeout=0.05) as (upstream, _):
            await settled(upstream)
            await asyncio.sleep(0.6)
            left = len(upstream._all)
        async with upstream_of([], answer_timeout=0.05) as (upstream, _):
            with pytest.raises(http.UpstreamTimeoutError):
                await settled(upstream)
        return left

    assert run(scenario()) == 0


def test_nobody_at_the_address_is_an_error(run, tmp_path):
    """docs/behaviour.md, forward-3."""

    async def scenario():
        upstream = http.Upstream(str(tmp_path / "nobody"))
        with pytest.raises(http.UpstreamConnectError):
            await upstream.request("GET", GET)
        await upstream.close()

    run(scenario())


def test_a_cancelled_request_frees_its_place(run):
    """docs/behaviour.md, forward-5."""

    async def scenario():
        async with upstream_of([], connections=1) as (upstream, _):
            promise = upstream.request("GET", GET)
            waiting = upstream.request("GET", GET)
            await asyncio.sleep(0.05)
            promise.cancel()
            return (await waiting).body

    assert run(scenario()) == b"hello"


async def echo(stream):
    while data := await stream.read():
        await stream.write(data)
    stream.write_eof()


def relaying(upstream):
    return lambda request: upstream.request(
        "GET", b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n"
    )


@asynccontextmanager
async def tunnelled(talk):
    """A client's way through two tunnels: a relay, and a server that talks."""

    def handle(_):
        return http.Tunnel(101, [(b"Upgrade", b"echo")], talk=talk)

    async with serving(handle) as inner:
        upstream = http.Upstream(inner.address)
        try:
            async with serving(relaying(upstream)) as outer:
                yield await Client.to(outer), inner, outer
        finally:
            await upstream.close()


UPGRADE = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"


def test_a_tunnel_carries_bytes_both_ways_from_the_first_to_the_last(run):
    """docs/behaviour.md, tunnel-1."""

    async def scenario():
        async with tunnelled(echo) as (client, _, outer):
            client.send(UPGRADE + b"early ")
            await client.until(b"early ")
            for _ in range(100):
                client.send(b"x" * 10_000)
            client.send(b"<end>")
            heard = await client.rest()
            await asyncio.sleep(0.02)
            return heard, outer.connections

    heard, left = run(scenario())
    assert heard == b"x" * 1_000_000
    assert left == 0


def test_each_direction_of_a_tunnel_ends_by_itself(run):
    """docs/behaviour.md, tunnel-1."""

    async def last_word(stream):
        while await stream.read():
            pass
        await stream.write(b"heard you out")

    async def scenario():
        async with tunnelled(last_word) as (client, *_):
            client.send(UPGRADE + b"question")
            await client.until(b"\r\n\r\n")
            client.send(b"<end>")
            return await client.rest()

    assert run(scenario()) == b"heard you out"


def test_a_break_of_a_tunnel_reaches_the_other_end(run):
    """docs/behaviour.md, tunnel-1."""
    ended = []

    async def wait(stream):
        try:
            ended.append(await stream.read())
        except ConnectionResetError:
            ended.append("broken")

    async def breaks(stream):
        await stream.write(b"half")
        raise RuntimeError("broken on purpose")

    async def scenario():
        async with tunnelled(wait) as (client, inner, outer):
            client.send(UPGRADE)
            await client.until(b"\r\n\r\n")
            client.reset()
            await asyncio.sleep(0.05)
            left = inner.connections + outer.connections
        async with tunnelled(breaks) as (client, *_):
            client.send(UPGRADE)
            with suppress(EOFError, ConnectionResetError):
                await client.until(b"never", 1)
        return left

    assert run(scenario()) == 0
    assert ended == ["broken"]


def test_a_request_that_cannot_become_a_tunnel_is_a_500(run):
    """docs/behaviour.md, tunnel-1."""

    async def scenario():
        async with serving(lambda _: http.Tunnel(101, [], talk=echo)) as listener:
            client = await Client.to(listener)
            client.send(b"GET / HTTP/1.0\r\n\r\n")
            return await client.rest()

    assert run(scenario()).startswith(b"HTTP/1.1 500")


def test_no_cycle_outlives_a_forwarded_request(run):
    """docs/behaviour.md, http-10."""
    left = []

    async def scenario():
        chunked = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n", b"0\r\n\r\n"]
        cut = [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", None]
        async with upstream_of([OK], chunked, cut, [None], [b"nonsense\r\n\r\n"]) as (upstream, _):

            def relay(request):
                promise = upstream.request("GET", GET)
                left.extend([weakref.ref(request), weakref.ref(promise)])
                return promise

            async with serving(relay, on_error=lambda *_: None) as listener:
                for _ in range(5):
                    client = await Client.to(listener)
                    client.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    await client.rest()
                    await client.close()
                await asyncio.sleep(0.05)
            left.extend(weakref.ref(connection) for connection in upstream._all)
        await asyncio.sleep(0.01)
        return [found for found in (ref() for ref in left) if found is not None]

    gc.collect()
    gc.disable()
    try:
        assert run(scenario()) == []
    finally:
        gc.enable()
