"""Which application of a running pool leaks, and in which line."""

from __future__ import annotations

import os
import random
import threading
import time
import urllib.request
from contextlib import contextmanager

import pytest

from adsiis.inetinfo.leak_growth import PoolGrowth, shares
from adsiis.inetinfo.leak_watch import LeakWatch, NotExplainedError, explain
from adsiis.memory import running
from adsiis.metabase.changes import CreateKey
from adsiis.schema import schema
from adsiis.schema.constants import LEAK_REPORT
from bars import FULL
from inetinfo import hosting

HERE = os.path.dirname(__file__)
PROCESS = frozenset({1})


def looks(per_request, noise=0, count=30):
    """Looks at a pool whose applications get about 40 requests between two of them."""
    chance = random.Random(5)
    requests, held, found = dict.fromkeys(per_request, 100), 50_000_000, []
    for _ in range(count):
        for name, size in per_request.items():
            more = chance.randrange(20, 60)
            requests[name] += more
            held += more * size
        found.append((dict(requests), held + chance.randrange(-noise, noise + 1)))
    return found


def test_one_application_owns_all_the_growth():
    """docs/behaviour.md, memory-17."""
    (slope,) = shares(looks({"shop": 700}, noise=4096)).values()
    assert slope.low < 700 < slope.high
    assert slope.bytes_per_call == pytest.approx(700, rel=0.05)


def test_growth_is_shared_out_among_the_applications_of_one_process():
    """docs/behaviour.md, memory-17."""
    true = {"shop": 2_000, "forum": 0, "wiki": 300}
    found = shares(looks(true, noise=4096, count=60))
    assert all(found[name].low <= size <= found[name].high for name, size in true.items())
    assert found["shop"].low > 1_500
    assert found["forum"].high < 500


def test_a_pool_is_not_called_clean_while_its_pages_could_hide_the_growth():
    """docs/behaviour.md, memory-19: each process has room in which some growth does not show."""
    growth, wide = PoolGrowth("pool"), PoolGrowth("pool")
    for requests, held in looks({"shop": 0}):
        growth.add(PROCESS, requests, held)
        wide.add(frozenset({1, 2, 3}), requests, held)
    (few,), (fewer,) = growth.result(100), wide.result(100)
    assert few.verdict.word == "undecided"
    assert few.as_dict()["more_requests"] == few.verdict.more_calls > 300
    assert str(few).endswith(f"; {few.verdict.more_calls:,} more requests may decide")
    assert fewer.slope.high == pytest.approx(3 * few.slope.high)
    for requests, held in looks({"shop": 0}, count=100):
        growth.add(frozenset({9}), requests, held)
    assert growth.result(100)[0].verdict.word == "clean"


def test_an_application_whose_cache_is_full_now_is_not_called_a_leak():
    """docs/behaviour.md, memory-25."""
    growth = PoolGrowth("pool")
    for turn in range(40):
        growth.add(PROCESS, {"shop": 100 * turn}, 50_000_000 + 5_000 * min(100 * turn, 2_800))
    (found,) = growth.result(100)
    assert (found.verdict.word, found.verdict.more_calls) == ("undecided", found.slope.calls)


def test_pages_hide_growth_where_it_is_shared_out_as_well():
    """docs/behaviour.md, memory-19."""
    found = shares(looks({"shop": 0, "forum": 0}))
    assert all(slope.high > 100 and slope.low < -100 for slope in found.values())


def test_looks_begin_anew_when_the_processes_change():
    """docs/behaviour.md, memory-17: a recycled process begins small."""
    growth = PoolGrowth("pool")
    for requests, held in looks({"shop": 700}):
        growth.add(PROCESS, requests, held)
    assert growth.result(100)[0].verdict.word == "leak"
    growth.add(frozenset({2}), {"shop": 9_999}, 1)
    assert growth.result(100) == []


def test_looks_between_which_nothing_was_asked_do_not_count():
    growth = PoolGrowth("pool")
    for _ in range(20):
        growth.add(PROCESS, {"shop": 5}, 1_000)
    assert growth.result(100) == []


@pytest.mark.parametrize("seconds", [-1, 0, float("nan"), float("inf")])
def test_a_time_that_is_none_explains_nothing(seconds):
    """docs/behaviour.md, memory-18."""
    with pytest.raises(ValueError, match=f"The time is {seconds} seconds: it must be a number above 0"):
        running.attribute_running(lambda: 5, seconds)


def test_too_few_requests_explain_nothing():
    """docs/behaviour.md, memory-18."""
    with pytest.raises(running.TooFewRequestsError, match="Only 0 requests came"):
        running.attribute_running(lambda: 5, 0.01)


@pytest.fixture
def pool(tmp_path, monkeypatch):
    """A host with two applications in one pool, each asked for all the while, the one that leaks more often."""
    with serving(tmp_path, monkeypatch, "leaking", "leaking", "clean") as metabase:
        yield metabase


@contextmanager
def serving(tmp_path, monkeypatch, *names):
    monkeypatch.setenv("PYTHONPATH", os.path.join(HERE, "applications"))
    with hosting.fresh(tmp_path) as (metabase, home, port):
        record = schema().record
        for name in sorted(set(names)):
            path = f"/LM/W3SVC/1/ROOT/{name}"
            records = (
                record("KeyType", "IIsWebVirtualDir"), record("Path", HERE), record("AppRoot", path),
                record("AppIsolated", 2), record("AccessFlags", 0x205),
                record("ScriptMaps", (f"*,wsgi:leaky:{name},0",)),
            )  # fmt: skip
            metabase.store.commit([CreateKey(path, records)])
        with hosting.running(home, port), asked(port, names):
            yield metabase


class asked:  # noqa: N801 - reads as a sentence
    """Asks for the applications in any order until its end."""

    def __init__(self, port, names):
        self._urls = [f"http://127.0.0.1:{port}/{name}/" for name in names]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def _ask(self):
        chance = random.Random(1)
        while not self._stop.is_set():
            with urllib.request.urlopen(chance.choice(self._urls), timeout=60) as answer:
                answer.read()
            time.sleep(0.002)

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()


@pytest.mark.skipif(not FULL, reason="the host tells its figures every two seconds, and ten are needed")
def test_the_application_that_leaks_is_named_by_its_growth(pool):
    """docs/behaviour.md, memory-17."""
    applications = [f"/LM/W3SVC/1/ROOT/{name}" for name in ("leaking", "clean")]
    watch = LeakWatch(pool, {"DefaultAppPool": applications})
    until, found = time.monotonic() + 60, {}
    while time.monotonic() < until:
        watch.look()
        found = {one.application: one for one in watch.result(500)}
        if "leak" in {one.verdict.word for one in found.values()}:
            break
        time.sleep(0.25)
    assert found["W3SVC/1/ROOT/leaking"].verdict.word == "leak", found
    assert found["W3SVC/1/ROOT/leaking"].slope.bytes_per_call == pytest.approx(5_100, rel=0.5)
    watch.note(found.values())
    with pool.volatile.snapshot() as tree:
        assert '"verdict": "leak"' in tree.key(applications[0]).records[LEAK_REPORT].data


def test_the_line_that_leaks_is_named_by_its_process(pool):
    """docs/behaviour.md, memory-18."""
    report = explained(pool)
    assert report["lines"][0]["file"].endswith("leaky.py"), report["text"]
    assert report["lines"][0]["line"] == line_of("LEAK")


def test_the_line_that_has_c_code_take_memory_is_named_by_its_process(tmp_path, monkeypatch):
    """docs/behaviour.md, memory-22: on the threads that run its pages; nothing of the host is told."""
    with serving(tmp_path, monkeypatch, "native") as metabase:
        report = explained(metabase)
        refused = metabase.control.request(
            "/LM/W3SVC/AppPools/DefaultAppPool/explain", "explain -1", patience=60.0
        )
    assert "The time is -1.0 seconds: it must be a number above 0" in refused.text
    assert report["native_lines"][0]["file"].endswith("leaky.py"), report["text"]
    assert report["native_lines"][0]["line"] == line_of("NATIVE")
    assert not any("adsiis" in line["file"] for line in report["lines"]), report["text"]


def explained(metabase):
    """What the pool's process says of itself, once it runs."""
    until, report = time.monotonic() + 60, {}
    while "lines" not in report and time.monotonic() < until:
        try:
            report = explain(metabase, "DefaultAppPool", 2.0)
        except NotExplainedError:  # the first request has not come yet
            time.sleep(0.1)
    return report


def line_of(mark):
    with open(os.path.join(HERE, "applications", "leaky.py"), encoding="utf-8") as file:
        (number,) = [n for n, line in enumerate(file, 1) if line.rstrip().endswith(f"# {mark}")]
    return number


def test_a_pool_that_there_is_not_or_a_time_that_is_none_is_told_at_once(tmp_path):
    """docs/behaviour.md, memory-18: no host needs to run to say so."""
    with hosting.fresh(tmp_path) as (metabase, _, _):
        for pool in ("Nope", "Default/AppPool", ""):
            with pytest.raises(NotExplainedError, match=f"There is no pool {pool}:"):
                explain(metabase, pool, 1.0)
        with pytest.raises(NotExplainedError, match="The time is -1 seconds"):
            explain(metabase, "DefaultAppPool", -1)


def test_a_pool_that_does_not_run_is_not_explained(tmp_path):
    """docs/behaviour.md, memory-18."""
    with (
        hosting.fresh(tmp_path) as (metabase, home, port),
        hosting.running(home, port),
        pytest.raises(NotExplainedError, match="No process of the pool DefaultAppPool runs"),
    ):
        explain(metabase, "DefaultAppPool", 1.0)
