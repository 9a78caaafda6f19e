"""Pages do not get slower, and there is room for what stands around them."""

from __future__ import annotations

from time import perf_counter

from bars import FULL, bar
from vbs.site import Answer

ENOUGH = 2_500  # pages a second for the pages alone


def test_a_hello_page_is_as_quick_after_many_visitors_as_at_first(examples):
    """50,000 pages without a cookie: the last tenth takes no longer than the first, after warm-up."""
    count = bar(50_000)
    piece = count // 20
    times = []
    for _ in range(20):
        begun = perf_counter()
        for _ in range(piece):
            examples.get("/hello.asp", cookies=False, sink=Answer())
        times.append(perf_counter() - begun)
    assert examples.application.sessions == 0
    assert piece / min(times) > ENOUGH
    allowed = 0.95 if FULL else 0.7  # a tenth of the pages waver more
    assert min(times[1:4]) / min(times[-3:]) >= allowed
