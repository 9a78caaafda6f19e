"""A store of its own for every test, closed when the test ends."""

from __future__ import annotations

import pytest

from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import Key
from metabase.damages import fill

pytest.register_assert_rewrite("metabase.contract")


@pytest.fixture
def home(tmp_path):
    home = str(tmp_path / "data")
    yield home
    close_metabase(home)


@pytest.fixture
def metabase(home):
    return create_metabase(home, [Key("/LM/W3SVC/1/ROOT")])


@pytest.fixture
def store(metabase):
    return metabase.store


@pytest.fixture
def sound(metabase):
    """A store with something of everything that can be damaged."""
    fill(metabase)
    return metabase
