"""How fast are Classic ASP pages, beside asppy's own server? A hello page without a cookie, in one run.

And do they stay fast: the last tenth of many visitors against the first, after a warm-up.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from adsiis.inetinfo.install import install
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase
from adsiis.schema import schema
from bench.load import free_port, requests_per_second, running

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 4
ROUNDS = 3
PAGES = int(os.environ.get("ADSIIS_BENCH_PAGES", "50000"))
PAGE = '<html><body><% Response.Write "hello" %></body></html>'


def run() -> dict[str, float | str]:
    """Medians of alternating rounds, and the ratios; or one sentence under `skipped`."""
    if shutil.which("wrk") is None or shutil.which("asppy", path=str(Path(sys.executable).parent)) is None:
        return {"skipped": "This comparison needs wrk and asppy."}
    with tempfile.TemporaryDirectory() as name, _ours(name) as ours, _asppy(name) as theirs:
        return _rates(ours, theirs) | _steadiness(ours)


def _rates(ours: int, theirs: int) -> dict[str, float | str]:
    rates: dict[int, list[float]] = {ours: [], theirs: []}
    for port in (ours, theirs):
        requests_per_second(_url(port), 1)
    for _ in range(ROUNDS):
        for port, found in rates.items():
            found.append(requests_per_second(_url(port), SECONDS))
    here, there = (statistics.median(found) for found in rates.values())
    return {
        "pages/s, Inetinfo and surrogate": here,
        "pages/s, asppy's own server": there,
        "ratio": here / there,
    }


def _steadiness(port: int) -> dict[str, float | str]:
    """Visitors without a cookie on eight connections; the rate of each tenth."""
    tenth = PAGES // 10
    _visit(port, tenth)
    rates = [_visit(port, tenth) for _ in range(10)]
    return {
        f"first {tenth:,} of {PAGES:,} visitors: pages/s": rates[0],
        f"last {tenth:,}: pages/s": rates[-1],
        "last / first": rates[-1] / rates[0],
    }


def _visit(port: int, pages: int) -> float:
    began = time.perf_counter()
    workers = [threading.Thread(target=_visits, args=(port, pages // 8)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return pages / (time.perf_counter() - began)


def _visits(port: int, pages: int) -> None:
    request = b"GET /hello.asp HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as sock:
        for _ in range(pages):
            sock.sendall(request)
            answer = b""
            while b"</html>" not in answer:
                answer += sock.recv(4096)


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}/hello.asp"


@contextlib.contextmanager
def _ours(folder: str) -> Iterator[int]:
    home, port, record = f"{folder}/home", free_port(), schema().record
    bindings = record("ServerBindings", (f"127.0.0.1:{port}:",))
    install(home).store.commit([SetRecords("/LM/W3SVC/1", (bindings,))])
    Path(home, "drive_c/Inetpub/wwwroot/hello.asp").write_text(PAGE)
    close_metabase(home)
    with running([sys.executable, "-m", "adsiis", "--home", home, "serve"], port):
        yield port


@contextlib.contextmanager
def _asppy(folder: str) -> Iterator[int]:
    www, port = Path(folder, "www"), free_port()
    www.mkdir()
    (www / "hello.asp").write_text(PAGE)
    with running([str(Path(sys.executable).parent / "asppy"), "127.0.0.1", str(port), str(www)], port):
        yield port
