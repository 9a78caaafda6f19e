"""The metabase of one data folder: its durable tree, its volatile tree, its secrets and its control."""

from __future__ import annotations

import os
import threading
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from adsiis.metabase import paths
from adsiis.metabase.changes import ReplaceTree
from adsiis.metabase.control import Control, HostLock
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import ConflictError, StoreError
from adsiis.metabase.folder import Folder, default_home
from adsiis.metabase.library_errors import in_our_words
from adsiis.metabase.record import Key
from adsiis.metabase.secrets import Sealer, sealed_records
from adsiis.metabase.store import LmdbStore
from adsiis.metabase.volatile import volatile_environment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from tempfile import TemporaryDirectory

    from adsiis.metabase.record import Record


class Metabase:
    """Everything kept in one data folder. Use `open_metabase` or `create_metabase` to get one.

    Attributes:
        folder: where things stand.
        store: the durable tree.
        volatile: the tree of states, which no backup or export sees.
        control: commands to the service host.
        sealer: seals and opens the secure values.
    """

    def __init__(self, folder: Folder, *, make: bool = False) -> None:
        self.folder = folder
        tree = environment(folder.metabase, durable=True, make=make)
        sealed = partial(sealed_records, tree)
        self.sealer = Sealer(folder.secret_key, sealed=sealed)
        self.store = LmdbStore(tree, self.sealer)
        states = Sealer(folder.secret_key, states=True, sealed=sealed)
        self._aside = _place_aside() if tree.read_only else None
        beside = folder if self._aside is None else Folder(self._aside.name)
        self.volatile = LmdbStore(volatile_environment(beside.volatile), states)
        self.control = Control(self.volatile.environment, beside.host_lock)

    def reveal(self, record: Record) -> Record:
        """A record with its data clear. Raises SecretLostError when this store's key does not open it."""
        return self.sealer.open(record)

    def host_lock(self) -> HostLock:
        """A new handle of the host lock, for a service host to take. Raises StoreError."""
        with in_our_words(self.folder.home):
            return HostLock(self.folder.host_lock)

    def empty_volatile(self) -> None:
        """What a host does first: no states, no commands, from the time before."""
        self.control.boot()
        self.drop_states()

    def drop_states(self) -> None:
        """What a host does last: nothing has a state any more. Source: docs/behaviour.md, control-1."""
        self.volatile.commit([ReplaceTree(())])

    def close(self) -> None:
        """Close all files; see `close_metabase`."""
        self.control.close()
        for folder in (self.folder.metabase, self.volatile.environment.folder):
            forget_environment(folder)
        if self._aside is not None:
            self._aside.cleanup()

    def is_empty(self) -> bool:
        """Whether the tree has never been filled."""
        return self.store.view.key(paths.ROOT) is None


def _place_aside() -> TemporaryDirectory[str]:
    """Where states are, which nobody makes, beside a store that can only be read."""
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix="adsiis-")


_open: dict[str, Metabase] = {}  # by every spelling of its folder that was asked for
_opening = threading.Lock()


def _after_fork() -> None:
    _open.clear()
    _opening.release()


os.register_at_fork(before=_opening.acquire, after_in_parent=_opening.release, after_in_child=_after_fork)


def open_metabase(home: str | None = None) -> Metabase:
    """The metabase of a data folder (the user's own when none is named); one object per process.

    Raises StoreMissingError when there is none, StoreVersionError, StoreError.
    """
    home = home or default_home()
    return _open.get(home) or _one(home, make=False)


def stand_in(home: str, metabase: Metabase) -> None:
    """Let another metabase be that of a data folder, in this process."""
    with _opening:
        _open[os.path.realpath(home)] = _open[home] = metabase


def create_metabase(home: str, keys: Iterable[Key]) -> Metabase:
    """Make the metabase of a data folder and fill it, in one commit.

    Raises StoreError when there is one already.
    """
    from adsiis.metabase.entering import entering
    from adsiis.metabase.report import reporting

    metabase = _one(home, make=True)
    try:
        with reporting(None) as report:
            taken = chain([Key(paths.ROOT)], entering(keys, metabase.reveal, report))
            metabase.store.commit([ReplaceTree(taken)], expect={paths.ROOT: 0})
    except ConflictError:
        raise StoreError(f"There is a store in {home} already: nothing was changed.") from None
    return metabase


def close_metabase(home: str) -> None:
    """Close the files of a data folder in this process; objects over it must not be used any more."""
    with _opening:
        found = _open.get(os.path.realpath(home))
        for spelling in [spelling for spelling, one in _open.items() if one is found]:
            del _open[spelling]
    if found is not None:
        found.close()
        return
    folder = Folder(os.path.realpath(home))  # a forked child has its parent's objects, which it may have used
    for place in (folder.metabase, folder.volatile):
        forget_environment(place)


def close_every_metabase() -> None:
    """Close every data folder this process has open; objects over them must not be used any more."""
    for home in list(_open):
        close_metabase(home)


def _one(home: str, *, make: bool) -> Metabase:
    real = os.path.realpath(home)
    with _opening:
        found = _open.get(real) or Metabase(Folder(real), make=make)
        _open[real] = _open[home] = found
        return found
