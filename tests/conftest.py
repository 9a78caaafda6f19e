"""Settings for every test.

Examples are drawn the same way in each run, so that a red run means a change; `make bars` draws them anew.
What a module's tests opened is closed after it: all of them run in one process, which may have 1,024 files open.
"""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

from adsiis.metabase.metabase import close_every_metabase
from bars import FULL

settings.register_profile("same each time", derandomize=True, deadline=None)
settings.register_profile("drawn anew", deadline=None, print_blob=True)
settings.load_profile("drawn anew" if FULL else "same each time")


@pytest.fixture(scope="module", autouse=True)
def _no_store_stays_open() -> Iterator[None]:
    yield
    gc.collect()
    close_every_metabase()
