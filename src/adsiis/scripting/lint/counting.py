"""How many arguments a method takes: read off the function that carries it out.

A property, and whatever takes any number, says nothing. Source: docs/behaviour.md, lint-7.
"""

from __future__ import annotations

from functools import cache
from inspect import Parameter, isfunction, signature
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.adsi.byref import out_positions
from adsiis.adsi.container import ADsContainer
from adsiis.adsi.extensions import extensions
from adsiis.adsi.objects import ADsObject
from adsiis.vbs.engine.names import names

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN: Final = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


class Count(NamedTuple):
    """From how many arguments to how many."""

    least: int
    most: int

    def __str__(self) -> str:
        """As a sentence says it."""
        number = str(self.least) if self.least == self.most else f"{self.least} to {self.most}"
        return f"{number} argument{'' if number == '1' else 's'}"


def counts_of(of: type) -> dict[str, Count]:
    """The methods of a class and what they take, by upper-case name without underscores."""
    found = {name: taken(getattr(of, name), bound=True) for name in dir(of) if not name.startswith("_")}
    return {name.replace("_", "").upper(): count for name, count in found.items() if count is not None}


@cache
def provider_counts() -> Mapping[str, Count]:
    """The methods of the provider's objects."""
    given: dict[str, Count] = {}
    for extension in extensions():
        for listed in extension.methods.values():
            for name, function in listed.items():
                count = taken(function, bound=True)
                if count is not None:
                    before = given.get(name.upper(), count)
                    given[name.upper()] = Count(min(before.least, count.least), max(before.most, count.most))
    return {**given, **counts_of(ADsObject), **counts_of(ADsContainer)}


@cache
def function_counts() -> Mapping[str, Count]:
    """The functions of VBScript."""
    found = {name: taken(function, bound=False) for name, function in names().items()}
    return {name: count for name, count in found.items() if count is not None}


def taken(function: Any, *, bound: bool) -> Count | None:
    """What a function takes, its object not counted; None for what is no function, or takes anything."""
    if not isfunction(function):
        return None
    listed = list(signature(function).parameters.values())[bound:]
    if any(one.kind is Parameter.VAR_POSITIONAL for one in listed):
        return None
    plain = [one for one in listed if one.kind in _PLAIN]
    outs = len(out_positions(function))
    return Count(sum(one.default is Parameter.empty for one in plain), len(plain) + outs)
