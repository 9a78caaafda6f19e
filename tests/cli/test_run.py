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
from inetinfo.pool_load import Load
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
            host.errors = host.communicate(timeout=60)[1]


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
        (["broken:app"], 1, "broken:app cannot be served from"),
        (["ends:app"], 1, "importing it raised SystemExit: 3"),
        (["dies:app"], 1, "the process that imported it ended with code 7"),
        (["shop:app", "--bind", "127.0.0.1:80", "--port", "81"], 2, "leave --host and --port out"),
        (["shop:app", "--host", "a b"], 2, "is no address"),
        (["shop:app", "--memory-limit", "lots"], 2, "'lots' is no size: it would look like 300M"),
        (["shop:app", "--memory-limit", "4G"], 2, "a limit is from 1K to 3G"),
        (["shop:app", "--bind", "127.0.0.1:none"], 2, "has no port from 1 to 65535"),
        (["shop:app", "--bind", "a b:80"], 2, "is no address"),
        (["shop:app", "--workers", "0"], 2, "--workers"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(folder, words, code, sentence):
    """docs/behaviour.md, run-2."""
    (folder / "broken.py").write_text("def fail():\n    1 / 0\nfail()\n")
    (folder / "ends.py").write_text("raise SystemExit(3)\n")
    (folder / "dies.py").write_text("import os\nos._exit(7)\n")
    outcome = process("run", "--app-dir", folder, *words)
    assert outcome.code == code
    assert sentence in outcome.err.splitlines()[-1]


def test_what_an_application_raises_is_shown_from_its_own_first_line_on(folder):
    """docs/behaviour.md, run-2: and not how we came there."""
    (folder / "broken.py").write_text("def fail():\n    1 / 0\nfail()\n")
    said = process("run", "--app-dir", folder, "broken:app").err
    assert "line 3, in <module>" in said
    assert "ZeroDivisionError: division by zero (" in said.splitlines()[-1]
    assert "importlib" not in said
    assert "loading.py" not in said


def test_no_request_is_lost_while_processes_that_grow_are_replaced(tmp_path):
    """docs/behaviour.md, run-2, run-3: an ASGI application is recognised; each replacement has its reason told."""
    words = ("pool_app:app", "--app-dir", APPLICATIONS, "--memory-limit", "80M", "--workers", "2")
    with running(tmp_path, *words) as (port, host), Load(port, path="/leak?1024") as load:
        eventually(lambda: len(load.bodies) >= 5)
    assert load.failed == {}
    assert host.errors.count("PeriodicRestartPrivateMemory") >= 3


def test_host_and_port_are_the_binding_in_two_parts(folder):
    """docs/behaviour.md, run-3."""
    port = hosting.free_port()
    with started("run", "--app-dir", folder, "--port", str(port), "--host", "localhost", "shop:app") as host:
        try:
            eventually(lambda: hosting.status_of(port) == 200)
        finally:
            host.send_signal(signal.SIGINT)
            said, errors = host.communicate(timeout=60)
    assert host.returncode == 0
    assert said.splitlines()[0] == "shop:app is served as WSGI by 1 process."
    assert "Traceback" not in said + (errors or "")


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


def test_what_python_cannot_import_by_its_name_is_refused_before_anything_runs(adsiis, tmp_path):
    """docs/behaviour.md, cli-14."""
    folder = f"{tmp_path}/\udcff"
    os.mkdir(folder)
    for words in (("\udcff:app",), ("app:app", "--app-dir", folder)):
        code, out, err = adsiis("run", *words)
        assert (code, out) == (2, "")
        assert err.startswith("adsiis: ")
        assert "is UTF-8; '" in err
