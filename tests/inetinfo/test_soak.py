"""The soak command: clean code is called clean, and a leak of known size is measured."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from bars import bar
from inetinfo import hosting

CALLS = bar(200_000)
TESTS = str(Path(__file__).parent.parent)


def soak(*words, **environment):
    done = subprocess.run(
        [*hosting.command("unused", "soak", "--host", "inetinfo", "--json"), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=3600,
        env=os.environ | environment,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout), done


@pytest.mark.timeout(3600)
def test_the_provider_gives_every_byte_back_inside_inetinfo():
    """docs/behaviour.md, memory-6: the upper end stays below one byte per call, no object stays alive."""
    report, done = soak("--calls", str(CALLS))
    assert report["host"] == "inetinfo"
    assert report["calls"] == CALLS
    assert report["high"] < 1, report
    assert report["low"] <= report["bytes_per_call"] <= report["high"]
    assert report["verdict"] == "clean"
    assert done.returncode == 0
    assert report["objects_after"] == report["objects_before"]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ["c", "bytes"])
def test_a_leak_of_known_size_is_measured_to_a_tenth(kind):
    """docs/behaviour.md, memory-6: what the allocator sets aside, plus the slot that keeps it."""
    report, done = soak(
        "--calls",
        str(CALLS // 2),
        PYTHONPATH=TESTS,
        ADSIIS_SOAK_INJECT="memory.injector:leak",
        ADSIIS_LEAK_SIZE="64",
        ADSIIS_LEAK_KIND=kind,
    )
    true_size = float(re.search(r"true size of the leak: ([\d.]+)", done.stderr)[1])
    assert report["verdict"] == "leak"
    assert done.returncode == 1
    assert report["bytes_per_call"] == pytest.approx(true_size, rel=0.1)


def test_too_few_calls_are_refused_in_one_line():
    """A soak of ten calls would tell nothing."""
    done = subprocess.run(
        hosting.command("unused", "soak", "--calls", "10"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "500" in done.stderr
    assert done.stdout == ""
