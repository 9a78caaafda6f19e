"""Snapshots that somebody holds, and what becomes of them in a forked child.

The slots in LMDB's table of readers are the parent's: were one freed by a child, writers would take the pages
that the parent still reads. So a child ends none of the snapshots it was born with, and reads from none.
"""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING, NoReturn, cast

from adsiis.metabase.environment import of_parent

if TYPE_CHECKING:
    from collections.abc import Callable

    import lmdb

    from adsiis.metabase.environment import Environment
    from adsiis.metabase.store import Snapshot


class Holding:
    """A snapshot while somebody looks at it, as a context manager.

    Args:
        environment: what to read from.
        look: makes the snapshot from a transaction.
    """

    __slots__ = ("_environment", "_look", "_snapshot", "_transaction")

    def __init__(
        self, environment: Environment, look: Callable[[Environment, lmdb.Transaction], Snapshot]
    ) -> None:
        self._environment = environment
        self._look = look

    def __enter__(self) -> Snapshot:
        self._transaction = self._environment.read()
        try:
            self._snapshot = self._look(self._environment, self._transaction)
        except BaseException:
            self._transaction.abort()
            raise
        _snapshots.add(self._snapshot)
        return self._snapshot

    def __exit__(self, *_: object) -> None:
        if not isinstance(self._snapshot.transaction, _OfParent):
            self._transaction.abort()


class _OfParent:
    """The transaction of a snapshot in a forked child: it is the parent's to use and to end."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __getattr__(self, name: str) -> NoReturn:
        raise of_parent(self._folder)


_snapshots: weakref.WeakSet[Snapshot] = weakref.WeakSet()
_of_parent: list[lmdb.Transaction] = []  # kept, so that nothing ends them


def _after_fork() -> None:
    for snapshot in _snapshots:
        _of_parent.append(snapshot.transaction)
        snapshot.transaction = cast("lmdb.Transaction", _OfParent(snapshot.folder))


os.register_at_fork(after_in_child=_after_fork)
