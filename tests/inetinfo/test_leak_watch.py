"""Which application of a running pool leaks, and in which line."""

from __future__ import annotations

import os
import random
import threading
import time
import urllib.request
from contextlib import contextmanager

import pytest

from adsiis.inetinfo import announcing
from adsiis.inetinfo.leak_growth import Counts, PoolGrowth
from adsiis.inetinfo.leak_shares import shares
from adsiis.inetinfo.leak_watch import LeakWatch, NotExplainedError, explain, noted
from adsiis.inetinfo.listening import WorkerReport
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


def watched(count=60, noise=8_192, seed=5, busy=lambda _: 3, **courses):
    """A pool whose applications hold bytes, descriptors and threads by their requests so far."""
    chance = random.Random(seed)
    growth, requests = PoolGrowth("pool"), dict.fromkeys(courses, 0)
    for turn in range(count):
        for name in courses:
            requests[name] += chance.randrange(20, 60)
        held, files, threads = (
            int(sum(courses[name].get(what, nothing)(asked) for name, asked in requests.items()))
            for what in ("held", "files", "threads")
        )
        held += 50_000_000 + chance.randrange(-noise, noise + 1)
        counts = Counts(40 + files + chance.randrange(3), 12 + threads, busy(turn))
        growth.add(PROCESS, dict(requests), held, counts)
    return {one.application: one for one in growth.result(100)}


def nothing(_):
    return 0


def cache(size, full):
    return {"held": lambda asked: size * min(asked, full)}


def leak(size):
    return {"held": lambda asked: size * asked}


@pytest.mark.parametrize("other", [0, 3_000], ids=["clean", "leaking"])
def test_a_cache_that_is_full_now_is_no_leak_in_a_pool_of_several(other):
    """docs/behaviour.md, memory-25: whose growth has ended is told though others go on in the same process."""
    runs = [watched(seed=seed, shop=cache(5_000, 1_200), forum=leak(other)) for seed in range(20)]
    words = [run["shop"].verdict.word for run in runs]
    assert words.count("leak") <= 2
    assert all(run["shop"].verdict.more_calls for run in runs if run["shop"].verdict.word == "undecided")
    assert [run["forum"].verdict.word for run in runs].count("leak") >= (12 if other else 0)


def test_two_caches_that_fill_in_one_pool_are_told_apart():
    """docs/behaviour.md, memory-25."""
    runs = [
        watched(seed=seed, shop=cache(5_000, 960), forum=cache(3_000, 1_560), wiki=leak(0))
        for seed in range(20)
    ]
    assert sum(one.verdict.word == "leak" for run in runs for one in run.values()) <= 3


@pytest.mark.parametrize("size", [700, 5_000])
def test_a_leak_goes_on_in_a_pool_of_several(size):
    """docs/behaviour.md, memory-25."""
    for seed in range(20):
        assert watched(seed=seed, shop=leak(size), forum=leak(0))["shop"].verdict.word == "leak"


def test_a_leak_beneath_a_cache_stays_one_in_a_pool_of_several():
    """docs/behaviour.md, memory-25."""
    both = {"held": lambda asked: 5_000 * min(asked, 1_200) + 1_500 * asked}
    for seed in range(20):
        assert watched(seed=seed, shop=both, forum=leak(0))["shop"].verdict.word == "leak"


@pytest.mark.parametrize(("what", "name"), [("files", "descriptors"), ("threads", "threads")])
@pytest.mark.parametrize("others", [{}, {"forum": {}}], ids=["alone", "shared"])
def test_descriptors_and_threads_that_are_lost_are_put_down_to_their_application(what, name, others):
    """docs/behaviour.md, memory-17, memory-26."""
    found = watched(shop={what: lambda asked: asked // 20}, **others)
    assert found["shop"].verdict.word == "leak"
    assert f"; {name} grow by 1 in " in str(found["shop"])
    assert found["shop"].as_dict()["besides"][name]["leaks"] is True
    assert "leak" not in {found[other].verdict.word for other in others}


@pytest.mark.parametrize(
    ("count", "busy"),
    [
        (lambda asked: min(asked // 20, 40), lambda _: 3),
        (lambda asked: min(asked // 40, 55), lambda turn: 3 + turn),
        (lambda _: 0, lambda _: 3),
    ],
    ids=["a pool that fills", "more and more visitors", "none"],
)
@pytest.mark.parametrize("others", [{}, {"forum": {}}], ids=["alone", "shared"])
def test_descriptors_and_threads_of_visitors_are_no_leak(count, busy, others):
    """docs/behaviour.md, memory-17, memory-26: connections and threads that wait for the next request."""
    found = watched(busy=busy, shop={"files": count, "threads": count}, **others)
    assert "leak" not in {one.verdict.word for one in found.values()}, found


def test_pages_hide_growth_where_it_is_shared_out_as_well():
    """docs/behaviour.md, memory-19."""
    found = shares(looks({"shop": 0, "forum": 0}))
    assert all(slope.high > 100 and slope.low < -100 for slope in found.values())


def test_looks_between_which_nothing_was_asked_do_not_count():
    growth = PoolGrowth("pool")
    for _ in range(20):
        growth.add(PROCESS, {"shop": 5}, 1_000)
    assert growth.result(100) == []


def told(metabase, pid, requests, kb, state="running", gone=()):
    """Have the volatile tree say what a host says of a process and of applications."""
    one = WorkerReport(pid, "DefaultAppPool", state, "", "", "", sum(requests.values()), 0, kb, 0, 0, 5, 9, 1)
    news = announcing.workers([one], gone), announcing.requests(requests)
    metabase.volatile.commit([change for part in news for change in part.changes])


def test_an_application_that_is_made_meanwhile_is_followed(tmp_path):
    """docs/behaviour.md, memory-17: and one that goes has its pool begin anew."""
    shop, forum = "/LM/W3SVC/1/ROOT/shop", "/LM/W3SVC/1/ROOT/forum"
    with hosting.fresh(tmp_path) as (metabase, _, _):
        watch = LeakWatch(metabase, {"DefaultAppPool": [shop]})
        for turn in range(60):
            if turn == 20:
                watch.follow({"DefaultAppPool": [forum, shop], "Other": []})
            told(metabase, 7, {shop: 90 * turn, forum: 5_000 + 70 * (turn % 7) * turn}, 40_000 + turn)
            watch.look()
        assert [one.application for one in watch.result(100)] == ["W3SVC/1/ROOT/forum", "W3SVC/1/ROOT/shop"]
        watch.follow({"DefaultAppPool": [forum]})
        assert watch.result(100) == []


def test_the_figures_are_kept_and_a_process_that_leaves_is_not_looked_at(tmp_path):
    """docs/behaviour.md, memory-17."""
    shop = "/LM/W3SVC/1/ROOT/shop"
    with hosting.fresh(tmp_path) as (metabase, _, _):
        watch = LeakWatch(metabase, {"DefaultAppPool": [shop]})
        for turn in range(1, 31):
            told(metabase, 7, {shop: 4_000 * turn}, 40_000 + 4_000 * turn)
            told(metabase, 8, {shop: 4_000 * turn}, 900_000 - 9_000 * turn, "leaving")
            watch.look()
        watch.note(watch.result(100))
        (found,) = noted(metabase)
        assert (found["path"], found["verdict"], found["replaced"]) == ("/W3SVC/1/ROOT/shop", "leak", 0)
        assert found["text"].startswith("DefaultAppPool, W3SVC/1/ROOT/shop: leak: 1,024 bytes per request")
        assert found["when"].endswith("Z")


def test_a_process_that_was_not_measured_yet_is_not_looked_at(tmp_path):
    """docs/behaviour.md, memory-17: the host tells 0 meanwhile, and all it holds would be growth."""
    shop = "/LM/W3SVC/1/ROOT/shop"
    with hosting.fresh(tmp_path) as (metabase, _, _):
        watch = LeakWatch(metabase, {"DefaultAppPool": [shop]})
        for turn in range(1, 121):
            life, look = divmod(turn, 6)
            gone = [life - 1] if life and not look else []
            told(metabase, life, {shop: 2_000 * turn}, 40_000 if look > 2 else 0, gone=gone)
            watch.look()
        (found,) = watch.result(100)
    assert (found.slope.bytes_per_call, found.verdict.word) == (0, "clean")
    assert watch.replaced == {"DefaultAppPool": 19}


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
def serving(tmp_path, monkeypatch, *names, stay=1):
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
        with hosting.running(home, port), asked(port, names, stay):
            yield metabase


class asked:  # noqa: N801 - reads as a sentence
    """Asks for the applications until its end: for one of them `stay` times or so, then for any."""

    def __init__(self, port, names, stay):
        self._urls = [f"http://127.0.0.1:{port}/{name}/" for name in names]
        self._stay = stay
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def _ask(self):
        chance = random.Random(1)
        url = self._urls[0]
        while not self._stop.is_set():
            if not chance.randrange(self._stay):
                url = chance.choice(self._urls)
            with urllib.request.urlopen(url, timeout=60) as answer:
                answer.read()
            time.sleep(0.002)

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()


@pytest.mark.skipif(not FULL, reason="the host tells its figures every two seconds, and ten are needed")
def test_the_application_that_leaks_is_named_by_its_growth(tmp_path, monkeypatch):
    """docs/behaviour.md, memory-17."""
    with serving(tmp_path, monkeypatch, "leaking", "clean", stay=400) as metabase:
        watch, found = followed(metabase, "leaking", "clean")
        assert found["leaking"].verdict.word == "leak", found
        assert found["leaking"].slope.bytes_per_call == pytest.approx(5_100, rel=0.5)
        watch.note(found.values())
        with metabase.volatile.snapshot() as tree:
            noted = tree.key("/LM/W3SVC/1/ROOT/leaking").records[LEAK_REPORT].data
    assert '"verdict": "leak"' in noted


@pytest.mark.skipif(not FULL, reason="the host tells its figures every two seconds, and ten are needed")
def test_the_application_that_loses_descriptors_is_named(tmp_path, monkeypatch):
    """docs/behaviour.md, memory-17, memory-26."""
    with serving(tmp_path, monkeypatch, "losing", "clean", stay=400) as metabase:
        _, found = followed(metabase, "losing", "clean")
    assert [one.leaks for one in found["losing"].besides] == [True, False], found
    assert not any(one.leaks for one in found["clean"].besides), found


def followed(metabase, leaking, other):
    """The watch of the pool, and what it found by application, once the one is a leak."""
    watch = LeakWatch(metabase, {"DefaultAppPool": [f"/LM/W3SVC/1/ROOT/{name}" for name in (leaking, other)]})
    until, found = time.monotonic() + 120, {}
    while time.monotonic() < until:
        watch.look()
        found = {one.application.rpartition("/")[2]: one for one in watch.result(500)}
        if len(found) == 2 and found[leaking].verdict.word == "leak":
            break
        time.sleep(0.25)
    return watch, found


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
