"""Fixtures: a site over an empty folder, and one over the example pages."""

from __future__ import annotations

import pytest

from vbs.site import Site


@pytest.fixture
def site(tmp_path):
    made = Site(tmp_path / "site")
    (tmp_path / "site").mkdir()
    yield made
    made.application.close()


@pytest.fixture
def examples():
    made = Site(parent_paths=True)
    yield made
    made.application.close()
