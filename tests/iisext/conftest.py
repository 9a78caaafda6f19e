"""Fixtures: a small store that is this process's local machine, and hosts that answer commands."""

from __future__ import annotations

import pytest

from adsi.provider import StubHost, small_store
from adsiis import GetObject
from iisext.application_host import ApplicationHost


@pytest.fixture
def metabase(tmp_path):
    with small_store(tmp_path / "home") as made:
        yield made


@pytest.fixture
def host(metabase):
    with StubHost(metabase) as running:
        yield running


@pytest.fixture
def running(metabase):
    """A host that runs applications."""
    with ApplicationHost(metabase) as host:
        yield host


@pytest.fixture
def root(metabase):
    return GetObject("IIS://localhost/W3SVC/1/ROOT")


@pytest.fixture
def shop(root):
    """A saved virtual directory without an application of its own."""
    made = root.Create("IIsWebVirtualDir", "Shop")
    made.Path = r"C:\Shop"
    made.SetInfo()
    return made
