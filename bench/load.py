"""What the benchmarks share: a program started and stopped, a load by wrk, and what that costs."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@contextlib.contextmanager
def running(order: list[str], port: int, cwd: Path | None = None) -> Iterator[int]:
    """A program that listens on a port, from the moment it does."""
    process = subprocess.Popen(order, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=cwd)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Load(NamedTuple):
    """What a load got: answers per second, and the milliseconds 99 of 100 of them took at most."""

    rate: float
    p99: float


def load(
    url: str,
    seconds: int,
    *,
    headers: Sequence[str] = (),
    script: Path | None = None,
    fails: bool = False,
    connections: int = 32,
) -> Load:
    """What wrk gets from a URL on so many connections.

    Raises RuntimeError unless every answer is a success, or with `fails`, every one an error.
    """
    order = ["wrk", "-t1", f"-c{connections}", "--latency", "--timeout", "30s", f"-d{seconds}"]
    for header in headers:
        order += ["-H", header]
    order += ["-s", str(script), url] if script else [url]
    told = subprocess.run(order, check=True, capture_output=True, text=True).stdout
    if ("Non-2xx" in told) != fails or "Socket errors" in told:
        raise RuntimeError(f"The load was not answered as it should be: {told}")
    number, unit = re.findall(r" 99% +([\d.]+)(us|ms|s)", told)[0]
    factor = {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]
    return Load(float(re.findall(r"Requests/sec: +([\d.]+)", told)[0]), float(number) * factor)


def requests_per_second(url: str, seconds: int, script: Path | None = None) -> float:
    """The answers per second that wrk gets from a URL."""
    return load(url, seconds, script=script).rate


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def listening(port: int) -> set[int]:
    """The processes that listen on a port."""
    return {
        one.pid
        for one in psutil.net_connections("tcp")
        if one.status == "LISTEN" and one.laddr.port == port and one.pid
    }


def family(top: set[int]) -> list[psutil.Process]:
    """Some processes and all below them."""
    found: dict[int, psutil.Process] = {}
    for pid in top:
        with contextlib.suppress(psutil.Error):
            one = psutil.Process(pid)
            found |= {each.pid: each for each in [one, *one.children(recursive=True)]}
    return list(found.values())


def processor_seconds(top: set[int]) -> float:
    """The processor time that some processes and those below them have used."""
    used = 0.0
    for one in family(top):
        with contextlib.suppress(psutil.Error):
            times = one.cpu_times()
            used += times.user + times.system
    return used
