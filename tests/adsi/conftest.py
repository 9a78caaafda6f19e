"""Fixtures: a small store that is this process's local machine, and some of its objects."""

from __future__ import annotations

import pytest

from adsi.provider import StubHost, small_store
from adsiis import GetObject


@pytest.fixture
def metabase(tmp_path):
    with small_store(tmp_path / "home") as made:
        yield made


@pytest.fixture
def service(metabase):
    return GetObject("IIS://localhost/W3SVC")


@pytest.fixture
def site(metabase):
    return GetObject("IIS://localhost/W3SVC/1")


@pytest.fixture
def root(metabase):
    return GetObject("IIS://localhost/W3SVC/1/ROOT")


@pytest.fixture
def host(metabase):
    with StubHost(metabase) as running:
        yield running
