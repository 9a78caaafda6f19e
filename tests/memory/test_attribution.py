"""What leaks, and where: ten ways to leak, each found, with its line or its type named."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from adsiis import memory
from adsiis.memory.attributed import GrowingLine

LEAKING = os.path.join(os.path.dirname(__file__), "leaking.py")
TYPES = {
    "in_a_list": "Cart",
    "in_a_cycle": "function",
    "in_a_task": "_asyncio.Task",
    "in_a_handler": "logging.StreamHandler",
    "in_a_traceback": "traceback",
}
WAYS = (
    "in_a_list", "in_a_dict", "in_a_cycle", "in_a_thread", "in_c", "in_a_transaction", "in_a_task",
    "in_a_handler", "in_an_lru_cache", "in_a_traceback",
)  # fmt: skip


def lines_that_leak():
    """By function, the number of its line that ends with LEAK."""
    found, name = {}, ""
    with open(LEAKING, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            name = match[1] if (match := re.match(r"def (\w+)", line)) else name
            if line.rstrip().endswith("# LEAK"):
                found[name] = number
    return found | {"in_an_lru_cache": found["_remembered"], "in_a_traceback": found["_fail"]}


@pytest.fixture(scope="module")
def found():
    environment = {**os.environ, **memory.host_environment()}
    shown = subprocess.run(
        [sys.executable, LEAKING, "160"], env=environment, capture_output=True, text=True, check=False
    )
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


@pytest.mark.parametrize("way", WAYS)
def test_each_of_ten_ways_to_leak_is_found_and_its_line_named_first(found, way):
    """docs/behaviour.md, memory-8: the worst line is the one that leaks."""
    report = found[way]
    worst = [*report["lines"], *report["native_lines"]][0]
    assert (worst["file"], worst["line"]) == (LEAKING, lines_that_leak()[way]), report["text"]


@pytest.mark.parametrize(("way", "name"), TYPES.items())
def test_types_that_grow_are_named(found, way, name):
    """docs/behaviour.md, memory-8."""
    assert any(kind["name"].endswith(name) and kind["per_call"] >= 0.9 for kind in found[way]["types"])


def test_the_chain_of_holders_starts_at_the_name_in_the_module(found):
    """docs/behaviour.md, memory-10."""
    (cart,) = found["in_a_list"]["types"]
    assert re.fullmatch(r"__main__\.kept > list of \d+", " > ".join(cart["holders"]))
    handler = next(kind for kind in found["in_a_handler"]["types"] if "StreamHandler" in kind["name"])
    assert handler["holders"][:2] == ["__main__.logger", "logging.Logger.handlers"]


@pytest.mark.parametrize(
    ("way", "kind", "name"),
    [
        ("in_lists", "list", "lists"),
        ("in_tuples", "tuple", "tuples"),
        ("in_dicts", "dict", "dicts"),
        ("in_generators", "generator", "generators"),
        ("in_functions", "function", "functions"),
        ("in_closures", "cell", "closures"),
        ("in_a_cache_of_lists", "list", "remembered"),
    ],
)
def test_objects_of_python_s_own_types_are_told_from_those_that_measuring_makes(found, way, kind, name):
    """docs/behaviour.md, memory-21: the newest list or function of all is one of the measuring's own."""
    (grown,) = [one for one in found[way]["types"] if one["name"] == kind]
    assert grown["holders"][0] == f"__main__.{name}"
    assert not any("adsiis" in word for word in grown["holders"])


def test_memory_of_c_code_is_named_as_such_with_its_size(found):
    """docs/behaviour.md, memory-9: a block of 312 bytes takes 320 of the heap."""
    report = found["in_c"]
    assert report["native_per_call"] == pytest.approx(320, rel=0.05)
    assert report["native_lines"][0]["bytes_per_call"] == pytest.approx(320, rel=0.05)
    assert report["lines"] == []
    assert "native" in report["text"]


@pytest.mark.parametrize("way", ["in_a_list", "in_a_dict", "in_an_lru_cache", "in_a_task"])
def test_what_python_allocated_is_not_called_native(found, way):
    """docs/behaviour.md, memory-9."""
    assert found[way]["native_lines"] == []


def test_threads_that_do_not_end_are_counted(found):
    assert found["in_a_thread"]["threads_per_call"] == 1
    assert found["in_a_list"]["threads_per_call"] == 0


def test_clean_code_is_accused_of_nothing(found):
    """docs/behaviour.md, memory-21: nor by what the measuring holds itself, nothing of which is collected."""
    report = found["in_no_way"]
    assert (report["lines"], report["types"], report["native_lines"]) == ([], [], [])
    assert report["text"].startswith("Nothing grew over")


def test_a_cache_that_fills_is_not_called_a_leak(found):
    """docs/behaviour.md, memory-8."""
    (line,) = found["in_a_cache_that_fills"]["lines"]
    assert (line["word"], line["text"]) == ("filling", "small[turn] = str(turn) * 100")


def test_a_full_cache_is_not_accused(found):
    """docs/behaviour.md, memory-29: what took the place of something else is no growth."""
    report = found["in_a_full_cache"]
    assert (report["lines"], report["native_lines"]) == ([], [])
    assert report["replaced_per_call"] == pytest.approx(1_100, rel=0.1)
    assert re.match(r"Nothing grew over 60 calls: 1,\d\d\d\.\d bytes per call took the place", report["text"])


def test_a_leak_beside_a_full_cache_comes_first_and_the_cache_is_told_as_such(found):
    """docs/behaviour.md, memory-29."""
    first, *others = found["beside_a_full_cache"]["lines"]
    assert (first["line"], first["word"]) == (lines_that_leak()["beside_a_full_cache"], "leak")
    assert [one["word"] for one in others if one["text"].startswith("full = ")] == ["replaced"]
    assert "most of them in the place of what was let go of" in found["beside_a_full_cache"]["text"]


def test_a_list_that_was_moved_does_not_count_whole(found):
    """docs/behaviour.md, memory-29: a list of 100,000 is 900 KB, and grew by 8 bytes with each call."""
    (line,) = found["in_a_list_that_moves"]["lines"]
    assert line["bytes_per_call"] == pytest.approx(133, abs=10)


@pytest.mark.parametrize("way", ["in_a_list_that_is_emptied", "in_every_thirtieth_call"])
def test_what_comes_and_goes_or_comes_seldom_is_not_called_native(found, way):
    """docs/behaviour.md, memory-9: native is only what grows in both parts."""
    assert (found[way]["native_per_call"], found[way]["native_lines"]) == (0.0, [])


WITHOUT_A_FILE = """
from adsiis import memory
kept = []
def work(calls):
    for _ in range(calls): kept.append(bytes(600))
print(memory.attribute(work, 160))
exec(compile("def work(calls):\\n for _ in range(calls): kept.append(bytes(600))", "<template>", "exec"))
print(memory.attribute(work, 160))
"""


def test_code_without_a_file_is_named_all_the_same():
    """docs/behaviour.md, memory-8."""
    shown = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_FILE],
        env={**os.environ, **memory.host_environment()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.findall(r"(.*): 6\d\d\.\d bytes per call", shown.stdout) == ["<string>:5", "<template>:2"]
    assert "Native" not in shown.stdout


def test_a_line_of_an_installed_package_is_told_with_who_called_it():
    """docs/behaviour.md, memory-29."""
    package = "/site-packages/engine/run.py"
    stack = ("/shop/cart.py:7", f"{package}:3", f"{package}:9")
    line = GrowingLine(package, 9, "return c * n", 2_160.0, 1.0, "leak", stack)
    assert str(line).splitlines()[1:] == ["    return c * n", "    called by /shop/cart.py:7"]
    alone = replace(line, stack=tuple(f"{package}:{number}" for number in (1, 3, 5, 9)))
    assert alone.callers() == (f"{package}:5", f"{package}:3")
    assert replace(line, file="/shop/cart.py").callers() == ()


def test_fewer_calls_than_parts_are_refused():
    with pytest.raises(ValueError, match="it takes 8 or more"):
        memory.attribute(lambda _: None, 7)


def test_following_ends_when_the_work_fails():
    import sys as system
    import tracemalloc

    def fail(_):
        raise OSError("The disk is full.")

    with pytest.raises(OSError, match="The disk is full"):
        memory.attribute(fail, 8)
    assert not tracemalloc.is_tracing()
    assert system.gettrace() is None
