"""`run`: one Python application, a pool with limits, one command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil
import pytest

from cli.calls import process, started
from inetinfo import hosting
from inetinfo.test_recycling import APPLICATIONS, eventually, get

WSGI = """
import os
VERSION = "one"

def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{VERSION} {os.getpid()}".encode()]
"""


@contextmanager
def running(folder, *words):
    """`run` until it says that it serves, and stopped as by Ctrl-C."""
    port = hosting.free_port()
    said = (folder / "said").open("w+", encoding="utf-8")
    with (
        said,
        started("run", "--app-dir", folder, "--bind", f"127.0.0.1:{port}", *words, stdout=said) as host,
    ):
        try:
            eventually(lambda: "Stop it with" in (folder / "said").read_text() or host.poll() is not None)
            yield port, host
        finally:
            host.send_signal(signal.SIGINT)
            host.communicate(timeout=60)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "shop.py").write_text(WSGI)
    return tmp_path


def test_an_application_is_served_by_as_many_processes_as_wanted_and_nothing_stays(folder, monkeypatch):
    """docs/behaviour.md, run-1, run-2: it is loaded before the address is open."""
    monkeypatch.setenv("TMPDIR", str(folder))
    with running(folder, "shop:app", "--workers", "2") as (port, host):
        pids = {one.pid for one in psutil.Process(host.pid).children()}
        assert len(pids) == 2
        version, pid = get(port, "/any/where").split()
        assert (version, int(pid) in pids) == ("one", True)
    assert host.returncode == 0
    assert not [one for one in os.listdir(folder) if one.startswith("adsiis-run")]


def test_an_asgi_application_is_recognised_and_its_memory_limited(tmp_path):
    """docs/behaviour.md, run-2, run-3."""
    with running(tmp_path, "pool_app:app", "--app-dir", APPLICATIONS, "--memory-limit", "100M") as (port, _):
        first = get(port, "/")
        for _ in range(12):
            get(port, "/leak?10240")
        eventually(lambda: get(port, "/") != first)


def test_a_changed_file_is_loaded_anew(folder):
    """docs/behaviour.md, run-4."""
    with running(folder, "shop:app", "--wsgi", "--reload") as (port, _):
        assert get(port, "/").startswith("one ")
        time.sleep(0.6)
        (folder / "shop.py").write_text(WSGI.replace("one", "two"))
        eventually(lambda: get(port, "/").startswith("two "))


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["nothing:app"], 1, "No module named 'nothing'"),
        (["shop:nothing"], 1, "module 'shop' has no attribute 'nothing'"),
        (["shop:VERSION"], 1, "names something that cannot be called"),
        (["broken:app"], 1, "ZeroDivisionError"),
        (["shop:app", "--memory-limit", "lots"], 2, "'lots' is no size: it would look like 300M"),
        (["shop:app", "--memory-limit", "4G"], 2, "a limit is from 1K to 3G"),
        (["shop:app", "--bind", "127.0.0.1:none"], 2, "has no port from 1 to 65535"),
        (["shop:app", "--bind", "a b:80"], 2, "is no address"),
        (["shop:app", "--workers", "0"], 2, "--workers"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(folder, words, code, sentence):
    """docs/behaviour.md, run-2."""
    (folder / "broken.py").write_text("1 / 0\n")
    outcome = process("run", "--app-dir", folder, *words)
    assert outcome.code == code
    assert sentence in outcome.err


def test_an_address_that_is_taken_ends_it(folder):
    """docs/behaviour.md, run-1."""
    with running(folder, "shop:app") as (port, _):
        outcome = process("run", "--app-dir", folder, "--bind", f"127.0.0.1:{port}", "shop:app")
        assert outcome.code == 1
        assert str(port) in outcome.err


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("def app(environ, start_response): ...", "wsgi"),
        ("async def app(scope, receive, send): ...", "asgi"),
        ("class App:\n    async def __call__(self, scope, receive, send): ...\napp = App()", "asgi"),
        ("class App:\n    def __call__(self, environ, start_response): ...\napp = App()", "wsgi"),
        ("def app(scope, receive, send): ...", "asgi"),
        ("print('loud')\ndef app(environ, start_response, *, more=1): ...", "wsgi"),
    ],
)
def test_the_kind_is_asked_of_the_application(tmp_path, source, kind):
    """docs/behaviour.md, run-2."""
    (tmp_path / "kinds.py").write_text(source)
    words = [sys.executable, "-m", "adsiis.inetinfo.probe", "kinds:app"]
    assert subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True).stdout == kind
