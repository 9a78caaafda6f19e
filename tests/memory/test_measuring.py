"""Whole measurements: the batches, and real host processes that are clean or leak on purpose.

With ADSIIS_BARS=1 the runs are as many as the bars ask: 200 clean ones, 50 of each leak.
"""

from __future__ import annotations

import gc
import json
import math
import os
import re
import subprocess
import sys

import pytest

from adsiis import memory
from adsiis.memory.baseline import against

BARS = os.environ.get("ADSIIS_BARS") == "1"
HOST = os.path.join(os.path.dirname(__file__), "host.py")
QUICK = "20000"


def host(*arguments, **environment):
    """Start a host process to be measured and read its report."""
    command = [sys.executable, HOST, *arguments]
    surroundings = {**os.environ, **memory.host_environment(), **environment}
    shown = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
    return json.loads(shown.stdout)


def inside(report):
    return report["low"] <= report["true_size"] <= report["high"]


def test_batches_are_equal_and_the_first_takes_the_remainder():
    """docs/behaviour.md, memory-3."""
    batches = []
    memory.measure(batches.append, 1_007, samples=10)
    assert batches == [107, *[100] * 9]


def test_progress_is_told_after_every_batch():
    told = []
    memory.measure(lambda _: None, 1_000, samples=10, on_progress=told.append)
    assert told == list(range(100, 1_001, 100))


def test_the_points_run_from_no_call_to_all():
    done = memory.measure(lambda _: None, 1_000, samples=10)
    assert [calls for calls, _ in done.points] == list(range(0, 1_001, 100))
    assert done.first is not None
    assert done.last is not None


def test_the_collector_is_off_only_while_cycles_are_to_count():
    """docs/behaviour.md, memory-3."""
    seen = set()
    memory.measure(lambda _: seen.add(gc.isenabled()), 100, samples=10, collect=False)
    assert seen == {False}
    assert gc.isenabled()


def test_the_collector_comes_back_when_the_workload_fails():
    def fail(_):
        raise OSError("The store is gone.")

    with pytest.raises(OSError, match="The store is gone"):
        memory.measure(fail, 100, samples=10, collect=False)
    assert gc.isenabled()


def test_fewer_calls_than_samples_are_refused():
    with pytest.raises(ValueError, match=re.escape("9 calls were to be measured in 10 samples")):
        memory.measure(lambda _: None, 9, samples=10)


async def later(_):
    """Nothing of it runs when it is called."""


@pytest.mark.parametrize("work", [lambda calls: (None for _ in range(calls)), later])
def test_work_of_which_nothing_has_run_is_refused(work):
    """docs/behaviour.md, soak-5."""
    with pytest.raises(TypeError, match="a generator or a coroutine, of which nothing has run"):
        memory.measure(work, 100, samples=10)


def test_a_descriptor_that_is_not_closed_is_a_leak():
    """docs/behaviour.md, memory-26."""
    opened = []
    try:
        done = memory.measure(lambda calls: opened.append(os.dup(0)), 1_000, samples=20)
    finally:
        for one in opened:
            os.close(one)
    assert done.verdict.word == "leak"
    assert [one.name for one in done.leaks_besides] == ["descriptors"]


@pytest.mark.parametrize("workload", ["plain", "cached", "threads"])
def test_clean_code_is_found_clean(workload):
    """docs/behaviour.md, memory-5: no false alarm, and zero inside the interval."""
    for _ in range(67 if BARS else 1):
        report = host(QUICK, workload)
        assert report["verdict"] == "clean", report
        assert report["low"] <= 0 <= report["high"] < 1


def test_what_grows_without_the_calls_as_well_is_no_leak_of_theirs():
    """docs/behaviour.md, memory-31: a thread keeps 1,000 bytes every millisecond, whoever calls what."""
    report = host("5000", "beside")
    assert report["low"] > 1
    assert report["verdict"] == "undecided", report
    assert report["baseline"]["low"] > 0
    assert report["line"].endswith("; the process grows by about as much in that time when none is made")


def test_a_leak_is_one_beside_growth_that_comes_anyway():
    """docs/behaviour.md, memory-31."""
    report = host("5000", "beside", "4096", "c")
    assert report["verdict"] == "leak", report
    assert 0 < report["baseline"]["high"] < report["low"]


@pytest.mark.parametrize("size", ["20", "4096"])
def test_a_process_that_rests_does_not_grow(size):
    """docs/behaviour.md, memory-31: to the byte, so that no leak of constant size is ever doubted."""
    report = host("400", "plain", size, "c")
    assert report["verdict"] == "leak"
    assert report["baseline"]["bytes_per_call"] == 0
    assert " calls, 0.00 without them" in report["line"]


@pytest.mark.parametrize(
    ("idle", "verdict"),
    [((31.0, 30.0, 32.0), "undecided"), ((15.0, 14.0, 16.0), "undecided"), ((12.0, 11.0, 13.0), "leak"),
     ((31.0, -1.0, 63.0), "leak"), ((0.0, 0.0, 0.0), "leak")],
    ids=["as much", "half of it", "less", "perhaps", "nothing"],
)  # fmt: skip
def test_only_growth_at_rest_that_is_sure_and_as_large_casts_doubt_on_a_leak(idle, verdict):
    """docs/behaviour.md, memory-31."""
    slope = memory.Slope(32.0, 31.5, 32.5, 1_000, 256)
    found = memory.Measurement(1_250, (), slope, memory.Verdict("leak"), exact=True)
    held = against(found, memory.Slope(*idle, 100, 256))
    assert (held.verdict.word, held.baseline) == (verdict, memory.Slope(*idle, 100, 256))


@pytest.mark.skipif(not BARS, reason="200,000 calls are for ADSIIS_BARS=1")
@pytest.mark.parametrize("workload", ["plain", "cached", "threads"])
def test_clean_code_is_found_clean_over_200_000_calls(workload):
    """docs/behaviour.md, memory-5."""
    report = host("200000", workload)
    assert report["verdict"] == "clean"
    assert report["high"] < 1


@pytest.mark.parametrize("kind", ["c", "bytes"])
@pytest.mark.parametrize("size", ["20", "64", "312", "4096"])
def test_a_leak_is_found_and_its_true_size_lies_in_the_interval(size, kind):
    """docs/behaviour.md, memory-4: within 10 % every time, inside in 93 of 100 runs, or in 2 of 3."""
    runs = [host(QUICK, "plain", size, kind) for _ in range(50 if BARS else 3)]
    assert {run["verdict"] for run in runs} == {"leak"}
    assert all(abs(run["bytes_per_call"] / run["true_size"] - 1) < 0.1 for run in runs)
    assert sum(map(inside, runs)) >= math.ceil(0.93 * len(runs))


def test_a_list_that_is_never_emptied_is_a_leak_of_its_blocks_and_slots():
    """80 bytes that malloc sets aside for a bytes object of 31, and the slot of 8."""
    report = host(QUICK, "appends")
    assert report["verdict"] == "leak"
    assert report["low"] <= 88 <= report["high"]
    assert report["bytes_per_call"] == pytest.approx(88, rel=0.1)


def test_cycles_are_clean_where_the_collector_runs_and_leak_where_it_does_not():
    """docs/behaviour.md, memory-3."""
    assert host(QUICK, "cycles")["verdict"] == "clean"
    assert host(QUICK, "cycles", NO_COLLECT="1")["verdict"] == "leak"


def test_a_host_started_without_the_environment_is_never_called_clean():
    """docs/behaviour.md, memory-1: a leak of small objects would read 0 there."""
    report = host(QUICK, "plain", PYTHONMALLOC="pymalloc")
    assert report["verdict"] == "undecided"
