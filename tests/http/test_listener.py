"""Addresses: taken, given back, and drained."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import subprocess

import pytest

from adsiis import http
from http_wire import Client, ask, has_ipv6, serving

KEEP = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
GET = KEEP.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


def hello(_):
    return http.Response(200, body=b"hello")


async def slow(request):
    await asyncio.sleep(0.2)
    return hello(request)


def test_a_port_in_use_is_an_error(run):
    """docs/behaviour.md, http-9: never two listeners on one port."""

    async def scenario():
        async with serving(hello) as listener:
            with pytest.raises(OSError, match="in use") as refused:
                await http.listen(hello, *listener.address)
            return refused.value.errno

    assert run(scenario()) == errno.EADDRINUSE


def test_a_handler_finds_what_it_kept_with_the_connection_and_nowhere_else(run):
    """docs/behaviour.md, http-11."""

    def count(request):
        request.connection["n"] = request.connection.get("n", 0) + 1
        return http.Response(200, body=b"<%d>" % request.connection["n"])

    async def scenario():
        async with serving(count) as listener:
            one, other = await Client.to(listener), await Client.to(listener)
            found = []
            for client in (one, one, other, one):
                client.send(KEEP)
                found.append((await client.until(b">"))[-3:])
            for client in (one, other):
                await client.close()
            return found

    assert run(scenario()) == [b"<1>", b"<2>", b"<1>", b"<3>"]


def test_closing_gives_the_port_back_at_once_and_leaves_connections_alone(run):
    """docs/behaviour.md, http-9."""

    async def scenario():
        listener = await http.listen(slow, "127.0.0.1", 0)
        client = await Client.to(listener)
        client.send(KEEP)
        await asyncio.sleep(0.05)
        listener.close()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(listener.address)
        with socket.create_server(listener.address):
            pass
        await listener.closed()
        answers = [await client.until(b"hello")]
        client.send(KEEP)
        answers.append(await client.until(b"hello"))
        await client.close()
        await listener.drain(1)
        return answers

    assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in run(scenario()))


def test_draining_lets_requests_in_work_finish_and_closes_the_idle_at_once(run):
    """docs/behaviour.md, http-9."""
    begun, end = asyncio.Event(), asyncio.Event()

    async def held(request):
        begun.set()
        await end.wait()
        return hello(request)

    async def scenario():
        listener = await http.listen(held, "127.0.0.1", 0)
        idle, busy = await Client.to(listener), await Client.to(listener)
        busy.send(KEEP)
        await begun.wait()
        drained = asyncio.create_task(listener.drain(60))
        assert await idle.rest() == b""
        end.set()
        answer = await busy.rest()
        await asyncio.wait_for(drained, 30)
        await idle.close()
        await busy.close()
        return answer, listener.connections

    answer, left = run(scenario())
    assert b"Connection: close\r\n" in answer
    assert answer.endswith(b"hello")
    assert left == 0


def test_draining_aborts_what_does_not_finish_in_time(run):
    """docs/behaviour.md, http-9."""
    begun, cancelled = asyncio.Event(), []

    async def endless(_):
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.append(True)

    async def scenario():
        listener = await http.listen(endless, "127.0.0.1", 0)
        client = await Client.to(listener)
        client.send(KEEP)
        await begun.wait()
        await listener.drain(0.1)
        heard = await client.rest()
        await client.close()
        return heard, listener.connections

    assert run(scenario()) == (b"", 0)
    assert cancelled == [True]


def test_a_request_knows_both_ends_of_its_connection(run):
    seen = []

    def handler(request):
        seen.append((request.client, request.server, request.scheme, request.host, request.version))
        return hello(request)

    async def scenario():
        async with serving(handler) as listener:
            client = await Client.to(listener)
            client.send(b"GET http://b:81/ HTTP/1.1\r\nHost: a\r\n\r\n")
            await client.until(b"hello")
            assert listener.connections == 1
            address = client.address
            await client.close()
            return address, listener.address

    client, server = run(scenario())
    assert seen == [(client, server, "http", b"b:81", "1.1")]


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_it_listens_on_ipv6(run):
    async def scenario():
        listener = await http.listen(hello, "::1", 0)
        heard = await ask(listener, GET)
        await listener.drain(0)
        return listener.address[0], heard

    host, heard = run(scenario())
    assert host == "::1"
    assert heard.endswith(b"hello")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    order = f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {cert} -days 1 -subj /CN=localhost"
    subprocess.run(order.split(), check=True, capture_output=True)
    return cert, key


def test_it_speaks_tls(run, certificate):
    """docs/behaviour.md, http-9."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(*certificate)
    client = ssl.create_default_context(cafile=str(certificate[0]))
    client.check_hostname = False
    seen = []

    async def handler(request):
        seen.append((request.scheme, request.tls.version()))
        return http.Response(200, body=await request.body.read(200_000))

    async def scenario():
        async with serving(handler, ssl=server) as listener:
            body = b"x" * 150_000
            request = (
                b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 150000\r\n\r\n" + body
            )
            return await ask(listener, request, ssl=client), await ask(
                listener, b"nonsense\r\n\r\n", ssl=client
            )

    heard, refused = run(scenario())
    assert heard.endswith(b"\r\n\r\n" + b"x" * 150_000)
    assert refused.startswith(b"HTTP/1.1 400 ")
    assert seen == [("https", "TLSv1.3")]
