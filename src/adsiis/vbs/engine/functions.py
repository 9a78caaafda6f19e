"""VBScript's functions that asppy has otherwise: of numbers and texts.

`MENDED` holds them by their upper-case names. What converts a value asks Nothing and arrays for one, which is
error 91 or 13; Int, Fix and Round keep the kind of what they are given. Source: docs/behaviour.md, vbs-25.
"""
# ruff: noqa: N802 - messages name these functions as scripts do

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from ASPPY import parser, vb_builtins, vb_builtins_instrrev, vb_locale
from ASPPY.vb_errors import raise_runtime
from ASPPY.vb_runtime import VBByte, VBLong, VBSingle, vbs_cstr
from ASPPY.vm.interpreter import _from_oaserial
from ASPPY.vm.values import VBArray, VBEmpty, VBNothing, VBNull

from adsiis.vbs.engine.errors import named_error
from adsiis.vbs.engine.kinds import kind, made, number, whole

if TYPE_CHECKING:
    from collections.abc import Callable

_ANSI: Final = "cp1252"
_TEXT_COMPARE: Final = 1
_MOST_PLACES: Final = 15
_normalized = vb_locale.normalize_number_string
_DECORATED: Final = re.compile(r"\((?P<inner>[^()+-]+)\)|(?P<plain>[^()]+?)(?P<sign>[+-])?")


def mend() -> None:
    """Let asppy read `$5`, `(5)` and `5-` as the numbers they are, and call GetLocale without brackets."""
    vb_locale.normalize_number_string = _normalized_with_signs
    parser._NO_PAREN_FUNCS.add("GETLOCALE")  # noqa: SLF001 - asppy's own


def _normalized_with_signs(text: Any, lcid: Any = None) -> Any:
    shown = str(text).strip()
    symbol = vb_locale.get(lcid)["currencySymbol"]
    found = _DECORATED.fullmatch(shown.replace(symbol, "", 1).strip() if symbol else shown)
    if found is None:
        return None
    negative = found["inner"] is not None or found["sign"] == "-"
    plain = _normalized((found["inner"] or found["plain"]).strip(), lcid)
    signed = plain is not None and plain[:1] in {"+", "-"}
    if plain is None or (signed and found["sign"]):
        return None
    return f"-{plain}" if negative else plain


def of_value(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of asppy that Nothing and arrays are no arguments of."""

    @wraps(function)
    def asked(value: Any, *more: Any) -> Any:
        if value is VBNothing:
            raise named_error(91)
        if isinstance(value, VBArray):
            raise_runtime("TYPE_MISMATCH")
        return function(value, *more)

    return asked


def CByte(value: Any) -> Any:
    """A whole number from 0 to 255."""
    if value is VBNull:
        raise_runtime("INVALID_USE_OF_NULL")
    found = whole(value)
    if not 0 <= found <= 255:
        raise_runtime("OVERFLOW")
    return VBByte(found)


def Int(value: Any) -> Any:
    """The next whole number below."""
    return _cut(value, math.floor)


def Fix(value: Any) -> Any:
    """The next whole number towards 0."""
    return _cut(value, math.trunc)


def _cut(value: Any, cut: Callable[[Any], int]) -> Any:
    if value is VBNull:
        return VBNull
    if isinstance(value, dt.date | dt.time):
        return _from_oaserial(cut(number(value)))
    return made(kind(value), cut(number(value)))


def Round(value: Any, places: Any = 0) -> Any:
    """Rounded to so many places, halves to the even digit."""
    digits = whole(places)
    if digits < 0:
        raise_runtime("INVALID_PROC_CALL")
    if value is VBNull:
        raise_runtime("INVALID_USE_OF_NULL")
    found = number(value)
    if isinstance(found, int) or digits > _MOST_PLACES:
        return value if isinstance(value, bool | int) else found
    if isinstance(found, Decimal):
        return made(kind(value), found.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN))
    return made(kind(value), round(found * 10**digits) / 10**digits)


def Exp(value: Any) -> float:
    """A power of e."""
    try:
        return math.exp(float(number(value)))
    except OverflowError:
        raise_runtime("OVERFLOW")
        raise


def RGB(red: Any, green: Any, blue: Any) -> Any:
    """The number of a colour; more than 255 is 255."""
    parts = [whole(part) for part in (red, green, blue)]
    if min(parts) < 0:
        raise_runtime("INVALID_PROC_CALL")
    first, second, third = (min(part, 255) for part in parts)
    return VBLong(first | second << 8 | third << 16)


def InStr(*given: Any) -> Any:
    """Where a text stands in another: `[start,] text, part [, compare]`."""
    if not 2 <= len(given) <= 4:
        raise_runtime("WRONG_NUM_ARGS")
    start, text, part, compare = (1, *given, 0) if len(given) == 2 else (*given, 0)[:4]
    if VBNull in (start, compare):
        raise_runtime("INVALID_USE_OF_NULL")
    if text is VBNull or part is VBNull:
        return VBNull
    if whole(start) < 1:
        raise_runtime("INVALID_PROC_CALL")
    where, what = _comparable(text, part, compare)
    return VBLong(where.find(what, whole(start) - 1) + 1 if where else 0)


def InStrRev(text: Any, part: Any, start: Any = -1, compare: Any = 0) -> Any:
    """Where a text stands last in another; 0 when the search starts behind its end."""
    where, what = _comparable(text, part, compare)
    if whole(start) > len(where):
        return VBLong(0)
    return vb_builtins_instrrev.InStrRev(where if text is not VBNull else text, what, start)


def StrComp(one: Any, other: Any, compare: Any = 0) -> Any:
    """-1, 0 or 1: which of two texts is the smaller."""
    _comparable("", "", compare)
    return vb_builtins.StrComp(one, other, compare)


def Split(text: Any, delimiter: Any = " ", count: Any = -1, compare: Any = 0) -> Any:
    """The pieces of a text as an array."""
    if text is VBNull or delimiter is VBNull:
        raise_runtime("INVALID_USE_OF_NULL")
    whole_text, mark = vbs_cstr(text), vbs_cstr(delimiter)
    most = whole(count)
    where, what = _comparable(whole_text, mark, compare)
    pieces, start = list[str](), 0
    while what and len(pieces) != most - 1 and (at := where.find(what, start)) >= 0:
        pieces.append(whole_text[start:at])
        start = at + len(mark)
    return vb_builtins.Array(*([*pieces, whole_text[start:]] if whole_text and most else []))


def String(count: Any, character: Any) -> Any:
    """A character many times: that of a code, or the first of a text."""
    if not isinstance(character, str) and character is not VBNull and character is not VBEmpty:
        return vb_builtins.String(count, vb_builtins.ChrW(whole(character) % 256))
    if character == "":
        raise_runtime("INVALID_PROC_CALL")
    return vb_builtins.String(count, character)


def Asc(text: Any) -> Any:
    """The code of a text's first character in Windows-1252."""
    code = vb_builtins.Asc(text)
    return code if code < 128 or 159 < code < 256 else chr(code).encode(_ANSI, "replace")[0]


def Chr(code: Any) -> str:
    """The character of a code of Windows-1252."""
    found: str = vb_builtins.Chr(whole(code))
    try:
        return found.encode("latin-1").decode(_ANSI)
    except UnicodeDecodeError:
        return found


def Trim(text: Any) -> Any:
    """A text without the blanks at its ends; other white space stays."""
    return VBNull if text is VBNull else vbs_cstr(text).strip(" ")


def LTrim(text: Any) -> Any:
    """A text without the blanks it starts with."""
    return VBNull if text is VBNull else vbs_cstr(text).lstrip(" ")


def RTrim(text: Any) -> Any:
    """A text without the blanks it ends with."""
    return VBNull if text is VBNull else vbs_cstr(text).rstrip(" ")


def FormatCurrency(value: Any, digits: Any = -1, lead: Any = -2, brackets: Any = -2, groups: Any = -2) -> Any:
    """An amount; brackets for negative ones may be turned off."""
    off = brackets is not None and brackets is not VBEmpty and whole(brackets) == 0
    if not off or not float(number(value)) < 0:
        return vb_builtins.FormatCurrency(value, digits, lead, brackets, groups)
    return "-" + str(vb_builtins.FormatCurrency(-number(value), digits, lead, brackets, groups))


def GetLocale() -> Any:
    """The number of the locale."""
    return VBLong(vb_builtins.GetLocale())


def Timer() -> Any:
    """The seconds since midnight."""
    now = dt.datetime.now().astimezone()
    return VBSingle((now - now.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds())


def _comparable(text: Any, part: Any, compare: Any) -> tuple[str, str]:
    """Two texts as they are looked at: as they are, or without case."""
    if whole(compare) not in {0, _TEXT_COMPARE}:
        raise_runtime("INVALID_PROC_CALL")
    one, other = vbs_cstr(text), vbs_cstr(part)
    return (one.lower(), other.lower()) if whole(compare) else (one, other)


_CONVERSIONS: Final = ("CBool", "CCur", "CDbl", "CInt", "CLng", "CSng", "CStr", "Len")
_OURS: Final[tuple[Any, ...]] = (
    *(Asc, Chr, Exp, Fix, FormatCurrency, GetLocale, InStr, InStrRev, Int, LTrim, RGB, RTrim, Round, Split),
    *(StrComp, String, Timer, Trim, of_value(CByte)),
    *(of_value(getattr(vb_builtins, name)) for name in _CONVERSIONS),
)
MENDED: Final[dict[str, Callable[..., Any]]] = {function.__name__.upper(): function for function in _OURS}
