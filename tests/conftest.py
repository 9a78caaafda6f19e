"""Settings for every test.

Examples are drawn the same way in each run, so that a red run means a change; `make bars` draws them anew.
What a module's tests opened is closed after it: all of them run in one process, which may have 1,024 files open.
Where ADSIIS_REQUIRED=1 says that the programs named in CONTRIBUTING.md are installed, a test may not skip for
want of one.
"""

import gc
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from adsiis.metabase.metabase import close_every_metabase
from bars import FULL

settings.register_profile("same each time", derandomize=True, deadline=None)
settings.register_profile("drawn anew", deadline=None, print_blob=True)
settings.load_profile("drawn anew" if FULL else "same each time")

for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)  # what a shell starts with & or nohup would pass it on to what we start

REQUIRED = os.environ.get("ADSIIS_REQUIRED") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: pytest.CallInfo[None],
) -> Iterator[None]:
    report = yield
    if REQUIRED and report.skipped and " is not installed" in str(report.longrepr):
        report.outcome, report.longrepr = "failed", f"{report.longrepr[2]}: it is required here."
    return report


@pytest.fixture(scope="module", autouse=True)
def _no_store_stays_open() -> Iterator[None]:
    yield
    gc.collect()
    close_every_metabase()
