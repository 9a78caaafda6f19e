"""A folder to work in, a store of its own, and scripts run there."""

from __future__ import annotations

import pytest

from adsiis.adsi import namespace
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.schema.fresh import fresh_keys
from scripting.calls import cscript


@pytest.fixture
def home(tmp_path):
    """The data folder of a fresh store."""
    home = str(tmp_path / "home")
    create_metabase(home, fresh_keys("iis6", "testhost"))
    yield home
    namespace._machines.clear()
    namespace._homes.clear()
    close_metabase(home)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the text of a script, in a folder of its own and without a store."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(text, *words, options=("//nologo",), feed="", home=None):
        (folder / "script.vbs").write_text(text)
        data = home or str(tmp_path / "data")
        return cscript(*options, "script.vbs", *words, home=data, feed=feed)

    return run
