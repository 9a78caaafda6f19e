"""How fast is the web service? Static files through Inetinfo beside nginx and Caddy, every log on.

Each sort of answer is asked for on 32 connections: a small file, a large one, one that is not there, one the
client has already. Then sites: how fast is the last of many, beside a site alone.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import statistics
import sys
import tempfile
import time
from email.utils import formatdate
from pathlib import Path
from typing import TYPE_CHECKING

from bench.load import Load, family, free_port, listening, load, running
from bench.many_sites import fill
from bench.peers import absent, caddy, nginx, nginx_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

SECONDS = 2
ROUNDS = 5
MANY_SITES = 10_000
LONGEST = 600


def run() -> dict[str, float | str]:
    """Medians of alternating rounds, and the ratios; or one sentence under `skipped`."""
    missing = absent("nginx", "caddy", "wrk")
    if missing:
        return {"skipped": missing}
    found: dict[str, float | str] = {}
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        www = content(folder)
        ports = {
            "ours": stack.enter_context(running_ours(folder, www, 1)),
            "nginx": stack.enter_context(
                nginx(folder, f"server {{ listen 127.0.0.1:{{port}}; root {www}; }}")
            ),
            "caddy": stack.enter_context(caddy(folder, f"root * {www}\n  file_server")),
        }
        since = formatdate(os.stat(www / "small.html").st_mtime, usegmt=True)
        found |= compare("1 KB", ports, "/small.html")
        found |= compare("1 MB", ports, "/large.txt")
        found |= compare("404", ports, "/none.html", fails=True)
        found |= compare("304", ports, "/small.html", headers=[f"If-Modified-Since: {since}"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        found |= sites(folder, content(folder))
    return found


def content(folder: Path) -> Path:
    """A folder with a small and a large file."""
    www = folder / "www"
    www.mkdir()
    (www / "small.html").write_bytes(b"x" * 1024)
    (www / "large.txt").write_bytes(b"x" * 1_048_576)
    return www


def compare(
    what: str, ports: dict[str, int], target: str, headers: list[str] | None = None, *, fails: bool = False
) -> dict[str, float | str]:
    """One sort of request to each of the servers in turn."""
    got: dict[str, list[Load]] = {name: [] for name in ports}
    for _ in range(ROUNDS):
        for name, port in ports.items():
            url = f"http://127.0.0.1:{port}{target}"
            got[name].append(load(url, SECONDS, headers=headers or (), fails=fails))
    found: dict[str, float | str] = {}
    for name, loads in got.items():
        found[f"{what}: {name}, requests/s"] = round(statistics.median(one.rate for one in loads))
        found[f"{what}: {name}, p99 in ms"] = round(statistics.median(one.p99 for one in loads), 2)
    for other in [name for name in ports if name != "ours"]:
        ratios = [ours.rate / theirs.rate for ours, theirs in zip(got["ours"], got[other], strict=True)]
        found[f"{what}: ratio to {other}"] = round(statistics.median(ratios), 2)
    return found


def sites(folder: Path, www: Path) -> dict[str, float | str]:
    """The last of many sites beside one alone; how soon they are ready, and what they take while idle."""
    last = f"site{MANY_SITES}.example"
    begun = {name: (folder / name) for name in ("ours", "caddy", "nginx", "caddy-alone")}
    for one in begun.values():
        one.mkdir()
    rates: dict[str, list[float]] = {}
    ready: dict[str, float] = {}
    with running_ours(folder, www, 1) as alone, contextlib.ExitStack() as stack:
        idle = private_bytes(alone)
        orders = {
            "ours": ours_with(folder, www, MANY_SITES),
            "caddy": caddy_with(begun["caddy"], www, MANY_SITES),
            "nginx": nginx_with(begun["nginx"], www, MANY_SITES),
        }
        for name, (order, port) in orders.items():
            ready[name] = stack.enter_context(answering(order, port, last))
        each = (private_bytes(orders["ours"][1]) - idle) / MANY_SITES
        caddy_alone = caddy_with(begun["caddy-alone"], www, 1)
        stack.enter_context(answering(*caddy_alone, "site1.example"))
        asked = {
            "ours alone": (alone, "site1.example"),
            "ours last": (orders["ours"][1], last),
            "caddy alone": (caddy_alone[1], "site1.example"),
            "caddy last": (orders["caddy"][1], last),
        }
        for _ in range(ROUNDS):
            for name, (port, host) in asked.items():
                url = f"http://127.0.0.1:{port}/small.html"
                got = load(url, SECONDS, headers=[f"Host: {host}"]).rate
                rates.setdefault(name, []).append(got)
    return {
        f"site {MANY_SITES:,} beside one alone: {who}": round(
            statistics.median(
                last / alone for last, alone in zip(rates[f"{who} last"], rates[f"{who} alone"], strict=True)
            ),
            3,
        )
        for who in ("ours", "caddy")
    } | {
        **{
            f"{MANY_SITES:,} sites, seconds until the last answers: {name}": round(s, 2)
            for name, s in ready.items()
        },
        "bytes of an idle site": round(each),
    }


def private_bytes(port: int) -> int:
    """The memory of those who listen on a port that is theirs alone; pages of files are not."""
    found = 0
    for one in family(listening(port)):
        rollup = Path(f"/proc/{one.pid}/smaps_rollup").read_text()
        found += int(re.findall(r"^Private_Dirty: +(\d+) kB", rollup, re.MULTILINE)[0]) * 1024
    return found


@contextlib.contextmanager
def answering(order: list[str], port: int, host: str) -> Iterator[float]:
    """A program from the moment it answers for a host, and the seconds that took."""
    begun = time.perf_counter()
    with running(order, port):
        while not answers(port, host):
            if time.perf_counter() - begun > LONGEST:
                raise RuntimeError(f"{order[0]} does not answer for {host}.")
            time.sleep(0.005)
        yield time.perf_counter() - begun


def answers(port: int, host: str) -> bool:
    """Whether a host gives the small file."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(client):
        client.request("GET", "/small.html", headers={"Host": host})
        return client.getresponse().status == 200
    return False


def caddy_with(folder: Path, www: Path, sites: int) -> tuple[list[str], int]:
    """Caddy with many sites on one port, each with its log."""
    port = free_port()
    text = [
        "{\n admin off\n auto_https off\n}",
        f"(each) {{\n root * {www}\n file_server\n log {{\n output file {folder}/log\n }}\n}}",
        *(f"http://site{number}.example:{port} {{\n import each\n}}" for number in range(1, sites + 1)),
    ]
    (folder / "Caddyfile").write_text("\n".join(text))
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")], port


def nginx_with(folder: Path, www: Path, sites: int) -> tuple[list[str], int]:
    """Nginx with many servers on one port."""
    port = free_port()
    servers = "\n".join(
        f"server {{ listen 127.0.0.1:{port}; server_name site{number}.example; root {www}; }}"
        for number in range(1, sites + 1)
    )
    sizes = "server_names_hash_max_size 65536; server_names_hash_bucket_size 128;"
    return nginx_order(folder, f"{sizes}\n{servers}"), port


def ours_with(folder: Path, www: Path, sites: int) -> tuple[list[str], int]:
    """Inetinfo over a store with many sites on one port."""
    home, port = str(folder / f"home{sites}"), free_port()
    fill(home, sites, port, str(www))
    return [sys.executable, "-m", "adsiis", "--home", home, "serve"], port


def running_ours(folder: Path, www: Path, sites: int) -> AbstractContextManager[int]:
    """Inetinfo as it is served, with its log in W3C format, and many sites on one port."""
    return running(*ours_with(folder, www, sites))


if __name__ == "__main__":
    for what, figure in run().items():
        print(f"{what}: {figure}")
