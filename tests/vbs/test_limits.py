"""Pages that ask too much: time, memory, depth. The page ends with 500, the process goes on."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time

import pytest

from bars import within
from vbs.site import Site


@pytest.mark.parametrize("loop", ["Do : Loop", "Sub S()\nDo : Loop\nEnd Sub\nOn Error Resume Next\nS"])
def test_a_page_that_loops_ends_at_its_time(tmp_path, loop):
    """docs/behaviour.md, asp-15, vbs-10."""
    site = Site(tmp_path, script_timeout=1)
    begun = time.monotonic()
    answer = site.run(f"<% {loop} %>")
    assert answer.status == 500
    assert 0.9 < time.monotonic() - begun < within(2)
    assert "ran longer than it may" in site.log[0]
    assert "page.asp, line " in site.log[0]


def test_a_page_may_give_itself_more_time_but_not_less(tmp_path):
    """docs/behaviour.md, asp-22."""
    site = Site(tmp_path, script_timeout=1)
    page = "<% Server.ScriptTimeout = {} : e = Timer + {} : Do While Timer < e : Loop %><%= Server.ScriptTimeout %>"
    assert site.run(page.format(5, 1.1)).text == "5"
    assert site.run(page.format(5, 0).replace("5", "0", 1)).status == 500


def test_other_pages_run_while_one_loops(tmp_path):
    site = Site(tmp_path, script_timeout=1)
    site.write("loop.asp", "<% Do : Loop %>")
    looping = threading.Thread(target=site.get, args=("/loop.asp",))
    looping.start()
    assert [site.run("x").status for _ in range(20)] == [200] * 20
    looping.join()


def test_recursion_without_end_is_an_error(site):
    """docs/behaviour.md, vbs-12."""
    assert site.run("<% Function F(n) : F = F(n + 1) : End Function : x = F(0) %>").status == 500
    assert "Out of stack space (0x800A001C)" in site.log[0]


def test_a_page_nested_too_deeply_does_not_compile(site):
    """docs/behaviour.md, asp-4."""
    assert site.run("<% x = " + "(" * 50_000 + "1" + ")" * 50_000 + " %>").status == 500
    assert "nests too deeply" in site.log[0]


def test_a_page_may_not_fill_its_buffer_past_the_limit(tmp_path):
    """docs/behaviour.md, asp-9."""
    site = Site(tmp_path, buffering_limit=1000)
    assert site.run('<% Do : Response.Write "x" : Loop %>').status == 500
    assert "AspBufferingLimit" in site.log[0]


HUNGRY = """
import resource, sys
sys.path[:0] = sys.argv[2:]
from vbs.site import Site
site = Site(sys.argv[1])
site.run("warm")
resource.setrlimit(resource.RLIMIT_AS, (450_000_000, resource.RLIM_INFINITY))
grow = site.run('<% s = "x" : Do : s = s & s : Loop %>')
array = site.run('<% Dim a() : n = 1000 : Do : n = n * 2 : ReDim a(n) : Loop %>')
print(grow.status, array.status, site.run("still here").text, site.log[0].partition(": ")[2])
"""


def test_a_page_that_exhausts_memory_ends_and_the_process_goes_on(tmp_path):
    """docs/behaviour.md, asp-15, vbs-11."""
    assert resource.RLIMIT_AS is not None
    command = [sys.executable, "-c", HUNGRY, str(tmp_path), *sys.path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("500 500 still here Out of memory (0x800A0007)"), done.stderr
