"""The forms in which dates, times, sizes, versions and platforms are written in file tables.

A word of a row is of one kind by its form alone; only a number such as 880.912 may be two, a version or a
size with a point between thousands, and what stands above it decides.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

DATE: Final = "date"
TIME: Final = "time"
VERSION: Final = "version"
SIZE: Final = "size"
NAME: Final = "name"
PLATFORM: Final = "platform"
LANGUAGE: Final = "language"
EITHER: Final = "either"  # a version, or a size with points
WORD: Final = "word"

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_PLATFORM_NAMES: Final = {
    "x86": "x86",
    "intel": "x86",
    "i386": "x86",
    "i486": "x86",
    "i586": "x86",
    "i686": "x86",
    "ix86": "x86",
    "80x86": "x86",
    "intel x86": "x86",
    "32-bit": "x86",
    "x64": "x64",
    "x86-64": "x64",
    "amd64": "x64",
    "em64t": "x64",
    "ia64": "ia64",
    "ia-64": "ia64",
    "itanium": "ia64",
    "alpha": "alpha",
    "axp": "alpha",
    "axp64": "alpha64",
    "mips": "mips",
    "ppc": "ppc",
    "powerpc": "ppc",
    "arm": "arm",
    "arm64": "arm64",
}

PATH: Final = r"(?:[a-z]:|%\w+%)\\(?:[^\s|]+[ ]){0,7}?[^\s|]*\.(?=\w*[a-z])\w{1,10}"  # with blanks
_KINDS: Final = re.compile(
    rf"""
    (?P<date>\d{{1,4}}([/\-])\d{{1,2}}\2\d{{2,4}} | \d{{2}}\.\d{{2}}\.(?:19|20)\d\d
        | \d{{1,2}}[\s\-]?{_MONTH}[\s\-]?\d{{2,4}} | {_MONTH}[\s\-]\d{{1,2}},?[\s\-]\d{{2,4}})
  | (?P<time>\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s?(?:[ap]\.?(?:m\.?)?)?(?:\s(?:utc|gmt))?)
  | (?P<size>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)\s?(?:k|kb|mb|bytes|b)? | \d+[.,]\d+\s?(?:kb|mb))
  | (?P<either>\d{{1,3}}\.\d{{3}} | \d{{1,3}}\.\d{{3}}\.\d{{3}})
  | (?P<version>v?\d+(?:\.\d+)+(?:[a-z]\w*)?(?:\.\d\w*)* | \(\d+(?:\.\d+){{2,3}}\))
  | (?P<platform>\(?(?:{"|".join(map(re.escape, sorted(_PLATFORM_NAMES, key=len, reverse=True)))})\)?)
  | (?P<name>(?:{PATH}) | [^\s|]*[^\s|.]\.(?=[\w$~]*[a-z_$])[\w$~]{{1,10}})
  | (?P<word>.+)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_LONGEST: Final = 260  # a path of Windows
_DAY_FIRST: Final = re.compile(r"\s*(?:1[3-9]|2\d|3[01])[/.\-]\d{1,2}[/.\-]\d{2,4}\b")
_NUMERIC_DATE: Final = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})[/.\-](\d{2,4})")
_NAMED_DATE: Final = re.compile(rf"(\d{{1,2}})[\s\-]*({_MONTH})[\s,\-]*(\d{{2,4}})", re.IGNORECASE)
_MONTH_FIRST: Final = re.compile(rf"({_MONTH})[\s\-]*(\d{{1,2}})[\s,\-]+(\d{{2,4}})", re.IGNORECASE)
_TIME: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s?(?:([ap])\.?(?:m\.?)?)?", re.IGNORECASE)
_SIZE: Final = re.compile(r"([\d.,]+)\s?(k|kb|mb|bytes|b)?", re.IGNORECASE)
_UNITS: Final = {"k": 1024, "kb": 1024, "mb": 1024 * 1024}
_ZONE: Final = re.compile(r"\s*\(?\b(?:UTC|GMT)\b\)?\s*", re.IGNORECASE)


def kind_of(word: str) -> str:
    """What a word of a row is by its form: one of the constants above."""
    if len(word) > _LONGEST:
        return WORD
    found = _KINDS.fullmatch(word)
    return found.lastgroup or WORD if found is not None else WORD


def is_day_first(texts: list[str]) -> bool:
    """Whether one of several dates can only be read with the day before the month."""
    return any(_DAY_FIRST.match(text) for text in texts)


def date_of(text: str, *, day_first: bool = False) -> dt.date | None:
    """The day a text names, the month first unless told otherwise; None when it names none.

    Source: docs/behaviour.md, kb-5.
    """
    text = text.strip()
    if (found := _NAMED_DATE.match(text)) is not None:
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if (found := _MONTH_FIRST.match(text)) is not None:
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if (found := _NUMERIC_DATE.match(text)) is None:
        return None
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return _day(first, second, third)
    if day_first or found[2] == "." or first > 12:
        return _day(third, second, first)
    return _day(third, first, second)


def time_of(text: str) -> dt.time | None:
    """The time of day a text names, in any of the usual forms; None when it names none."""
    found = _TIME.fullmatch(_ZONE.sub("", text).strip())
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").lower()
    if half and hour == 12:
        hour = 0
    if half == "p" and hour < 12:
        hour += 12
    try:
        return dt.time(hour, minute, second)
    except ValueError:
        return None


def parted(text: str) -> tuple[str, str]:
    """A cell with day and time in it as two: `10-May-2000 03:35` is `10-May-2000` and `03:35`."""
    found = _TIME.search(text)
    if found is None or not text[: found.start()].strip():
        return text, ""
    return text[: found.start()].strip(), text[found.start() :].strip()


def size_of(text: str) -> int | None:
    """How many bytes a text names; None when it names no size."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        return None
    unit = (found[2] or "").lower()
    if unit in _UNITS and re.fullmatch(r"\d+[.,]\d{1,2}", found[1]):
        return round(float(found[1].replace(",", ".")) * _UNITS[unit])
    digits = found[1].replace(",", "").replace(".", "")
    return int(digits) * _UNITS.get(unit, 1) if digits else None


def platform_of(text: str) -> str:
    """The platform a text names, by one name for each; empty when it names none that is known."""
    return _PLATFORM_NAMES.get(text.strip().strip("()").strip().lower(), "")


def says_utc(text: str) -> bool:
    """Whether a text says that its times are in UTC."""
    return _ZONE.search(text) is not None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> dt.date | None:
    """A day of a calendar; years of two digits are 1970 to 2069."""
    if year < 100:
        year += 1900 if year >= 70 else 2000
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
