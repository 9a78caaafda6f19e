"""WScript.Arguments: all of them, and the named (`/name:value`) and unnamed ones apart.

Source: docs/behaviour.md, wsh-5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ASPPY.vm.values import VBEmpty

from adsiis.scripting.com import Collection, ComObject, named_error, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.scripting.host import Host


class Unnamed(Collection):
    """Arguments in order."""

    __slots__ = ()

    type_name = "IWshCollection"

    @property
    def length(self) -> int:
        """How many there are."""
        return self.count


class Arguments(Unnamed):
    """All arguments of the script."""

    __slots__ = ("_host", "_usage")

    type_name = "IWshArguments"

    def __init__(self, host: Host, words: list[str], usage: str = "") -> None:
        super().__init__(words)
        self._host = host
        self._usage = usage

    @property
    def named(self) -> Named:
        """Those that start with a slash."""
        return Named([word for word in self._found if word.startswith("/")])

    @property
    def unnamed(self) -> Unnamed:
        """The others."""
        return Unnamed(word for word in self._found if not word.startswith("/"))

    def show_usage(self) -> None:
        """What a job says of itself; plain scripts say nothing."""
        self._host.say(self._usage)


class Named(ComObject):
    """Arguments `/name:value`, by name."""

    __slots__ = ("_values",)

    type_name = "IWshNamed"

    def __init__(self, words: list[str]) -> None:
        self._values: dict[str, tuple[str, Any]] = {}
        for word in words:
            name, colon, value = word[1:].partition(":")
            self._values.setdefault(name.upper(), (name, _value(name, value, given=bool(colon))))

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter([_bare(name) for name, _ in self._values.values()])

    def __vbs_index_get__(self, name: Any) -> Any:
        """The value of a name; Empty for one that is not given."""
        return self.item(name)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._values)

    @property
    def length(self) -> int:
        """How many there are."""
        return len(self._values)

    def exists(self, name: Any) -> bool:
        """Whether a name is given."""
        return self._key(name) is not None

    def item(self, name: Any) -> Any:
        """The value of a name; Empty for one that is not given."""
        key = self._key(name)
        return VBEmpty if key is None else self._values[key][1]

    def _key(self, name: Any) -> str | None:
        wanted = text(name).upper()
        if not wanted:
            raise named_error(5)
        return next((key for key in (wanted, wanted + "+", wanted + "-") if key in self._values), None)


def _bare(name: str) -> str:
    return name[:-1] if name.endswith(("+", "-")) else name


def _value(name: str, value: str, *, given: bool) -> Any:
    """`/name:value` is text, `/name+` True, `/name-` False, `/name` Empty."""
    if given:
        return value
    return name.endswith("+") if name.endswith(("+", "-")) else VBEmpty
