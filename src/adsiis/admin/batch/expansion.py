"""What percent signs, FOR variables and exclamation marks stand for.

Three passes over a text, each blind to what the one before put in: percent signs over the line before it is
read, FOR variables and exclamation marks over each command just before it runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from adsiis.admin.batch.modifiers import modified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.admin.batch.places import Places

_ARGUMENT: Final = re.compile(r"%~([a-zA-Z]*)(?:\$([^:%]*):)?(\d)")
_PLAIN_MODIFIERS: Final = frozenset("fdpnxsatz")
_NUMBER: Final = re.compile(r"\s*([-+]?\d+)\s*")


class Scope(Protocol):
    """What texts are looked up in."""

    @property
    def places(self) -> Places: ...  # noqa: D102 - the files of a batch file

    def variable(self, name: str) -> str | None:
        """The text of a variable."""

    def argument(self, number: int) -> str:
        """An argument of the file or subroutine, as it was written."""

    def all_arguments(self) -> str:
        """All of them as they were written."""

    def file(self) -> str:
        """The whole Windows path of the batch file."""


def percent_expanded(line: str, scope: Scope) -> str:
    """A line with its percent signs worked off. Source: docs/behaviour.md, batch-2."""
    parts: list[str] = []
    at = 0
    while (found := line.find("%", at)) >= 0:
        parts.append(line[at:found])
        text, at = _one(line, found, scope)
        parts.append(text)
    return "".join(parts) + line[at:]


def _one(line: str, at: int, scope: Scope) -> tuple[str, int]:
    """What stands for the percent sign at a place, and where the rest of the line goes on."""
    after = line[at + 1 : at + 2]
    if after == "%":
        return "%", at + 2
    if after == "*":
        return scope.all_arguments(), at + 2
    if after.isdigit():
        return scope.argument(int(after)), at + 2
    match = _ARGUMENT.match(line, at)
    if match is not None and set(match[1].lower()) <= _PLAIN_MODIFIERS:
        return _argument(match, scope), match.end()
    return _variable(line, at, scope)


def _argument(match: re.Match[str], scope: Scope) -> str:
    number = int(match[3])
    bare = scope.argument(number).strip('"')
    of_file = number == 0 and bool(match[1])
    return modified(scope.file() if of_file else bare, match[1], match[2], scope.places, scope.variable)


def _variable(line: str, at: int, scope: Scope) -> tuple[str, int]:
    end = line.find("%", at + 1)
    colon = line.find(":", at + 1)
    if colon >= 0 and colon + 1 != end and (end < 0 or colon < end):
        value = scope.variable(line[at + 1 : colon])
        if value is None:
            return "", colon + 1
        if end > 0:
            return changed(value, line[colon + 1 : end]), end + 1
    if end < 0:
        return "", at + 1
    return scope.variable(line[at + 1 : end]) or "", end + 1


def changed(value: str, how: str) -> str:
    """A text with `~start,length` taken of it, or `old=new` replaced in it; `*old` is all up to that."""
    if how.startswith("~"):
        return _piece(value, how[1:])
    old, equals, new = how.partition("=")
    if not equals or not old:
        return value
    if old.startswith("*") and len(old) > 1:
        found = value.lower().find(old[1:].lower())
        return value if found < 0 else new + value[found + len(old) - 1 :]
    return re.sub(re.escape(old), lambda _: new, value, flags=re.IGNORECASE)


def _piece(value: str, how: str) -> str:
    start_text, _, length_text = how.partition(",")
    start = _number(start_text) or 0
    start = max(len(value) + start, 0) if start < 0 else start
    length = _number(length_text)
    if length is None:
        return value[start:]
    end = len(value) + length if length < 0 else start + length
    return value[start : max(end, start)]


def _number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    return int(match[1]) if match else None


def delayed_expanded(text: str, scope: Scope) -> str:
    """A text with its exclamation marks worked off; where there are none, carets stay too.

    Source: docs/behaviour.md, batch-4.
    """
    if "!" not in text:
        return text
    parts: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "^":
            parts.append(text[at + 1 : at + 2])
            at += 2
        elif text[at] == "!":
            found, at = _delayed(text, at, scope)
            parts.append(found)
        else:
            parts.append(text[at])
            at += 1
    return "".join(parts)


def _delayed(text: str, at: int, scope: Scope) -> tuple[str, int]:
    end = text.find("!", at + 1)
    if end < 0:
        return "", at + 1
    name, colon, how = text[at + 1 : end].partition(":")
    if not colon or not how:
        return scope.variable(text[at + 1 : end]) or "", end + 1
    value = scope.variable(name)
    return ("" if value is None else changed(value, how)), end + 1


def loop_expanded(text: str, loops: Mapping[str, str], scope: Scope) -> str:
    """A text with the variables of the FOR loops around it put in. Source: docs/behaviour.md, batch-3."""
    if not loops or "%" not in text:
        return text
    parts: list[str] = []
    at = 0
    while (found := text.find("%", at)) >= 0:
        parts.append(text[at:found])
        value, at = _loop_variable(text, found, loops, scope)
        parts.append(value)
    return "".join(parts) + text[at:]


def _loop_variable(text: str, at: int, loops: Mapping[str, str], scope: Scope) -> tuple[str, int]:
    name = text[at + 1 : at + 2]
    if name != "~":
        return (loops[name], at + 2) if name in loops else ("%", at + 1)
    end = at + 2
    while text[end : end + 1].lower() in _PLAIN_MODIFIERS:
        end += 1
    searched = re.compile(r"\$([^:%]*):(.)").match(text, end)
    if searched is not None and searched[2] in loops:
        value = loops[searched[2]].strip('"')
        how = text[at + 2 : end]
        return modified(value, how, searched[1], scope.places, scope.variable), searched.end()
    for last in range(end, at + 1, -1):  # the longest row of modifiers that leaves a variable
        if text[last : last + 1] in loops:
            value = loops[text[last]].strip('"')
            return modified(value, text[at + 2 : last], None, scope.places, scope.variable), last + 1
    return "%", at + 1
