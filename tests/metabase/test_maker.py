"""Who commits, as the journal says it."""

from __future__ import annotations

import os
import sys
from pwd import getpwuid

import pytest

from adsiis.metabase import maker
from adsiis.metabase.changes import CreateKey


@pytest.fixture(autouse=True)
def nobody_yet(monkeypatch):
    monkeypatch.setattr(maker, "_command", None)
    monkeypatch.setattr(maker, "_names", {})


def test_it_is_the_user_the_command_and_the_process():
    """docs/behaviour.md, journal-4."""
    maker.name_command("adsiis set")
    user = getpwuid(os.geteuid()).pw_name
    assert maker.maker() == f"{user} adsiis set (pid {os.getpid()})"
    assert maker.deed("restore a 0") == f"restore a 0, {maker.maker()}"


@pytest.mark.parametrize(
    ("program", "shown"),
    [("/srv/tool.py", "tool.py"), ("/lib/shop/__main__.py", "shop"), ("-c", "python"), ("", "python")],
)
def test_a_program_goes_by_its_name_without_its_arguments(monkeypatch, program, shown):
    """docs/behaviour.md, journal-4."""
    monkeypatch.setattr(sys, "argv", [program, "horse staple"])
    assert maker.maker().split(" ", 1)[1] == f"{shown} (pid {os.getpid()})"


def test_a_forked_child_has_its_own_number():
    """docs/behaviour.md, journal-4."""
    maker.maker()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, maker.maker().encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1000).endswith(f"(pid {child})".encode())
    os.close(reading)
    os.close(writing)


def test_a_user_without_a_name_is_a_number(monkeypatch):
    """docs/behaviour.md, journal-4."""
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    assert maker.maker().startswith("4000000 ")


def test_a_name_that_is_not_utf_8_is_written_so_that_the_journal_takes_it(monkeypatch, store):
    """docs/behaviour.md, journal-4, cli-14."""
    monkeypatch.setattr(sys, "argv", ["/srv/\udcff.py"])
    maker._names.clear()
    assert r"\udcff.py" in maker.maker()
    assert maker.deed("import \udcfe").startswith(r"import \udcfe, ")
    store.commit([CreateKey("/LM/x")], who=maker.deed("import \udcfe"))
