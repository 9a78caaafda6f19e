"""A fresh store that is this process's local machine, and a service host for those who ask for one."""

from __future__ import annotations

import pytest

from adsi.provider import StubHost
from adsiis.adsi import namespace
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.schema.fresh import fresh_keys


@pytest.fixture
def metabase(tmp_path, monkeypatch):
    monkeypatch.setattr(namespace.socket, "gethostname", lambda: "testhost")
    home = str(tmp_path / "home")
    made = create_metabase(home, fresh_keys("iis6", "testhost"))
    namespace.use_store(home)
    yield made
    namespace._machines.clear()
    namespace._homes.clear()
    close_metabase(home)


@pytest.fixture
def host(metabase):
    with StubHost(metabase) as running:
        yield running
