"""ADsPaths: `IIS://machine/W3SVC/1/Root`, and the keys they name.

The part after the machine is the key's path without its leading `/LM`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from adsiis.adsi.errors import BadPathnameError
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError
from adsiis.schema import extension

PREFIX: Final = "IIS://"
TOP: Final = "/LM"
SCHEMA: Final = extension.TOP
NAMESPACE: Final = "IIS:"
NAMESPACES: Final = "ADs:"
GUID: Final = "{8B645280-7BA4-11CF-B03D-00AA006E0975}"
_SCHEMA_OF_TOP: Final = f"{TOP}{SCHEMA}".upper()


class Name(NamedTuple):
    """An ADsPath taken apart: the machine as typed, and the path of the key.

    Of a namespace, its name stands for the machine, and the key is empty.
    """

    machine: str
    key: str


@lru_cache(maxsize=4096)
def parse(adspath: str) -> Name:
    """Take an ADsPath apart; blanks around it and one slash at its end do not count.

    Raises BadPathnameError for anything else than `IIS://machine`, `IIS://machine/part/part`, `IIS:`, `ADs:`.
    Source: docs/behaviour.md, path-1, namespace-1.
    """
    text = adspath.strip()
    for namespace in (NAMESPACE, NAMESPACES):
        if paths.fold(text.removesuffix("/")) == namespace.upper():
            return Name(namespace, "")
    if text[: len(PREFIX)].upper() != PREFIX:
        raise BadPathnameError(
            f"'{adspath}' is not an ADsPath: it must begin with IIS://, as in IIS://localhost/W3SVC/1.",
            path=adspath,
        )
    machine, slash, rest = text[len(PREFIX) :].partition("/")
    try:
        if machine:
            paths.check_name(machine)
        return Name(machine, placed(paths.normal(f"{TOP}/{rest}")) if slash and rest else TOP)
    except InvalidPathError as error:
        raise BadPathnameError(f"'{adspath}' is not an ADsPath: {error}", path=adspath) from None


def adspath(machine: str, key: str) -> str:
    """The ADsPath of a key below `/LM`, or in the schema; of the keys above, that of the machine.

    Source: docs/behaviour.md, path-2.
    """
    return f"{PREFIX}{machine}{key if is_in_schema(key) else key[len(TOP) :]}"


def placed(key: str) -> str:
    """Where the key of an ADsPath stands: the schema, which ADsPaths show below the machine, beside `/LM`."""
    return SCHEMA + key[len(_SCHEMA_OF_TOP) :] if paths.is_below(key, _SCHEMA_OF_TOP) else key


def is_in_schema(key: str) -> bool:
    """Whether a key, as `placed` gives it, is the schema or in it."""
    return key.startswith(SCHEMA) and key[len(SCHEMA) : len(SCHEMA) + 1] in {"", "/"}
