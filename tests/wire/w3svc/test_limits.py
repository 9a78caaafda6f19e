"""Limits of sites over real sockets: connections, time, bytes a second."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from w3svc.world import Reply, age, ask, free_port, put, serving, site, tree_of

GET = b"GET /%b HTTP/1.1\r\nHost: %b\r\n\r\n"


@pytest.fixture
def web(tmp_path):
    """A folder with a small and a large file."""
    (tmp_path / "index.htm").write_text("hello")
    (tmp_path / "large.txt").write_bytes(bytes(60_000))
    (tmp_path / "huge.txt").write_bytes(bytes(400_000))
    age(tmp_path / "index.htm", tmp_path)
    return tmp_path


def world(web, *sites):
    """A tree of sites by host name on one port, each with what it says of itself."""
    port = free_port()
    keys = []
    for number, (host, _) in enumerate(sites, 1):
        keys += site(number, web, [f"127.0.0.1:{port}:{host}"])
    tree = tree_of(keys)
    for number, (_, values) in enumerate(sites, 1):
        put(tree, f"/LM/W3SVC/{number}", **values)
    return port, tree


class Kept:
    """A connection that is kept open."""

    def __init__(self, port):
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=60)

    def ask(self, path=b"", host=b"one"):
        self.sock.sendall(GET % (path, host))
        raw = b""
        while b"\r\n\r\n" not in raw:
            raw += self._more()
        head, _, body = raw.partition(b"\r\n\r\n")
        length = int(Reply(head + b"\r\n\r\n").headers["content-length"])
        while len(body) < length:
            body += self._more()
        return Reply(head + b"\r\n\r\n" + body)

    def _more(self):
        more = self.sock.recv(65536)
        if not more:
            raise EOFError
        return more

    def is_closed(self):
        return self.sock.recv(100) == b""

    def close(self):
        self.sock.close()


@pytest.fixture
def connect():
    """Opens connections, and closes them at the end."""
    opened = []

    def to(port):
        opened.append(Kept(port))
        return opened[-1]

    yield to
    for one in opened:
        one.close()


def test_a_site_has_no_more_connections_than_its_limit(web, connect):
    """docs/behaviour.md, limit-1."""
    port, tree = world(web, ("one", {"MaxConnections": 2}), ("two", {}))
    with serving(tree) as server:
        server.start(1)
        server.start(2)
        first, second, third = connect(port), connect(port), connect(port)
        assert [one.ask().status for one in (first, second, first, second)] == [200] * 4
        refused = third.ask()
        assert (refused.status, refused.headers["connection"]) == (503, b"close")
        assert third.is_closed()
        assert connect(port).ask(host=b"two").status == 200
        first.close()
        assert until(lambda: connect(port).ask().status == 200)


def test_a_changed_limit_holds_for_the_next_connection(web, connect):
    """docs/behaviour.md, limit-1, settings-3."""
    port, tree = world(web, ("one", {}))
    with serving(tree) as server:
        server.start()
        assert [connect(port).ask().status for _ in range(3)] == [200] * 3
        server.change("/LM/W3SVC/1", MaxConnections=1)
        kept = connect(port)
        assert [kept.ask().status, kept.ask().status] == [200, 200]
        assert connect(port).ask().status == 503
        server.change("/LM/W3SVC/1", MaxConnections=2)
        assert connect(port).ask().status == 200
        server.change("/LM/W3SVC", MaxConnections=1)
        assert connect(port).ask().status == 503


def test_an_idle_connection_is_kept_as_long_as_its_site_says(web, connect):
    """docs/behaviour.md, limit-2."""
    port, tree = world(web, ("one", {"ConnectionTimeout": 1}), ("two", {}))
    with serving(tree) as server:
        server.start(1)
        server.start(2)
        short, long = connect(port), connect(port)
        assert short.ask().status == 200
        assert [long.ask().status, long.ask(host=b"two").status] == [200, 200]
        assert short.is_closed()
        assert long.ask(host=b"two").status == 200


def test_a_site_without_keep_alive_closes_after_each_answer(web, connect):
    """docs/behaviour.md, limit-2."""
    port, tree = world(web, ("one", {"AllowKeepAlive": 0}), ("two", {}))
    with serving(tree) as server:
        server.start(1)
        server.start(2)
        one = connect(port)
        assert one.ask(host=b"two").status == 200
        assert one.ask().headers["connection"] == b"close"
        assert one.is_closed()


def test_a_site_sends_no_more_bytes_a_second_than_it_may(web):
    """docs/behaviour.md, limit-3: a file of 60,000 bytes at 40,000 a second takes more than a second."""
    port, tree = world(web, ("one", {"MaxBandwidth": 40_000}), ("two", {}))
    with serving(tree) as server:
        server.start(1)
        server.start(2)
        began = time.monotonic()
        reply = ask(port, "/large.txt", host="one")
        assert time.monotonic() - began > 1.2
        assert reply.body == bytes(60_000)
        server.change("/LM/W3SVC/1", MaxBandwidth=0xFFFFFFFF)
        assert ask(port, "/huge.txt", host="one").body == bytes(400_000)


def test_those_who_share_a_bandwidth_take_turns(web):
    """docs/behaviour.md, limit-3: of two that ask for the same at once, neither waits for the other's end."""
    port, tree = world(web, ("one", {"MaxBandwidth": 80_000}))
    with serving(tree) as server:
        server.start()
        ends = []

        def fetch():
            body = ask(port, "/large.txt", host="one").body
            ends.append((time.monotonic() - began, len(body)))

        began = time.monotonic()
        clients = [threading.Thread(target=fetch) for _ in range(2)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        (first, size), (last, _) = sorted(ends)
        assert size == 60_000
        assert last > 1.2
        assert first > last * 0.7


def test_small_answers_count_for_the_bandwidth_too(web, connect):
    """docs/behaviour.md, limit-3."""
    port, tree = world(web, ("one", {"MaxBandwidth": 2000}))
    with serving(tree) as server:
        server.start()
        one = connect(port)
        began = time.monotonic()
        sent = sum(len(one.ask().raw) for _ in range(10))
        assert time.monotonic() - began > sent / 2000 - 1


def test_a_client_that_leaves_while_it_waits_for_bandwidth_harms_nobody(web):
    """docs/behaviour.md, limit-3."""
    port, tree = world(web, ("one", {"MaxBandwidth": 20_000}))
    told = []
    with serving(tree, log=lambda *row: told.append(row[2])) as server:
        server.start()
        with socket.create_connection(("127.0.0.1", port)) as sock:
            sock.sendall(GET % (b"huge.txt", b"one"))
            assert sock.recv(10)
        assert until(lambda: told)
        server.change("/LM/W3SVC/1", MaxBandwidth=0xFFFFFFFF)
        assert ask(port, host="one").body == b"hello"


@pytest.mark.parametrize(("stored", "length"), [(None, 2048), (40, 40), (1, 5)])
def test_the_backlog_of_a_port_is_that_of_the_site_that_opens_it(web, stored, length):
    """docs/behaviour.md, limit-4."""
    port, tree = world(web, ("one", {} if stored is None else {"ServerListenBacklog": stored}))
    with serving(tree) as server:
        server.start()
        order = ["ss", "-ltnH", f"sport = :{port}"]
        if shutil.which("ss") is None:
            pytest.skip("The program ss, which tells the backlog of a port, is not here.")
        told = subprocess.run(order, capture_output=True, check=True, text=True).stdout.split()
        most = int(Path("/proc/sys/net/core/somaxconn").read_text(encoding="ascii"))
        assert int(told[2]) == min(length, most)


def test_stop_leaves_requests_on_a_shared_port_their_time(web):
    """docs/behaviour.md, binding-7: the other site of the port is not disturbed either."""
    port, tree = world(web, ("one", {"MaxBandwidth": 30_000}), ("two", {}))
    with serving(tree) as server:
        server.start(1)
        server.start(2)
        replies = []
        client = threading.Thread(target=lambda: replies.append(ask(port, "/large.txt", host="one")))
        client.start()
        time.sleep(0.3)
        server.stop(1)
        assert ask(port, host="one").status == 400
        assert ask(port, host="two").body == b"hello"
        client.join()
        assert replies[0].body == bytes(60_000)


def until(condition):
    """Whether something comes true before long."""
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_limits_of_the_service_hold_for_every_site(web, connect):
    """docs/behaviour.md, settings-1."""
    port, tree = world(web, ("one", {}))
    put(tree, "/LM/W3SVC", AllowKeepAlive=0)
    with serving(tree) as server:
        server.start()
        assert connect(port).ask().headers["connection"] == b"close"
