"""Which format a log has, by LogPluginClsid, and how its files are called. Pure.

Source: docs/behaviour.md, log-3 to log-6.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.w3svc import w3clog
from adsiis.w3svc.plainlogs import iis_line, ncsa_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.w3svc.w3clog import Line

BY_SIZE: Final = 0
UNLIMITED: Final = 0xFFFFFFFF
LOOK_SECONDS: Final = 900
"""A file of another hour, in whatever time zone, can only be due at a quarter of an hour."""


class Format(NamedTuple):
    """A format of logs.

    Attributes:
        prefix: what the names of files of a period begin with.
        numbered: what those of files by size begin with.
        local: whether its times, and so its files, are those of this machine.
        heading: makes the lines at the top of a file from LogExtFileFlags and a moment.
        line: gives what makes a line, by LogExtFileFlags.
    """

    prefix: str
    numbered: str
    local: bool
    heading: Callable[[int, float], str]
    line: Callable[[int], Line]


def _no_heading(_flags: int, _moment: float) -> str:
    return ""


W3C: Final = Format("ex", "extend", False, w3clog.heading, w3clog.line)
IIS: Final = Format("in", "inetsv", True, _no_heading, lambda _flags: iis_line)
NCSA: Final = Format("nc", "ncsa", True, _no_heading, lambda _flags: ncsa_line)

FORMATS: Final = {
    "{FF160663-DE82-11CF-BC0A-00AA006111E0}": W3C,
    "{FF160657-DE82-11CF-BC0A-00AA006111E0}": IIS,
    "{FF16065F-DE82-11CF-BC0A-00AA006111E0}": NCSA,
}


class Files(NamedTuple):
    """How the files of a log follow each other.

    Attributes:
        format: what stands in them.
        period: LogFilePeriod.
        most_bytes: LogFileTruncateSize.
        local: whether a period begins by the time of this machine.
    """

    format: Format
    period: int
    most_bytes: int = UNLIMITED
    local: bool = False

    def name(self, moment: float) -> str:
        """The name of the file a moment belongs to; empty where the file's size decides."""
        when = time.localtime(moment) if self.local or self.format.local else time.gmtime(moment)
        week = (when.tm_mday - 1) // 7 + 1
        pattern = {1: "%y%m%d", 2: f"%y%m{week:02}", 3: "%y%m", 4: "%y%m%d%H"}.get(self.period)
        return f"{self.format.prefix}{time.strftime(pattern, when)}.log" if pattern else ""

    def numbered(self, number: int) -> str:
        """The name of a file by size."""
        return f"{self.format.numbered}{number}.log"

    def latest(self, names: list[str]) -> int:
        """The highest number among the files by size in a folder; 1 when there are none."""
        before, after = len(self.format.numbered), -len(".log")
        found = [name[before:after] for name in names if name.startswith(self.format.numbered)]
        return max((int(number) for number in found if number.isascii() and number.isdigit()), default=1)
