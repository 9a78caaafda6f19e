"""Times of day at which a pool is recycled: read from `hh:mm`, and whether one has come.

A process is due when one of the times has passed since it was started, on the clock on the wall: no timer is
kept, so a clock that is set and a night in which the hour changes need no care. Source:
docs/behaviour.md, recycle-4.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


def parse_time(text: str) -> time | None:
    """A time of day from `hh:mm`, None when it is none."""
    found = _TIME.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def is_due(times: Iterable[time], started: datetime, now: datetime) -> bool:
    """Whether one of the times of day came after `started` and not after `now`, both local."""
    return any(started < _latest(at, now) for at in times)


def _latest(at: time, now: datetime) -> datetime:
    """The last moment, now at the latest, at which the clock showed this time."""
    today = datetime.combine(now.date(), at)
    return today if today <= now else today - timedelta(days=1)
