"""What the engine makes of a handler's answer."""

from __future__ import annotations

import asyncio
import os
import re

import pytest

from adsiis import http
from http_wire import Client, ask, serving

GET = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
KEEP = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
OLD = b"GET / HTTP/1.0\r\n\r\n"
HEAD = GET.replace(b"GET", b"HEAD", 1)


async def stream(*pieces):
    for piece in pieces:
        await asyncio.sleep(0)
        yield piece


def answered(run, answer, *pieces, **options):
    """What a client hears of an answer, made anew for each request, without its Date."""

    async def scenario():
        async with serving(lambda _: answer(), **options) as listener:
            heard = await ask(listener, *pieces)
        assert re.search(rb"\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n", heard)
        return re.sub(rb"Date: [^\r]*\r\n", b"", heard)

    return run(scenario())


def test_bytes_are_sent_with_their_length(run):
    heard = answered(run, lambda: http.Response(200, [(b"X", b"y")], b"hello"), GET)
    assert heard == b"HTTP/1.1 200 OK\r\nConnection: close\r\nX: y\r\nContent-Length: 5\r\n\r\nhello"


def test_a_prepared_answer_is_sent_as_it_is(run):
    prepared = http.prepare(http.Response(200, [(b"X", b"y")], b"hello"))
    assert answered(run, lambda: prepared, GET) == answered(
        run, lambda: http.Response(200, [(b"X", b"y")], b"hello"), GET
    )


def test_a_body_of_unknown_length_is_chunked(run):
    """docs/behaviour.md, http-8."""
    heard = answered(run, lambda: http.Response(200, body=stream(b"hello", b"", b"!")), GET)
    assert heard.partition(b"\r\n\r\n")[2] == b"5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"
    assert b"Transfer-Encoding: chunked" in heard
    assert b"Content-Length" not in heard


def test_for_http_1_0_a_body_of_unknown_length_ends_with_the_connection(run):
    """docs/behaviour.md, http-8."""
    keep = OLD.replace(b"\r\n\r\n", b"\r\nConnection: keep-alive\r\n\r\n")
    heard = answered(run, lambda: http.Response(200, body=stream(b"hello", b"!")), keep)
    assert heard == b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello!"


def test_a_length_the_handler_knows_is_used(run):
    heard = answered(
        run, lambda: http.Response(200, [(b"content-length", b"6")], stream(b"hello", b"!")), GET
    )
    assert heard == b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 6\r\n\r\nhello!"


@pytest.mark.parametrize("length", [b"5", b"7"])
def test_a_body_that_misses_its_length_never_ends_like_a_whole_one(run, length):
    """docs/behaviour.md, http-8."""
    errors = []
    heard = answered(
        run,
        lambda: http.Response(200, [(b"Content-Length", length)], stream(b"hello!")),
        KEEP,
        on_error=lambda _, error: errors.append(str(error)),
    )
    assert len(heard.partition(b"\r\n\r\n")[2]) < int(length)
    assert "length announced" in errors[0]


def test_a_body_that_fails_midway_breaks_the_connection(run):
    """docs/behaviour.md, http-8."""

    async def failing():
        yield b"hello"
        await asyncio.sleep(0.05)
        raise RuntimeError("no more")

    errors = []
    heard = answered(
        run, lambda: http.Response(200, body=failing()), KEEP, on_error=lambda _, e: errors.append(str(e))
    )
    assert heard.endswith(b"5\r\nhello\r\n")
    assert errors == ["no more"]


def file_answers(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 4000)
    return path.read_bytes(), str(path)


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_file_is_sent_whole(run, tmp_path, monkeypatch, in_memory):
    if not in_memory:
        monkeypatch.setattr(http.FileBody, "read_cached", lambda *_: None)
        monkeypatch.setattr(http.FileBody, "in_memory", lambda *_: False)
    content, path = file_answers(tmp_path)
    head, _, body = answered(run, lambda: http.Response(200, body=http.FileBody(path)), GET).partition(
        b"\r\n\r\n"
    )
    assert body == content
    assert b"Content-Length: %d" % len(content) in head


def test_a_part_of_a_file_is_sent_from_a_descriptor_that_is_then_closed(run, tmp_path):
    content, path = file_answers(tmp_path)
    fds = []

    def answer():
        fds.append(os.open(path, os.O_RDONLY))
        return http.Response(206, body=http.FileBody(fds[0], 1000, 300_000))

    assert answered(run, answer, GET).partition(b"\r\n\r\n")[2] == content[1000:301_000]
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(fds[0])


def test_a_file_that_is_not_there_is_a_500(run, tmp_path):
    heard = answered(run, lambda: http.Response(200, body=http.FileBody(str(tmp_path / "none"))), GET)
    assert heard.startswith(b"HTTP/1.1 500 ")


def test_a_file_that_shrank_never_ends_like_a_whole_one(run, tmp_path):
    content, path = file_answers(tmp_path)
    heard = answered(run, lambda: http.Response(200, body=http.FileBody(path, 0, len(content) + 1)), KEEP)
    assert heard.partition(b"\r\n\r\n")[2] == content


@pytest.mark.parametrize("kind", ["bytes", "stream", "file", "prepared"])
def test_head_gets_the_head_of_get(run, tmp_path, kind):
    """docs/behaviour.md, http-8."""
    path = tmp_path / "f"
    path.write_bytes(b"hello")
    answer = {
        "bytes": lambda: http.Response(200, body=b"hello"),
        "stream": lambda: http.Response(200, body=stream(b"hello")),
        "file": lambda: http.Response(200, body=http.FileBody(str(path))),
        "prepared": lambda: http.prepare(http.Response(200, body=b"hello")),
    }[kind]
    assert answered(run, answer, HEAD) == answered(run, answer, GET).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


@pytest.mark.parametrize("status", [204, 304])
def test_some_answers_have_no_body(run, status):
    """docs/behaviour.md, http-8."""
    heard = answered(run, lambda: http.Response(status, body=b"hello"), GET)
    assert heard.endswith(b"Connection: close\r\n\r\n")


def test_a_large_body_arrives_whole(run):
    body = os.urandom(3_000_000)
    assert answered(run, lambda: http.Response(200, body=body), GET).partition(b"\r\n\r\n")[2] == body


def test_a_handler_that_fails_is_a_500_and_the_connection_goes_on(run):
    """docs/behaviour.md, http-9."""
    errors = []

    def handler(request):
        if request.target == b"/bad":
            raise RuntimeError("broken")
        return http.Response(200, body=b"fine")

    async def scenario():
        async with serving(
            handler, on_error=lambda request, error: errors.append((request.target, str(error)))
        ) as listener:
            return await ask(listener, KEEP.replace(b"/ ", b"/bad ") + GET)

    heard = run(scenario())
    assert re.findall(rb"HTTP/1.1 (\d+)", heard) == [b"500", b"200"]
    assert errors == [(b"/bad", "broken")]


@pytest.mark.parametrize("junk", [None, "text", 7])
def test_an_answer_that_is_none_is_a_500(run, junk):
    assert answered(run, lambda: junk, GET).startswith(b"HTTP/1.1 500 ")


def test_answers_keep_the_order_of_pipelined_requests(run):
    """docs/behaviour.md, http-6."""

    async def slow(number):
        await asyncio.sleep(0.05 - number / 100)
        return http.Response(200, body=b"<%d>" % number)

    def handler(request):
        number = int(request.target[1:])
        return slow(number) if number % 2 else http.Response(200, body=b"<%d>" % number)

    async def scenario():
        async with serving(handler) as listener:
            requests = b"".join(b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number for number in range(5))
            return await ask(listener, requests, b"<end>")

    assert re.findall(rb"<(\d)>", run(scenario())) == [b"0", b"1", b"2", b"3", b"4"]


def test_the_page_for_refused_requests_can_be_replaced(run):
    heard = answered(
        run, lambda: None, b"nonsense\r\n\r\n", on_bad_request=lambda s: http.Response(s, body=b"<%d>" % s)
    )
    assert heard.startswith(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n")
    assert heard.endswith(b"<400>")


def test_a_page_for_refused_requests_that_fails_is_replaced_by_ours(run):
    heard = answered(run, lambda: None, b"nonsense\r\n\r\n", on_bad_request=lambda _: 1 / 0)
    assert heard.startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_every_request_is_reported_with_what_was_sent(run):
    """docs/behaviour.md, http-9."""
    done = []

    async def scenario():
        options = {"on_done": lambda request, *facts: done.append((request.method, request.target, *facts))}
        async with serving(lambda _: http.Response(200, body=b"hello"), **options) as listener:
            return len(await ask(listener, GET)), len(await ask(listener, b"GET /x HTTP/3.1\r\n\r\n"))

    sizes = run(scenario())
    assert [entry[:4] for entry in done] == [("GET", b"/", 200, sizes[0]), ("", b"", 505, sizes[1])]
    assert all(0 <= entry[4] < 1 for entry in done)


def test_a_request_whose_client_left_is_reported_with_status_0_and_its_handler_is_cancelled(run):
    """docs/behaviour.md, http-9."""
    begun, done, cancelled = asyncio.Event(), [], []

    async def handler(_):
        begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    async def scenario():
        async with serving(
            handler, on_done=lambda _, status, sent, __: done.append((status, sent))
        ) as listener:
            client = await Client.to(listener)
            client.send(KEEP)
            await begun.wait()
            client.reset()
            async with asyncio.timeout(30):
                while listener.connections:  # noqa: ASYNC110 - nothing tells of its end
                    await asyncio.sleep(0.01)

    run(scenario())
    assert (done, cancelled) == ([(0, 0)], [True])


def test_an_iterable_body_is_closed_when_its_client_leaves(run):
    closed = []

    async def endless():
        try:
            while True:
                yield b"x" * 100_000
        finally:
            closed.append(True)

    async def scenario():
        async with serving(lambda _: http.Response(200, body=endless())) as listener:
            client = await Client.to(listener)
            client.send(KEEP)
            await client.until(b"xxx")
            client.reset()
            async with asyncio.timeout(30):
                while listener.connections:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)

    run(scenario())
    assert closed == [True]
