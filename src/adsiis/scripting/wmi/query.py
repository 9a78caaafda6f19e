"""WQL: `SELECT ... FROM class WHERE ...`, `ASSOCIATORS OF {path}` and `REFERENCES OF {path}`.

Text is cut into words once; a condition becomes a function of an object's values. Source: docs/behaviour.md,
wmi-2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.scripting.wmi.objects import INVALID_QUERY, failure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Test = Callable[[Mapping[str, Any]], bool]

_WORD: Final = re.compile(
    r"""\s*(?:(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?P<path>\{[^}]*\})
    |(?P<number>-?\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][\w.]*)|(?P<mark><=|>=|<>|!=|[=<>(),*;]))""",
    re.VERBOSE,
)
_COMPARED: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "!=": lambda left, right: left != right,
}
_TURNED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


class Query(NamedTuple):
    """A selection: its class, the properties asked for (none for all), and what an object must fulfil."""

    class_name: str
    names: tuple[str, ...]
    test: Test | None

    def selects(self, values: Mapping[str, Any]) -> bool:
        """Whether an object of these values, by lower-case name, is selected. Raises 0x80041017."""
        return self.test is None or self.test(values)


class Related(NamedTuple):
    """A question for what stands in relation to an object: `associators` or `references`, and its limits."""

    kind: str
    path: str
    limits: Mapping[str, str]


def parsed(query: str) -> Query | Related:
    """A query in parts. Raises 0x80041017."""
    words = _Words(query)
    first = words.name()
    if first == "select":
        return _selection(words)
    if first in {"associators", "references"}:
        words.need("of")
        return Related(first, words.path(), _limits(words))
    raise failure(INVALID_QUERY)


class _Words:
    """The words of a query, taken one by one."""

    def __init__(self, query: str) -> None:
        self._words: list[tuple[str, str]] = []
        at = 0
        query = query.rstrip().rstrip(";").rstrip()
        while at < len(query):
            found = _WORD.match(query, at)
            if found is None or found.lastgroup is None:
                raise failure(INVALID_QUERY)
            self._words.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()

    def look(self) -> str:
        """The next word in lower case, or nothing."""
        return self._words[0][1].lower() if self._words else ""

    def take(self, kind: str = "") -> tuple[str, str]:
        """The next word and its kind. Raises 0x80041017 when there is none, or one of another kind."""
        if not self._words or (kind and self._words[0][0] != kind):
            raise failure(INVALID_QUERY)
        return self._words.pop(0)

    def skip(self, *wanted: str) -> bool:
        """Take the next word if it is one of these."""
        return self.look() in wanted and bool(self.take())

    def need(self, wanted: str) -> None:
        """Take a word that must come."""
        if not self.skip(wanted):
            raise failure(INVALID_QUERY)

    def name(self) -> str:
        """A name in lower case."""
        return self.take("name")[1].lower()

    def path(self) -> str:
        """What stands in braces."""
        return self.take("path")[1][1:-1].strip()

    def end(self) -> None:
        """Raise 0x80041017 if anything is left."""
        if self._words:
            raise failure(INVALID_QUERY)


def _selection(words: _Words) -> Query:
    names: list[str] = []
    if not words.skip("*"):
        names.append(words.name())
        while words.skip(","):
            names.append(words.name())
    words.need("from")
    class_name = words.take("name")[1]
    test = _either(words) if words.skip("where") else None
    words.end()
    return Query(class_name, tuple(names), test)


def _limits(words: _Words) -> dict[str, str]:
    limits: dict[str, str] = {}
    if words.skip("where"):
        while words.look():
            name = words.name()
            limits[name] = words.take("name")[1] if words.skip("=") else ""
    words.end()
    return limits


def _either(words: _Words) -> Test:
    tests = [_all(words)]
    while words.skip("or"):
        tests.append(_all(words))
    return tests[0] if len(tests) == 1 else lambda values: any(_answers(tests, values))


def _all(words: _Words) -> Test:
    tests = [_one(words)]
    while words.skip("and"):
        tests.append(_one(words))
    return tests[0] if len(tests) == 1 else lambda values: all(_answers(tests, values))


def _answers(tests: list[Test], values: Mapping[str, Any]) -> list[bool]:
    """What every test says: all are asked, so that a wrong name is an error wherever it stands."""
    return [test(values) for test in tests]


def _one(words: _Words) -> Test:
    if words.skip("not"):
        inner = _one(words)
        return lambda values: not inner(values)
    if words.skip("("):
        inner = _either(words)
        words.need(")")
        return inner
    return _comparison(words)


def _comparison(words: _Words) -> Test:
    kind, first = words.take()
    if kind != "name" or first.lower() in {"true", "false", "null"}:
        mark = words.take("mark")[1]
        return _compared(words.name(), _TURNED.get(mark, mark), _constant(kind, first))
    name = first.lower()
    if words.skip("is"):
        no = words.skip("not")
        words.need("null")
        return lambda values: (_value(values, name) is None) != no
    no = words.skip("not")
    if words.skip("like"):
        pattern = _pattern(_constant(*words.take("text")))
        return lambda values: (pattern.fullmatch(str(_value(values, name) or "")) is not None) != no
    if no:
        raise failure(INVALID_QUERY)
    if words.skip("isa"):
        return _compared(name, "=", _constant(*words.take("text")))
    mark = words.take("mark")[1]
    return _compared(name, mark, _constant(*words.take()))


def _compared(name: str, mark: str, wanted: Any) -> Test:
    compare = _COMPARED.get(mark)
    if compare is None:
        raise failure(INVALID_QUERY)

    def test(values: Mapping[str, Any]) -> bool:
        there = _value(values, name)
        if there is None or wanted is None:
            return compare(there, wanted) if mark in {"=", "<>", "!="} else False
        left, right = _alike(there, wanted)
        try:
            return bool(compare(left, right))
        except TypeError:
            return False

    return test


def _alike(there: Any, wanted: Any) -> tuple[Any, Any]:
    """Two values as both can be compared: as numbers where both are, else as text in any letter case."""
    pair = tuple(str(value).lower() for value in (there, wanted))
    numbers = {"true": "1", "false": "0"}
    if isinstance(there, bool) or isinstance(wanted, bool):
        pair = tuple(numbers.get(value, value) for value in pair)
    try:
        return float(pair[0]), float(pair[1])
    except ValueError:
        return pair[0], pair[1]


def _value(values: Mapping[str, Any], name: str) -> Any:
    if name not in values:
        raise failure(INVALID_QUERY)
    return values[name]


def _constant(kind: str, word: str) -> Any:
    if kind == "text":
        return re.sub(r"\\(.)", r"\1", word[1:-1], flags=re.DOTALL)
    if kind == "number":
        return word
    known = {"true": True, "false": False, "null": None}
    if kind != "name" or word.lower() not in known:
        raise failure(INVALID_QUERY)
    return known[word.lower()]


def _pattern(like: str) -> re.Pattern[str]:
    """What LIKE means: `%` any text, `_` any letter, `[a-f]` and `[^a-f]` one of some."""
    made = ""
    for part in re.findall(r"\[\^?[^\]]*\]|.", like, re.DOTALL):
        if len(part) > 1:
            made += "[" + part[1:-1].replace("\\", "\\\\").replace("[", "\\[") + "]"
        else:
            made += {"%": ".*", "_": "."}.get(part, re.escape(part))
    return re.compile(made, re.IGNORECASE | re.DOTALL)
