"""How fast is the web service? Static files through Inetinfo beside nginx and Caddy, every log on.

Each sort of answer is asked for on 32 connections: a small file, a large one, one that is not there, one the
client has already. Then sites: how fast is the last of many, beside a site alone.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import sys
import tempfile
import time
from email.utils import formatdate
from pathlib import Path

from adsiis.inetinfo.install import install
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase
from adsiis.schema import schema
from bench.load import Load, free_port, load, running
from bench.peers import absent, caddy, nginx

SECONDS = 2
ROUNDS = 5
MANY_SITES = 10_000


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
    """The last of many sites beside one alone, and how long each server takes until it is ready."""
    last = f"Host: site{MANY_SITES}.example"
    rates: dict[str, list[float]] = {"alone": [], "last": []}
    with running_ours(folder, www, 1) as alone:
        begun = time.perf_counter()
        with running_ours(folder, www, MANY_SITES) as many:
            ready = time.perf_counter() - begun
            for _ in range(ROUNDS):
                for name, port, host in (("alone", alone, "Host: site1.example"), ("last", many, last)):
                    url = f"http://127.0.0.1:{port}/small.html"
                    rates[name].append(load(url, SECONDS, headers=[host]).rate)
    ratios = [last / alone for last, alone in zip(rates["last"], rates["alone"], strict=True)]
    return {
        f"site {MANY_SITES:,} beside one alone": round(statistics.median(ratios), 2),
        f"{MANY_SITES:,} sites, seconds until ready with the store's making": round(ready, 1),
    }


def running_ours(folder: Path, www: Path, sites: int):
    """Inetinfo as it is served, with its log in W3C format, and many sites on one port."""
    home, port, record = str(folder / f"home{sites}"), free_port(), schema().record
    store = install(home).store
    changes = []
    for number in range(1, sites + 1):
        site = f"/LM/W3SVC/{number}"
        hosts = (f"127.0.0.1:{port}:site{number}.example",) if sites > 1 else (f"127.0.0.1:{port}:",)
        own = (
            record("KeyType", "IIsWebServer"),
            record("ServerBindings", hosts),
            record("ServerAutoStart", 1),
        )
        root = (record("KeyType", "IIsWebVirtualDir"), record("Path", str(www)), record("AccessFlags", 0x201))
        changes += [SetRecords(site, own, make=True), SetRecords(f"{site}/ROOT", root, make=True)]
    store.commit(changes)
    close_metabase(home)
    return running([sys.executable, "-m", "adsiis", "--home", home, "serve"], port)


if __name__ == "__main__":
    for what, figure in run().items():
        print(f"{what}: {figure}")
