"""What each tool tells a person whose application leaks: the same application, the same requests.

`python -m bench.memory_tools` prints a table; tools that are not installed are left out.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import psutil

from adsiis import memory
from adsiis.memory.outside import measure_outside, private_bytes

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.environ.get("BENCH_BIN") or os.path.dirname(sys.executable)
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "3000"))
APP = "leaking_application:application"
SERVE = (
    "import sys; from wsgiref.simple_server import *\n"
    "from leaking_application import application\n"
    "class Quiet(WSGIRequestHandler):\n"
    "    def log_message(self, *_): pass\n"
    "make_server('127.0.0.1', int(sys.argv[1]), application, handler_class=Quiet).serve_forever()\n"
)
TRACED = (
    "import tracemalloc, signal, sys\n"
    "tracemalloc.start(5)\n"
    "def told(*_):\n"
    "    first = tracemalloc.take_snapshot().statistics('lineno')[0]\n"
    "    print(first, flush=True)\n"
    "signal.signal(signal.SIGUSR1, told)\n" + SERVE
)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(*words, port, output=subprocess.DEVNULL, **environment):
    process = subprocess.Popen(
        words, cwd=HERE, stdout=output, stderr=output, text=True, env=os.environ | {"PYTHONPATH": HERE} | environment
    )
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()


def ask(port, count, path="/"):
    """Requests per second, and how many were not answered, with a new connection each."""
    began, lost = time.perf_counter(), 0
    for _ in range(count):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            client.request("GET", path)
            lost += client.getresponse().read() != b"ok\n"
        except (OSError, http.client.HTTPException):
            lost += 1
        finally:
            client.close()
    return count / (time.perf_counter() - began), lost


def python(*words):
    return (os.path.join(BIN, "python"), *words)


def bare():
    port = free_port()
    with serving(*python("-c", SERVE, str(port)), port=port):
        return ask(port, REQUESTS)[0]


def with_gunicorn():
    port, log = free_port(), tempfile.TemporaryFile("w+")
    with serving(
        os.path.join(BIN, "gunicorn"), "-w", "2", "-b", f"127.0.0.1:{port}", "--max-requests", "500", APP,
        port=port, output=log,
    ) as process:  # fmt: skip
        ask(port, 20)
        before = private_bytes(process.pid)
        rate, lost = ask(port, REQUESTS)
        grown = private_bytes(process.pid) - before
    log.seek(0)
    restarts = log.read().count("Autorestarting worker")
    return rate, f"{restarts} workers restarted by --max-requests 500, {lost} requests lost; no bytes, no line ({grown >> 10} KiB net)"


def with_uwsgi():
    port, log = free_port(), tempfile.TemporaryFile("w+")
    with serving(
        os.path.join(BIN, "uwsgi"), "--http", f"127.0.0.1:{port}", "--module", APP, "--memory-report", "--master",
        "--processes", "1", "--reload-on-rss", "32", "--die-on-term", port=port, output=log,
    ):  # fmt: skip
        ask(port, 20)
        rate, lost = ask(port, REQUESTS)
    log.seek(0)
    text = log.read()
    rss = [int(found) for found in re.findall(r"rss usage: (\d+) bytes", text)]
    restarts = text.count("respawned uWSGI worker") or text.count("Respawned uWSGI worker")
    per = (rss[len(rss) // 4] - rss[20]) / (len(rss) // 4 - 20) if len(rss) > 100 else 0
    return rate, f"rss in the log of each request ({per:,.0f} B per request by hand), {restarts} reloads on rss, {lost} lost; no line"


def with_tracemalloc():
    port, log = free_port(), tempfile.TemporaryFile("w+")
    with serving(*python("-c", TRACED, str(port)), port=port, output=log) as process:
        rate, _ = ask(port, REQUESTS)
        process.send_signal(signal.SIGUSR1)
        time.sleep(2)
    log.seek(0)
    return rate, log.read().strip().splitlines()[0].replace(HERE + "/", "")


def with_memray():
    port, file = free_port(), os.path.join(tempfile.mkdtemp(), "memray.bin")
    script = os.path.join(os.path.dirname(file), "serve.py")
    with open(script, "w", encoding="utf-8") as text:
        text.write(SERVE)
    with serving(*python("-m", "memray", "run", "-q", "-o", file, script, str(port)), port=port):
        rate, _ = ask(port, REQUESTS)
    table = os.path.join(os.path.dirname(file), "table.html")
    subprocess.run(
        python("-m", "memray", "table", "--leaks", "-f", "-o", table, file), check=True, stdout=subprocess.DEVNULL
    )
    with open(table, encoding="utf-8") as page:
        rows = json.loads(re.search(r"packed_data = (\[.*?\]);?\n", page.read(), re.S)[1])
    worst = max(rows, key=lambda row: row["size"])
    return rate, f"{worst['stack_trace']}: {worst['size']:,} bytes in {worst['n_allocations']:,} allocations; by its file of {os.path.getsize(file) >> 10:,} KiB"


def with_soak():
    port = free_port()
    with serving(*python("-c", SERVE, str(port)), port=port) as process:
        rate = []
        done = measure_outside(lambda n: rate.append(ask(port, n)[0]), REQUESTS, process.pid, threshold=100.0)
    return sum(rate) / len(rate), str(done)


def with_attribution():
    script = (
        "from adsiis import memory; import leaking_application as l\n"
        "def work(n):\n"
        "    for _ in range(n): l.application({'PATH_INFO': '/'}, lambda *_: None)\n"
        "print(memory.measure(work, 3000)); print(memory.attribute(work, 400))\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=HERE, capture_output=True, text=True, check=True,
        env=os.environ | memory.host_environment(),
    ).stdout  # fmt: skip
    return 0.0, " / ".join(line.strip() for line in shown.replace(HERE + "/", "").splitlines())


TOOLS = {
    "gunicorn": (with_gunicorn, "gunicorn"),
    "uwsgi": (with_uwsgi, "uwsgi"),
    "tracemalloc": (with_tracemalloc, None),
    "memray": (with_memray, "memray"),
    "adsiis soak --url": (with_soak, None),
    "adsiis.memory": (with_attribution, None),
}


def main():
    print(f"{REQUESTS} requests; {psutil.cpu_count()} processors")
    base = bare()
    print(f"{'bare':18} {base:7,.0f}/s")
    for name, (run, needed) in TOOLS.items():
        if needed and not shutil.which(needed, path=BIN):
            print(f"{name:18} is not installed")
            continue
        rate, told = run()
        print(f"{name:18} {rate:7,.0f}/s {rate / base:5.2f}  {told}", flush=True)


if __name__ == "__main__":
    main()
