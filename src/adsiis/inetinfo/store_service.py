"""The store for processes of other users: a Unix socket, and who is at its other end.

The kernel says which process that is. It must be a surrogate of this host, running as the user it was started
for; what it may do there is what its pool was granted, at every message.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import struct
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

from adsiis.accounts.grants import PROVIDER, Grants, GrantsError
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.remote_metabase import TREE, VOLATILE
from adsiis.metabase.remote_serving import Rights, serve_connection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

MOST_LINES: Final = 64
_LOOKS: Final = 40
_LOOK_SECONDS: Final = 0.05
_CREDENTIALS: Final = struct.Struct("3i")

_log = logging.getLogger("adsiis.inetinfo")


class StoreService:
    """Answers for the store of a data folder, on threads of its own; never on the host's loop.

    Args:
        home: the data folder.
        path: where the socket stands.
        started: by process number, the pool and the user of a surrogate; None for any other process.
        users: the users surrogates were started for; it grows.

    Source: docs/behaviour.md, remote-1, remote-2.
    """

    def __init__(
        self, home: str, path: str, started: Callable[[int], tuple[str, int] | None], users: Collection[int]
    ) -> None:
        metabase = open_metabase(home)
        self.path = path
        self._stores = {TREE: (metabase.store, True), VOLATILE: (metabase.volatile, False)}
        self._control = metabase.control
        self._grants = Grants(home)
        self._started = started
        self._users = users
        self._closed = False
        self._lines: Counter[int] = Counter()
        self._counting = threading.Lock()
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(path)
        os.chmod(path, 0o666)  # noqa: S103 - whoever connects is asked who it is
        self._listening.listen()
        threading.Thread(target=self._accept, name="store-service", daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._closed = True
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)

    def _accept(self) -> None:
        while not self._closed:
            try:
                connection, _ = self._listening.accept()
            except OSError:  # it is closed, or there is no descriptor left for the moment
                time.sleep(_LOOK_SECONDS)
                continue
            threading.Thread(target=self._serve, args=(connection,), name="store-line", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        pid, uid, _ = _CREDENTIALS.unpack(
            connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        )
        with self._counting:
            self._lines[pid] += 1
            many = self._lines[pid] > MOST_LINES
        try:
            rights = None if many else self._rights_of(pid, uid)
            if rights is not None:
                serve_connection(connection, self._stores, rights, self._control)
                return
            why = "it has too many connections" if many else "it is no surrogate of this host"
            _log.error("Process %d of user %d may not use the store: %s.", pid, uid, why)
            connection.close()
        finally:
            with self._counting:
                self._lines[pid] -= 1
                self._lines += Counter()

    def _rights_of(self, pid: int, uid: int) -> Callable[[], Rights] | None:
        """What a process may do, to be asked at every message; None when it may not even connect."""
        if uid == os.geteuid():
            return lambda: Rights("", all=True)
        pool = self._pool_of(pid, uid)
        if pool is None:
            return None
        return lambda: Rights(f"The pool {pool}", all=self._is_granted(pool))

    def _pool_of(self, pid: int, uid: int) -> str | None:
        """The pool of a surrogate, which may be so young that the host has not noted it yet."""
        for _ in range(_LOOKS if uid in self._users else 0):
            known = self._started(pid)
            if known is not None:
                return known[0] if known[1] == uid else None
            time.sleep(_LOOK_SECONDS)
        return None

    def _is_granted(self, pool: str) -> bool:
        try:
            return self._grants.allows(pool, PROVIDER)
        except GrantsError as error:
            _log.error("%s", error)
            return False
