"""Fixtures: a small store that is this process's local machine, and a host that answers commands."""

from __future__ import annotations

import pytest

from adsi.provider import StubHost, small_store


@pytest.fixture
def metabase(tmp_path):
    with small_store(tmp_path / "home") as made:
        yield made


@pytest.fixture
def host(metabase):
    with StubHost(metabase) as running:
        yield running
