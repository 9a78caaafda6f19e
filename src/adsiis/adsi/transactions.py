"""Transactions: many `SetInfo` calls, and whatever else writes, as one commit.

While a transaction runs, the metabase's store is stood in for by one that asks, at each access, which thread
is asking: the thread of the transaction reads and writes through its buffer, all others see the store as it
is. Where no transaction runs nothing is in between.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from adsiis.adsi.errors import Translating
from adsiis.metabase.buffer import Buffer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from adsiis.metabase.changes import Change
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.protocol import Follower, Moment, Newest, Store
    from adsiis.metabase.store import LmdbStore


@contextmanager
def transaction(machine: str = "localhost", *, who: str | None = None) -> Iterator[None]:
    """Make everything the block writes one commit, at its end; nothing, when an exception leaves the block.

    What waits is SetInfo, and also what writes at once elsewhere: PutEx 1, Delete, CopyHere, MoveHere, and
    methods such as AppCreate or CreateNewSite. Inside the block this thread reads what it wrote, other
    threads and processes do not until the end. A change that cannot be made raises where it is asked for.
    Between processes nothing is locked: of two writers of one property the last wins, and a key that somebody
    else made or deleted meanwhile lets the commit fail.

    Commands to the service host (Start, a saved ServerCommand, letting go of applications) wait for the
    commit too and are carried out after it, in order. Backup, Restore and SaveData are 0x80070094 inside.

    A transaction inside another is part of it: an exception that leaves the inner block drops what the inner
    one wrote, and only that. After a failed block the objects used in it still show what was put to them:
    call `GetInfo`, or bind again.

    Args:
        machine: whose metabase it is about, as an ADsPath names it.
        who: what the journal says of who made the commit; else the process.

    Raises:
        ADSIError: at the end of the block, when the commit cannot be made, or a command could not be carried
            out (then the commit stands).

    Example:
        >>> with transaction():  # doctest: +SKIP
        ...     for site in GetObject("IIS://localhost/W3SVC"):
        ...         site.MaxConnections = 500
        ...         site.SetInfo()

    Source: docs/behaviour.md, transaction-1 to transaction-5.
    """
    from adsiis.adsi.namespace import GetObject

    metabase: Metabase = GetObject(f"IIS://{machine}")._cache.metabase  # noqa: SLF001 - of one provider
    with _Interposed(metabase) as store:
        found = _Transaction(store, Buffer(store.of_this_thread(), metabase.sealer), _running.get())
        token = _running.set(found)
        try:
            yield
        finally:
            _running.reset(token)
            found.over = True
        with Translating(f"IIS://{machine}"):
            found.commit(who)
    _carry_out(metabase, found.afterwards)


def after_commit(metabase: Metabase, act: Callable[[], object]) -> None:
    """Do something: now, or once the transaction of this thread has been committed."""
    found = _transaction_of(metabase.store)
    if found is None:
        act()
    else:
        found.afterwards.append(act)


def in_transaction(metabase: Metabase) -> bool:
    """Whether this thread has a transaction over a metabase."""
    return _transaction_of(metabase.store) is not None


class _Transaction:
    """One transaction of one thread.

    Attributes:
        store: what stands in for the store it is over.
        buffer: what it wrote.
        outer: the transaction it was begun in, over whatever store.
        afterwards: what is to be done after the commit.
        over: whether its block was left: a task or a thread begun in it may live on.
    """

    def __init__(self, store: _Stand, buffer: Buffer, outer: _Transaction | None) -> None:
        self.store = store
        self.buffer = buffer
        self.outer = outer
        self.afterwards: list[Callable[[], object]] = []
        self.over = False
        self._thread = threading.get_ident()
        self._process = os.getpid()

    def counts(self) -> bool:
        """Whether it is this thread's."""
        return not self.over and self._thread == threading.get_ident()

    def commit(self, who: str | None) -> None:
        """Commit what it wrote; a process forked inside it leaves that to its parent."""
        if self._process == os.getpid():
            self.buffer.flush(who)


_running: ContextVar[_Transaction | None] = ContextVar("transaction", default=None)


class _Stand:
    """What stands in for a store while transactions over it run: to each thread its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.users = 0

    def of_this_thread(self) -> Store:
        """The buffer of this thread's innermost transaction, else the store."""
        found = _transaction_of(self)
        return self.store if found is None else found.buffer

    @property
    def view(self) -> Newest:
        """The tree as of the newest commit, at every access."""
        return self.of_this_thread().view

    def snapshot(self) -> AbstractContextManager[Moment]:
        """The tree as of one moment."""
        return self.of_this_thread().snapshot()

    def commit(
        self, changes: Iterable[Change], *, expect: Mapping[str, int] | None = None, who: str | None = None
    ) -> int:
        """Make all changes or none."""
        return self.of_this_thread().commit(changes, expect=expect, who=who)

    def watch(self, since: int | None = None) -> Follower:
        """Follow the commits of the store."""
        return self.store.watch(since)

    def __getattr__(self, name: str) -> Any:
        """Whatever else the store has."""
        return getattr(self.store, name)


class _Interposed:
    """Around a transaction: the metabase's store is stood in for, by one stand however many there are."""

    _turn = threading.Lock()

    def __init__(self, metabase: Metabase) -> None:
        self._metabase = metabase

    def __enter__(self) -> _Stand:
        with self._turn:
            there: object = self._metabase.store
            stand = there if isinstance(there, _Stand) else _Stand(self._metabase.store)
            stand.users += 1
            self._metabase.store = cast("LmdbStore", stand)
        return stand

    def __exit__(self, *_: object) -> None:
        with self._turn:
            stand = cast("_Stand", self._metabase.store)
            stand.users -= 1
            if not stand.users:
                self._metabase.store = cast("LmdbStore", stand.store)


def _transaction_of(store: object) -> _Transaction | None:
    """This thread's innermost transaction over a store."""
    found = _running.get()
    while found is not None and not (found.store is store and found.counts()):
        found = found.outer
    return found


def _carry_out(metabase: Metabase, acts: list[Callable[[], object]]) -> None:
    """Do what had to wait, all of it; raises what failed first."""
    failed: Exception | None = None
    for act in acts:
        try:
            after_commit(metabase, act)
        except Exception as error:  # noqa: BLE001 - the others are done first
            failed = failed or error
    if failed is not None:
        raise failed
