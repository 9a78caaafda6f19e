"""Attribution of a process that serves: its lines, those that call for native memory, and nothing of the host."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from adsiis import memory
from adsiis.memory import running
from adsiis.memory.attributed import Attribution, GrowingLine, GrowingType

HERE = os.path.dirname(__file__)
SERVING = os.path.join(HERE, "serving.py")


@pytest.fixture(scope="module")
def found():
    shown = subprocess.run(
        [sys.executable, SERVING, HERE + os.sep],
        env={**os.environ, **memory.host_environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


def number(mark):
    with open(SERVING, encoding="utf-8") as file:
        return next(n for n, line in enumerate(file, 1) if line.rstrip().endswith(f"# {mark}"))


def test_the_line_that_has_c_code_take_memory_is_named_on_a_thread_that_ran_before(found):
    """docs/behaviour.md, memory-22: and not the line at which another thread waits for it."""
    report = found["native"]
    assert report["native_per_call"] == pytest.approx(3_008, rel=0.1), report["text"]
    assert [(line["file"], line["line"]) for line in report["native_lines"]] == [(SERVING, number("LEAK"))]
    assert f"{SERVING}:{number('LEAK')}: " in report["text"]


def test_afterwards_nothing_is_followed_any_more(found):
    """docs/behaviour.md, memory-18, memory-22."""
    assert found["undone"]


def test_lines_that_only_sway_are_not_told_beside_one_that_leaks(found):
    """docs/behaviour.md, memory-22."""
    (line,) = found["worse"]["lines"]
    assert (line["file"], line["line"]) == (SERVING, number("KEPT"))
    assert found["small"]["lines"][0]["text"] == "swaying.append(bytes(10))"


def test_lines_of_the_host_are_told_when_they_grow_by_much(found):
    """docs/behaviour.md, memory-22."""
    assert found["small of the host"]["lines"] == []
    assert found["large of the host"]["lines"][0]["line"] == number("KEPT")


def test_a_full_cache_is_not_accused(found):
    """docs/behaviour.md, memory-29."""
    assert (found["full"]["lines"], found["full"]["native_lines"]) == ([], []), found["full"]["text"]
    assert "took the place of others" in found["full"]["text"]
    worst, other = found["full beside"]["lines"][:2]
    assert (worst["line"], worst["word"]) == (number("KEPT"), "leak"), found["full beside"]["text"]
    assert other["word"] == "replaced"


def test_native_memory_without_a_line_says_what_tells_more():
    """docs/behaviour.md, memory-22."""
    assert "memray tells the functions of C" in str(memory.Attribution(100, native_per_call=300.0))


def test_what_requests_under_way_hold_is_not_told_beside_what_stays():
    """docs/behaviour.md, memory-22."""
    page = GrowingLine("/srv/page.asp", 4, "", 300.0, 2.0, "leak", ())
    in_flight = GrowingLine("/srv/shop.py", 9, "", 400.0, 0.05, "leak", ())
    told = running.lasting(Attribution(36, lines=(in_flight, page)), ("/srv/host/",))
    assert told.lines == (page,)
    assert running.lasting(Attribution(36, lines=(in_flight,)), ("/srv/host/",)).lines == (in_flight,)


def test_lists_that_only_the_house_holds_are_not_told_and_those_of_somebody_s_name_are():
    """docs/behaviour.md, memory-22: its caches fill."""
    found = Attribution(
        100,
        types=(
            GrowingType("list", 1.0, "leak", ()),
            GrowingType("tuple", 1.0, "leak", ("dict of 10", "adsiis.http.reader.Reader.seen", "dict of 9")),
            GrowingType("tuple", 0.05, "leak", ("shop.kept",)),
            GrowingType("tuple", 1.0, "leak", ("shop.kept", "list of 600")),
            GrowingType("shop.Cart", 1.0, "leak", ()),
        ),
    )
    told = running.lasting(found, ("/srv/host/",)).types
    assert [(kind.name, kind.holders) for kind in told] == [
        ("tuple", ("shop.kept", "list of 600")),
        ("shop.Cart", ()),
    ]
