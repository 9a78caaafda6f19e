"""Which host `leak` asks: that of the ordinary store, or an `adsiis run` of this user."""

from __future__ import annotations

import os
import tempfile

import pytest

from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.schema import schema
from adsiis.schema.fresh import fresh_keys
from cli.calls import process
from cli.test_run import folder, get, running  # noqa: F401 - a fixture

SITE = "/LM/W3SVC/1"


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder of temporary files of this process."""
    there = tmp_path / "temporary"
    there.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(there))
    return there


@pytest.fixture
def run_host(temporary):
    """Make what an `adsiis run` has: a store at a place, on which a host runs, or ran."""
    locks, homes = [], []

    def make(name, port, *, runs=True):
        home = str(temporary / name)
        os.mkdir(home, 0o700)
        metabase = create_metabase(home, fresh_keys("iis6", "testhost"))
        homes.append(home)
        line = schema().record("ServerBindings", (f"127.0.0.1:{port}:",))
        metabase.store.commit([SetRecords(SITE, (line,))])
        lock = metabase.host_lock()
        locks.append(lock)
        if runs:
            lock.take()
        return home

    yield make
    for lock in locks:
        lock.close()
    for home in homes:
        close_metabase(home)


def test_what_run_serves_is_found_by_leak_of_itself(folder, monkeypatch):  # noqa: F811 - the fixture
    """docs/behaviour.md, cli-12: without an ordinary store too."""
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("ADSIIS_HOME", str(folder / "none"))
    with running(folder, "shop:app") as (port, _):
        get(port, "/")
        watched = process("leak", "watch", "--seconds", "0.1")
        shown = process("leak", "show")
        explained = process("leak", "explain", "DefaultAppPool", "--seconds", "0.1")
    assert (watched.code, watched.out) == (2, "")
    first, second = watched.err.splitlines()
    assert first.startswith(f"This is 'adsiis run' at 127.0.0.1:{port}, --home {folder}/adsiis-run-")
    assert second.startswith("No application could be judged")
    assert (shown.code, shown.out) == (0, "Nothing was watched or explained since the host started.\n")
    assert "requests came" in explained.err


@pytest.mark.usefixtures("temporary")
def test_without_an_ordinary_store_and_without_a_run_both_are_named(adsiis, tmp_path, monkeypatch):
    """docs/behaviour.md, cli-12."""
    monkeypatch.setenv("ADSIIS_HOME", str(tmp_path / "none"))
    code, out, err = adsiis("leak", "show")
    assert (code, out) == (1, "")
    assert "no 'adsiis run' of this user has one in" in err


@pytest.mark.usefixtures("home")
def test_of_several_runs_one_must_be_named(adsiis, run_host):
    """docs/behaviour.md, cli-12: with the very command."""
    homes = [run_host("adsiis-run-a", 8001), run_host("adsiis-run-b", 8002)]
    code, out, err = adsiis("leak", "explain", "DefaultAppPool")
    assert (code, out) == (1, "")
    for home, port in zip(homes, (8001, 8002), strict=True):
        assert f"'adsiis --home {home} leak explain DefaultAppPool' (127.0.0.1:{port})" in err


@pytest.mark.usefixtures("home")
def test_what_a_killed_run_left_and_what_others_may_have_made_is_passed_over(adsiis, run_host, temporary):
    """docs/behaviour.md, cli-12."""
    run_host("adsiis-run-killed", 8001, runs=False)
    os.chmod(run_host("adsiis-run-open", 8002), 0o755)
    os.symlink(run_host("elsewhere", 8003), temporary / "adsiis-run-link")
    os.mkdir(temporary / "adsiis-run-empty", 0o700)
    (temporary / "adsiis-run-file").write_text("")
    code, _, err = adsiis("leak", "show")
    assert (code, "No service host runs on this store" in err) == (1, True)


def test_a_named_store_alone_is_meant(adsiis, run_host, home):
    """docs/behaviour.md, cli-12."""
    run_host("adsiis-run-a", 8001)
    code, _, err = adsiis("--home", home, "leak", "watch")
    assert (code, err.count("adsiis run")) == (1, 0)
    assert "No service host runs on this store, so no pool does" in err


def test_a_run_beside_the_ordinary_host_is_told(adsiis, run_host, home):
    """docs/behaviour.md, cli-12."""
    other = run_host("adsiis-run-a", 8001)
    ordinary = create_lock(home)
    try:
        code, out, err = adsiis("leak", "show", "--json")
    finally:
        ordinary.close()
    assert (code, out) == (0, "[]\n")
    assert err == (
        f"'adsiis run' at 127.0.0.1:8001 is another host: 'adsiis --home {other} leak show' asks it.\n"
    )


def create_lock(home):
    """A host on a store that is there."""
    from adsiis.metabase.metabase import open_metabase

    lock = open_metabase(home).host_lock()
    lock.take()
    return lock
