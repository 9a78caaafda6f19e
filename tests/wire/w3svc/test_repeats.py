"""A request that comes again byte for byte: answered without being read, and as if it had been."""

from __future__ import annotations

import os
import socket
import time

import pytest

from w3svc.world import Reply, age, counted, free_port, key, put, serving, site, tree_of

HOLDS = 5.0
"""How long an answer holds here, lest a slow machine look at the file in the middle of a test."""


class World:
    """A site with one small file, whose log is kept, and one kept-alive connection to it."""

    def __init__(self, folder, server, port, logged, made):
        self.folder = folder
        self.server = server
        self.port = port
        self.logged = logged
        self.made = made
        self.sock = self.connect()
        self.asked = 0

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def ask(self, target="/small.txt", method="GET", *fields, sock=None):
        lines = [f"{method} {target} HTTP/1.1", "Host: localhost", *fields, "", ""]
        sock = sock or self.sock
        self.asked += 1
        sock.sendall("\r\n".join(lines).encode())
        return self.read(sock, method)

    def read(self, sock, method="GET"):
        raw = self.more(sock)
        while b"\r\n\r\n" not in raw:
            raw += self.more(sock)
        reply = Reply(raw)
        length = 0 if method == "HEAD" else int(reply.headers.get("content-length", 0))
        while len(reply.body) < length:
            raw += self.more(sock)
            reply = Reply(raw)
        return reply

    def more(self, sock):
        piece = sock.recv(65536)
        assert piece, "The server closed the connection."
        return piece

    def without_the_handler(self, ask):
        """The answer to a request, which must not have been made anew."""
        before = len(self.made)
        reply = ask()
        assert len(self.made) == before
        return reply


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setattr("adsiis.w3svc.kept.GOOD_FOR", HOLDS)
    (tmp_path / "small.txt").write_text("hello")
    age(tmp_path / "small.txt", tmp_path)
    port, logged, made = free_port(), [], []

    def log(site, request, status, substatus, sent, seconds, times):
        logged.append((request.method, request.target, request.client[0], status, substatus, sent, times))

    tree = tree_of(site(1, tmp_path, [f"127.0.0.1:{port}:"]), key("/LM/W3SVC/1/ROOT/quiet", DontLog=True))
    with serving(tree, log=log) as server:
        server.start()
        handle = server.service._answering.answer
        monkeypatch.setattr(
            server.service._answering,
            "answer",
            lambda *given: made.append(given) or handle(*given),
        )
        world = World(tmp_path, server, port, logged, made)
        yield world
        world.sock.close()


def warm(world, *words):
    """Ask until the handler is no longer asked: a file must have lain a moment before its answer is kept."""
    for _ in range(500):
        before = len(world.made)
        reply = world.ask(*words)
        if len(world.made) == before:
            return reply
        time.sleep(0.01)
    raise AssertionError("Every request is made anew.")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("/small.txt",), 200),
        (("/small.txt", "HEAD"), 200),
        (("/none.txt",), 404),
        (("/small.txt", "GET", "If-None-Match: *"), 304),
    ],
)
def test_what_comes_again_gets_the_same_bytes_without_the_handler(world, words, status):
    """docs/behaviour.md, static-9."""
    first = world.ask(*words)
    warm(world, *words)
    again = world.without_the_handler(lambda: world.ask(*words))
    assert (again.status, again.body) == (status, first.body)
    assert {**again.headers, "date": b""} == {**first.headers, "date": b""}


def test_another_connection_gets_it_too_and_each_client_is_logged_and_counted(world):
    """docs/behaviour.md, static-9: every request has its line in the log and is counted."""
    warm(world)
    with world.connect() as other:
        world.ask(sock=other)
        replies = [world.without_the_handler(lambda: world.ask(sock=other)) for _ in range(20)]
    counts, asked = counted(world.server)["/LM/W3SVC/1"], world.asked
    assert asked > 22
    assert counts.requests == asked
    assert counts.bytes_sent == asked * len(replies[0].raw)
    assert sum(one[-1] for one in world.logged) == asked
    assert {one[:6] for one in world.logged} == {
        ("GET", b"/small.txt", "127.0.0.1", 200, 0, len(replies[0].raw))
    }


def test_a_substatus_and_dontlog_hold_for_what_comes_again(world):
    """docs/behaviour.md, static-9, log-1."""
    warm(world, "/quiet/none.txt")
    assert world.without_the_handler(lambda: world.ask("/quiet/none.txt")).status == 404
    quiet = world.asked
    warm(world, "/none.txt")
    world.without_the_handler(lambda: world.ask("/none.txt"))
    assert counted(world.server)["/LM/W3SVC/1"].client_errors == world.asked
    assert {one[1] for one in world.logged} == {b"/none.txt"}
    assert sum(one[-1] for one in world.logged) == world.asked - quiet


def test_a_change_of_the_metabase_is_obeyed_by_the_next_request(world):
    """docs/behaviour.md, static-9, settings-3."""
    warm(world)
    world.server.change("/LM/W3SVC/1/ROOT", AccessFlags=0)
    assert world.ask().status == 403


def test_a_paused_a_continued_and_a_stopped_site_are_obeyed_by_the_next_request(world):
    """docs/behaviour.md, static-9, binding-8."""
    warm(world)
    world.server.call(world.server.service.pause_site("/LM/W3SVC/1"))
    assert world.ask().status == 503
    world.server.call(world.server.service.continue_site("/LM/W3SVC/1"))
    assert warm(world).status == 200
    world.server.stop()
    with pytest.raises((AssertionError, OSError)):
        world.ask()


def test_limits_that_come_later_hold_for_what_came_before(world):
    """docs/behaviour.md, static-9, limit-1."""
    warm(world)
    world.server.change("/LM/W3SVC/1", AllowKeepAlive=False)
    assert world.ask().headers["connection"] == b"close"
    assert world.sock.recv(10) == b""


def test_a_changed_file_is_seen_when_the_answer_holds_no_longer(world, monkeypatch):
    """docs/behaviour.md, static-7, static-9."""
    monkeypatch.setattr("adsiis.w3svc.kept.GOOD_FOR", 0.02)
    put(world.server.tree, "/LM/W3SVC/1", ServerComment="x")
    world.server.forget("/LM/W3SVC/1")
    warm(world)
    path = world.folder / "small.txt"
    path.write_text("other")
    os.utime(path, (time.time() - 500, time.time() - 500))
    time.sleep(0.05)
    assert world.ask().body == b"other"


def test_requests_that_come_together_or_in_pieces_are_read(world):
    """docs/behaviour.md, static-9: only bytes that are one whole request come again."""
    warm(world)
    raw = b"GET /small.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
    world.sock.sendall(raw[:10])
    time.sleep(0.05)
    world.sock.sendall(raw[10:])
    assert world.read(world.sock).body == b"hello"
    world.sock.sendall(raw * 3)
    got = b""
    while got.count(b"hello") < 3:
        got += world.more(world.sock)
    assert got.count(b"HTTP/1.1 200") == 3
    world.sock.sendall(raw[:20])
    time.sleep(0.05)
    world.sock.sendall(raw)
    assert world.sock.recv(65536).startswith(b"HTTP/1.1 400")


def test_a_request_with_a_secret_is_always_read(world):
    """docs/behaviour.md, static-9: who a client says it is comes first."""
    fields = ("/small.txt", "GET", "Authorization: Basic eDp5")
    for _ in range(20):
        world.ask(*fields)
        time.sleep(0.01)
    before = len(world.made)
    world.ask(*fields)
    assert len(world.made) == before + 1


def test_the_way_to_a_large_file_is_kept_and_its_bytes_are_those_of_now(world, monkeypatch):
    """docs/behaviour.md, static-7: a file that changed or went is found anew at once."""
    looked = []
    find = world.server.service._answering._files.find
    monkeypatch.setattr(
        world.server.service._answering._files,
        "find",
        lambda *given: looked.append(given) or find(*given),
    )
    path = world.folder / "large.txt"
    for content in (b"first" * 40_000, b"other" * 50_000):
        path.write_bytes(content)
        for _ in range(500):
            before = len(looked)
            reply = world.ask("/large.txt")
            assert reply.body == content
            if len(looked) == before:
                break
            time.sleep(0.01)
        else:
            raise AssertionError("The file is looked for each time.")
        assert world.ask("/large.txt", "HEAD").headers["content-length"] == b"%d" % len(content)
    path.unlink()
    assert world.ask("/large.txt").status == 404
