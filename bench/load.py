"""What the benchmarks share: a program started and stopped, and a load driven at it by wrk."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def requests_per_second(url: str, seconds: int, script: Path | None = None) -> float:
    """What wrk gets from a URL on 32 connections; raises RuntimeError unless all is answered with success."""
    order = ["wrk", "-t1", "-c32", f"-d{seconds}", *(["-s", str(script)] if script else []), url]
    told = subprocess.run(order, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"The load was not answered cleanly: {told}")
    return float(re.findall(r"Requests/sec: +([\d.]+)", told)[0])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
