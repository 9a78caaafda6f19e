"""The soak command: clean code is called clean, and a leak of known size is measured."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from adsiis.inetinfo.soak import BATCHES, measured
from adsiis.inetinfo.soak_host import hosting as hosting_soak
from adsiis.inetinfo.soak_workloads import HOSTS, workload_named
from bars import FULL
from inetinfo import hosting

CALLS = 200_000 if FULL else 6_000
GROWTH = 200_000 if FULL else 20_000
"""Bytes that all calls together may seem to keep, most likely."""
PAGE_GROWTH = 200_000 if FULL else 100_000
"""The same of pages: every tenth call is a request, and those move the heap of Inetinfo up and down by 60 kB."""
MOST_GROWTH = 200_000
"""And at the upper end of the interval: one byte a call at full size."""
SAMPLES = BATCHES if FULL else 14
TESTS = str(Path(__file__).parent.parent)


def soak(*words, host="inetinfo", **environment):
    done = subprocess.run(
        [*hosting.command("unused", "soak", "--host", host, "--json"), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=3600,
        env=os.environ | environment,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout), done


def assert_nothing_is_kept(report, growth=GROWTH):
    """A leak of one small block in ten calls would exceed the growth.

    So few calls may leave the verdict open, as they do where others use the machine; it is never a leak.
    """
    assert report["bytes_per_call"] * report["calls"] < growth, report
    assert report["high"] * report["calls"] < MOST_GROWTH, report
    assert report["low"] <= report["bytes_per_call"] <= report["high"]
    assert report["verdict"] == "clean" or (report["verdict"] == "undecided" and not FULL), report
    assert report["objects_after"] == report["objects_before"]
    assert report["baseline"]["high"] * report["calls"] < MOST_GROWTH, report


@pytest.mark.timeout(3600)
def test_the_provider_gives_every_byte_back_inside_inetinfo():
    """docs/behaviour.md, memory-6: the upper end stays below one byte per call, no object stays alive."""
    calls = CALLS if FULL else CALLS // 2
    report, done = soak("--calls", str(calls))
    assert (report["host"], report["workload"], report["calls"]) == ("inetinfo", "python", calls)
    assert_nothing_is_kept(report)
    assert (done.returncode == 0) == (report["verdict"] == "clean")


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


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("host", HOSTS)
def test_pages_that_use_the_provider_give_every_byte_back_in_every_host(host):
    """docs/behaviour.md, memory-6: article Q277632's scene, in each of its processes.

    A surrogate does the same as a WSGI and as an ASGI application too.
    """
    works = [workload_named(name) for name in ("page", "wsgi", "asgi") if host == "dllhost" or name == "page"]
    with hosting_soak(HOSTS[host], works) as running:
        for work in works:
            report = measured(running, host, work, CALLS, samples=SAMPLES).as_dict()
            assert (report["host"], report["workload"], report["calls"]) == (host, work.name, CALLS)
            assert_nothing_is_kept(report, PAGE_GROWTH)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("host", HOSTS if FULL else ["pool"])
def test_pages_leave_no_cycle_to_the_collector_in_any_host(host):
    """docs/behaviour.md, memory-7; the other hosts are soaked so with ADSIIS_BARS=1."""
    report, done = soak("--workload", "page", "--calls", str(CALLS), "--no-collector", host=host)
    assert (report["host"], report["workload"], report["calls"]) == (host, "page", CALLS)
    assert_nothing_is_kept(report, PAGE_GROWTH)
    assert (done.returncode == 0) == (report["verdict"] == "clean")


@pytest.mark.parametrize("words", [["--host", "kitchen"], ["--workload", "sums"]])
def test_an_unknown_host_or_workload_is_refused_with_those_there_are(words):
    """docs/behaviour.md, cli-11: bad input is one line."""
    done = subprocess.run(
        hosting.command("unused", "soak", *words), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "choose one of" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_too_few_calls_are_refused_in_one_line():
    """A soak of ten calls would tell nothing."""
    done = subprocess.run(
        hosting.command("unused", "soak", "--calls", "10"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "500" in done.stderr
    assert done.stdout == ""
