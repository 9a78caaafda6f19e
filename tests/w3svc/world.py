"""A small world to serve: keys in a line each, a service on its own thread, a client of raw bytes."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager

try:
    import uvloop
except ImportError:
    uvloop = None

from adsiis.metabase.record import Key
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import schema
from adsiis.schema.constants import SITE_COUNTERS
from adsiis.w3svc.counters import read_counts
from adsiis.w3svc.service import WebService

MIME = (".htm,text/html", ".html,text/html", ".txt,text/plain", ".jpg,image/jpeg", ".css,text/css")
ASP = r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,5,GET,HEAD,POST,TRACE"


def key(path, **values):
    """A key with records as the schema types them: `key("/LM/W3SVC/1", ServerBindings=[":80:"])`."""
    records = [schema().record(name, data) for name, data in values.items()]
    return Key(path, {record.id: record for record in records})


def site(number, folder, bindings, **root):
    """The keys of a site whose root lies in a local folder."""
    root = {"Path": str(folder), "AccessFlags": 513, **root}
    return [
        key(f"/LM/W3SVC/{number}", ServerBindings=list(bindings), KeyType="IIsWebServer"),
        key(f"/LM/W3SVC/{number}/ROOT", **root),
    ]


def tree_of(*keys):
    """A metabase of these keys over an ordinary service."""
    service = key(
        "/LM/W3SVC",
        DefaultDoc="Default.htm,Default.asp,index.htm",
        DirBrowseFlags=0x4000003E,
        ScriptMaps=[ASP, r".asa,C:\WINDOWS\system32\inetsrv\asp.dll,5,GET,HEAD"],
    )
    flat = [one for given in keys for one in (given if isinstance(given, list) else [given])]
    return MemoryTree([service, key("/LM/MimeMap", MimeMap=list(MIME)), *flat])


def put(tree, path, **values):
    """Change properties of a key in place, as a commit would."""
    old = tree.key(path)
    tree.add(Key(path, {**(old.records if old else {}), **key(path, **values).records}))


def free_port(host="127.0.0.1"):
    with socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as sock:
        return sock.getsockname()[1]


class Reply:
    """An answer as it came over the wire."""

    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        line, *fields = head.split(b"\r\n")
        self.raw = raw
        if b"Transfer-Encoding: chunked" in head:
            self.body = unchunk(self.body)
        self.status = int(line.split()[1]) if line else 0
        self.headers = {
            name.lower().decode(): value.strip() for name, _, value in (f.partition(b":") for f in fields)
        }


def unchunk(raw):
    body = b""
    while raw:
        size, _, raw = raw.partition(b"\r\n")
        body, raw = body + raw[: int(size, 16)], raw[int(size, 16) + 2 :]
    return body


class Server:
    """A web service on a loop in its own thread."""

    def __init__(self, tree, data_folder="/nowhere", **options):
        self.tree = tree
        self.loop = uvloop.new_event_loop() if uvloop else asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.service = self.call(self._make(str(data_folder), options))

    async def _make(self, data_folder, options):
        return WebService(lambda: self.tree, data_folder, **{"drain_seconds": 2.0, **options})

    def call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(60)

    def start(self, number=1):
        self.call(self.service.start_site(f"/LM/W3SVC/{number}"))

    def stop(self, number=1):
        self.call(self.service.stop_site(f"/LM/W3SVC/{number}"))

    def change(self, path, **values):
        put(self.tree, path, **values)
        self.forget(path)

    def forget(self, *touched):
        async def act():
            self.service.forget(touched)
            await self.service.settle()

        self.call(act())

    def close(self):
        self.call(self.service.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


@contextmanager
def serving(tree, data_folder="/nowhere", **options):
    server = Server(tree, data_folder, **options)
    try:
        yield server
    finally:
        server.close()


def ask(
    port, target="/", *headers, method="GET", host="localhost", body=b"", address="127.0.0.1", version="1.1"
):
    """Send one request whose target is sent byte for byte, and read to the end."""
    target = target.encode("latin-1") if isinstance(target, str) else target
    lines = [b"%s %s HTTP/%s" % (method.encode(), target, version.encode())]
    if host is not None:
        lines.append(b"Host: " + host.encode())
    if body:
        lines.append(b"Content-Length: %d" % len(body))
    lines += [header.encode() for header in headers] + [b"Connection: close"]
    return send(port, b"\r\n".join(lines) + b"\r\n\r\n" + body, address)


def send(port, raw, address="127.0.0.1"):
    with socket.create_connection((address, port), timeout=60) as sock:
        sock.sendall(raw)
        parts = []
        while part := sock.recv(65536):
            parts.append(part)
    return Reply(b"".join(parts))


def counted(server):
    """The counters that changed, by site."""

    async def look():
        return server.service.changed_counts()

    records = server.call(look())
    return {path: read_counts(Key(path, {SITE_COUNTERS: record})) for path, record in records.items()}


def refuses(port, address="127.0.0.1"):
    """Whether nothing listens at a port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as sock:
        return sock.connect_ex((address, port)) != 0


def age(*paths):
    """Give files a past, so that their state counts as settled."""
    import os
    import time

    for path in paths:
        os.utime(path, (time.time() - 1000, time.time() - 1000))


__all__ = [
    "ASP", "Reply", "Server", "age", "ask", "counted", "free_port", "key", "put", "refuses", "send", "serving",
    "site", "tree_of",
]  # fmt: skip
