"""How fast is an application behind the host? A hello ASGI application, in one run, beside nginx and Caddy.

Ours is a listener that forwards to a surrogate; nginx keeps connections to its upstream; both they and Caddy
forward to the same application on granian with one worker. Every front writes its access log.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from pathlib import Path

from adsiis import http
from adsiis.dllhost.context import Context
from adsiis.dllhost.forwarder import Forwarder

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
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
  keepalive_requests 1000000000; access_log {folder}/access.log;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  upstream app {{ server 127.0.0.1:{granian}; keepalive 64; keepalive_requests 1000000000; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; }}
  }}
}}
"""
CADDY = """
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  log {{
    output file {folder}/caddy.log
  }}
  reverse_proxy 127.0.0.1:{granian}
}}
"""


def run() -> dict[str, float | str]:
    """Medians of alternating rounds, and the ratios; or one sentence under `skipped`."""
    absent = [name for name in ("nginx", "caddy", "wrk") if shutil.which(name) is None]
    if importlib.util.find_spec("granian") is None:
        absent.append("granian")
    if absent:
        return {"skipped": f"This comparison needs {', '.join(absent)}."}
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "hello_application.py").write_text(APPLICATION)
        (folder / "changing.lua").write_text(CHANGING)
        granian = stack.enter_context(running_granian(folder))
        ports = {
            "ours": stack.enter_context(running_ours(folder)),
            "nginx": stack.enter_context(running_nginx(folder, granian)),
            "caddy": stack.enter_context(running_caddy(folder, granian)),
        }
        return compare(folder, ports)


def compare(folder: Path, ports: dict[str, int]) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for load in ("same", "changing"):
        script = folder / "changing.lua" if load == "changing" else None
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for _ in range(ROUNDS):
            for name, port in ports.items():
                rates[name].append(requests_per_second(port, script))
        for name, all_rates in rates.items():
            found[f"{name}, {load} request"] = round(statistics.median(all_rates))
        for other in ("nginx", "caddy"):
            ratios = [ours / theirs for ours, theirs in zip(rates["ours"], rates[other], strict=True)]
            found[f"ratio to {other}, {load} request"] = round(statistics.median(ratios), 2)
    return found


def requests_per_second(port: int, script: Path | None) -> float:
    order = ["wrk", "-t1", "-c32", f"-d{SECONDS}", *(["-s", str(script)] if script else [])]
    told = subprocess.run(
        [*order, f"http://127.0.0.1:{port}/hello"], check=True, capture_output=True, text=True
    ).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"The load was not answered cleanly: {told}")
    return float(re.findall(r"Requests/sec: +([\d.]+)", told)[0])


@contextlib.contextmanager
def running_granian(folder: Path):
    port = free_port()
    order = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--workers", "1", "--host", "127.0.0.1",
        "--port", str(port), "--no-ws", "--loop", "uvloop", "--log-level", "error", "hello_application:app",
    ]  # fmt: skip
    yield from while_running(order, port, cwd=folder)


@contextlib.contextmanager
def running_nginx(folder: Path, granian: int):
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, granian=granian))
    yield from while_running(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], port)


@contextlib.contextmanager
def running_caddy(folder: Path, granian: int):
    port = free_port()
    (folder / "Caddyfile").write_text(CADDY.format(folder=folder, port=port, granian=granian))
    yield from while_running(
        ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")], port
    )


@contextlib.contextmanager
def running_ours(folder: Path):
    port = free_port()
    yield from while_running([sys.executable, __file__, str(port), str(folder)], port)


def while_running(order: list[str], port: int, cwd: Path | None = None):
    process = subprocess.Popen(order, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=cwd)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return sock.getsockname()[1]


def serve(port: int, folder: str) -> None:
    """Our side: a surrogate, a listener that forwards to it, and a log written by another thread."""
    ours, theirs = socket.socketpair()
    path = f"{folder}/surrogate"
    order = [
        sys.executable, "-m", "adsiis.dllhost", "--home", folder, "--socket", path, "--name", "bench",
        "--pipe", str(theirs.fileno()),
    ]  # fmt: skip
    surrogate = subprocess.Popen(order, pass_fds=[theirs.fileno()])
    theirs.close()
    ours.recv(100)
    forwarder = Forwarder(path)
    context = Context("/LM/W3SVC/1/ROOT", "", folder, "asgi:hello_application:app")
    entries: deque[tuple[http.Request, int, int, float]] = deque()

    def write_log() -> None:
        with open(f"{folder}/ours.log", "wb", buffering=0) as file:
            while True:
                lines = []
                while entries and len(lines) < 500:
                    request, status, sent, _ = entries.popleft()
                    lines.append(
                        b"%b %b %d %d\n" % (request.client[0].encode(), request.target, status, sent)
                    )
                file.write(b"".join(lines))
                time.sleep(0.005)

    async def main() -> None:
        await http.listen(
            lambda request: forwarder(request, context, "/hello", None),
            "127.0.0.1",
            port,
            on_done=lambda *entry: entries.append(entry),
        )
        await asyncio.Event().wait()

    threading.Thread(target=write_log, daemon=True).start()
    try:
        http.run(main())
    finally:
        surrogate.terminate()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        serve(int(sys.argv[1]), sys.argv[2])
    else:
        for what, figure in run().items():
            print(f"{what}: {figure}")
