"""One LMDB environment: its tables, its revision word, and what opening it can meet.

The revision of the last commit stands in the store and, for readers, in a mapped word of 8 bytes. The word is
set under the writer lock just before the commit, and a reader always takes the revision of what it read from
the snapshot itself: so a word that runs ahead (a writer killed in between) costs an extra look, never a
stale answer.
"""

from __future__ import annotations

import fcntl
import os
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Protocol, cast

import lmdb

from adsiis.metabase.bell import Bell, Ringer
from adsiis.metabase.errors import (
    StoreError,
    StoreInUseError,
    StoreMissingError,
    StoreVersionError,
)
from adsiis.metabase.library_errors import in_our_words, store_error
from adsiis.metabase.premises import (
    as_long_as_its_pages,
    give_room_to_locks,
    is_there,
    map_words,
    refuse_forgotten,
    refuse_lost,
)
from adsiis.metabase.resting import NoRinger, StillBell, is_refusal, open_to_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

FORMAT: Final = 1
MAP_SIZE: Final = 64 << 30
MAX_READERS: Final = 4096
_MOST_LOST: Final = 1 << 32  # a word further ahead is nothing that a store ever stood at
_REVISION: Final = b"revision"
_FORMAT: Final = b"format"
_NOTHING: Final = b"nothing"
_TABLES: Final = (b"tree", b"index", b"journal", b"meta", b"commands", b"answers")


class Cursor(Protocol):
    """A cursor as our transactions give it: never with buffers."""

    def set_range(self, key: bytes) -> bool: ...  # noqa: D102 - LMDB's own
    def next(self) -> bool: ...  # noqa: D102
    def key(self) -> bytes: ...  # noqa: D102
    def value(self) -> bytes: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Environment:
    """The tables of one store folder, open in this process. Use `environment()` to get one.

    Attributes:
        folder: where it stands.
        read_only: whether this user cannot write it.
    """

    def __init__(self, folder: str, *, durable: bool, make: bool) -> None:
        self.folder = folder
        self._durable = durable
        with in_our_words(folder):
            self._lmdb = _open_lmdb(folder, durable=durable, make=make)
            try:
                self.read_only = bool(self._lmdb.flags()["readonly"])
                self._check_format()
                opened = {name: self._lmdb.open_db(name) for name in _TABLES}
                self.tree, self.index, self.journal, self.meta, self.commands, self.answers = opened.values()
                self._map = map_words(None if self.read_only else os.path.join(folder, "revision"))
                words = memoryview(self._map).cast("Q")
                self.word, self._hung = words[:1], words[1:]
                if self.read_only:
                    self._ringer: Ringer = NoRinger()
                    with self.read() as transaction:
                        self.word[0] = self.revision(transaction)
                else:
                    self._heal_word()
                    self.clear_stale_readers()
                    self._ringer = Ringer(self._bells, self._hung)
            except BaseException:
                self._lmdb.close()
                raise

    def read(self) -> lmdb.Transaction:
        """A read transaction; its owner ends it within the same call."""
        try:
            return self._lmdb.begin(self.tree)
        except lmdb.Error as error:
            raise store_error(error, self.folder) from error

    def write(self) -> _Writing:
        """The write transaction, committed at the end; waits for other writers, also in other processes.

        Raises StoreFullError when the disk is full, StoreError when it cannot be written.
        """
        return _Writing(self._lmdb, self.tree, self.folder, self._heal_word)

    @staticmethod
    def cursor(transaction: lmdb.Transaction, table: lmdb._Database) -> Cursor:
        """A cursor over a table; its owner closes it."""
        return cast("Cursor", transaction.cursor(table))

    def set_revision(self, transaction: lmdb.Transaction, revision: int) -> None:
        """Give the write transaction its revision; the last thing before it commits."""
        transaction.put(_REVISION, revision.to_bytes(8, "big"), db=self.meta)
        self.word[0] = revision

    def revision(self, transaction: lmdb.Transaction) -> int:
        """The revision a transaction sees."""
        try:
            return int.from_bytes(transaction.get(_REVISION, db=self.meta) or b"", "big")
        except lmdb.Error as error:
            raise store_error(error, self.folder) from error

    def ring(self) -> None:
        """Wake all watchers."""
        self._ringer.ring()

    def bell(self) -> Bell:
        """A bell of one's own; its owner closes it. Raises StoreError."""
        with in_our_words(self.folder):
            return StillBell() if self.read_only else Bell(self._bells, self._hung)

    def clear_stale_readers(self) -> int:
        """Free the reader slots of processes that died; how many there were."""
        return int(self._lmdb.reader_check())

    def close(self) -> None:
        """Close the files; no object may use the environment afterwards."""
        self._ringer.close()
        self.word.release()
        self._hung.release()
        self._map.close()
        self._lmdb.close()

    @property
    def _bells(self) -> str:
        return os.path.join(self.folder, "bells")

    def _check_format(self) -> None:
        try:
            meta = self._lmdb.open_db(b"meta", create=False)
        except lmdb.NotFoundError:
            if self._durable:
                refuse_forgotten(self.folder, "holds nothing")
            meta = self._lmdb.open_db(b"meta")
        with self._lmdb.begin(meta) as transaction:
            found = int.from_bytes(transaction.get(_FORMAT) or b"", "big")
        if found > FORMAT:
            raise StoreVersionError(
                f"The store in {self.folder} has format {found}; this adsiis reads up to {FORMAT}. "
                "Use the newer adsiis that made it."
            )
        if not found:
            with self._lmdb.begin(meta, write=True) as transaction:
                transaction.put(_FORMAT, FORMAT.to_bytes(4, "big"))

    def _heal_word(self) -> None:
        """Bring the word back in step after a writer was killed or the file was lost.

        A writer that was killed leaves it one ahead. A durable store that lost more than that takes over the
        revision it stood at: no revision means two things, and the gap in its journal stays to be seen.
        """
        with self.read() as transaction:
            if self.word[0] == self.revision(transaction):
                return
        with self._lmdb.begin(self.tree, write=True) as transaction:
            stood, found = self.word[0], self.revision(transaction)
            if self._durable and found + 1 < stood < found + _MOST_LOST:
                transaction.put(_REVISION, stood.to_bytes(8, "big"), db=self.meta)
            else:
                self.word[0] = found


class _Writing:
    """One write transaction, as a context manager; not a generator, which would cost every commit more."""

    __slots__ = ("_after_failure", "_folder", "_lmdb", "_table", "_transaction")

    def __init__(
        self, opened: lmdb.Environment, table: lmdb._Database, folder: str, after_failure: Callable[[], None]
    ) -> None:
        self._lmdb = opened
        self._table = table
        self._folder = folder
        self._after_failure = after_failure

    def __enter__(self) -> lmdb.Transaction:
        try:
            self._transaction = self._lmdb.begin(self._table, write=True)
        except lmdb.Error as error:
            raise store_error(error, self._folder) from error
        return self._transaction

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if _abandoned and _is_abandoned(self._lmdb):
            _of_parents.append(self._transaction)
            if error is None or isinstance(error, lmdb.Error):
                raise of_parent(self._folder) from error
            return
        try:
            self._transaction.__exit__(kind, error, trace)
        except (lmdb.Error, OSError) as failure:
            error = failure
        if error is not None:
            with suppress(lmdb.Error, StoreError):
                self._after_failure()
            if isinstance(error, lmdb.Error | OSError):
                raise store_error(error, self._folder) from error


_open: dict[str, Environment] = {}
_opening = threading.Lock()


def environment(folder: str, *, durable: bool, make: bool = False) -> Environment:
    """The environment of a folder: one per process, however often it is asked for.

    LMDB must not open the same file twice in a process, and must not be used across a fork.
    Raises StoreMissingError unless it exists or `make` is given, StoreVersionError, StoreError.
    """
    found = _open.get(folder)
    if found is not None and type(found) is Environment:
        return found
    real = os.path.realpath(folder)
    with _opening:
        found = _open.get(real)
        if found is None:
            found = Environment(real, durable=durable, make=make)
        elif isinstance(found, _Inherited):
            found.open_anew(make=make)
        _open[folder] = _open[real] = found
        return found


def forget_environment(folder: str) -> None:
    """Close the environment of a folder in this process, if it is open."""
    real = os.path.realpath(folder)
    with _opening:
        found = _open.get(real)
        for name in [name for name, open_one in _open.items() if open_one is found]:
            del _open[name]
    if found is not None:
        found.close()


@contextmanager
def exclusive(folder: str) -> Iterator[Callable[[str], None]]:
    """Have the store of a folder to oneself: nobody else has it open, and whoever opens it waits.

    Gives what makes a compact copy of it in another folder. In this process it must be closed.
    Raises StoreMissingError, StoreInUseError.
    """
    if not is_there(os.path.join(folder, "data.mdb")):
        raise _none_there(folder)
    with _opening, in_our_words(folder):
        if type(_open.get(os.path.realpath(folder))) is Environment:
            raise StoreInUseError(f"The store in {folder} is open in this process: close it first.")
        _open_lmdb(folder, durable=True, make=False).close()  # whoever waits then finds the locks made
        with open(os.path.join(folder, "lock.mdb"), "ab") as lock:
            try:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 0)
            except (BlockingIOError, PermissionError):
                raise StoreInUseError(
                    f"The store in {folder} is open in other processes: stop the host and what else uses it."
                ) from None
            yield lambda beside: _copy(folder, beside)


def _copy(folder: str, beside: str) -> None:
    # without LMDB's own locks: we hold the one, and closing a second handle of the file would let go of it
    with lmdb.open(folder, map_size=MAP_SIZE, readonly=True, lock=False, max_dbs=len(_TABLES)) as source:
        source.copy(beside, compact=True)
        number = source.info()["last_txnid"]
    with lmdb.open(beside, map_size=MAP_SIZE, lock=False, max_dbs=len(_TABLES)) as copy:
        # Whoever waits inside LMDB goes by the old number, which says on which of two pages the tables stand.
        while (copy.info()["last_txnid"] - number) % 2:
            with copy.begin(write=True) as transaction:
                transaction.put(_NOTHING, b"")
                transaction.delete(_NOTHING)


class _Inherited(Environment):
    """An environment in a forked child: as soon as the child uses it, it is opened anew.

    LMDB's own objects are the parent's. Whatever used them here would free or take the slots in the table of
    readers that keep the parent's snapshots, so the child keeps them and never touches them.
    """

    if not TYPE_CHECKING:  # for a checker of types it has all that an environment has

        def __getattr__(self, name: str) -> object:
            with _opening:
                if _open.get(self.folder) is not self:
                    raise StoreError(f"The store in {self.folder} was closed in this process: open it anew.")
                if isinstance(self, _Inherited):  # no other thread was first
                    self.open_anew(make=False)
            return getattr(self, name)

    def open_anew(self, *, make: bool) -> None:
        """Become an environment of this process, for all who have it. Raises StoreError."""
        vars(self).update(vars(Environment(self.folder, durable=self._durable, make=make)))
        self.__class__ = Environment  # type: ignore[assignment]

    def close(self) -> None:
        """There is nothing of this process to close."""


_abandoned: list[dict[str, object]] = []
_of_parents: list[lmdb.Transaction] = []


def _is_abandoned(opened: lmdb.Environment) -> bool:
    return any(one["_lmdb"] is opened for one in _abandoned)


def of_parent(folder: str) -> StoreError:
    """What a forked child is told that goes on with a transaction of its parent."""
    return StoreError(
        f"What was begun on the store in {folder} before this process was forked is its parent's: begin anew."
    )


def _after_fork() -> None:
    """Leave what the parent has open alone, and let the child open its own when it uses it."""
    for one in {id(found): found for found in _open.values()}.values():
        if type(one) is not Environment:
            continue
        one._ringer.close()  # noqa: SLF001 - descriptors of this process
        _abandoned.append(dict(vars(one)))
        for name in vars(one).keys() - {"folder", "_durable"}:
            del vars(one)[name]
        one.__class__ = _Inherited
    _start_list_of_open_files_anew()
    _opening.release()


def _start_list_of_open_files_anew() -> None:
    """Make the library forget what the parent has open.

    It refuses to open a file twice in a process, which is right, but a child inherits the list of files. So
    from here on files are listed together with the number of the child.
    """
    module = sys.modules.get("lmdb._envid")  # older libraries have no such list
    if module is None:
        return
    names, child = vars(module), os.getpid()
    listed: Callable[[str, bool], tuple[object, ...]] = names["env_keys"]
    names["env_keys"] = lambda path, subdir: tuple((child, key) for key in listed(path, subdir))


os.register_at_fork(before=_opening.acquire, after_in_parent=_opening.release, after_in_child=_after_fork)


def _open_lmdb(folder: str, *, durable: bool, make: bool) -> lmdb.Environment:
    if make:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    if durable:
        refuse_lost(folder, make=make)
    if not make and not is_there(os.path.join(folder, "data.mdb")):
        raise _none_there(folder)
    try:
        give_room_to_locks(folder, MAX_READERS)
    except OSError as error:
        if make or not is_refusal(error):
            raise
        return open_to_read(folder, MAP_SIZE, len(_TABLES))
    opened = lmdb.open(
        folder,
        map_size=MAP_SIZE,
        max_dbs=len(_TABLES),
        max_readers=MAX_READERS,
        sync=durable,
        metasync=durable,
        mode=0o600,
    )
    return as_long_as_its_pages(opened, folder)


def _none_there(folder: str) -> StoreMissingError:
    return StoreMissingError(f"There is no store in {os.path.dirname(folder)}: make one with 'adsiis init'.")
