"""Do pools keep their word? Requests lost while processes are recycled, memory, throughput, isolation.

Each comparison runs the same small application: Inetinfo with a pool, and gunicorn, granian, uvicorn, uwsgi
with what they have for it. wrk drives them on kept connections and on one connection per request; a request
that gets no whole answer, or an error, counts as lost.
"""

from __future__ import annotations

import contextlib
import importlib.util
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from adsiis.inetinfo.events import EventReader
from adsiis.inetinfo.install import install
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.metabase import close_metabase
from adsiis.schema import schema
from bench.load import free_port, load, requests_per_second, running
from bench.peers import absent, nginx

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 15
ROUNDS = 5
REQUESTS = 1000
LIMIT_MB = 300
APPLICATION = """
import os

kept = []

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


def run() -> dict[str, float | str]:
    """All comparisons; or one sentence under `skipped`."""
    missing = absent("wrk", "nginx")
    if missing:
        return {"skipped": missing}
    found: dict[str, float | str] = {}
    for compare in (recycling, leaking, throughput, isolation):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            (folder / "pools_application.py").write_text(APPLICATION)
            found |= compare(folder)
    return found


def recycling(folder: Path) -> dict[str, float | str]:
    """Requests lost while processes are replaced after every so many requests."""
    found: dict[str, float | str] = {}
    for name, server in servers(folder, recycles=True).items():
        with server as port:
            for sort, headers in (("kept", []), ("new", ["Connection: close"])):
                done, lost = counted(f"http://127.0.0.1:{port}/", headers)
                found[f"recycling: {name}, lost of {done:,} on {sort} connections"] = lost
    recycled = events(folder / "home", "recycled")
    found["recycling: processes that Inetinfo replaced"] = recycled
    return found


def leaking(folder: Path) -> dict[str, float | str]:
    """The highest private memory of one process of an application that leaks 10 KB a request."""
    found: dict[str, float | str] = {}
    for name, server in servers(folder, recycles=False).items():
        with server as port, highest_memory(port) as highest:
            done, lost = counted(f"http://127.0.0.1:{port}/leak", [])
        found[f"leaking: {name}, highest MB under a limit of {LIMIT_MB}"] = round(highest[0])
        found[f"leaking: {name}, lost of {done:,}"] = lost
    return found


def throughput(folder: Path) -> dict[str, float | str]:
    """A pool with every limit beside one without, and WSGI beside gunicorn behind nginx."""
    limits = {"PeriodicRestartPrivateMemory": 1 << 20, "PeriodicRestartRequests": 1 << 30, "PingInterval": 1}
    with contextlib.ExitStack() as stack:
        gunicorn = stack.enter_context(peer("gunicorn", folder, "pools_application:application", []))
        urls = {
            "limits": stack.enter_context(ours(folder, "limits", "asgi:pools_application:app", **limits)),
            "none": stack.enter_context(ours(folder, "none", "asgi:pools_application:app", PingingEnabled=0)),
            "wsgi": stack.enter_context(ours(folder, "wsgi", "wsgi:pools_application:application")),
            "gunicorn": stack.enter_context(nginx(folder, NGINX.format(port=gunicorn))),
        }
        rates: dict[str, list[float]] = {name: [] for name in urls}
        for _ in range(ROUNDS):
            for name, port in urls.items():
                rates[name].append(requests_per_second(f"http://127.0.0.1:{port}/", 3))
    return {f"throughput: {name}, requests/s": statistics.median(some) for name, some in rates.items()} | {
        "throughput: a pool with limits to one without": ratio(rates["limits"], rates["none"]),
        "throughput: WSGI in a pool to gunicorn behind nginx": ratio(rates["wsgi"], rates["gunicorn"]),
    }


def isolation(folder: Path) -> dict[str, float | str]:
    """The p99 of two applications while a third, in its own pool, leaks and is recycled, or does not."""
    with ours(
        folder, "sites", "asgi:pools_application:app", pools=2, PeriodicRestartPrivateMemory=LIMIT_MB << 10
    ) as port:
        slowest: dict[str, list[float]] = {"/": [], "/leak": []}
        for _ in range(ROUNDS):
            for third in ("/", "/leak"):
                noise = subprocess.Popen(
                    ["wrk", "-t1", "-c2", "-d6", f"http://127.0.0.1:{port}{third}"], stdout=subprocess.DEVNULL
                )
                time.sleep(1)
                both = [load(f"http://127.0.0.1:{port}/{n}/", 2, connections=2).p99 for n in (1, 2)]
                noise.wait()
                slowest[third].append(max(both))
    return {
        "isolation: p99 in ms beside a pool that does not leak": statistics.median(slowest["/"]),
        "isolation: p99 in ms beside one that leaks": statistics.median(slowest["/leak"]),
        "isolation: ratio": ratio(slowest["/leak"], slowest["/"]),
    }


def ratio(some: list[float], others: list[float]) -> float:
    return round(statistics.median(one / other for one, other in zip(some, others, strict=True)), 2)


def servers(folder: Path, *, recycles: bool) -> dict[str, contextlib.AbstractContextManager[int]]:
    """Each server that is here, with two processes, which it replaces by requests or by memory."""
    asgi, wsgi = "pools_application:app", "pools_application:application"
    limit = (
        {"PeriodicRestartRequests": REQUESTS}
        if recycles
        else {"PeriodicRestartPrivateMemory": LIMIT_MB << 10}
    )
    found = {"Inetinfo": ours(folder, "home", f"asgi:{asgi}", MaxProcesses=2, **limit)}
    by_requests = {
        "gunicorn": (wsgi, ["--workers", "2", "--max-requests", str(REQUESTS)]),
        "uvicorn": (asgi, ["--workers", "2", "--limit-max-requests", str(REQUESTS)]),
        "uwsgi": (wsgi, ["--processes", "2", "--max-requests", str(REQUESTS)]),
    }
    by_memory = {
        "granian": (
            asgi,
            ["--workers", "2", "--workers-max-rss", str(LIMIT_MB), "--rss-sample-interval", "1"],
        ),
        "uwsgi": (wsgi, ["--processes", "2", "--reload-on-rss", str(LIMIT_MB)]),
    }
    for name, (spec, more) in (by_requests if recycles else by_memory).items():
        if importlib.util.find_spec(name) is not None or (Path(sys.executable).parent / name).exists():
            found[name] = peer(name, folder, spec, more)
    return found


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


def counted(url: str, headers: list[str]) -> tuple[int, int]:
    """What wrk got from a URL: answers, and requests that were lost."""
    order = ["wrk", "-t1", "-c16", f"-d{SECONDS}", "--timeout", "30s"]
    for header in headers:
        order += ["-H", header]
    told = subprocess.run([*order, url], check=True, capture_output=True, text=True).stdout
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    done = int(re.findall(r"(\d+) requests in", told)[0])
    lost = sum(map(int, errors.groups())) if errors else 0
    return done, lost + (int(refused[1]) if refused else 0)


@contextlib.contextmanager
def highest_memory(port: int) -> Iterator[list[float]]:
    """The highest private memory in MB of any process below the one that listens on a port."""
    highest, over = [0.0], threading.Event()
    listening = [one for one in psutil.net_connections("tcp") if one.status == "LISTEN"]
    top = {one.pid for one in listening if one.laddr.port == port}

    def look() -> None:
        while not over.wait(0.1):
            for pid in top:
                with contextlib.suppress(psutil.Error):
                    for one in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
                        with contextlib.suppress(psutil.Error):
                            highest[0] = max(highest[0], one.memory_full_info().uss / (1 << 20))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield highest
    finally:
        over.set()
        looking.join()


def events(home: Path, state: str) -> int:
    with EventReader(str(home / "events.jsonl")) as reader:
        return sum(1 for one in reader.events() if one.state == state)


if __name__ == "__main__":
    for what, figure in run().items():
        print(f"{what}: {figure}")
