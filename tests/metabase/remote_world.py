"""A store and a remote one over it: both ends in one process, a thread for each connection."""

from __future__ import annotations

import contextlib
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.remote import RemoteStore
from adsiis.metabase.remote_serving import Rights, serve_connection
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore

EVERYTHING = Rights("", all=True)


@dataclass
class Served:
    """A store, and the same store from afar."""

    there: LmdbStore
    store: RemoteStore
    address: str
    rights: Rights = EVERYTHING
    connections: list[socket.socket] = field(default_factory=list)

    def hang_up(self):
        """As a host that ends."""
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(tmp_path, rights=EVERYTHING):
    folder, address = str(tmp_path / "tree"), str(tmp_path / "sock")
    there = LmdbStore(environment(folder, durable=False, make=True), Sealer(f"{folder}/key"))
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen()
    threads = [
        threading.Thread(
            target=_accept,
            args=(listening, there, lambda: served.rights, lambda: threads, lambda: served.connections),
        )
    ]
    served = Served(there, None, address, rights)
    threads[0].start()
    served.store = RemoteStore(address)
    try:
        yield served
    finally:
        served.store.close()
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(10)
        listening.close()
        forget_environment(folder)


def _accept(listening, there, rights, threads, connections):
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        connections().append(connection)
        thread = threading.Thread(target=serve_connection, args=(connection, {"tree": (there, True)}, rights))
        threads().append(thread)
        thread.start()
