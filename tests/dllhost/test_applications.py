"""Applications of every manner, run in this process, on their own loop, and in a surrogate: the same rules."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import logging
import weakref
from pathlib import Path

import pytest
import websockets

from adsiis import http
from adsiis.dllhost import asgi
from dllhost.chain import APPLICATIONS, Surrogate, context_of, eventually, in_process, through_shared
from http_wire import Client


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One surrogate for all tests that do it no harm."""
    surrogate = Surrogate(tmp_path_factory.mktemp("shared"))
    yield surrogate
    surrogate.close()


@pytest.fixture(params=["surrogate", "own loop", "this loop"])
def host(request, tmp_path, shared):
    """Runs a scenario against one application in one kind of host."""

    def hosting(context):
        if request.param == "surrogate":
            return through_shared(shared, context)
        return in_process(tmp_path, context, own_loops=request.param == "own loop")

    def run(scenario, handler="asgi:asgi_manners:app", url=""):
        async def whole():
            async with hosting(context_of(handler, url)) as chain:
                return await scenario(chain)

        return http.run(whole())

    run.kind = request.param
    return run


def test_an_application_is_told_what_the_client_sent(host):
    """docs/behaviour.md, asgi-1, forward-1."""

    async def scenario(chain):
        heard = await chain.ask(
            "/shop/a%20b/scope_of?q=%31",
            headers=b"X-One: 1\r\nAdsiis-Context: forged\r\nAdsiis-From: forged\r\n",
        )
        return heard, chain.address

    (status, _, body), address = host(scenario, url="/shop")
    scope = eval(body)
    assert status == 200
    assert (scope["path"], scope["root_path"]) == ("/shop/a b/scope_of", "/shop")
    assert (scope["raw_path"], scope["query_string"]) == (b"/shop/a%20b/scope_of", b"q=%31")
    assert (scope["server"], scope["client"][0]) == (address, "127.0.0.1")
    assert (b"x-one", b"1") in scope["headers"]
    if host.kind != "this loop":
        assert not [
            name for name, _ in scope["headers"] if name.startswith(b"adsiis") or name == b"connection"
        ]


def test_startup_comes_before_the_first_request_and_shutdown_at_the_end(host, capfd):
    """docs/behaviour.md, asgi-3."""

    async def scenario(chain):
        answers = await asyncio.gather(*(chain.ask("/scope_of") for _ in range(5)))
        if host.kind == "surrogate":
            chain.surrogate.unload_all()
            return answers, chain.surrogate.log()
        await chain.applications.close()
        return answers, ""

    answers, log = host(scenario)
    assert {eval(body)["started"] for _, _, body in answers} == {1}
    assert "the lifespan has ended" in log + capfd.readouterr().out


def test_an_application_without_a_lifespan_is_served(host):
    """docs/behaviour.md, asgi-3."""
    assert host(lambda chain: chain.ask("/"), "asgi:no_lifespan:app")[2] == b"no state"


def test_an_application_that_does_not_start_is_a_500(host):
    """docs/behaviour.md, asgi-3."""
    assert host(lambda chain: chain.ask("/"), "asgi:cannot_start:app")[0] == 500


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_arrives_as_it_was_sent(host, chunked):
    """docs/behaviour.md, forward-2."""
    body = bytes(range(256)) * 2000

    async def scenario(chain):
        if not chunked:
            return await chain.ask("/digest", body)
        client = await Client.to(chain.listener)
        client.send(
            b"POST /digest HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        )
        for at in range(0, len(body), 50_000):
            piece = body[at : at + 50_000]
            client.send(b"%x\r\n%b\r\n" % (len(piece), piece))
            await asyncio.sleep(0)
        client.send(b"0\r\n\r\n")
        return 200, b"", (await client.rest()).partition(b"\r\n\r\n")[2]

    assert host(scenario)[2] == b"%d %b" % (len(body), hashlib.sha256(body).hexdigest().encode())


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_cut_off_never_looks_whole_to_an_application(host, chunked):
    """docs/behaviour.md, forward-2."""

    async def scenario(chain):
        client = await Client.to(chain.listener)
        framing = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: 200000"
        client.send(b"POST /digest HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n" + framing + b"\r\n\r\n")
        await client.until(b"100 Continue\r\n\r\n")
        client.send((b"186a0\r\n" if chunked else b"") + b"x" * 100_000)
        await asyncio.sleep(0.2)
        client.reset()
        return await eventually(lambda: told(chain))

    assert host(scenario) == b"cut off"


async def told(chain):
    return (await chain.ask("/tell"))[2]


def test_a_client_is_told_to_send_its_body_only_when_the_application_reads(host):
    """docs/behaviour.md, forward-2."""

    async def scenario(chain):
        heard = []
        for path in (b"/early", b"/digest"):
            client = await Client.to(chain.listener)
            client.send(
                b"POST %b HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n" % path
            )
            heard.append(await client.until(b"\r\n\r\n"))
        client.send(b"ok")
        return [*heard, await client.until(hashlib.sha256(b"ok").hexdigest().encode())]

    early, go_on, answer = host(scenario)
    assert early.startswith(b"HTTP/1.1 401")
    assert go_on == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert answer.startswith(b"HTTP/1.1 200")


def test_an_answer_is_streamed_as_it_is_made(host):
    """docs/behaviour.md, asgi-2."""

    async def scenario(chain):
        client = await Client.to(chain.listener)
        client.send(b"GET /drip HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        first = await client.until(b"0;")
        return first, await client.rest()

    first, rest = host(scenario)
    assert b"1;" not in first
    assert rest.endswith(b"2;\r\n0\r\n\r\n")


def test_head_gets_the_head_alone(host):
    """docs/behaviour.md, asgi-2."""

    async def scenario(chain):
        return [await chain.ask(path, method="HEAD") for path in ("/hello", "/long?655360", "/hello")]

    for status, _, body in host(scenario):
        assert (status, body) == (200, b"")


def test_an_application_learns_that_its_client_has_left(host):
    """docs/behaviour.md, asgi-2."""

    async def scenario(chain):
        told_so_far = b""

        async def has_said(*words):
            nonlocal told_so_far
            told_so_far += await told(chain)
            return all(word in told_so_far for word in words)

        waiting, endless = await Client.to(chain.listener), await Client.to(chain.listener)
        waiting.send(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
        await eventually(lambda: has_said(b"waiting"))
        endless.send(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
        await endless.until(b"xxx")
        for client in (waiting, endless):
            client.reset()
        return await eventually(lambda: has_said(b"disconnected", b"stopped"))

    assert host(scenario)


@pytest.mark.parametrize("path", ["/raises", "/silent", "/bad_header", "/sys_exits"])
def test_an_application_that_fails_is_a_500_and_the_next_request_is_served(host, path):
    """docs/behaviour.md, asgi-2."""

    async def scenario(chain):
        return (await chain.ask(path))[0], (await chain.ask("/hello"))[2]

    assert host(scenario) == (500, b"hello")


def test_an_answer_that_breaks_off_never_looks_whole(host):
    """docs/behaviour.md, forward-4."""

    async def scenario(chain):
        return await chain.ask("/raises_late"), await chain.ask("/hello")

    (status, _, body), after = host(scenario)
    assert (status, body) == (200, b"half<cut off>")
    assert after[2] == b"hello"


@pytest.mark.parametrize(
    "handler", ["asgi:does_not_import:app", "wsgi:does_not_import:app", "asgi:nowhere:app"]
)
def test_an_application_that_does_not_import_is_a_500_logged_with_file_and_line(host, handler, caplog):
    """docs/behaviour.md, surrogate-3."""
    caplog.set_level(logging.ERROR)

    async def scenario(chain):
        def log():
            return chain.surrogate.log() if host.kind == "surrogate" else caplog.text

        before = len(log())
        return [(await chain.ask("/"))[0] for _ in range(2)], log()[before:]

    answers, log = host(scenario, handler)
    assert answers == [500, 500]
    assert log.count("cannot be loaded") == 1
    if "nowhere" not in handler:
        assert "does_not_import.py, line 3" in log


def test_an_application_is_tried_again_once_its_file_has_changed(host, tmp_path, caplog):
    """docs/behaviour.md, surrogate-3."""
    name = "mended_" + host.kind.replace(" ", "_")
    file = tmp_path / f"{name}.py"
    file.write_text("import nothing_like_it\n")
    mended = Path(APPLICATIONS, "no_lifespan.py").read_text()

    async def scenario(chain):
        chain.context = context_of(f"asgi:{name}:app", folder=str(tmp_path))
        before = (await chain.ask("/"))[0]
        file.write_text(mended)
        return before, (await chain.ask("/"))[2]

    assert host(scenario) == (500, b"no state")


def test_messages_of_a_websocket_come_back_as_they_were_sent(host):
    """docs/behaviour.md, asgi-4."""

    async def scenario(chain):
        url = "ws://{}:{}/echo".format(*chain.address)
        async with websockets.connect(url, subprotocols=["a", "b"], max_size=None) as client:
            await client.send("grüße")
            first = await client.recv()
            await client.send([b"in ", b"pieces"])
            second = await client.recv()
            await client.send(b"x" * 1_000_000)
            third = await client.recv()
            await (await client.ping())
            extra = client.response.headers["x-extra"]
            subprotocol = client.subprotocol
        return first, second, len(third), extra, subprotocol, await eventually(lambda: told(chain))

    assert host(scenario) == ("grüße", b"in pieces", 1_000_000, "yes", "b", b"disconnect 1000")


def test_a_websocket_can_be_refused_closed_or_fail(host):
    """docs/behaviour.md, asgi-5."""

    async def scenario(chain):
        url = "ws://{}:{}/".format(*chain.address)
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(url + "rejects")
        codes = []
        for path in ("closes", "raises"):
            async with websockets.connect(url + path) as client:
                with pytest.raises(websockets.ConnectionClosed) as closed:
                    await heard_to_the_end(client)
                codes.append((closed.value.rcvd.code, closed.value.rcvd.reason))
        return refused.value.response.status_code, codes

    assert host(scenario) == (403, [(4001, "enough"), (1011, "")])


async def heard_to_the_end(client):
    while True:
        await client.recv()


def test_a_websocket_client_that_vanishes_is_a_1006(host):
    """docs/behaviour.md, asgi-5."""

    async def scenario(chain):
        client = await websockets.connect("ws://{}:{}/echo".format(*chain.address))
        client.transport.abort()
        return await eventually(lambda: told(chain))

    assert host(scenario) == b"disconnect 1006"


def test_a_websocket_message_past_the_measure_is_a_1009(host):
    """docs/behaviour.md, asgi-5."""

    async def scenario(chain):
        client = await websockets.connect("ws://{}:{}/echo".format(*chain.address))
        await asyncio.wait([asyncio.ensure_future(client.send(b"x" * (17 << 20)))])
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await client.recv()
        return closed.value.rcvd.code

    assert host(scenario) == 1009


def test_bytes_sent_behind_the_handshake_are_not_lost(host):
    """docs/behaviour.md, tunnel-1."""

    async def scenario(chain):
        client = await Client.to(chain.listener)
        client.send(
            b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            b"\x81\x85\x00\x00\x00\x00hello"
        )
        return await client.until(b"\x81\x05hello")

    assert b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in host(scenario)


@pytest.mark.parametrize(
    ("headers", "status"), [(b"Sec-WebSocket-Version: 8\r\n", 426), (b"Sec-WebSocket-Version: 13\r\n", 400)]
)
def test_a_handshake_that_is_none_is_refused(host, headers, status):
    """docs/behaviour.md, asgi-4."""

    async def scenario(chain):
        client = await Client.to(chain.listener)
        client.send(
            b"GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + headers
            + b"\r\n"
        )
        return await client.until(b"\r\n\r\n")

    assert b" %d " % status in host(scenario)


@pytest.mark.parametrize("path", ["/hello", "/drip", "/raises", "/raises_late", "/silent", "/digest"])
def test_no_cycle_outlives_a_call(path, tmp_path, monkeypatch, caplog):
    """docs/behaviour.md, asgi-2."""
    left = []

    class Watched(asgi.HttpCall):
        __slots__ = ()

        def __init__(self, request, *more):
            super().__init__(request, *more)
            left.extend([weakref.ref(self), weakref.ref(request), weakref.ref(self.promise)])

    monkeypatch.setattr(asgi, "HttpCall", Watched)
    caplog.set_level(logging.CRITICAL, "adsiis.asgi")  # a record that is kept keeps its traceback

    async def whole():
        async with in_process(tmp_path, context_of("asgi:asgi_manners:app"), own_loops=False) as chain:
            await chain.ask("/hello")
            await chain.ask(path)
            await asyncio.sleep(0.05)
            chain.done.clear()
        return [found for found in (ref() for ref in left) if found is not None]

    gc.collect()
    gc.disable()
    try:
        assert http.run(whole()) == []
    finally:
        gc.enable()
    assert len(left) == 6
