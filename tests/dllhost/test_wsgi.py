"""WSGI callables behind real sockets."""

import gc
import io
import socket
import sys
import threading
import time
import wsgiref.validate

import pytest

from adsiis.dllhost import wsgi
from adsiis.dllhost.loading import ApplicationError, load
from adsiis.dllhost.wsgi import WsgiApplication
from adsiis.http import listen
from w3svc.world import Server, ask, free_port, refuses, send

seen = {}
gate = threading.Event()
closed = threading.Event()


def plain(environ, start_response):
    seen.clear()
    seen.update(environ, body=environ["wsgi.input"].read(), thread=threading.current_thread())
    start_response("200 Fine", [("Content-Type", "text/plain")])
    return [b"hello ", b"world"]


class Closing:
    """An iterable that notes its closing."""

    def __init__(self, *chunks):
        self.chunks = chunks
        closed.clear()

    def __iter__(self):
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk

    def close(self):
        closed.set()


def answering(*chunks, status="200 OK", headers=()):
    def app(environ, start_response):
        start_response(status, list(headers))
        return Closing(*chunks)

    return app


def dripping(environ, start_response):
    start_response("200 OK", [])
    yield b"first"
    gate.wait(60)
    yield b"second"


def endless(environ, start_response):
    start_response("200 OK", [])
    closed.clear()
    try:
        while True:
            yield b"x" * 100_000
    finally:
        closed.set()


def writing(environ, start_response):
    write = start_response("200 OK", [])
    write(b"by hand, ")
    write(b"and ")
    return [b"returned"]


def changing_mind(environ, start_response):
    start_response("200 OK", [("X-First", "1")])
    try:
        int("late")
    except ValueError:
        start_response("503 Sorry", [("X-Second", "1")], sys.exc_info())
    return [b"sorry"]


def too_late(environ, start_response):
    start_response("200 OK", [])(b"gone already")
    try:
        int("late")
    except ValueError:
        start_response("500 Oops", [], sys.exc_info())
    return []


def exiting(environ, start_response):
    raise SystemExit(3)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.setattr(wsgi._log, "disabled", True)


class Host:
    """One application on a listener of its own."""

    def __init__(self, app, **options):
        self.server = Server(None)
        self.application = WsgiApplication(app, **options)
        self.port = free_port()
        self.listener = self.server.call(self._listen())

    async def _listen(self):
        return await listen(self._handle, "127.0.0.1", self.port)

    async def _handle(self, request):
        path = request.target.partition(b"?")[0].decode()
        return await self.application(request, "/app", path)

    def close(self):
        self.server.call(self.listener.drain(1))
        self.server.call(self.application.close())
        self.server.close()


@pytest.fixture
def host():
    made = []

    def make(app, **options):
        made.append(Host(app, **options))
        return made[-1].port

    yield make
    for one in made:
        one.close()


def test_an_application_sees_the_request_as_wsgi_says(host):
    """docs/behaviour.md, wsgi-1."""
    port = host(plain)
    reply = ask(
        port,
        "/p%C3%A9?a=%zz",
        "Cookie: a=1",
        "Cookie: b=2",
        "X-Two: 1",
        "X-Two: 2",
        "Content-Type: x/y",
        method="POST",
        body=b"data",
    )
    assert (reply.status, reply.body, reply.headers["content-type"]) == (200, b"hello world", b"text/plain")
    assert reply.headers["content-length"] == b"11"
    assert seen["REQUEST_METHOD"] == "POST"
    assert (seen["SCRIPT_NAME"], seen["PATH_INFO"], seen["QUERY_STRING"]) == ("/app", "/p%C3%A9", "a=%zz")
    assert (seen["body"], seen["CONTENT_LENGTH"], seen["CONTENT_TYPE"]) == (b"data", "4", "x/y")
    assert (seen["HTTP_COOKIE"], seen["HTTP_X_TWO"]) == ("a=1; b=2", "1,2")
    assert (seen["SERVER_NAME"], seen["SERVER_PORT"], seen["REMOTE_ADDR"]) == (
        "localhost",
        str(port),
        "127.0.0.1",
    )
    assert seen["SERVER_PROTOCOL"] == "HTTP/1.1"


def test_an_application_never_runs_on_the_loop(host):
    ask(host(plain))
    assert seen["thread"].name.startswith("wsgi")


def test_decoded_paths_are_handed_over_as_bytes_in_latin_1(host):
    from adsiis.dllhost.environ import environ_of

    ask(host(plain), "/")

    class Fake:
        sign_in = ""
        method, target, version, host, headers, client, server, scheme = (
            "GET",
            b"/",
            "1.1",
            b"h:80",
            [],
            ("c", 1),
            ("s", 80),
            "http",
        )

        def header(self, name):
            return None

    environ = environ_of(Fake(), "", "/é", io.BytesIO(), 0)
    assert environ["PATH_INFO"] == "/Ã©"
    assert environ["SERVER_NAME"] == "h"


@pytest.mark.parametrize("header", ["Proxy: http://evil/", "X_Forwarded_For: 1", "Content_Length: 5"])
def test_headers_that_could_pass_for_others_are_left_out(host, header):
    """docs/behaviour.md, wsgi-2."""
    ask(host(plain), "/", header)
    assert not {"HTTP_PROXY", "HTTP_X_FORWARDED_FOR", "HTTP_CONTENT_LENGTH"} & set(seen)
    assert "CONTENT_LENGTH" not in seen


def test_a_chunked_body_arrives_whole_with_its_length(host):
    port = host(plain)
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    raw = head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    assert send(port, raw).status == 200
    assert (seen["body"], seen["CONTENT_LENGTH"]) == (b"abcde", "5")


def test_a_large_body_arrives_whole_and_lies_on_the_disk(host):
    body = bytes(range(256)) * 12_000
    assert ask(host(plain), "/", method="POST", body=body).status == 200
    assert seen["body"] == body


def test_a_body_past_the_limit_is_refused(host):
    """docs/behaviour.md, wsgi-3."""
    port = host(plain, largest_body=1000)
    seen.clear()
    assert ask(port, "/", method="POST", body=b"x" * 1001).status == 413
    raw = (
        b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"64\r\n" + b"x" * 100 + b"\r\n"
    )
    assert send(port, raw + b"384\r\n" + b"x" * 901).status in {400, 413}
    assert not seen


def test_what_an_iterable_gives_is_sent_and_the_iterable_closed(host):
    """docs/behaviour.md, wsgi-4."""
    assert ask(host(answering(b"a", b"", b"b"))).body == b"ab"
    assert closed.wait(60)


@pytest.mark.parametrize("app", [answering(b"a", ValueError("x")), answering(ValueError("x"))])
def test_an_iterable_that_fails_is_closed_too(host, app):
    ask(host(app))
    assert closed.wait(60)


def test_pieces_are_sent_as_they_come(host):
    """docs/behaviour.md, wsgi-4."""
    gate.clear()
    with socket.create_connection(("127.0.0.1", host(dripping)), timeout=60) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        raw = b""
        while b"first" not in raw:
            raw += sock.recv(1000)
        gate.set()
        while part := sock.recv(1000):
            raw += part
    assert b"chunked" in raw
    assert b"second" in raw


def test_a_client_that_leaves_ends_the_application_and_frees_its_thread(host):
    port = host(endless, workers=1)
    for _ in range(2):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            sock.recv(1000)
            time.sleep(0.05)
            assert not closed.is_set()
        assert closed.wait(60)


def test_an_answer_to_head_has_no_body_and_frees_its_thread(host):
    port = host(endless, workers=1)
    for _ in range(2):
        assert ask(port, method="HEAD").body == b""
        assert closed.wait(60)


def test_write_sends_before_what_is_returned(host):
    assert ask(host(writing)).body == b"by hand, and returned"


def test_status_and_headers_can_change_until_something_was_sent(host):
    """docs/behaviour.md, wsgi-5."""
    reply = ask(host(changing_mind))
    assert (reply.status, reply.body) == (503, b"sorry")
    assert "x-first" not in reply.headers
    assert "x-second" in reply.headers


def test_after_something_was_sent_an_error_cuts_the_answer_off(host):
    reply = ask(host(too_late))
    assert b"0\r\n\r\n" not in reply.raw[-7:]


def twice(environ, start_response):
    start_response("200 OK", [])
    start_response("200 OK", [])
    return []


def never(environ, start_response):
    return [b"x"]


def never_nothing(environ, start_response):
    return []


def raising(environ, start_response):
    raise ValueError("secret detail")


@pytest.mark.parametrize(
    "app",
    [
        twice,
        never,
        never_nothing,
        raising,
        exiting,
        "no.such.module:app",
        "json:no_such_name",
        "json:__name__",
        answering(b"", status="OK"),
        answering(b"", status="99 x"),
        answering(b"", headers=[("A", "b\r\nc: d")]),
        answering(b"", headers=[("A b", "c")]),
        answering(b"", headers=[("Connection", "close")]),
        answering(b"", headers=[(b"A", "b")]),
        answering(b"", headers=[("A", "\u20ac")]),
        answering(b"", headers=[("Content-Length", "1"), ("content-length", "2")]),
        answering(b"", headers=[("Content-Length", "x")]),
        answering("text"),
    ],
)
def test_an_application_that_breaks_the_rules_gets_a_500_without_details_and_the_next_request_works(
    host, app
):
    """docs/behaviour.md, wsgi-5."""
    port = host(app, workers=1)
    for _ in range(2):
        reply = ask(port)
        assert (reply.status, reply.body) == (500, b"500\n")


def test_more_than_the_announced_length_is_cut_off_and_less_is_no_whole_answer(host):
    more = ask(host(answering(b"abc", b"def", headers=[("Content-Length", "4")])))
    assert (more.headers["content-length"], more.body) == (b"4", b"abcd")
    less = ask(host(answering(b"abc", headers=[("Content-Length", "5")])))
    assert less.status in {0, 500} or len(less.body) < int(less.headers["content-length"])


def test_requests_run_side_by_side_on_as_many_threads_as_asked(host):
    barrier = threading.Barrier(4, timeout=60)

    def meeting(environ, start_response):
        barrier.wait()
        start_response("200 OK", [])
        return [b"met"]

    port = host(meeting, workers=4)
    bodies = []
    threads = [threading.Thread(target=lambda: bodies.append(ask(port).body)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [b"met"] * 4


def test_the_adapter_passes_the_standard_library_s_validator(host):
    def app(environ, start_response):
        environ["wsgi.input"].read(2)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"valid"]

    checked = wsgiref.validate.validator(app)
    assert ask(host(checked), "/x?y", method="POST", body=b"abc").body == b"valid"


def test_an_application_is_named_by_module_and_attribute():
    assert load("wsgiref.simple_server:demo_app").__name__ == "demo_app"
    with pytest.raises(ApplicationError, match=r"It would look like package.module:app"):
        load("wsgiref.simple_server")


def test_a_request_leaves_no_cycles_behind(host):
    """A surrogate runs for months: what a request used is freed when it ends."""
    port = host(answering(b"a", b"b"))

    def alive():
        return sum(isinstance(one, wsgi._Call | wsgi.Pipe) for one in gc.get_objects())

    for _ in range(3):
        ask(port)
    gc.collect()
    gc.disable()
    try:
        before = alive()
        for _ in range(20):
            ask(port)
        until = time.monotonic() + 60
        while (after := alive()) > before and time.monotonic() < until:
            time.sleep(0.01)  # the last answer has come before its thread is done
    finally:
        gc.enable()
    assert after <= before


def test_a_host_that_ended_listens_no_more():
    host = Host(plain)
    host.close()
    assert refuses(host.port)
