"""The namespace `IIS:`: from an ADsPath to an object, by way of the machine it names."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Any

from adsiis.adsi import names
from adsiis.adsi.binding import bind
from adsiis.adsi.errors import Translating, UnknownMachineError
from adsiis.adsi.namespaces import namespace_of
from adsiis.metabase.folder import Folder, default_home
from adsiis.metabase.metabase import open_metabase

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase

_LOCAL_NAMES = {"", ".", "LOCALHOST", "127.0.0.1"}
_machines: dict[str, Metabase] = {}
_homes: dict[str, str] = {}  # by machine, where it is not the user's own
os.register_at_fork(after_in_child=_machines.clear)


def GetObject(adspath: str) -> Any:
    r"""Bind to a key of the metabase, to something of the schema, or to a namespace.

    Args:
        adspath: such as `IIS://localhost/W3SVC/1/Root`, `IIS://localhost/Schema/Path`, `IIS:` or `ADs:`, in
            any letter case.

    Returns:
        An object of the key's class; its properties are attributes: `site.ServerComment`.

    Raises:
        BadPathnameError: not an ADsPath.
        UnknownMachineError: the machine is not known here.
        PathNotFoundError: there is no such key.
        ADSIError: the store cannot be opened.

    Example:
        >>> root = GetObject("IIS://localhost/W3SVC/1/Root")  # doctest: +SKIP
        >>> root.Path  # doctest: +SKIP
        'C:\Inetpub\wwwroot'

    Source: docs/behaviour.md, path-1, object-2, namespace-1.
    """
    name = names.parse(adspath)
    metabase = _machines.get(name.machine)
    if metabase is None:
        if not name.key:
            return namespace_of(name.machine)
        metabase = _machine(name.machine)
    return bind(metabase, name.machine, name.key)


def use_store(home: str) -> None:
    """Let this process's local machine be the store in a data folder, instead of the user's own.

    Raises ADSIError when it cannot be opened.
    """
    local = _opened(home)
    _machines.clear()
    _machines[""] = local
    _homes[""] = local.folder.home


def known_machines() -> list[str]:
    """The machines known here: this one by its own name, then its other names.

    Source: docs/behaviour.md, namespace-2.
    """
    return [socket.gethostname(), *_aliases()]


def _aliases() -> list[str]:
    """Other names of this machine: the file `aliases` of the data folder, one a line, `#` for remarks."""
    try:
        with open(Folder(_homes.get("") or default_home()).aliases, encoding="utf-8") as file:
            lines = [line.partition("#")[0].strip() for line in file]
    except (OSError, UnicodeDecodeError):
        return []
    return [line for line in lines if line]


def _machine(machine: str) -> Metabase:
    """The metabase of a machine. Source: docs/behaviour.md, path-5."""
    if machine.upper() not in _LOCAL_NAMES.union(map(str.upper, known_machines())):
        raise UnknownMachineError(
            f"The machine '{machine}' is not known here: this one is localhost or {socket.gethostname()}.",
            path=f"{names.PREFIX}{machine}",
        )
    if "" not in _machines:
        _machines[""] = _opened(_homes.get(""))
    _machines[machine] = _machines[""]
    return _machines[machine]


def _opened(home: str | None) -> Metabase:
    with Translating(home or ""):
        return open_metabase(home)
