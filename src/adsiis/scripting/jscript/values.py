"""Values between the engine and the objects of the host, and objects of the script as the host sees them.

A number or a Boolean goes as itself, anything else as a letter and text; `prelude.js` lists the letters.
Source: docs/behaviour.md, jscript-5.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any, Final, Protocol

from ASPPY.vm.values import VBArray, VBEmpty, VBNothing, VBNull

from adsiis.scripting.com import array

_WILD: Final = re.compile("[\0\ud800-\udfff]")
_SMALL: Final = range(-0x8000_0000, 0x8000_0000)
_DAY_ZERO: Final = dt.date(1899, 12, 30)


class Other(Protocol):
    """What values need of the two sides: a place for objects, and the script that can be asked."""

    def hold(self, value: object) -> int:
        """Keep an object of the host; its handle."""

    def held(self, handle: int) -> Any:
        """The object of a handle."""

    def ask(self, what: str, of: int, name: str, *values: Any) -> Any:
        """Have the script do something with one of its objects."""

    def drop(self, of: int) -> None:
        """Say that an object of the script is needed no more."""


class ScriptObject:
    """An object, an array, a date or a function of the script, as the host and VBScript see it."""

    __slots__ = ("__weakref__", "_other", "of")

    __vbs_default__ = "_as_text"

    def __init__(self, other: Other, of: int) -> None:
        self._other = other
        self.of = of

    def __del__(self) -> None:
        self._other.drop(self.of)

    def __call__(self, *given: Any) -> Any:
        """Call it."""
        return self._other.ask("apply", self.of, "", *given)

    def __vbs_typename__(self) -> str:
        """What TypeName answers."""
        return "JScriptTypeInfo"

    def __vbs_scalar__(self) -> Any:
        """The value it stands for: an array, a date, or text."""
        return self._other.ask("kind", self.of, "")

    def __str__(self) -> str:
        """As JScript writes it."""
        return str(self._as_text)

    @property
    def _as_text(self) -> Any:
        return self._other.ask("text", self.of, "")

    def _vbs_get_prop(self, name: str) -> Any:
        found = self._other.ask("get", self.of, name)
        return ScriptMethod(self, name) if isinstance(found, ScriptObject) and found.is_function() else found

    def _vbs_set_prop(self, name: str, value: Any) -> None:
        self._other.ask("set", self.of, name, value)

    def is_function(self) -> bool:
        """Whether it can be called."""
        return str(self._as_text).lstrip().startswith("function")

    def called(self, name: str, *given: Any) -> Any:
        """Call one of its members."""
        return self._other.ask("call", self.of, name, *given)


class ScriptMethod:
    """A member of such an object that is called."""

    __slots__ = ("_name", "_on")

    def __init__(self, on: ScriptObject, name: str) -> None:
        self._on = on
        self._name = name

    def __call__(self, *given: Any) -> Any:
        """Call it."""
        return self._on.called(self._name, *given)


def to_engine(other: Other, value: Any) -> Any:
    """A value of the host as the engine takes it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        value = int(value)  # a range looks through all of itself for a Long
        return value if value in _SMALL else float(value)
    if isinstance(value, float | Decimal):
        return float(value)
    if value.__class__ is str:
        return "j" + json.dumps(value) if _WILD.search(value) else "s" + value
    if value is VBEmpty or value is None:
        return "u"
    if value is VBNull or value is VBNothing:
        return "l"
    if isinstance(value, dt.date | dt.time):
        return _date(value)
    if isinstance(value, ScriptObject):
        return f"x{value.of}"
    if isinstance(value, VBArray | bytes | bytearray):
        return f"v{other.hold(value)}"
    if isinstance(value, str):
        return "s" + str(value)
    return f"o{other.hold(value)}"


def from_engine(other: Other, value: Any) -> Any:
    """A value of the engine as the host takes it."""
    if isinstance(value, float) and value.is_integer() and int(value) in _SMALL:
        return int(value)
    if not isinstance(value, str):
        return value
    letter, rest = value[:1], value[1:]
    if letter == "s":
        return rest
    if letter in {"o", "v"}:
        return other.held(int(rest))
    if letter == "x":
        return ScriptObject(other, int(rest))
    if letter == "a":
        return array(from_engine(other, item) for item in json.loads(rest))
    if letter == "d":
        return dt.datetime(*map(int, rest.split(",")))  # type: ignore[arg-type] # noqa: DTZ001 - local, as in VBScript
    return json.loads(rest) if letter == "j" else {"u": VBEmpty, "l": VBNull}[letter]


def _date(value: dt.date | dt.time) -> str:
    if isinstance(value, dt.time):
        value = dt.datetime.combine(_DAY_ZERO, value)
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    parts = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return "d" + ",".join(map(str, parts))
