"""What the end of a Unix connection tells: whether the server behind us read the request it was sent."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import contextmanager

import pytest

from adsiis import http

GET = b"GET / HTTP/1.1\r\nHost: a\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


class Server:
    """A socket that listens, and what an upstream that sends to it could not deliver."""

    def __init__(self, path):
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(path))
        self.listening.listen(10)
        self.listening.settimeout(30)
        self.taken = []
        self.upstream = http.Upstream(str(path))
        self.upstream.on_unsent = self.take

    def take(self, outgoing):
        self.taken.append(outgoing)
        outgoing.promise.resolve(http.Response(200, [], b"elsewhere"))
        return True

    def ask(self, method="GET", body=http.Body(0, None)):  # noqa: B008 - it is empty for ever
        return self.upstream.request(method, GET.replace(b"GET", method.encode()), body)

    async def accepted(self, size):
        """The next connection, and what came in it, at most so much."""
        accepted, _ = await asyncio.to_thread(self.listening.accept)
        return accepted, await asyncio.to_thread(accepted.recv, size) if size else b""


@contextmanager
def serving(tmp_path):
    server = Server(tmp_path / "s")
    try:
        yield server
    finally:
        server.listening.close()


def body_of(*chunks, whole=True):
    body = http.Body(sum(map(len, chunks)) if whole else None, None if whole else Source())
    for chunk in chunks:
        body.feed(chunk)
    return body


class Source:
    """A client that has more to say."""

    def body_wanted(self):
        pass

    def body_full(self):
        pass


async def answer_to(promise):
    async with asyncio.timeout(30):
        return await promise


@pytest.mark.parametrize("method", ["GET", "DELETE", "PATCH"])
def test_a_connection_that_nobody_takes_has_delivered_nothing(run, tmp_path, method):
    """docs/behaviour.md, forward-7: a process that dies still has its address open for a moment."""

    async def scenario():
        with serving(tmp_path) as server:
            asked = server.ask(method)
            await asyncio.sleep(0.05)
            server.listening.close()
            assert (await answer_to(asked)).body == b"elsewhere"
            assert len(server.taken) == 1
            await server.upstream.close()

    run(scenario())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_was_left_unread_goes_elsewhere_with_its_body(run, tmp_path, method):
    """docs/behaviour.md, forward-7: the body is as it was."""

    async def scenario():
        with serving(tmp_path) as server:
            asked = server.ask(method, body_of(b"one", b"two") if method == "POST" else body_of())
            connection, _ = await server.accepted(0)
            await asyncio.sleep(0.05)
            connection.close()
            assert (await answer_to(asked)).body == b"elsewhere"
            (outgoing,) = server.taken
            assert outgoing.body.take_whole() == (b"onetwo" if method == "POST" else b"")
            await server.upstream.close()

    run(scenario())


@pytest.mark.parametrize("reused", [False, True])
def test_what_was_read_is_not_tried_again(run, tmp_path, reused):
    """docs/behaviour.md, forward-6, forward-7: it may be what killed its process, whatever its method."""

    async def scenario():
        with serving(tmp_path) as server:
            asked = server.ask()
            connection, _ = await server.accepted(1000)
            if reused:
                connection.sendall(OK)
                await answer_to(asked)
                asked = server.ask()
                await asyncio.to_thread(connection.recv, 1000)
            connection.close()
            with pytest.raises(http.UpstreamCutOffError):
                await answer_to(asked)
            assert server.taken == []
            await server.upstream.close()

    run(scenario())


def test_what_meets_the_end_of_a_kept_connection_goes_over_another(run, tmp_path):
    """docs/behaviour.md, forward-7: a POST too, since nobody read it."""

    async def scenario():
        with serving(tmp_path) as server:
            first = server.ask()
            connection, _ = await server.accepted(1000)
            connection.sendall(OK)
            await answer_to(first)
            connection.close()
            asked = server.ask("POST", body_of(b"body"))
            connection, heard = await server.accepted(1000)
            connection.sendall(OK)
            assert (await answer_to(asked)).body == b"hello"
            assert heard.endswith(b"\r\n\r\nbody")
            assert server.taken == []
            connection.close()
            await server.upstream.close()

    run(scenario())


def test_a_request_that_nobody_ever_reads_fails_in_the_end(run, tmp_path):
    """docs/behaviour.md, forward-7: it is not handed round for ever."""

    async def scenario():
        with serving(tmp_path) as server:
            upstream, handed_on = server.upstream, []

            def hand_on(outgoing):
                handed_on.append(outgoing)
                upstream.take(outgoing)
                return True

            async def close_each():
                for _ in range(10):
                    connection, _ = await server.accepted(0)
                    await asyncio.sleep(0.02)
                    connection.close()

            upstream.on_unsent = hand_on
            asked, closing = server.ask(), asyncio.ensure_future(close_each())
            with pytest.raises(http.UpstreamCutOffError):
                await answer_to(asked)
            assert len(handed_on) == 9
            await closing
            await upstream.close()

    run(scenario())


def test_an_upload_that_has_begun_to_flow_is_cut_off(run, tmp_path):
    """docs/behaviour.md, forward-7: its first pieces are gone."""

    async def scenario():
        with serving(tmp_path) as server:
            asked = server.ask("POST", body_of(b"x" * 1000, whole=False))
            connection, _ = await server.accepted(0)
            await asyncio.sleep(0.05)
            connection.close()
            with pytest.raises(http.UpstreamCutOffError):
                await answer_to(asked)
            assert server.taken == []
            await server.upstream.close()

    run(scenario())


def test_a_dead_server_is_heard_out(run, tmp_path):
    """docs/behaviour.md, forward-7: what it answered before its death counts, what it never read goes on."""

    async def scenario():
        with serving(tmp_path) as server:
            answered, unread = server.ask(), server.ask()
            first, _ = await server.accepted(1000)
            second, _ = await server.accepted(0)
            await asyncio.sleep(0.05)
            first.sendall(OK)
            for one in (first, second, server.listening):
                one.close()
            os.unlink(tmp_path / "s")
            late = server.ask()
            await server.upstream.close(patience=30)
            assert [(await answer_to(one)).body for one in (answered, unread, late)] == [
                b"hello", b"elsewhere", b"elsewhere",
            ]  # fmt: skip

    run(scenario())


def test_a_connection_that_is_still_made_when_all_is_closed_has_delivered_nothing(run, tmp_path):
    """docs/behaviour.md, forward-6."""

    async def scenario():
        with serving(tmp_path) as server:
            asked = server.ask()
            await server.upstream.close()
            assert (await answer_to(asked)).body == b"elsewhere"

    run(scenario())
