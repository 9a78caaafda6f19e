"""The metabase of one data folder: its durable tree, its volatile tree, its secrets and its control."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, ReplaceTree
from adsiis.metabase.control import Control, HostLock
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import StoreError
from adsiis.metabase.folder import Folder, default_home
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.metabase.record import Key, Record


class Metabase:
    """Everything kept in one data folder. Use `open_metabase` or `create_metabase` to get one.

    Attributes:
        folder: where things stand.
        store: the durable tree.
        volatile: the tree of states, which no backup or export sees.
        control: commands to the service host.
    """

    def __init__(self, folder: Folder, *, make: bool = False) -> None:
        self.folder = folder
        self._sealer = Sealer(folder.secret_key)
        self.store = LmdbStore(environment(folder.metabase, durable=True, make=make), self._sealer)
        self.volatile = LmdbStore(environment(folder.volatile, durable=False, make=True), self._sealer)
        self.control = Control(self.volatile.environment, folder.host_lock)

    def reveal(self, record: Record) -> Record:
        """A record with its data clear. Raises SecretLostError when this store's key does not open it."""
        return self._sealer.open(record)

    def host_lock(self) -> HostLock:
        """A new handle of the host lock, for a service host to take."""
        return HostLock(self.folder.host_lock)

    def empty_volatile(self) -> None:
        """What a host does first: no states, no commands, from the time before."""
        self.control.boot()
        self.volatile.commit([ReplaceTree(())])

    def is_empty(self) -> bool:
        """Whether the tree has never been filled."""
        return self.store.view.key(paths.ROOT) is None


_open: dict[str, Metabase] = {}
_opening = threading.Lock()
os.register_at_fork(after_in_child=_open.clear)


def open_metabase(home: str | None = None) -> Metabase:
    """The metabase of a data folder (the user's own when none is named); one object per process.

    Raises StoreMissingError when there is none, StoreVersionError, StoreError.
    """
    home = home or default_home()
    found = _open.get(home)
    if found is None:
        with _opening:
            found = _open.get(home) or Metabase(Folder(home))
            _open[home] = found
    return found


def create_metabase(home: str, keys: Iterable[Key]) -> Metabase:
    """Make the metabase of a data folder and fill it, in one commit.

    Raises StoreError when there is one already.
    """
    metabase = Metabase(Folder(home), make=True)
    if not metabase.is_empty():
        raise StoreError(f"There is a store in {home} already: nothing was changed.")
    metabase.store.commit([ReplaceTree((*keys,))] if keys else [CreateKey(paths.ROOT)])
    _open[home] = metabase
    return metabase


def close_metabase(home: str) -> None:
    """Close the files of a data folder in this process; objects over it must not be used any more."""
    with _opening:
        _open.pop(home, None)
        for folder in (Folder(home).metabase, Folder(home).volatile):
            forget_environment(folder)
