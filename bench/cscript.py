"""How fast are scripts, beside the same loop in Python? GetObject many times; and what of it stays in memory.

The bar is a ratio: a script of 100,000 GetObject calls takes at most 15 times as long as the loop in Python.
"""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from pathlib import Path

from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.inetinfo.install import install
from adsiis.memory.sampling import heap_bytes
from adsiis.metabase.metabase import close_metabase
from adsiis.scripting.cscript import run as cscript

CALLS = 100_000
ROUNDS = 5
PATH = "IIS://localhost/W3SVC/1/Root"
SCRIPT = f'For i = 1 To {CALLS}\n  Set o = GetObject("{PATH}")\nNext\n'
STATEMENTS = f"For i = 1 To {CALLS}\n  x = i + 1\n  If x > 5 Then y = x\nNext\n"


def run() -> dict[str, float | str]:
    """Medians of alternating rounds, the ratio, and the growth after the first round."""
    with tempfile.TemporaryDirectory() as home:
        install(home)
        use_store(home)
        try:
            return _measured(home)
        finally:
            close_metabase(home)


def _measured(home: str) -> dict[str, float | str]:
    ours, python = [], []
    _script(home, SCRIPT)
    _python()
    before = heap_bytes()
    for _ in range(ROUNDS):
        ours.append(_script(home, SCRIPT))
        python.append(_python())
    grown = heap_bytes() - before
    scripts, loop = statistics.median(ours), statistics.median(python)
    return {
        "GetObject in VBScript, µs": scripts / CALLS * 1e6,
        "GetObject in Python, µs": loop / CALLS * 1e6,
        "ratio, at most 15": scripts / loop,
        f"bytes kept after {ROUNDS * CALLS:,} more calls": grown,
        "three plain statements, µs": _script(home, STATEMENTS) / CALLS * 1e6,
    }


def _script(home: str, text: str) -> float:
    path = Path(home, "bench.vbs")
    path.write_text(text)
    began = time.perf_counter()
    code = cscript(["//nologo", str(path)], io.StringIO(), io.StringIO(), io.StringIO(), home=home)
    assert code == 0
    return time.perf_counter() - began


def _python() -> float:
    began = time.perf_counter()
    for _ in range(CALLS):
        found = GetObject(PATH)
    del found
    return time.perf_counter() - began
