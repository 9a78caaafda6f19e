"""WQL: `SELECT ... FROM class WHERE name = value AND ...`.

Source: docs/behaviour.md, wmi-2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.scripting.com import error

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUERY: Final = re.compile(
    r"\s*select\s+.+?\s+from\s+(\w+)(?:\s+where\s+(.+?))?\s*;?\s*", re.IGNORECASE | re.DOTALL
)
_TEST: Final = re.compile(
    r"\(?\s*(\w+)\s*(=|<>|!=|<=|>=|<|>|\blike\b)\s*(\"[^\"]*\"|'[^']*'|[\w.-]+)\s*\)?", re.IGNORECASE
)
_BAD_QUERY: Final = 0x80041017


class Query(NamedTuple):
    """A query: its class, and its conditions as alternatives of tests that must all hold."""

    class_name: str
    alternatives: tuple[tuple[tuple[str, str, str], ...], ...]

    def selects(self, values: Mapping[str, Any]) -> bool:
        """Whether an object of these values, by lower-case name, is selected."""
        if not self.alternatives:
            return True
        return any(all(_holds(values, *test) for test in tests) for tests in self.alternatives)


def parsed(query: str) -> Query:
    """A query in parts. Raises 0x80041017."""
    found = _QUERY.fullmatch(query)
    if found is None:
        raise error(_BAD_QUERY, "Invalid query", "SWbemServicesEx")
    alternatives = tuple(
        tuple(_test(part) for part in re.split(r"\band\b", alternative, flags=re.IGNORECASE))
        for alternative in re.split(r"\bor\b", found[2] or "", flags=re.IGNORECASE)
        if alternative.strip()
    )
    return Query(found[1], alternatives)


def _test(part: str) -> tuple[str, str, str]:
    found = _TEST.fullmatch(part.strip())
    if found is None:
        raise error(_BAD_QUERY, "Invalid query", "SWbemServicesEx")
    return found[1].lower(), found[2].lower(), found[3].strip("\"'")


def _holds(values: Mapping[str, Any], name: str, operator: str, wanted: str) -> bool:
    if name not in values:
        raise error(_BAD_QUERY, "Invalid query", "SWbemServicesEx")
    there = str(values[name]).lower()
    if operator == "like":
        pattern = re.escape(wanted.lower()).replace("%", ".*").replace("_", ".")
        return re.fullmatch(pattern, there) is not None
    if operator in {"=", "<>", "!="}:
        return (there == wanted.lower()) == (operator == "=")
    try:
        left, right = float(there), float(wanted)
    except ValueError:
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
