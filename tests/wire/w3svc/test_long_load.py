"""A host under a rough load gives all back. `python -m bench long_load`: the same with ten million requests."""

from __future__ import annotations

import socket
import struct
import time

from bench import long_load

from adsiis.http import FileBody, Response
from bars import bar
from w3svc.world import ask, free_port, serving, site, tree_of


def test_a_rough_load_leaves_nothing_over(monkeypatch):
    """docs/behaviour.md, http-10: no memory beside the caches, no descriptor and no task."""
    monkeypatch.setattr(long_load, "SETTLE", 0.05)
    monkeypatch.setattr(long_load, "WAKING", 2)
    monkeypatch.setattr(long_load, "BUNDLES", 4)
    monkeypatch.setattr(long_load, "CLIENTS", 2)
    found = long_load.measured(bar(60_000), samples=10)
    assert found.measurement.calls >= bar(60_000)
    assert found.measurement.verdict.word != "leak", found.measurement
    assert (found.descriptors, found.tasks) == (0, 0)
    assert found.grown < long_load.ALLOWED
    assert max(found.cached) < long_load.ALLOWED


def test_a_download_given_up_is_no_failure_of_ours(tmp_path, caplog):
    """docs/behaviour.md, http-9: the kernel may know that a client is gone before the connection does."""
    port, clients, done = free_port(), [], []
    large = tmp_path / "large.txt"
    large.write_bytes(bytes(4 << 20))

    class Leaving:
        def __init__(self, _spec):
            pass

        async def __call__(self, *_):
            clients[0].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            clients.pop().close()
            return Response(200, [], FileBody(str(large)))

        def close(self):
            pass

    tree = tree_of(site(1, tmp_path, [f"127.0.0.1:{port}:"], ScriptMaps=[".gone,leaving:x,1"]))
    with serving(tree, handlers={"leaving": Leaving}, log=lambda *entry: done.append(entry[2])) as server:
        server.start()
        for number in range(1, 21):
            client = socket.create_connection(("127.0.0.1", port), timeout=30)
            clients.append(client)
            client.sendall(b"GET /x.gone HTTP/1.1\r\nHost: x\r\n\r\n")
            until = time.monotonic() + 30
            while len(done) < number and time.monotonic() < until:
                time.sleep(0.002)
        assert ask(port, "/large.txt").body == bytes(4 << 20)
    assert len(done) == 21
    assert [record.getMessage() for record in caplog.records] == []
