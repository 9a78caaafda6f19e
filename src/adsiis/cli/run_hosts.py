"""Which host is meant: that of the ordinary store, or an `adsiis run` that has a store of its own?

A `run` keeps its store in the folder of temporary files, under a name that begins alike, and removes it at
its end. What a killed one left behind has a free host lock, and is passed over, as is what others own.
"""

from __future__ import annotations

import os
import stat
import tempfile
from typing import Final, NamedTuple

from adsiis.metabase.control import HostLock
from adsiis.metabase.errors import HostGoneError, MetabaseError, StoreMissingError
from adsiis.metabase.folder import RUN_PREFIX, Folder, default_home
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.schema.constants import SERVER_BINDINGS

_SITE: Final = "/LM/W3SVC/1"


class SeveralHostsError(MetabaseError):
    """Several hosts run, and none was named; the text says how to."""


class Host(NamedTuple):
    """A host that runs: its data folder, and the addresses of an `adsiis run`."""

    home: str
    addresses: str = ""


def host(home: str | None, command: str) -> Host:
    """The host of a data folder; with none named the ordinary one, else the one `adsiis run` that serves.

    Args:
        home: the data folder, of which alone is spoken.
        command: what is to be asked of it, for the sentence that says how to name one of several.

    Raises HostGoneError, SeveralHostsError, StoreError. Source: docs/behaviour.md, cli-12.
    """
    if home is not None:
        if open_metabase(home).control.host_runs():
            return Host(home)
        raise HostGoneError("No service host runs on this store, so no pool does. Start one: 'adsiis serve'.")
    if _runs(default_home()):
        return Host(default_home())
    found = run_hosts()
    if not found:
        raise HostGoneError(
            f"No service host runs on this store ({default_home()}), and no 'adsiis run' of this user "
            f"has one in {tempfile.gettempdir()}: start either, or name its folder with --home."
        )
    if len(found) > 1:
        named = "; ".join(f"'adsiis --home {one.home} {command}' ({one.addresses})" for one in found)
        raise SeveralHostsError(f"{len(found)} 'adsiis run' of this user serve; name one: {named}.")
    return found[0]


def run_hosts() -> list[Host]:
    """The `adsiis run` of this user that serve now."""
    top = tempfile.gettempdir()
    homes = (os.path.join(top, name) for name in sorted(os.listdir(top)) if name.startswith(RUN_PREFIX))
    return [Host(home, _addresses(home)) for home in homes if _is_ours(home) and _is_locked(home)]


def _runs(home: str) -> bool:
    try:
        return open_metabase(home).control.host_runs()
    except StoreMissingError:
        return False


def _is_ours(home: str) -> bool:
    """Whether it is a folder that this user alone can have made: anyone may put something there."""
    try:
        found = os.lstat(home)
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _is_locked(home: str) -> bool:
    path = Folder(home).host_lock
    if not os.path.exists(path):
        return False
    lock = HostLock(path)
    try:
        return lock.is_held()
    finally:
        lock.close()


def _addresses(home: str) -> str:
    """Where it listens."""
    with open_metabase(home).store.snapshot() as tree:
        key = tree.key(_SITE)
    close_metabase(home)
    lines = key.records[SERVER_BINDINGS].data if key is not None else ()
    return " ".join(line.rstrip(":") for line in lines) if isinstance(lines, tuple) else ""
