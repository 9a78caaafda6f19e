"""A pool that runs as another user: what its processes are, see and may do."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import urllib.parse
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from adsiis.accounts.grants import Grants
from adsiis.inetinfo.other_users import account_of
from adsiis.inetinfo.store_service import MOST_LINES, StoreService
from adsiis.inetinfo.surrogate import SurrogateStartError
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.remote import RemoteStore
from adsiis.metabase.remote_wire import GoneError
from inetinfo import hosting
from inetinfo.test_recycling import APPLICATIONS, events, eventually

USER = "nobody"
record = hosting.record
HOUSE = Path(__file__).parents[2]
PATHS = os.pathsep.join([str(HOUSE / "src"), *(one for one in sys.path if one.endswith("site-packages"))])


def python_of(user):
    """An interpreter that a user can run, with what this one has; None where there is none."""
    for python in dict.fromkeys([sys.executable, shutil.which("python3", path="/usr/bin")]):
        try:
            done = subprocess.run(
                [python, "-c", f"import adsiis, lmdb, uvloop; open({APPLICATIONS + '/other_user.py'!r})"],
                user=user, group=pwd.getpwnam(user).pw_gid, extra_groups=[], cwd="/", capture_output=True, check=False,
                env={"PYTHONPATH": PATHS},
            )  # fmt: skip
        except (OSError, TypeError, KeyError):
            continue
        if not done.returncode:
            return python
    return None


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may start processes of another user")


@pytest.fixture(scope="module")
def python():
    found = python_of(USER)
    if found is None:
        pytest.skip(f"the user {USER} can run no Python that has these packages")
    return found


def pool(**values):
    return hosting.pool("Other", AppPoolIdentityType=3, WAMUserName=USER, **values)


def set_up(metabase, folder=APPLICATIONS, *, made=None):
    key = "/LM/W3SVC/1/ROOT/other"
    records = {
        "KeyType": "IIsWebVirtualDir", "Path": str(folder), "AppRoot": key, "AppPoolId": "Other",
        "AccessFlags": 0x205, "ScriptMaps": ("*,wsgi:other_user:app,0",),
    }  # fmt: skip
    metabase.store.commit(
        [
            made or pool(),
            CreateKey(key, tuple(record(*one) for one in records.items())),
            SetRecords("/LM/W3SVC/1", (record("ServerComment", "the first"),)),
            SetRecords("/LM/W3SVC", (record("AnonymousUserPass", "hidden"),)),
        ]
    )


@pytest.fixture
def world(tmp_path, monkeypatch, python):
    monkeypatch.setenv("PYTHONPATH", PATHS)
    monkeypatch.setenv("ADSIIS_SECRET", "of the host")
    monkeypatch.setattr(sys, "executable", python)
    with hosting.fresh(tmp_path) as (metabase, home, port):
        set_up(metabase)
        hosting.add_site(metabase, 2, (f"127.0.0.1:{hosting.free_port()}:",), tmp_path)
        with hosting.running(home, port) as host:
            yield metabase, home, port, host


def ask(port, act, **query):
    words = urllib.parse.urlencode(query)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/other/{act}?{words}", timeout=60) as answer:
        return answer.read().decode()


@as_root
def test_its_processes_are_that_users_and_own_nothing_of_the_hosts(world):
    """docs/behaviour.md, pool-15."""
    _, home, port, host = world
    account = pwd.getpwnam(USER)
    assert ask(port, "who") == f"{account.pw_uid} {account.pw_gid} {account.pw_dir} None"
    (surrogate,) = psutil.Process(host.process.pid).children()
    assert set(surrogate.uids()) == {account.pw_uid}
    assert ask(port, "file", path=f"{home}/metabase/data.mdb") == "Permission denied"
    assert ask(port, "file", path=f"{home}/secret.key") == "Permission denied"


@as_root
def test_what_its_pages_may_do_with_the_provider_is_what_the_pool_was_granted(world):
    """docs/behaviour.md, remote-2, grant-1: in force at once, and taken back at once."""
    metabase, home, port, _ = world
    assert ask(port, "read") == "the first"
    for act, query in (("write", {"to": "x"}), ("beyond", {}), ("pause", {})):
        assert ask(port, act, **query).startswith("0x80070005"), act
    assert not ask(port, "secret"), "nobody told it that there is such a value"
    Grants(home).grant("Other", "provider")
    assert ask(port, "write", to="second") == "second"
    assert metabase.store.view.key("/LM/W3SVC/1").records[record("ServerComment", "").id].data == "second"
    with metabase.store.watch(0) as watcher:
        assert watcher.entries()[-1].who == "The pool Other"
    assert ask(port, "state") == "2"
    assert ask(port, "pause") == "4"
    assert "secure value" in ask(port, "secret"), "secure values never leave the host"
    Grants(home).revoke("Other", "provider")
    assert ask(port, "write", to="third").startswith("0x80070005")
    assert ask(port, "read") == "second"


@as_root
def test_pages_and_scripts_run_as_that_user_too(world):
    """docs/behaviour.md, pool-15, grant-1, cgi-1."""
    metabase, home, port, _ = world
    key = "/LM/W3SVC/1/ROOT/other"
    lines = (r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,1", ".sh,sh,1")
    metabase.store.commit([SetRecords(key, (record("ScriptMaps", lines),))])
    eventually(lambda: hosting.status_of(port, "/other/who.sh") == 200)
    assert ask(port, "who.sh").strip() == str(pwd.getpwnam(USER).pw_uid)
    assert ask(port, "provider.asp").strip() == "error 70"
    Grants(home).grant("Other", "provider")
    assert ask(port, "provider.asp").strip() == "the first"


@as_root
def test_a_process_of_that_user_that_is_no_surrogate_is_not_answered(world, python):
    """docs/behaviour.md, remote-2."""
    _, _, port, host = world
    ask(port, "pid")
    address = socket_of_the_store(host)
    code = (
        "import socket, struct, sys\ns = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])\n"
        "s.settimeout(30); s.sendall(struct.pack('>I', 6) + b'\\x91\\xa4tree')\n"
        "print(s.recv(10))"
    )
    done = subprocess.run(
        [python, "-c", code, address], user=USER, group=pwd.getpwnam(USER).pw_gid, extra_groups=[], cwd="/",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "b''\n" or "ConnectionResetError" in done.stderr


def socket_of_the_store(host):
    found = {one.laddr for one in psutil.Process(host.process.pid).net_connections("unix")}
    return next(one for one in found if one.endswith("/store"))


@as_root
def test_it_is_recycled_killed_and_stopped_like_any_other(world):
    """docs/behaviour.md, pool-3, pool-15."""
    _, home, port, host = world
    from adsiis.adsi import GetObject

    first = ask(port, "pid")
    GetObject("IIS://localhost/W3SVC/AppPools/Other").Recycle()
    second = ask(port, "pid")
    assert second != first
    psutil.Process(int(second)).kill()
    eventually(lambda: ask(port, "pid") != second)
    assert events(home, "recycled")
    folder = os.path.dirname(socket_of_the_store(host))
    host.kill()
    assert os.path.exists(folder)
    with hosting.running(home, port) as another:
        assert ask(port, "pid")
        assert not os.path.exists(folder), "what a killed host left is removed"
        folder = os.path.dirname(socket_of_the_store(another))
        assert another.stop() == 0
    assert not os.path.exists(folder)


def test_a_user_nobody_knows_is_told_and_the_pool_answers_503(tmp_path):
    """docs/behaviour.md, pool-15."""
    with hosting.fresh(tmp_path) as (metabase, home, port):
        set_up(metabase, made=hosting.pool("Other", AppPoolIdentityType=3, WAMUserName=r"MACHINE\no-such"))
        with hosting.running(home, port) as host:
            assert hosting.status_of(port, "/other/who") == 503
            host.stop()
            assert "WAMUserName is 'MACHINE\\no-such', and there is no user" in host.process.stdout.read()


def test_a_host_that_is_not_root_says_so(monkeypatch):
    """docs/behaviour.md, pool-15: it is not run as the host's own user instead."""
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(SurrogateStartError, match="only a host that runs as root"):
        account_of("Other", USER)


def test_the_hosts_own_user_and_none_at_all_change_nothing():
    """docs/behaviour.md, pool-15."""
    assert account_of("Other", "") is None
    assert account_of("Other", pwd.getpwuid(os.geteuid()).pw_name) is None


def test_a_process_is_whom_it_was_started_as_and_has_so_many_connections(tmp_path, caplog):
    """docs/behaviour.md, remote-2, remote-3."""
    with hosting.fresh(tmp_path) as (_, home, _):
        service = StoreService(home, str(tmp_path / "store"), lambda _: ("Shop", 1000), (999, 1000))
        store = RemoteStore(service.path)
        try:
            with ExitStack() as held:
                for _ in range(MOST_LINES):
                    held.enter_context(store.line())
                with pytest.raises(GoneError), store.line():
                    pass
            assert "too many connections" in caplog.text
            assert store.view.key("/LM") is not None
            assert service._pool_of(1, 1000) == "Shop"
            assert service._pool_of(1, 999) is None, "it does not run as the user it was started for"
        finally:
            store.close()
            service.close()
    assert not os.path.exists(service.path)
