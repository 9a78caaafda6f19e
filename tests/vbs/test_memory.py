"""Nothing stays of a page but what it kept in Session and Application: with the garbage collector off."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys

import pytest

from adsi.provider import small_store
from adsiis import memory
from bars import bar
from vbs.site import Site

MEASURED = os.path.join(os.path.dirname(__file__), "measured.py")
BYTES = 1.0


def measured(workload, calls, home=""):
    """Measure a workload in a process of its own."""
    command = [sys.executable, MEASURED, workload, str(calls), *([str(home)] if home else [])]
    environment = {**os.environ, **memory.host_environment()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("page", ["hello", "knots", "raises", "broken"])
def test_a_page_leaves_no_object_behind(examples, page):
    """docs/behaviour.md, vbs-13."""
    for _ in range(20):
        examples.get(f"/{page}.asp")
    examples.log.clear()
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        for _ in range(bar(2_000)):
            examples.get(f"/{page}.asp", cookies=False)
            examples.log.clear()
        assert len(gc.get_objects()) - before <= 0
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize(("page", "calls"), [("hello", 20_000), ("knots", 10_000)])
def test_the_heap_is_flat_over_pages(page, calls):
    """docs/behaviour.md, vbs-13: less than one byte a page."""
    found = measured(page, bar(calls))
    assert found["log"] == []
    assert found["high"] < BYTES, found["line"]


def test_the_heap_is_flat_over_visitors_once_their_sessions_have_ended(tmp_path):
    """docs/behaviour.md, session-4."""
    found = measured("visitor", bar(20_000), tmp_path)
    assert found["high"] < BYTES, found["line"]


def test_the_heap_is_flat_over_calls_of_the_provider(tmp_path):
    """docs/behaviour.md, asp-17: less than one byte a call, and no object left."""
    with small_store(tmp_path / "store"):
        pass
    found = measured("provider", bar(200_000), tmp_path)
    assert found["log"] == []
    assert found["objects"] == 0
    assert found["high"] < BYTES, found["line"]


def test_what_a_page_keeps_stays(tmp_path):
    """docs/behaviour.md, vbs-13: objects that hold each other too, when the session holds them."""
    site = Site(tmp_path)
    source = (
        "<% Class C\nPublic other, name\nEnd Class\nIf IsEmpty(Session({0})) Then\nSet a = New C : Set b = New C\n"
        'Set a.other = b : Set b.other = a : b.name = "b"\nSet d = CreateObject("Scripting.Dictionary")\n'
        'd.Add "a", a\nSet Session({0}) = d\nEnd If %><%= Session({0})("a").other.other.other.name %>'
    ).format('"kept"')
    assert [site.run(source).text for _ in range(3)] == ["b", "b", "b"]
