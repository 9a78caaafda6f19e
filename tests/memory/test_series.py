"""Points added one by one, as a driver does that calls a host from elsewhere."""

from __future__ import annotations

import gc
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
    assert filled(lambda calls: 32 * calls).result().as_dict() == {
        "calls": 20_000,
        "bytes_per_call": 32.0,
        "low": 31.984,
        "high": 32.016,
        "verdict": "leak",
        "exact": True,
        "threshold": 1.0,
        "resolution": 256,
        "more_calls": None,
        "points": [[calls, 32 * calls] for calls in range(0, 20_001, 400)],
        "first": asdict(LOOK),
        "last": asdict(replace(LOOK, heap=640_000)),
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
