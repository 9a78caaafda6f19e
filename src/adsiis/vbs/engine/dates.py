"""VBScript's functions of dates that asppy has otherwise: intervals, weeks, and what is no date.

`MENDED` holds them by their upper-case names. A text that is no date is error 13, an interval or a name that
is not there error 5. Source: docs/behaviour.md, vbs-26.
"""
# ruff: noqa: N802 - messages name these functions as scripts do

from __future__ import annotations

import datetime as dt
import re
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from ASPPY import vb_datetime, vb_locale
from ASPPY.vb_errors import VBScriptError, raise_runtime
from ASPPY.vb_runtime import VBLong, VBScriptCOMError, VBScriptRuntimeError, vbs_get_lcid
from ASPPY.vm.values import VBNull

from adsiis.vbs.engine.errors import named_error
from adsiis.vbs.engine.functions import of_value
from adsiis.vbs.engine.kinds import whole

if TYPE_CHECKING:
    from collections.abc import Callable

_WEEK: Final = 7
_JANUARY_1, _FOUR_DAYS, _FULL_WEEK = 1, 2, 3
_parsed = vb_datetime._parse_iso_datetime  # noqa: SLF001 - what is mended
_DAY_AND_NAME: Final = re.compile(r"(\d{1,2})[-/ ]+([a-z]{3,})\.?[-/, ]+(\d{1,4})(?=\D|$)", re.IGNORECASE)
_NAME_AND_DAY: Final = re.compile(
    r"([a-z]{3,})\.?[-/ ]+(\d{1,2})[-/, ]+(\d{1,4})(?=\D|$)(?!:)", re.IGNORECASE
)
_INTERVALS: Final = frozenset({"yyyy", "q", "m", "y", "d", "w", "ww", "h", "n", "s"})


def mend() -> None:
    """Let asppy read dates with the month in the middle, and say what is none."""
    vb_datetime._parse_iso_datetime = _read  # noqa: SLF001


def _read(text: str) -> dt.datetime:
    plain = _DAY_AND_NAME.sub(_day_first, text.strip(), count=1)
    if plain == text.strip():
        plain = _NAME_AND_DAY.sub(_name_first, plain, count=1)
    try:
        found: dt.datetime = _parsed(plain)
    except VBScriptRuntimeError:
        raise named_error(13) from None
    return found


def _day_first(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]} {_year(found[3])}"


def _name_first(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}, {_year(found[3])}"


def _year(digits: str) -> int:
    return int(vb_datetime._pivot_2digit_year(int(digits)))  # noqa: SLF001


def _telling(number: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A function whose complaints of its own have a number."""

    def mended(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def called(*given: Any) -> Any:
            try:
                return function(*given)
            except (VBScriptCOMError, VBScriptError):
                raise
            except (VBScriptRuntimeError, ValueError, OverflowError):
                raise named_error(number) from None

        return called

    return mended


def Now() -> dt.datetime:
    """The time to the second."""
    return dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - local time, as VBScript


def DateAdd(interval: Any, count: Any, date: Any) -> Any:
    """A date so many intervals later; fractions of intervals are rounded."""
    if count is VBNull or date is VBNull:
        return VBNull
    return vb_datetime.DateAdd(_interval(interval), whole(count), date)


def DateDiff(interval: Any, one: Any, other: Any, first_day: Any = 1, first_week: Any = 1) -> Any:
    """How many intervals begin between two dates; `w` counts whole weeks."""
    unit = _interval(interval)
    if one is VBNull or other is VBNull:
        return VBNull
    if unit not in {"w", "ww"}:
        return vb_datetime.DateDiff(unit, one, other, first_day, first_week)
    start, end = (vb_datetime._to_datetime(date).date() for date in (one, other))  # noqa: SLF001
    if unit == "w":
        return VBLong(int((end - start).days / _WEEK))
    return VBLong((_week_start(end, first_day) - _week_start(start, first_day)).days // _WEEK)


def DatePart(interval: Any, date: Any, first_day: Any = 1, first_week: Any = 1) -> Any:
    """A part of a date; `ww` is the week of the year by the rule asked for."""
    unit = _interval(interval)
    if date is VBNull or unit != "ww":
        return vb_datetime.DatePart(unit, date, first_day, first_week)
    day = vb_datetime._to_datetime(date).date()  # noqa: SLF001
    rule = whole(first_week) or _JANUARY_1
    begins = _first_week(day.year, first_day, rule)
    if day < begins:
        begins = _first_week(day.year - 1, first_day, rule)
    elif rule != _JANUARY_1 and day >= _first_week(day.year + 1, first_day, rule):
        return 1
    return (day - begins).days // _WEEK + 1


def TimeSerial(hour: Any, minute: Any, second: Any) -> Any:
    """A time from its parts; past midnight it is a day later."""
    if VBNull in (hour, minute, second):
        return VBNull
    seconds = whole(hour) * 3600 + whole(minute) * 60 + whole(second)
    return vb_datetime._OA_ZERO + dt.timedelta(seconds=seconds)  # noqa: SLF001


def _interval(name: Any) -> str:
    found = str(name).lower()
    if found not in _INTERVALS:
        raise_runtime("INVALID_PROC_CALL")
    return found


def _week_start(day: dt.date, first_day: Any) -> dt.date:
    first = whole(first_day) or vb_locale.first_day_of_week(vbs_get_lcid())
    return day - dt.timedelta(days=(day.isoweekday() % _WEEK + 1 - first) % _WEEK)


def _first_week(year: int, first_day: Any, rule: int) -> dt.date:
    """When the first week of a year begins."""
    january = dt.date(year, 1, 1)
    begins = _week_start(january, first_day)
    days_in_it = _WEEK - (january - begins).days
    enough = {_JANUARY_1: 1, _FOUR_DAYS: 4, _FULL_WEEK: _WEEK}.get(rule, 1)
    return begins if days_in_it >= enough else begins + dt.timedelta(days=_WEEK)


_OURS: Final[tuple[Any, ...]] = (
    *(DateAdd, DateDiff, DatePart, TimeSerial),
    *(vb_datetime.DateSerial, vb_datetime.FormatDateTime, vb_datetime.MonthName, vb_datetime.WeekdayName),
)
MENDED: Final[dict[str, Callable[..., Any]]] = {
    "NOW": Now,
    **{function.__name__.upper(): _telling(5)(function) for function in _OURS},
    "CDATE": of_value(vb_datetime.CDate),
}
