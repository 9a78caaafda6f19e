"""What is counted of a site, over real sockets."""

from __future__ import annotations

import msgspec

from adsiis.w3svc.counters import AllCounts, Counts, read_counts
from w3svc.world import ask, counted, free_port, key, send, serving, site, tree_of


def test_requests_bytes_errors_and_time_are_counted_for_each_site(tmp_path):
    """docs/behaviour.md, counter-1."""
    (tmp_path / "index.htm").write_text("hello")
    port = free_port()
    tree = tree_of(
        *(site(n, tmp_path, [f"127.0.0.1:{port}:h{n}"]) for n in (1, 2, 3)),
        key("/LM/W3SVC/1/ROOT/quiet", DontLog=True),
    )
    with serving(tree) as server:
        for n in (1, 2, 3):
            server.start(n)
        asked = b"POST /none HTTP/1.1\r\nHost: h1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
        replies = [send(port, asked), ask(port, host="h1"), ask(port, "/quiet/x", host="h1")]
        server.call(server.service.pause_site("/LM/W3SVC/2"))
        ask(port, host="h2")
        ask(port, host="nobody")
        found = counted(server)
        assert set(found) == {"/LM/W3SVC/1", "/LM/W3SVC/2"}
        one, two = found["/LM/W3SVC/1"], found["/LM/W3SVC/2"]
        assert (one.requests, one.client_errors, one.server_errors, one.broken) == (3, 2, 0, 0)
        assert one.bytes_sent == sum(len(reply.raw) for reply in replies)
        assert one.bytes_received == len(asked) + sum(
            len(f"GET {target} HTTP/1.1\r\nHost: h1\r\nConnection: close\r\n\r\n")
            for target in ("/", "/quiet/x")
        )
        assert one.seconds > 0
        assert (two.requests, two.server_errors) == (1, 1)
        assert counted(server) == {}
        ask(port, host="h1")
        assert {path: counts.requests for path, counts in counted(server).items()} == {"/LM/W3SVC/1": 4}


def test_the_same_request_counts_the_same_however_it_was_read(tmp_path):
    """docs/behaviour.md, counter-1: fields that came before are not read again."""
    (tmp_path / "index.htm").write_text("hello")
    port = free_port()
    with serving(tree_of(site(1, tmp_path, [f"127.0.0.1:{port}:"]))) as server:
        server.start()
        request = b"GET / HTTP/1.1\r\nHost: h1\r\nX-Some: thing\r\n\r\n"
        last = b"GET / HTTP/1.1\r\nHost: h1\r\nConnection: close\r\n\r\n"
        send(port, request * 5 + last)
        assert counted(server)["/LM/W3SVC/1"].bytes_received == len(request * 5 + last)


def test_counters_survive_a_change_and_go_with_their_site():
    """docs/behaviour.md, counter-1."""
    counts = AllCounts()
    counts.of("/LM/W3SVC/1").requests = 7
    assert counts.of("/LM/W3SVC/1").requests == 7
    counts.drop("/LM/W3SVC/1")
    assert counts.changed() == {}


def test_where_nothing_was_counted_all_is_zero():
    assert read_counts(None) == Counts()
    assert msgspec.structs.astuple(Counts()) == (0, 0, 0, 0, 0, 0, 0.0)
