"""What a script lets go of is gone: with the garbage collector switched off, objects and memory stay flat.

This is the first fault of the original: Microsoft Knowledge Base Q277632.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from adsi.provider import small_store
from adsiis import memory
from bars import bar

BYTES = 1.0


def measured(workload, calls, home):
    """Measure a workload in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "adsi.measured", workload, str(calls), home],
        env={**os.environ, **memory.host_environment(), "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("workload", "calls"), [("read", 1_000_000), ("use", 20_000)])
def test_nothing_stays_of_objects_that_were_let_go(tmp_path, workload, calls):
    """docs/behaviour.md, object-5."""
    with small_store(tmp_path / "home"):
        found = measured(workload, bar(calls), str(tmp_path / "home"))
    assert found["objects"] == 0, found
    assert found["all"] < 200, found  # the measurement's own
    assert found["high"] < BYTES or found["low"] <= 0, found
