"""How long does a command take as a whole process? `adsiis get` beside a Python that does nothing."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from adsiis.inetinfo.install import install
from adsiis.metabase.metabase import close_metabase

ROUNDS = 25


def run() -> dict[str, float | str]:
    """Milliseconds of both, and the ratio of each pair's."""
    with tempfile.TemporaryDirectory() as name:
        home = str(Path(name) / "home")
        install(home)
        close_metabase(home)
        command = [str(Path(sys.executable).with_name("adsiis")), "--home", home, "get", "W3SVC/1/ROOT/Path"]
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(taken(command))
            bare.append(taken([sys.executable, "-c", "pass"]))
    return {
        "adsiis get, ms": round(statistics.median(ours) * 1000, 1),
        "python -c pass, ms": round(statistics.median(bare) * 1000, 1),
        "ratio": round(statistics.median(one / other for one, other in zip(ours, bare, strict=True)), 2),
    }


def taken(command: list[str]) -> float:
    """Seconds a command takes from its start to its end."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun
