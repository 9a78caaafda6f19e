"""The leak on purpose loses what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from adsiis import memory
from memory.injector import Injector

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def test_what_malloc_sets_aside_is_more_than_what_was_asked():
    injector = Injector(20)
    for _ in range(510):
        injector()
    assert injector.true_size >= 32 + 8


def test_the_heap_grows_by_the_true_size_of_each_block():
    injector = Injector(1_000)
    injector()
    before = memory.heap_bytes()
    for _ in range(509 + 510 * 3):
        injector()
    grown = memory.heap_bytes() - before
    assert grown / (509 + 510 * 3) == pytest.approx(injector.true_size, rel=0.01)


def test_a_python_block_is_refused_where_malloc_does_not_see_it():
    code = "from memory.injector import Injector; Injector(20, 'bytes')"
    environment = {**os.environ, "PYTHONPATH": TESTS, "PYTHONMALLOC": "pymalloc"}
    shown = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert "start with PYTHONMALLOC=malloc" in shown.stderr


def test_the_hook_of_a_soak_prints_the_true_size_at_the_end():
    code = "from memory.injector import leak\nfor _ in range(510): leak()"
    environment = {**os.environ, **memory.host_environment(), "PYTHONPATH": TESTS}
    environment |= {"ADSIIS_LEAK_SIZE": "312", "ADSIIS_LEAK_KIND": "bytes"}
    shown = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    label, size = shown.stderr.split(": ")
    assert label == "true size of the leak"
    assert 352 + 8 <= float(size) < 400


def test_what_was_lost_can_be_given_back():
    before = memory.heap_bytes()
    injector = Injector(4_096)
    for _ in range(1_200):
        injector()
    held = memory.heap_bytes() - before
    injector.release()
    assert held > 1_200 * 4_096
    assert memory.heap_bytes() - before < 20_000


@pytest.mark.parametrize("size", [0, 20, 64, 312, 4_096])
def test_a_calibration_catches_each_leak_and_calls_none_one(size):
    """docs/behaviour.md, memory-15."""
    code = (
        "import json; from adsiis.memory.calibrating import calibrate;"
        f"print(json.dumps(calibrate([{size}])[0].as_dict()))"
    )
    environment = {**os.environ, **memory.host_environment()}
    shown = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    (found,) = [json.loads(shown.stdout)]
    assert found["caught"], found
    assert found["low"] <= found["true_size"] <= found["high"]
    assert (found["true_size"] > size) == (size > 0)
