"""What a handler asks of connections: how many, how long, how fast."""

from __future__ import annotations

import asyncio
import time

from hypothesis import given
from hypothesis import strategies as st

from adsiis import http
from http_wire import Client, ask, serving

KEEP = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@given(st.lists(st.integers(0, 5), max_size=40), st.integers(0, 4))
def test_a_gate_never_lets_in_more_than_it_may_and_knows_who_is_inside(events, most):
    """docs/behaviour.md, limit-1."""

    class Fake:
        def __init__(self):
            self.gates = []

    gate, clients, inside = http.Gate(most), [Fake() for _ in range(3)], set()
    for event in events:
        client = clients[event % 3]
        if event < 3:
            assert gate.admits(client) == (client in inside or len(inside) < most)
            inside |= {client} if client.gates else set()
        elif client in inside:
            client.gates.pop().leave(client)
            inside.discard(client)
        assert len(gate) == len(inside) <= most


def test_a_throttle_lets_at_once_only_what_is_due():
    """docs/behaviour.md, limit-3."""
    throttle = http.Throttle(16_000)
    assert throttle.piece == 1000
    assert throttle.passes(1000)
    assert not throttle.passes(1)
    assert not http.Throttle(16_000).passes(5000)


def test_writers_take_turns_in_the_order_they_came():
    """docs/behaviour.md, limit-3."""

    async def scenario():
        throttle, order = http.Throttle(100_000), []

        async def writer(name):
            for _ in range(4):
                await throttle.turn(1000)
                order.append(name)
                await asyncio.sleep(0)

        began = time.monotonic()
        await asyncio.gather(*(writer(name) for name in "abc"))
        return order, time.monotonic() - began

    order, seconds = asyncio.run(scenario())
    assert seconds > 0.1
    assert [sorted(order[at : at + 3]) for at in range(0, 12, 3)] == [["a", "b", "c"]] * 4


def test_terms_hold_for_one_answer(run):
    """docs/behaviour.md, limit-2: the next request of the connection has terms of its own."""
    terms = [http.Terms(30.0), http.Terms(30.0, keep_alive=False)]

    def handler(request):
        if request.target != b"/plain":
            request.link.abide(terms.pop(0))
        return http.Response(200, body=b"hello")

    async def scenario():
        async with serving(handler, limits=http.Limits(keepalive_timeout=0.2)) as listener:
            client = await Client.to(listener)
            client.send(KEEP)
            await client.until(b"hello")
            await asyncio.sleep(0.6)
            client.send(KEEP)
            last = await client.rest()
            plain = await ask(listener, b"GET /plain HTTP/1.1\r\nHost: a\r\n\r\n")
            return last, plain

    last, plain = run(scenario())
    assert b"Connection: close" in last
    assert plain.endswith(b"hello")


def test_a_long_answer_waits_for_its_turns_and_comes_whole(run):
    """docs/behaviour.md, limit-3."""
    body = bytes(range(256)) * 200

    def handler(request):
        request.link.abide(http.Terms(30.0, throttle=http.Throttle(200_000)))
        return http.Response(200, body=body, close=True)

    async def scenario():
        async with serving(handler) as listener:
            began = time.monotonic()
            return await ask(listener, KEEP), time.monotonic() - began

    heard, seconds = run(scenario())
    assert heard.endswith(body)
    assert seconds > 0.15


def test_a_client_that_cannot_be_shown_a_certificate_is_closed(run):
    """docs/behaviour.md, tls-2."""
    asked = []

    def choose(host, port):
        asked.append((host, port))

    async def scenario():
        async with serving(lambda _: http.Response(200), ssl=choose) as listener:
            return await ask(listener, KEEP), listener.address, listener.connections

    heard, address, connections = run(scenario())
    assert (heard, connections) == (b"", 0)
    assert asked == [address]


def test_the_size_of_a_request_is_what_came(run):
    """docs/behaviour.md, counter-1."""
    sizes = []
    requests = [KEEP, KEEP, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"]

    async def handler(request):
        await request.body.read(100)
        sizes.append(request.size())
        return http.Response(200, body=b"hello")

    async def scenario():
        async with serving(handler) as listener:
            await ask(listener, b"".join(requests), b"<end>")

    run(scenario())
    assert sizes == [len(request) for request in requests]
