"""What a PATH on the command line names: a machine and a key, and for some commands a property of it.

`W3SVC/1`, `/W3SVC/1`, `/LM/W3SVC/1` and `IIS://localhost/W3SVC/1` are the same key. We show the second form.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError

TOP: Final = "/LM"
_SCHEME: Final = "IIS://"


class Place(NamedTuple):
    """A key: the machine as typed, and its path in the tree, as in `/LM/W3SVC/1`."""

    machine: str
    key: str

    @property
    def adspath(self) -> str:
        """Its name in the provider."""
        return f"{_SCHEME}{self.machine}{self.key[len(TOP) :]}"


def place(text: str, machine: str = "localhost") -> Place:
    """The place a text names; `machine` counts where the text names none.

    Raises InvalidPathError. Source: docs/behaviour.md, cli-2.
    """
    rest = text.strip()
    if paths.fold(rest[: len(_SCHEME)]) == _SCHEME:
        machine, _, rest = rest[len(_SCHEME) :].partition("/")
    elif paths.fold(rest) == TOP or paths.fold(rest[: len(TOP) + 1]) == TOP + "/":
        rest = rest[len(TOP) :]
    try:
        return Place(machine, paths.join(TOP, rest))
    except InvalidPathError as error:
        raise InvalidPathError(f"{text!r} is no path. {error}") from None


def property_place(text: str, machine: str = "localhost") -> tuple[Place, str]:
    """The key and the property that `PATH/PROP` names. Raises InvalidPathError."""
    whole = place(text, machine)
    if whole.key == TOP:
        raise InvalidPathError(f"{text!r} names no property: it would look like W3SVC/1/ServerComment.")
    return Place(whole.machine, paths.parent(whole.key)), paths.name_of(whole.key)


def short(path: str) -> str:
    """A path of the tree as we show it: without its `/LM`, which alone is `/`."""
    if not paths.is_below(path, TOP):
        return path
    return path[len(TOP) :] or paths.ROOT
