"""Servers that replace their processes: Inetinfo with a pool, and its peers, all with one application."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from adsiis.inetinfo.install import install
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.metabase import close_metabase
from adsiis.schema import schema
from bench.load import free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = 1000
LIMIT_MB = 300
APPLICATION = """
import os
from pathlib import Path

kept = []
with Path(__file__).with_name("started").open("a") as started:
    started.write("x")

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    if scope["path"] == "/leak":
        kept.append(os.urandom(10240))
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"5")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"Hello"})

def application(environ, start_response):
    if environ["PATH_INFO"] == "/leak":
        kept.append(os.urandom(10240))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"Hello"]
"""
NGINX = """
upstream app {{ server 127.0.0.1:{port}; keepalive 64; keepalive_requests 1000000000; }}
server {{
  listen 127.0.0.1:{{port}};
  location / {{ proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; }}
}}
"""


Servers = dict[str, tuple[str, contextlib.AbstractContextManager[int]]]
ASGI, WSGI = "pools_application:app", "pools_application:application"
BY_MEMORY = {
    "granian": (ASGI, ["--workers", "2", "--workers-max-rss", str(LIMIT_MB), "--rss-sample-interval", "1"]),
    "uwsgi": (WSGI, ["--processes", "2", "--reload-on-rss", str(LIMIT_MB)]),
}
BY_REQUESTS = {
    "gunicorn": (WSGI, ["--workers", "2", "--max-requests", str(REQUESTS)]),
    "uvicorn": (ASGI, ["--workers", "2", "--limit-max-requests", str(REQUESTS)]),
}


def recycled(folder: Path) -> Servers:
    """Each server that is here with what replaces its processes, and the path that makes it do so."""
    by_requests = ours(folder, "requests", f"asgi:{ASGI}", MaxProcesses=2, PeriodicRestartRequests=REQUESTS)
    found: Servers = {f"Inetinfo after {REQUESTS} requests": ("/", by_requests)}
    for name, server in peers(folder, BY_REQUESTS).items():
        found[f"{name} after {REQUESTS} requests"] = ("/", server)
    return found | {f"{name} at {LIMIT_MB} MB": one for name, one in limited(folder).items()}


def limited(folder: Path) -> Servers:
    """Each server that is here with a limit of memory, and the path that leaks."""
    limit = {"PeriodicRestartPrivateMemory": LIMIT_MB << 10}
    found = {"Inetinfo": ours(folder, "memory", f"asgi:{ASGI}", MaxProcesses=2, **limit)}
    return {name: ("/leak", server) for name, server in (found | peers(folder, BY_MEMORY)).items()}


def peers(
    folder: Path, orders: dict[str, tuple[str, list[str]]]
) -> dict[str, contextlib.AbstractContextManager[int]]:
    """Those of these servers that are here, each with two processes."""
    here = Path(sys.executable).parent
    return {
        name: peer(name, folder, spec, more)
        for name, (spec, more) in orders.items()
        if (here / name).exists()
    }


def started(folder: Path) -> int:
    """How many processes have loaded the application so far."""
    marks = folder / "started"
    return len(marks.read_text()) if marks.exists() else 0


def peer(name: str, folder: Path, spec: str, more: list[str]) -> contextlib.AbstractContextManager[int]:
    port = free_port()
    address = {
        "gunicorn": [
            "--bind",
            f"127.0.0.1:{port}",
            "--keep-alive",
            "60",
            "--worker-class",
            "gthread",
            "--threads",
            "4",
        ],
        "granian": [
            "--interface",
            "asgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--log-level",
            "error",
        ],
        "uvicorn": ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"],
        "uwsgi": ["--http11-socket", f"127.0.0.1:{port}", "--master", "--disable-logging", "--wsgi"],
    }[name]
    order = [str(Path(sys.executable).parent / name), *more, *address, spec]
    return running(order, port, cwd=folder)


@contextlib.contextmanager
def ours(folder: Path, name: str, handler: str, *, pools: int = 0, **limits: int) -> Iterator[int]:
    """Inetinfo with one application, and some more of the same, each in a pool of its own."""
    home, port, record = str(folder / name), free_port(), schema().record
    values = tuple(record(prop, value) for prop, value in limits.items())
    root = "/LM/W3SVC/1/ROOT"
    maps = record("ScriptMaps", (f"*,{handler},0",))
    changes = [
        SetRecords("/LM/W3SVC/1", (record("ServerBindings", (f"127.0.0.1:{port}:",)),)),
        SetRecords("/LM/W3SVC/AppPools/DefaultAppPool", values),
        SetRecords(
            root, (maps, record("AppRoot", root), record("Path", str(folder)), record("AccessFlags", 0x205))
        ),
    ]
    for number in range(1, pools + 1):
        pool, key = f"Pool{number}", f"{root}/{number}"
        kind = record("KeyType", "IIsWebVirtualDir")
        own = (kind, record("Path", str(folder)), record("AppRoot", key), record("AppPoolId", pool))
        made = (record("KeyType", "IIsApplicationPool"),)
        changes += [CreateKey(f"/LM/W3SVC/AppPools/{pool}", made), CreateKey(key, own)]
    install(home).store.commit(changes)
    close_metabase(home)
    with running([sys.executable, "-m", "adsiis", "--home", home, "serve"], port) as serving:
        yield serving
