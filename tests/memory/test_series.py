"""Points added one by one, as a driver does that calls a host from elsewhere."""

from __future__ import annotations

import gc
import random
import re
import tracemalloc
from dataclasses import asdict, replace

import pytest

from adsiis import memory

LOOK = memory.Sample(heap=0, exact=True, rss=2, uss=1, blocks=0, objects=9, kept=0, fds=3, threads=1)


def filled(heap, *, samples=50, batch=400, exact=True, warmup=0.2):
    series = memory.Series(samples, warmup=warmup)
    for n in range(samples + 1):
        series.add(n * batch, replace(LOOK, heap=heap(n * batch), exact=exact))
    return series


def looked(samples=50, batch=400, **courses):
    """Looks whose fields are functions of the calls; what is mapped grows with the heap if not told otherwise."""
    courses.setdefault("mapped", courses.get("heap", lambda _: 0))
    series = memory.Series(samples)
    for calls in range(0, samples * batch + 1, batch):
        series.add(calls, replace(LOOK, **{name: int(course(calls)) for name, course in courses.items()}))
    return series


def test_what_happens_in_the_warm_up_does_not_count():
    """docs/behaviour.md, memory-3."""
    done = filled(lambda calls: 500_000 if calls < 4_000 else 900_000).result()
    assert done.slope.bytes_per_call == 0
    assert done.verdict.word == "clean"
    assert done.slope.calls == 16_000


def test_a_warm_up_of_nothing_counts_every_point():
    """docs/behaviour.md, memory-3."""
    assert filled(lambda calls: 32 * calls, warmup=0).result().slope.calls == 20_000


def test_a_steady_leak_is_found_and_its_size_told():
    """docs/behaviour.md, memory-5."""
    assert looked(heap=lambda calls: 32 * calls, uss=lambda calls: 32 * calls + 1).result().as_dict() == {
        "calls": 20_000,
        "bytes_per_call": 32.0,
        "low": 31.984,
        "high": 32.016,
        "verdict": "leak",
        "exact": True,
        "threshold": 1.0,
        "resolution": 256,
        "more_calls": None,
        "settled": None,
        "besides": {
            "descriptors": {
                "first": 3,
                "last": 3,
                "per_call": 0,
                "low": -0.0005,
                "high": 0.0005,
                "leaks": False,
            },
            "threads": {"first": 1, "last": 1, "per_call": 0, "low": -0.0005, "high": 0.0005, "leaks": False},
            "bytes outside malloc": {
                "first": 1,
                "last": 1,
                "per_call": 0,
                "low": -8.192,
                "high": 8.192,
                "leaks": False,
            },
        },
        "baseline": None,
        "points": [[calls, 32 * calls] for calls in range(0, 20_001, 400)],
        "first": asdict(LOOK),
        "last": asdict(replace(LOOK, heap=640_000, uss=640_001, mapped=640_000)),
    }


def test_the_line_to_print_says_it_in_words():
    line = str(filled(lambda calls: 32 * calls).result())
    assert line == "leak: 32.00 bytes per call (95 % interval 31.98 to 32.02) over 20,000 calls"


def test_an_undecided_line_says_how_many_more_calls_may_decide():
    done = filled(lambda calls: 9_600 * (calls // 4_800)).result()
    assert done.verdict.word == "undecided"
    assert str(done).endswith(f"; {done.verdict.more_calls:,} more calls may decide")


def test_a_line_at_the_threshold_promises_nothing():
    assert str(filled(lambda calls: calls).result()).endswith("; more calls are not likely to decide")


def test_a_host_whose_small_objects_are_unseen_is_never_clean():
    """docs/behaviour.md, memory-1."""
    done = filled(lambda _: 0, exact=False).result()
    assert done.verdict.word == "undecided"
    assert str(done).endswith(
        "; small Python objects were not seen: start the process with host_environment()"
    )


def test_a_host_whose_small_objects_are_unseen_can_still_be_found_to_leak():
    """docs/behaviour.md, memory-1."""
    assert filled(lambda calls: 32 * calls, exact=False).result().verdict.word == "leak"


def test_a_size_measured_where_small_objects_are_unseen_is_told_as_the_least_it_can_be():
    """docs/behaviour.md, memory-1: only what did not fit in Python's own arenas was counted."""
    line = str(filled(lambda calls: 8 * calls, exact=False).result())
    assert line.startswith("leak: at least 8.00 bytes per call")
    assert line.endswith("; small Python objects were not seen: start the process with host_environment()")


def test_another_threshold_is_told():
    """Else a growth below it would be called clean without a reason to be seen."""
    done = filled(lambda calls: 8 * calls).result(threshold=64)
    assert done.verdict.word == "clean"
    assert str(done).endswith("; the threshold is 64 bytes")
    assert done.as_dict()["threshold"] == 64


def test_the_more_calls_that_are_asked_for_count_the_warm_up():
    """Of the calls that are added a part falls to the warm-up: so many as told do decide."""
    series = [memory.Series(50, resolution=131_072) for _ in range(2)]
    for n in range(51):
        series[0].add(n * 20, 4_096)
    more = series[0].result(4.0).verdict.more_calls
    for n in range(51):
        series[1].add(n * -(-(1_000 + more) // 50), 4_096)
    assert series[1].result(4.0).verdict.word == "clean"
    assert more < 50_000


def test_the_first_and_last_sample_are_kept_to_compare_files_and_threads():
    series = memory.Series(10)
    for n in range(11):
        series.add(n + 1, replace(LOOK, fds=n))
    done = series.result()
    assert done.first is not None
    assert done.last is not None
    assert (done.first.fds, done.last.fds) == (0, 10)


def test_more_points_than_foreseen_are_taken():
    series = memory.Series(10)
    for n in range(100):
        series.add(n, 16 * n)
    assert [calls for calls, _ in series.result().points] == list(range(100))


def test_adding_a_point_allocates_nothing_that_stays():
    """The series may live in the process it measures."""
    series = memory.Series(1_000)
    numbers = [10_000_000 + 1_000 * n for n in range(1_001)]
    series.add(numbers[0], numbers[0])
    tracemalloc.start()
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for number in numbers[1:]:
        series.add(number, number)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 500


def test_points_must_go_forward():
    series = memory.Series()
    series.add(400, 0)
    with pytest.raises(ValueError, match=re.escape("A point at 400 calls follows one at 400")):
        series.add(400, 0)


@pytest.mark.parametrize("warmup", [-0.1, 1.0])
def test_a_warm_up_is_a_part_of_the_calls(warmup):
    with pytest.raises(ValueError, match=re.escape(f"The warm-up is {warmup}: it must be a part")):
        memory.Series(50, warmup=warmup)


def test_samples_that_could_not_give_a_slope_are_refused_beforehand():
    with pytest.raises(
        ValueError, match=re.escape("Of 9 samples a warm-up of 0.2 leaves too few: 8 must remain.")
    ):
        memory.Series(9)


def test_a_series_without_points_has_no_result():
    with pytest.raises(ValueError, match="of 0 points"):
        memory.Series().result()


@pytest.mark.parametrize("samples", [14, 20, 50])
@pytest.mark.parametrize("full", [0.3, 0.5, 0.6, 0.7, 0.8])
def test_a_cache_that_fills_and_then_stops_is_not_called_a_leak(full, samples):
    """docs/behaviour.md, memory-25: however many calls are made."""
    for batch in (50, 5_000):
        last = full * samples * batch
        done = looked(samples, batch, heap=lambda calls, last=last: 232 * min(calls, last)).result()
        assert done.verdict.word == "undecided", done
        assert done.verdict.more_calls >= done.calls


def test_a_full_cache_is_clean_after_as_many_calls_more_as_were_told():
    """docs/behaviour.md, memory-25."""

    def heap(calls):
        return 232 * min(calls, 14_000)

    done = looked(heap=heap).result()
    assert done.settled == 14_000
    assert "; growth ended after 14,000 calls, as that of a cache that is full; " in str(done)
    assert str(done).endswith(f"; {done.verdict.more_calls:,} more calls may decide")
    again = looked(batch=-(-(done.calls + done.verdict.more_calls) // 50), heap=heap).result()
    assert again.verdict.word == "clean", again


def test_a_cache_that_fills_above_a_leak_does_not_hide_it():
    """docs/behaviour.md, memory-25."""
    done = looked(heap=lambda calls: 232 * min(calls, 14_000) + 64 * calls).result()
    assert done.verdict.word == "leak"
    assert done.settled is None


@pytest.mark.parametrize("slots", [8, 64])
@pytest.mark.parametrize("samples", [14, 50])
def test_a_leak_that_comes_in_bursts_is_one_still(samples, slots):
    """docs/behaviour.md, memory-25: a block of each hundredth call."""
    done = looked(samples, 6_000 // samples, heap=lambda calls: calls // 100 * 100 * slots).result()
    assert done.verdict.word == "leak", done


@pytest.mark.parametrize("sway", [0.05, 0.5, 1.0])
def test_a_constant_leak_stays_one_under_noise(sway):
    """docs/behaviour.md, memory-25."""
    chance = random.Random(7)
    for size in (20, 64, 312, 4_096):
        done = looked(
            heap=lambda calls, size=size: size * calls + chance.gauss(0, sway * 400 * size)
        ).result()
        assert done.verdict.word == "leak", done


@pytest.mark.parametrize(("name", "field"), [("descriptors", "fds"), ("threads", "threads")])
def test_descriptors_and_threads_that_are_not_given_back_are_a_leak(name, field):
    """docs/behaviour.md, memory-26."""
    done = looked(**{field: lambda calls: 67 + calls // 20}).result()
    assert done.verdict.word == "leak"
    assert [one.name for one in done.leaks_besides] == [name]
    assert f"; {name} grow by 1 in 20 calls, 267 to 1,067" in str(done)
    assert done.as_dict()["besides"][name]["leaks"] is True


@pytest.mark.parametrize(
    "count",
    [
        lambda calls: 67 + calls // 400 % 7,
        lambda calls: 67 + min(calls // 400, 8),
        lambda calls: 67 + min(calls // 400, 30),
        lambda calls: 67 if calls < 10_000 else 80,
    ],
    ids=["swaying", "in the warm-up", "a pool that fills", "once"],
)
def test_descriptors_that_come_and_go_are_none(count):
    """docs/behaviour.md, memory-26."""
    done = looked(fds=count, threads=count).result()
    assert done.verdict.word == "clean", done
    assert not done.leaks_besides


def test_memory_outside_malloc_is_a_leak_of_its_own():
    """docs/behaviour.md, memory-26."""

    def mapped(calls):
        return 8_192 * calls

    done = looked(uss=mapped, mapped=mapped).result()
    assert done.verdict.word == "leak"
    assert "; bytes outside malloc grow by 8,192.00 per call" in str(done)


@pytest.mark.parametrize("field", ["uss", "mapped"])
def test_pages_of_what_was_mapped_before_and_room_nobody_uses_are_no_leak(field):
    """docs/behaviour.md, memory-26: a file becomes resident page by page; a stack is room first."""
    done = looked(**{"mapped": lambda _: 0, field: lambda calls: 8_192 * calls}).result()
    assert done.verdict.word == "clean", done


def test_of_a_process_seen_from_outside_descriptors_and_threads_are_told():
    """docs/behaviour.md, memory-26."""
    series = memory.Series(20, resolution=131_072)
    for n in range(21):
        series.add(50 * n, 4_096, (7 + n, 3))
    done = series.result(4.0)
    assert [(one.name, one.leaks) for one in done.besides] == [("descriptors", True), ("threads", False)]
    assert (done.verdict.word, done.first) == ("leak", None)


def test_where_not_every_look_counted_them_nothing_is_told_of_descriptors():
    series = memory.Series(10)
    series.add(0, LOOK)
    for n in range(1, 11):
        series.add(n, 0)
    assert series.result().besides == ()
