"""The peers: an etcd of our own on loopback, and Samba's ldb under the system's Python.

Where one is not installed (Debian: etcd-server, python3-ldb) it is left out of the table.
"""

from __future__ import annotations

import base64
import http.client
import json
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LDB = """
import ldb, sys, time
db = ldb.Ldb(sys.argv[1])
db.add({"dn": "DC=site", "cn": "a site"})
at = ldb.Dn(db, "DC=site")
db.search(at, ldb.SCOPE_BASE)
for line in sys.stdin:
    begun = time.perf_counter()
    for _ in range(int(line)):
        db.search(at, ldb.SCOPE_BASE)
    print((time.perf_counter() - begun) / int(line) * 1e6, flush=True)
"""


class Ldb:
    """A child process that makes base searches on request."""

    def __init__(self, folder: str) -> None:
        self._child = subprocess.Popen(
            ["/usr/bin/python3", "-c", _LDB, f"tdb://{folder}/peer.ldb"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def search(self, calls: int) -> float:
        """Microseconds per base search."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(f"{calls}\n")
        self._child.stdin.flush()
        return float(self._child.stdout.readline())

    def close(self) -> None:
        self._child.communicate()


def ldb_is_there() -> bool:
    found = subprocess.run(["/usr/bin/python3", "-c", "import ldb"], capture_output=True, check=False)
    return found.returncode == 0


class Etcd:
    """The JSON gateway of an etcd, over one kept connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def call(self, what: str, **fields: str) -> bytes:
        body = json.dumps({name: _text(value) for name, value in fields.items()})
        self._connection.request("POST", f"/v3/kv/{what}", body)
        return self._connection.getresponse().read()

    def close(self) -> None:
        self._connection.close()

    def watch(self, key: str) -> Iterator[bytes]:
        """A watch on a connection of its own; gives each line that comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("POST", "/v3/watch", json.dumps({"create_request": {"key": _text(key)}}))
        answer = connection.getresponse()
        while line := answer.readline():
            yield line


@contextmanager
def etcd(folder: str) -> Iterator[Etcd | None]:
    """An etcd on loopback, or None where it is not installed."""
    program = shutil.which("etcd")
    if program is None:
        yield None
        return
    client, peer = (f"http://127.0.0.1:{_free_port()}" for _ in range(2))
    child = subprocess.Popen(
        [
            program,
            *("--data-dir", f"{folder}/etcd", "--initial-cluster", f"default={peer}"),
            *("--listen-client-urls", client, "--advertise-client-urls", client),
            *("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = Etcd(int(client.rpartition(":")[2]))
        _await(found)
        yield found
    finally:
        child.terminate()
        child.wait()


def _await(found: Etcd) -> None:
    for _ in range(200):
        with suppress(OSError, http.client.HTTPException):
            if b"revision" in found.call("put", key="k", value="a site"):
                return
        found.close()
        time.sleep(0.1)
    raise RuntimeError("etcd did not start.")


def _text(value: str) -> str:
    return base64.b64encode(value.encode()).decode()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
