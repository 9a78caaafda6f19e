"""A fresh store, scripts run on it as processes, and the modules of pywin32 in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

import adsiis.scripting.pywin32
from adsi.provider import small_store
from adsiis.adsi import GetObject, namespace
from adsiis.adsi.namespace import use_store
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.schema.fresh import fresh_keys
from cli.calls import process

assert adsiis.scripting.pywin32  # importing it makes win32com and the rest importable

SCRIPTS = Path(__file__).parent / "scripts"


@pytest.fixture
def home(tmp_path):
    """The data folder of a fresh store, which is this process's local machine as well."""
    home = str(tmp_path / "home")
    create_metabase(home, fresh_keys("iis6", "testhost"))
    use_store(home)
    yield home
    namespace._machines.clear()
    close_metabase(home)


@pytest.fixture
def run(home):
    """Run one of the scripts with `adsiis python`; what it printed, line by line."""

    def run(name, *words, code=0):
        outcome = process("python", SCRIPTS / name, *words, home=home)
        assert outcome.code == code, outcome.err
        return outcome.out.splitlines()

    return run


@pytest.fixture
def node(home):
    """The provider's own object of a path, as of now."""
    return lambda path: GetObject(f"IIS://localhost/{path}")


@pytest.fixture
def store(tmp_path):
    """A small store that is this process's local machine."""
    with small_store(tmp_path / "home") as made:
        yield made
