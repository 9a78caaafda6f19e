"""Do pools keep their word? Requests lost while processes are recycled, memory, throughput, isolation.

Each comparison runs the same small application: Inetinfo with a pool, and gunicorn, granian, uvicorn, uwsgi
with what they have for it. wrk drives them on kept connections and on one connection per request; a request
that gets no whole answer, or an error, counts as lost. Where speed is compared the processor time per request
is told as well, since that hardly depends on what else the machine does.
"""

from __future__ import annotations

import contextlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from bench.load import (
    family,
    listening,
    processor_seconds,
    requests_per_second,
)
from bench.peers import absent, nginx
from bench.pool_servers import (
    APPLICATION,
    ASGI,
    LIMIT_MB,
    NGINX,
    WSGI,
    limited,
    ours,
    peer,
    recycled,
    started,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 15
ROUNDS = 5
SHORT_ROUNDS, SHORT_SECONDS = 15, 2


def run(*names: str) -> dict[str, float | str]:
    """All comparisons, or those named; or one sentence under `skipped`."""
    missing = absent("wrk", "nginx")
    if missing:
        return {"skipped": missing}
    found: dict[str, float | str] = {}
    for compare in (recycling, leaking, throughput, isolation):
        if names and compare.__name__ not in names:
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            (folder / "pools_application.py").write_text(APPLICATION)
            found |= compare(folder)
    return found


def recycling(folder: Path) -> dict[str, float | str]:
    """Requests lost while processes are replaced, after so many requests or by their memory."""
    found: dict[str, float | str] = {}
    for name, (path, server) in recycled(folder).items():
        before = started(folder)
        with server as port:
            for sort, headers in (("kept", []), ("new", ["Connection: close"])):
                done, lost = counted(f"http://127.0.0.1:{port}{path}", headers)
                found[f"recycling: {name}, lost of {done:,} on {sort} connections"] = lost
        found[f"recycling: {name}, times the application was loaded"] = started(folder) - before
    return found


def leaking(folder: Path) -> dict[str, float | str]:
    """The highest private memory of one process of an application that leaks 10 KB a request."""
    found: dict[str, float | str] = {}
    for name, (path, server) in limited(folder).items():
        with server as port, highest_memory(port) as highest:
            done, lost = counted(f"http://127.0.0.1:{port}{path}", [])
        found[f"leaking: {name}, highest MB under a limit of {LIMIT_MB}"] = round(highest[0])
        found[f"leaking: {name}, lost of {done:,}"] = lost
    return found


def throughput(folder: Path) -> dict[str, float | str]:
    """A pool with every limit beside one without, and WSGI beside gunicorn behind nginx."""
    limits = {"PeriodicRestartPrivateMemory": 1 << 20, "PeriodicRestartRequests": 1 << 30, "PingInterval": 1}
    with contextlib.ExitStack() as stack:
        gunicorn = stack.enter_context(peer("gunicorn", folder, WSGI, []))
        ports = {
            "limits": stack.enter_context(ours(folder, "limits", f"asgi:{ASGI}", **limits)),
            "none": stack.enter_context(ours(folder, "none", f"asgi:{ASGI}", PingingEnabled=0)),
            "WSGI": stack.enter_context(ours(folder, "wsgi", f"wsgi:{WSGI}")),
            "gunicorn behind nginx": stack.enter_context(nginx(folder, NGINX.format(port=gunicorn))),
        }
        rates: dict[str, list[float]] = {name: [] for name in ports}
        costs: dict[str, list[float]] = {name: [] for name in ports}
        for _ in range(SHORT_ROUNDS):
            for name, port in ports.items():
                top = listening(port) | (listening(gunicorn) if name.startswith("gunicorn") else set())
                before = processor_seconds(top)
                rate = requests_per_second(f"http://127.0.0.1:{port}/", SHORT_SECONDS)
                rates[name].append(rate)
                costs[name].append((processor_seconds(top) - before) / (rate * SHORT_SECONDS) * 1e6)
    told: dict[str, float | str] = {}
    for name, some in rates.items():
        told[f"throughput: {name}, requests/s"] = round(statistics.median(some))
        told[f"throughput: {name}, processor time per request in microseconds"] = round(
            statistics.median(costs[name]), 1
        )
    return told | {
        "throughput: a pool with limits to one without": ratio(rates["limits"], rates["none"]),
        "throughput: the same by processor time": ratio(costs["none"], costs["limits"]),
        "throughput: WSGI in a pool to gunicorn behind nginx": ratio(
            rates["WSGI"], rates["gunicorn behind nginx"]
        ),
        "throughput: the same by processor time, nginx's too": ratio(
            costs["gunicorn behind nginx"], costs["WSGI"]
        ),
    }


def isolation(folder: Path) -> dict[str, float | str]:
    """The p99 of two applications while a third, in its own pool, leaks and is recycled, or does not.

    Each is asked at a steady pace that leaves the machine room: on a full one, any work makes all wait.
    """
    before = started(folder)
    with ours(
        folder, "sites", "asgi:pools_application:app", pools=2, PeriodicRestartPrivateMemory=LIMIT_MB << 10
    ) as port:
        slowest: dict[str, list[float]] = {"/": [], "/leak": []}
        for _ in range(ROUNDS):
            for third, found in slowest.items():
                url = f"http://127.0.0.1:{port}"
                noise = pacing(f"{url}{third}", 2_000)
                both = [pacing(f"{url}/{n}/", 200) for n in (1, 2)]
                found.append(max(float(one.communicate()[0].split()[0]) for one in both))
                noise.communicate()
    return {
        "isolation: p99 in ms beside a pool that does not leak": statistics.median(slowest["/"]),
        "isolation: p99 in ms beside one that leaks": statistics.median(slowest["/leak"]),
        "isolation: ratio": ratio(slowest["/leak"], slowest["/"]),
        "isolation: times a process was started": started(folder) - before,
    }


def pacing(url: str, rate: int) -> subprocess.Popen[str]:
    """A steady load in a process of its own."""
    order = [sys.executable, "-m", "bench.paced", url, str(rate), str(SECONDS)]
    return subprocess.Popen(order, stdout=subprocess.PIPE, text=True)


def ratio(some: list[float], others: list[float]) -> float:
    return round(statistics.median(one / other for one, other in zip(some, others, strict=True)), 2)


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
    """The highest private memory in MB of any process of those that listen on a port, and below them."""
    highest, over, top = [0.0], threading.Event(), listening(port)

    def look() -> None:
        while not over.wait(0.1):
            for one in family(top):
                with contextlib.suppress(psutil.Error):
                    highest[0] = max(highest[0], one.memory_full_info().uss / (1 << 20))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield highest
    finally:
        over.set()
        looking.join()


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for what, figure in run(*wanted).items():
        print(f"{what}: {figure}")
