"""One LMDB environment: its tables, its revision word, and what opening it can meet.

The revision of the last commit stands in the store and, for readers, in a mapped word of 8 bytes. The word is
set under the writer lock just before the commit, and a reader always takes the revision of what it read from
the snapshot itself: so a word that runs ahead (a writer killed in between) costs an extra look, never a
stale answer.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Protocol, cast

import lmdb

from adsiis.metabase.bell import Bell, Ringer
from adsiis.metabase.damage import damaged_file
from adsiis.metabase.errors import (
    StoreError,
    StoreFullError,
    StoreInUseError,
    StoreMissingError,
    StoreVersionError,
)
from adsiis.metabase.premises import FULL, check_length, give_room_to_locks, is_there, refuse_lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

FORMAT: Final = 1
MAP_SIZE: Final = 64 << 30
MAX_READERS: Final = 4096
_WORDS: Final = 16
_REVISION: Final = b"revision"
_FORMAT: Final = b"format"
_TABLES: Final = (b"tree", b"index", b"journal", b"meta", b"commands", b"answers")

_DAMAGE: Final = (
    lmdb.InvalidError,
    lmdb.CorruptedError,
    lmdb.VersionMismatchError,
    lmdb.PageNotFoundError,
    lmdb.BadTxnError,  # what LMDB says of a transaction that met a damaged page
    lmdb.CursorFullError,
    lmdb.PageFullError,
    lmdb.IncompatibleError,
)


class Cursor(Protocol):
    """A cursor as our transactions give it: never with buffers."""

    def set_range(self, key: bytes) -> bool: ...  # noqa: D102 - LMDB's own
    def next(self) -> bool: ...  # noqa: D102
    def key(self) -> bytes: ...  # noqa: D102
    def value(self) -> bytes: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


class Environment:
    """The tables of one store folder, open in this process. Use `environment()` to get one."""

    def __init__(self, folder: str, *, durable: bool, make: bool) -> None:
        self.folder = folder
        with in_our_words(folder):
            self._lmdb = _open_lmdb(folder, durable=durable, make=make)
            try:
                self._check_format()
                opened = {name: self._lmdb.open_db(name) for name in _TABLES}
                self.tree, self.index, self.journal, self.meta, self.commands, self.answers = opened.values()
                self._map = _map_words(os.path.join(folder, "revision"))
                words = memoryview(self._map).cast("Q")
                self.word, self._hung = words[:1], words[1:]
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
            raise _store_error(error, self.folder) from error

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
            raise _store_error(error, self.folder) from error

    def ring(self) -> None:
        """Wake all watchers."""
        self._ringer.ring()

    def bell(self) -> Bell:
        """A bell of one's own; its owner closes it. Raises StoreError."""
        with in_our_words(self.folder):
            return Bell(self._bells, self._hung)

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
        """Bring the word back in step after a writer was killed or the file was lost."""
        with self.read() as transaction:
            if self.word[0] == self.revision(transaction):
                return
        with self._lmdb.begin(self.tree, write=True) as transaction:
            self.word[0] = self.revision(transaction)


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
            raise _store_error(error, self._folder) from error
        return self._transaction

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._transaction.__exit__(kind, error, trace)
        except (lmdb.Error, OSError) as failure:
            error = failure
        if error is not None:
            with suppress(lmdb.Error, StoreError):
                self._after_failure()
            if isinstance(error, lmdb.Error | OSError):
                raise _store_error(error, self._folder) from error


_open: dict[str, Environment] = {}
_opening = threading.Lock()


def environment(folder: str, *, durable: bool, make: bool = False) -> Environment:
    """The environment of a folder: one per process, however often it is asked for.

    LMDB must not open the same file twice in a process, and must not be used across a fork.
    Raises StoreMissingError unless it exists or `make` is given, StoreVersionError, StoreError.
    """
    found = _open.get(folder)
    if found is not None:
        return found
    real = os.path.realpath(folder)
    with _opening:
        if real not in _open:
            _open[real] = Environment(real, durable=durable, make=make)
        _open[folder] = _open[real]
        return _open[real]


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
        if os.path.realpath(folder) in _open:
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


_abandoned: list[Environment] = []


def _after_fork() -> None:
    """Leave the parent's environments alone: closing one here would free the reader slots of the parent."""
    _abandoned.extend(_open.values())
    _open.clear()
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
    give_room_to_locks(folder, MAX_READERS)
    opened = lmdb.open(
        folder,
        map_size=MAP_SIZE,
        max_dbs=len(_TABLES),
        max_readers=MAX_READERS,
        sync=durable,
        metasync=durable,
        mode=0o600,
    )
    try:
        check_length(opened, folder)
    except BaseException:
        opened.close()
        raise
    return opened


def _none_there(folder: str) -> StoreMissingError:
    return StoreMissingError(f"There is no store in {os.path.dirname(folder)}: make one with 'adsiis init'.")


def _map_words(path: str) -> mmap.mmap:
    """Two words that all processes share: the revision, and one that changes when a bell is hung."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size < _WORDS:
            os.pwrite(descriptor, bytes(_WORDS - size), size)  # a hole would kill the process on a full disk
        return mmap.mmap(descriptor, _WORDS)
    finally:
        os.close(descriptor)


@contextmanager
def in_our_words(folder: str) -> Iterator[None]:
    """Whatever the library or the system raises inside comes out as a StoreError."""
    try:
        yield
    except (lmdb.Error, OSError) as error:
        raise _store_error(error, folder) from error


def _store_error(error: Exception, folder: str) -> StoreError:
    """What the library or the system said, as one of our sentences."""
    full = isinstance(error, lmdb.MapFullError) or _says(error, *FULL)
    if full or (_says(error, errno.EIO) and _no_room(folder)):
        return StoreFullError(
            f"The store in {folder} is full: nothing of this change was kept. Free some space."
        )
    if isinstance(error, lmdb.ReadonlyError) or _says(error, errno.EROFS, errno.EACCES, errno.EPERM):
        return StoreError(f"The store in {folder} cannot be written: its folder is read-only for this user.")
    if isinstance(error, _DAMAGE):
        return damaged_file(folder, str(error))
    return StoreError(f"The store in {folder} cannot be used: {error}.")


def _no_room(folder: str) -> bool:
    """Whether the disk is full: LMDB calls a write that found room for only a part an input/output error."""
    disk = os.statvfs(folder)
    return disk.f_bavail < 16


def _says(error: Exception, *codes: int) -> bool:
    """Whether it is one of these errors; LMDB gives the system's only as text."""
    text = str(error)
    return any(getattr(error, "errno", None) == code or os.strerror(code) in text for code in codes)
