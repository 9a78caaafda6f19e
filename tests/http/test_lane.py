"""Lanes: many small requests at once over one connection, between two ends of the engine."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis import http
from adsiis.http.lane import FRAME, Frames
from http_wire import Client, serving

HEAD = b"GET %b HTTP/1.1\r\nHost: a\r\n"


@asynccontextmanager
async def pair(tmp_path, handler, **limits):
    """A listener and an upstream whose lane is open."""
    listener = await http.listen_unix(handler, str(tmp_path / "s"))
    upstream = http.Upstream(str(tmp_path / "s"), http.UpstreamLimits(**limits), lane=True)
    try:
        await get(upstream, b"/first")
        await asyncio.sleep(0.05)
        yield upstream, listener
    finally:
        await upstream.close()
        await listener.drain(0)


def get(upstream, target, method="GET"):
    return upstream.request(method, HEAD.replace(b"GET", method.encode()) % target)


def text(answer):
    """The body of an answer that came in one piece."""
    return answer.rest[len(answer.head) :] if isinstance(answer, http.PreparedResponse) else answer.body


def echo(request):
    return http.Response(200, [(b"X-Was", request.target)], request.target)


def test_answers_come_back_in_the_order_they_are_ready_each_to_its_own_request(run, tmp_path):
    """docs/behaviour.md, lane-1."""
    promises = {}

    def handler(request):
        if request.target == b"/first":
            return echo(request)
        promises[request.target] = http.Promise()
        return promises[request.target]

    async def main():
        async with pair(tmp_path, handler) as (upstream, listener):
            asked = {b"/%d" % n: get(upstream, b"/%d" % n) for n in range(40)}
            order = []
            for target, promise in asked.items():
                promise.then(lambda _, target=target: order.append(target))
            while len(promises) < 40:  # noqa: ASYNC110 - the handler has no word for it
                await asyncio.sleep(0.01)
            assert listener.connections == 2  # the first request's, and the lane
            for target in reversed(promises):
                promises[target].resolve(http.Response(200, [], target))
            while len(order) < 40:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            assert [text(await promise) for promise in asked.values()] == list(asked)
            assert order == list(reversed(asked))
            assert upstream.busy == 0

    run(main())


def test_a_long_answer_goes_its_own_way_and_short_ones_pass_it(run, tmp_path):
    """docs/behaviour.md, lane-2."""
    gate = asyncio.Event()

    async def slow():
        yield b"begun "
        await gate.wait()
        yield b"ended"

    def handler(request):
        return http.Response(200, [], slow()) if request.target == b"/slow" else echo(request)

    async def main():
        async with pair(tmp_path, handler) as (upstream, _):
            answer = await get(upstream, b"/slow")
            assert await anext(answer.body) == b"begun "
            assert text(await get(upstream, b"/short")) == b"/short"
            gate.set()
            assert await answer.body.read(1 << 20) == b"ended"

    run(main())


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 1_000_000])
def test_an_answer_of_any_size_comes_whole(run, tmp_path, size):
    """docs/behaviour.md, lane-2."""

    def handler(_):
        return http.Response(200, [(b"Set-Cookie", b"a=b")], b"x" * size)

    async def main():
        async with pair(tmp_path, handler) as (upstream, _):
            for _ in range(2):
                answer = await get(upstream, b"/")
                body = text(answer)
                assert (body if isinstance(body, bytes) else await body.read(1 << 21)) == b"x" * size

    run(main())


def test_head_status_and_failure_are_those_of_the_handler(run, tmp_path):
    """docs/behaviour.md, lane-1."""

    def handler(request):
        if request.target == b"/fails":
            raise LookupError
        if request.target == b"/late":
            return late()
        return http.Response(404, [(b"Content-Length", b"7")] if request.method == "HEAD" else [], b"")

    async def late():
        await asyncio.sleep(0)
        raise LookupError

    async def main():
        async with pair(tmp_path, handler) as (upstream, _):
            assert (await get(upstream, b"/a", "HEAD")).status == 404
            assert (await get(upstream, b"/a")).status == 404
            assert (await get(upstream, b"/fails")).status == 500
            assert (await get(upstream, b"/late")).status == 500

    run(main())


def test_the_handler_learns_that_nobody_waits_any_more(run, tmp_path):
    """docs/behaviour.md, lane-3."""
    seen, cancelled = asyncio.Event(), asyncio.Event()

    def handler(request):
        if request.target == b"/first":
            return echo(request)
        seen.set()
        return http.Promise(cancelled.set)

    async def main():
        async with pair(tmp_path, handler) as (upstream, _):
            promise = get(upstream, b"/")
            await seen.wait()
            promise.cancel()
            async with asyncio.timeout(30):
                await cancelled.wait()
            assert upstream.busy == 0

    run(main())


def test_a_long_answer_nobody_fetches_is_closed(run, tmp_path):
    """docs/behaviour.md, lane-3."""
    closed = asyncio.Event()
    promise = None

    async def slow():
        try:
            yield b"x"
        finally:
            closed.set()

    class Body:
        def __init__(self):
            self.inner = slow()

        def __aiter__(self):
            return self.inner

        async def aclose(self):
            await self.inner.aclose()
            closed.set()

    def handler(request):
        if request.target == b"/first":
            return echo(request)
        asyncio.get_running_loop().call_soon(promise.cancel)
        return http.Response(200, [], Body())

    async def main():
        nonlocal promise
        async with pair(tmp_path, handler) as (upstream, _):
            promise = get(upstream, b"/")
            async with asyncio.timeout(30):
                await closed.wait()

    run(main())


def test_what_takes_too_long_is_given_up_and_the_lane_goes_on(run, tmp_path):
    """docs/behaviour.md, lane-3."""

    def handler(request):
        return http.Promise() if request.target == b"/never" else echo(request)

    async def main():
        async with pair(tmp_path, handler, answer_timeout=0.3) as (upstream, listener):
            with pytest.raises(http.UpstreamTimeoutError):
                await get(upstream, b"/never")
            assert text(await get(upstream, b"/a")) == b"/a"
            assert listener.connections == 2

    run(main())


def test_a_lane_that_breaks_fails_what_is_in_it_and_the_next_request_is_served(run, tmp_path):
    """docs/behaviour.md, lane-4."""

    def handler(request):
        return http.Promise() if request.target == b"/never" else echo(request)

    async def main():
        async with pair(tmp_path, handler) as (upstream, listener):
            waiting = [get(upstream, b"/never") for _ in range(5)]
            await asyncio.sleep(0.05)
            for connection in list(listener._serving.connections):
                connection.abort()
            for promise in waiting:
                with pytest.raises(http.UpstreamCutOffError):
                    await promise
            assert text(await get(upstream, b"/a")) == b"/a"

    run(main())


def test_requests_in_a_lane_finish_before_it_is_closed(run, tmp_path):
    """docs/behaviour.md, lane-4."""
    promise = http.Promise()

    def handler(request):
        return promise if request.target == b"/late" else echo(request)

    async def main():
        async with pair(tmp_path, handler) as (upstream, listener):
            asked = get(upstream, b"/late")
            await asyncio.sleep(0.05)
            drained = asyncio.ensure_future(listener.drain(30))
            await asyncio.sleep(0.05)
            promise.resolve(http.Response(200, [], b"in time"))
            assert text(await asked) == b"in time"
            await drained
            assert listener.connections == 0

    run(main())


def test_no_more_requests_are_at_work_than_the_limit_says(run, tmp_path):
    """docs/behaviour.md, forward-5."""
    promises = []

    def handler(request):
        if request.target == b"/first":
            return echo(request)
        promises.append(http.Promise())
        return promises[-1]

    async def main():
        async with pair(tmp_path, handler, connections=4, queue=2) as (upstream, _):
            asked = [get(upstream, b"/") for _ in range(6)]
            with pytest.raises(http.UpstreamBusyError):
                await get(upstream, b"/")
            await asyncio.sleep(0.05)
            assert len(promises) == 4
            while not all(promise.done for promise in asked):
                for promise in promises:
                    promise.resolve(http.Response(200, [], b"ok"))
                await asyncio.sleep(0.01)
            assert [text(await promise) for promise in asked] == [b"ok"] * 6

    run(main())


def test_a_server_without_lanes_is_served_over_connections(run):
    """docs/behaviour.md, lane-1."""

    async def main():
        async with serving(echo) as listener:
            upstream = http.Upstream(listener.address, lane=True)
            try:
                for n in range(5):
                    answer = await get(upstream, b"/%d" % n)
                    assert text(answer) == b"/%d" % n
                    await asyncio.sleep(0.01)
            finally:
                await upstream.close()

    run(main())


def test_a_client_of_the_web_gets_no_lane(run):
    """docs/behaviour.md, lane-1."""

    async def main():
        async with serving(echo) as listener:
            client = await Client.to(listener)
            client.send(b"GET /x HTTP/1.1\r\nHost: a\r\nAdsiis-Lane: open\r\nConnection: close\r\n\r\n")
            assert (await client.rest()).startswith(b"HTTP/1.1 200 OK")

    run(main())


@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 255), st.binary(max_size=50)), max_size=20),
    st.lists(st.integers(1, 40), min_size=1, max_size=30),
)
def test_frames_are_the_same_wherever_the_bytes_are_cut(sent, cuts):
    """docs/behaviour.md, lane-1."""
    data = b"".join(FRAME.pack(len(payload), number, kind) + payload for number, kind, payload in sent)
    frames, got, at = Frames(), [], 0
    while at < len(data):
        for cut in cuts:
            got += frames.feed(data[at : at + cut])
            at += cut
    assert got == sent
