"""The loops the engine runs on: uvloop always, the standard one too when tests run at full size."""

from __future__ import annotations

import asyncio

import pytest

from adsiis import http
from bars import FULL


@pytest.fixture(params=["uvloop", "asyncio"] if FULL else ["uvloop"])
def run(request):
    """Runs a coroutine to its end on each loop in turn."""
    return http.run if request.param == "uvloop" else asyncio.run
