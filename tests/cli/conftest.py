"""A data folder with a fresh store of its own for every test, and the command line run on it."""

from __future__ import annotations

import pytest

from adsiis.adsi import namespace
from adsiis.cli import main
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.schema.fresh import fresh_keys
from cli.calls import Outcome


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The data folder of a fresh store, which ADSIIS_HOME names."""
    home = str(tmp_path / "home")
    create_metabase(home, fresh_keys("iis6", "testhost"))
    monkeypatch.setenv("ADSIIS_HOME", home)
    yield home
    namespace._machines.clear()
    close_metabase(home)


@pytest.fixture
def adsiis(capfd):
    """Run a command in this process, where speed matters; its exit code and what it printed."""

    def run(*words):
        code = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Outcome(code, out, err)

    return run
