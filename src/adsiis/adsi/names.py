"""ADsPaths: `IIS://machine/W3SVC/1/Root`, and the keys they name.

The part after the machine is the key's path without its leading `/LM`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from adsiis.adsi.errors import BadPathnameError
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError

PREFIX: Final = "IIS://"
TOP: Final = "/LM"


class Name(NamedTuple):
    """An ADsPath taken apart: the machine as typed, and the path of the key."""

    machine: str
    key: str


@lru_cache(maxsize=4096)
def parse(adspath: str) -> Name:
    """Take an ADsPath apart; blanks around it and one slash at its end do not count.

    Raises BadPathnameError for anything else than `IIS://machine` or `IIS://machine/part/part`.
    Source: docs/behaviour.md, path-1.
    """
    text = adspath.strip()
    if text[: len(PREFIX)].upper() != PREFIX:
        raise BadPathnameError(
            f"'{adspath}' is not an ADsPath: it must begin with IIS://, as in IIS://localhost/W3SVC/1.",
            path=adspath,
        )
    machine, slash, rest = text[len(PREFIX) :].partition("/")
    try:
        if machine:
            paths.check_name(machine)
        return Name(machine, paths.normal(f"{TOP}/{rest}") if slash and rest else TOP)
    except InvalidPathError as error:
        raise BadPathnameError(f"'{adspath}' is not an ADsPath: {error}", path=adspath) from None


def adspath(machine: str, key: str) -> str:
    """The ADsPath of a key below `/LM`; of the keys above, that of the machine.

    Source: docs/behaviour.md, path-2.
    """
    return f"{PREFIX}{machine}{key[len(TOP) :]}"
