"""Lines of pages are frames of Python while somebody follows the process."""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import subprocess
import sys
import tracemalloc

import pytest

from adsiis import memory

HERE = os.path.dirname(__file__)
LEAKS = """<!-- #include file="cart.inc" -->
<%
For i = 1 To 3
  If i > 2 Then
    Keep UCase("a") & i
  End If
Next
%>"""
CART = """<%
Sub Keep(text)
  Dim lost

  lost = String(300, "l") : Application("n") = Application("n") + 1
  Application("cart") = Application("cart") & Left(Replace(String(500, "x"), "y", "z"), 500)
End Sub
%>"""


@pytest.fixture
def shop(site):
    site.write("leaks.asp", LEAKS)
    site.write("cart.inc", CART)
    return site


def files_and_lines(site, page):
    """Where each block is that tracemalloc saw while a page was asked for."""
    tracemalloc.start(16)
    try:
        answer = site.get(page)
        assert answer.status == 200, answer.body
        traces = tracemalloc.take_snapshot().traces
    finally:
        tracemalloc.stop()
    frames = {(frame.filename, frame.lineno) for trace in traces for frame in trace.traceback}
    return {(os.path.basename(file), line) for file, line in frames if not file.endswith(".py")}


def test_lines_of_the_page_and_of_what_it_includes_are_in_the_stacks(shop):
    """docs/behaviour.md, vbs-32."""
    assert {("leaks.asp", 5), ("cart.inc", 6)} <= files_and_lines(shop, "/leaks.asp")


def test_what_execute_runs_is_at_the_line_that_has_it_run(site):
    """docs/behaviour.md, vbs-32."""
    site.write("runs.asp", '<%\n\nExecute "Application(""a"") = String(50, ""x"")"\n%>')
    assert ("runs.asp", 3) in files_and_lines(site, "/runs.asp")


def test_a_profiler_sees_lines_of_the_page_as_well(shop):
    """docs/behaviour.md, vbs-32."""
    profile = cProfile.Profile()
    shop.get("/leaks.asp")
    profile.runcall(shop.get, "/leaks.asp")
    calls = {
        (os.path.basename(file), line): count
        for (file, line, _), (count, *_) in pstats.Stats(profile).stats.items()
    }
    assert (calls["leaks.asp", 4], calls["leaks.asp", 5], calls["cart.inc", 6]) == (3, 1, 1)


def test_recursion_goes_as_deep_as_ever(site):
    """docs/behaviour.md, vbs-12, vbs-32."""
    deep = (
        "<%\nFunction Down(n)\nIf n = 0 Then\nDown = 0\nElse\nDown = 1 + Down(n - 1)\nEnd If\nEnd Function\n"
    )
    site.write("deep.asp", deep + "Response.Write Down(690)\n%>")
    tracemalloc.start()
    try:
        answer = site.get("/deep.asp")
    finally:
        tracemalloc.stop()
    assert (answer.status, answer.body) == (200, b"690")


def test_errors_are_told_at_the_same_place(site):
    """docs/behaviour.md, asp-15, vbs-32."""
    site.write("wrong.asp", "<%\nFor i = 1 To 1\n  x = 1 / 0\nNext\n%>")
    site.get("/wrong.asp")
    tracemalloc.start()
    try:
        site.get("/wrong.asp")
    finally:
        tracemalloc.stop()
    unfollowed, followed = site.log
    assert "line 3" in followed
    assert followed == unfollowed


def test_the_line_that_leaks_is_named_and_not_the_interpreter_s():
    """docs/behaviour.md, memory-8, memory-9, memory-30: of C code that a page calls too."""
    done = subprocess.run(
        [sys.executable, os.path.join(HERE, "leaking_pages.py")],
        env={**os.environ, **memory.host_environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (line,) = found["kept"]["lines"]
    assert (os.path.basename(line["file"]), line["line"]) == ("kept.asp", 3), found["kept"]["text"]
    assert line["blocks_per_call"] == pytest.approx(4, abs=0.2)
    assert found["kept"]["native_lines"] == []
    (native,) = found["native"]["native_lines"]
    assert (os.path.basename(native["file"]), native["line"]) == ("native.asp", 4), found["native"]["text"]
    assert native["bytes_per_call"] == pytest.approx(2 * 3_008, rel=0.1)
