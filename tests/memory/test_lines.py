"""Which line of a stack is named."""

from __future__ import annotations

import json.decoder
import os

import pytest

from adsiis.memory import lines
from adsiis.memory.lines import Line

PACKAGE = "/opt/env/lib/python3.11/site-packages/engine"
STANDARD = json.decoder.__file__
HOUSE = os.path.dirname(os.path.dirname(lines.__file__))


def named(*files):
    """The file that is named of a stack, given innermost first."""
    return lines.own([Line(file, 1) for file in reversed(files)]).file


@pytest.mark.parametrize(
    ("stack", "file"),
    [
        ((STANDARD, "/srv/shop.py", f"{PACKAGE}/run.py"), "/srv/shop.py"),
        ((f"{PACKAGE}/run.py", "/srv/shop.py"), f"{PACKAGE}/run.py"),
        ((f"{PACKAGE}/run.py", "/srv/app.wsgi"), f"{PACKAGE}/run.py"),
        ((f"{PACKAGE}/run.py", "/usr/bin/gunicorn"), f"{PACKAGE}/run.py"),
        ((f"{PACKAGE}/run.py", STANDARD, "/srv/page.asp", f"{PACKAGE}/serve.py"), "/srv/page.asp"),
        ((f"{HOUSE}/vbs/engine/loops.py", f"{PACKAGE}/run.py", "/srv/inc/cart.inc"), "/srv/inc/cart.inc"),
        ((STANDARD, "/srv/component.py", f"{PACKAGE}/run.py", "/srv/page.asp"), "/srv/component.py"),
        ((f"{PACKAGE}/run.py", "/srv/views.py", f"{PACKAGE}/run.py", "/srv/page.html"), f"{PACKAGE}/run.py"),
    ],
)
def test_the_line_of_a_page_that_a_package_runs_is_named_and_of_a_program_the_innermost(stack, file):
    """docs/behaviour.md, memory-8, memory-30."""
    assert named(*stack) == file
