"""How fast is an application behind the host? A hello ASGI application, in one run, beside nginx and Caddy.

Ours is Inetinfo, which forwards to a surrogate; nginx keeps connections to its upstream; both they and Caddy
forward to the same application on granian with one worker. Every front writes its access log.
"""

from __future__ import annotations

import contextlib
import importlib.util
import statistics
import sys
import tempfile
from pathlib import Path

from adsiis.inetinfo.install import install
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase
from adsiis.schema import schema
from bench.load import free_port, requests_per_second, running
from bench.peers import absent, caddy, nginx

SECONDS = 3
ROUNDS = 5
APPLICATION = """
async def app(scope, receive, send):
    if scope["type"] == "http":
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"Hello, world!"})
"""
CHANGING = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "/hello?" .. n)
end
"""
NGINX = """
upstream app {{ server 127.0.0.1:{granian}; keepalive 64; keepalive_requests 1000000000; }}
server {{
  listen 127.0.0.1:{{port}};
  location / {{ proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; }}
}}
"""


def run() -> dict[str, float | str]:
    """Medians of alternating rounds, and the ratios; or one sentence under `skipped`."""
    missing = absent("nginx", "caddy", "wrk")
    if missing:
        return {"skipped": missing}
    if importlib.util.find_spec("granian") is None:
        return {"skipped": "This comparison needs granian."}
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "hello_application.py").write_text(APPLICATION)
        (folder / "changing.lua").write_text(CHANGING)
        granian = stack.enter_context(running_granian(folder))
        ports = {
            "ours": stack.enter_context(running_ours(folder)),
            "nginx": stack.enter_context(nginx(folder, NGINX.format(granian=granian))),
            "caddy": stack.enter_context(caddy(folder, f"reverse_proxy 127.0.0.1:{granian}")),
        }
        return compare(folder, ports)


def compare(folder: Path, ports: dict[str, int]) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for load in ("same", "changing"):
        script = folder / "changing.lua" if load == "changing" else None
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for _ in range(ROUNDS):
            for name, port in ports.items():
                rates[name].append(requests_per_second(f"http://127.0.0.1:{port}/hello", SECONDS, script))
        for name, all_rates in rates.items():
            found[f"{name}, {load} request"] = round(statistics.median(all_rates))
        for other in ("nginx", "caddy"):
            ratios = [ours / theirs for ours, theirs in zip(rates["ours"], rates[other], strict=True)]
            found[f"ratio to {other}, {load} request"] = round(statistics.median(ratios), 2)
    return found


def running_granian(folder: Path):
    port = free_port()
    order = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--workers", "1", "--host", "127.0.0.1",
        "--port", str(port), "--no-ws", "--loop", "uvloop", "--log-level", "error", "hello_application:app",
    ]  # fmt: skip
    return running(order, port, cwd=folder)


def running_ours(folder: Path):
    """Inetinfo as it is served, its site's one application in a pool, its log in W3C format."""
    home, port, record = str(folder / "home"), free_port(), schema().record
    store = install(home).store
    root = "/LM/W3SVC/1/ROOT"
    store.commit(
        [
            SetRecords("/LM/W3SVC/1", (record("ServerBindings", (f"127.0.0.1:{port}:",)),)),
            SetRecords(
                root,
                (
                    record("ScriptMaps", ("*,asgi:hello_application:app,0",)),
                    record("AppRoot", root),
                    record("Path", str(folder)),
                    record("AccessFlags", 0x205),
                ),
            ),
        ]
    )
    close_metabase(home)
    return running([sys.executable, "-m", "adsiis", "--home", home, "serve"], port)


if __name__ == "__main__":
    for what, figure in run().items():
        print(f"{what}: {figure}")
