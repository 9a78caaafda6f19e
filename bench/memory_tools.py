"""What each tool tells a person whose application leaks: the same application, the same requests.

The application keeps 5,000 bytes of every request. Rates are told against the same server bare, measured just
before.
"""

from __future__ import annotations

import atexit
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
from functools import cache

from adsiis import memory
from adsiis.memory.outside import measure_outside, private_bytes

BIN = os.path.dirname(sys.executable)
REQUESTS = 3_000
MODULE = "leaking_application"
APP = f"{MODULE}:application"
APPLICATION = """
kept = []

def application(environ, start_response):
    kept.append(bytearray(5_000))
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"ok\\n"]
"""
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


@cache
def folder():
    made = tempfile.mkdtemp(prefix="bench-memory-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    with open(os.path.join(made, f"{MODULE}.py"), "w", encoding="utf-8") as file:
        file.write(APPLICATION)
    return made


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(*words, port, output=subprocess.DEVNULL, **environment):
    process = subprocess.Popen(
        words,
        cwd=folder(),
        stdout=output,
        stderr=output,
        text=True,
        env=os.environ | {"PYTHONPATH": folder()} | environment,
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
    port, log = free_port(), tempfile.TemporaryFile("w+")  # noqa: SIM115 - it is read after the server
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
    return (
        rate,
        f"{restarts} workers replaced, {lost} requests lost; no bytes, no line ({grown >> 10} KiB are left)",
    )


def with_uwsgi():
    port, log = free_port(), tempfile.TemporaryFile("w+")  # noqa: SIM115 - it is read after the server
    with serving(
        os.path.join(BIN, "uwsgi"), "--http", f"127.0.0.1:{port}", "--module", APP, "--memory-report",
        "--master", "--processes", "1", "--die-on-term", port=port, output=log,
    ):  # fmt: skip
        ask(port, 20)
        rate, lost = ask(port, REQUESTS)
    log.seek(0)
    text = log.read()
    rss = [int(found) for found in re.findall(r"rss usage: (\d+) bytes", text)]
    per_request = (rss[-1] - rss[len(rss) // 5]) / (len(rss) - len(rss) // 5 - 1)
    return (
        rate,
        f"resident memory in the log of each request: {per_request:,.0f} bytes by hand; {lost} lost; no line",
    )


def with_tracemalloc():
    port, log = free_port(), tempfile.TemporaryFile("w+")  # noqa: SIM115 - it is read after the server
    with serving(*python("-c", TRACED, str(port)), port=port, output=log) as process:
        rate, _ = ask(port, REQUESTS)
        process.send_signal(signal.SIGUSR1)
        time.sleep(2)
    log.seek(0)
    return rate, log.read().strip().splitlines()[0].replace(folder() + "/", "")


def with_memray():
    port, file = free_port(), os.path.join(folder(), "memray.bin")
    script = os.path.join(os.path.dirname(file), "serve.py")
    with open(script, "w", encoding="utf-8") as text:
        text.write(SERVE)
    with serving(*python("-m", "memray", "run", "-q", "-o", file, script, str(port)), port=port):
        rate, _ = ask(port, REQUESTS)
    table = os.path.join(os.path.dirname(file), "table.html")
    subprocess.run(
        python("-m", "memray", "table", "--leaks", "-f", "-o", table, file),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with open(table, encoding="utf-8") as page:
        rows = json.loads(re.search(r"packed_data = (\[.*?\]);?\n", page.read(), re.DOTALL)[1])
    worst = max(rows, key=lambda row: row["size"])
    where = worst["stack_trace"].replace(folder() + "/", "")
    return rate, f"{where}: {worst['size']:,} bytes in {worst['n_allocations']:,} allocations"


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
        [sys.executable, "-c", script], cwd=folder(), capture_output=True, text=True, check=True,
        env=os.environ | memory.host_environment(),
    ).stdout  # fmt: skip
    return 0.0, " / ".join(line.strip() for line in shown.replace(folder() + "/", "").splitlines())


TOOLS = {
    "gunicorn --max-requests 500": (with_gunicorn, "gunicorn"),
    "uwsgi --memory-report": (with_uwsgi, "uwsgi"),
    "tracemalloc": (with_tracemalloc, ""),
    "memray run": (with_memray, "memray"),
    "adsiis soak --url": (with_soak, ""),
    "adsiis.memory": (with_attribution, ""),
}


def run():
    """By tool, its share of the bare server's rate, and what it told."""
    found = {}
    for name, (measured, needed) in TOOLS.items():
        if needed and not shutil.which(needed, path=BIN):
            found[name] = "is not installed"
            continue
        base = bare()
        rate, told = measured()
        found[name] = f"{rate / base:.2f}  {told}" if rate else told
    return found
