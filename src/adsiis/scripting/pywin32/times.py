"""Times as pywin32 gives them: datetimes that can also be formatted."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any, Self


class TimeType(datetime):
    """A time as COM properties hold it."""

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """The same moment as such a time; one without a zone is taken for local."""
        there = moment if moment.tzinfo is not None else moment.astimezone()
        return cls.fromtimestamp(there.timestamp(), there.tzinfo)

    def Format(self, layout: str = "%c") -> str:  # noqa: N802 - pywin32's name
        """As text, by a layout of `strftime`."""
        return self.strftime(layout)


def Time(moment: Any) -> TimeType:  # noqa: N802 - pywin32's name
    """A time from seconds since 1970, a datetime, or the tuples of the module `time`."""
    if isinstance(moment, datetime):
        return TimeType.of(moment)
    seconds = moment if isinstance(moment, int | float) else time.mktime(tuple(moment))
    return TimeType.fromtimestamp(seconds, UTC)
