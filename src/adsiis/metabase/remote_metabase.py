"""The metabase of a data folder that this process may not open: the service host answers for it.

It looks like any other. What it may do is decided by the host; secure values stay sealed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from adsiis.metabase.control import PATIENCE, Answer
from adsiis.metabase.errors import AccessRefusedError, HostGoneError
from adsiis.metabase.folder import Folder
from adsiis.metabase.metabase import Metabase, stand_in
from adsiis.metabase.record import SEALED
from adsiis.metabase.remote import RemoteStore
from adsiis.metabase.remote_wire import GoneError

if TYPE_CHECKING:
    from adsiis.metabase.control import Control
    from adsiis.metabase.record import Record
    from adsiis.metabase.secrets import Sealer
    from adsiis.metabase.store import LmdbStore

TREE = "tree"
VOLATILE = "volatile"


class RemoteMetabase(Metabase):
    """A metabase over the socket of the service host. Source: docs/behaviour.md, remote-1, remote-2."""

    def __init__(self, folder: Folder, address: str) -> None:
        self.folder = folder
        self._tree = RemoteStore(address, TREE)
        self._states = RemoteStore(address, VOLATILE)
        self.sealer = cast("Sealer", FarSealer())
        self.store = cast("LmdbStore", self._tree)
        self.volatile = cast("LmdbStore", self._states)
        self.control = cast("Control", RemoteControl(self._states))

    @property
    def allowed(self) -> bool:
        """Whether this process was granted the provider, as of now."""
        return self._tree.allowed()

    def close(self) -> None:
        """Hang up."""
        self._tree.close()
        self._states.close()


class FarSealer:
    """Leaves sealing to the end that has the key."""

    def seal(self, record: Record) -> Record:
        """The record as it is."""
        return record

    def open(self, record: Record) -> Record:
        """The record, unless it is sealed: then raise AccessRefusedError."""
        if record.form == SEALED:
            raise AccessRefusedError(
                f"The secure value with id {record.id} is not given to processes of another user."
            )
        return record


class RemoteControl:
    """Commands to the service host, by way of its socket."""

    def __init__(self, states: RemoteStore) -> None:
        self._states = states

    def host_runs(self) -> bool:
        """Whether the host is there."""
        try:
            self._states.allowed()
        except GoneError:
            return False
        return True

    def request(self, path: str, verb: str, *, patience: float = PATIENCE) -> Answer:
        """Have a command carried out. Raises as Control.request, AccessRefusedError."""
        try:
            return Answer(*self._states.request(path, verb, patience))
        except GoneError:
            raise HostGoneError(f"{verb} of {path}: the service host went away before it answered.") from None


def use_remote(home: str, address: str) -> RemoteMetabase:
    """Let the metabase of a data folder be what answers at a socket. Raises GoneError."""
    metabase = RemoteMetabase(Folder(home), address)
    stand_in(home, metabase)
    return metabase
