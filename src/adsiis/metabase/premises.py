"""The files of a store before LMDB opens them, and right after: what it takes for granted.

It maps them, so a page that has no place on the disk, or is cut off, would kill the process; and it makes a
new store where it finds an empty file.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import struct
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from adsiis.metabase.damage import afresh, damaged_file
from adsiis.metabase.errors import StoreDamagedError, StoreFullError

if TYPE_CHECKING:
    import lmdb

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_NO_ROOM_BEFOREHAND: Final = (errno.EOPNOTSUPP, errno.EINVAL)  # the file system cannot; some say so
_LOCKS: Final = 128  # what LMDB keeps in front of its table of readers
_READER: Final = 64
_LOOKS: Final = 20
_WORDS: Final = 16


def give_room_to_locks(folder: str, readers: int) -> None:
    """Have the file of locks and readers, which LMDB maps, on the disk: a hole would kill on a full disk.

    To be called before this process opens it: closing a file lets go of all locks on it. While others have
    it open it keeps its length, which they rely on.
    """
    descriptor = os.open(os.path.join(folder, "lock.mdb"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        found = os.fstat(descriptor)
        size = max(found.st_size, _LOCKS + readers * _READER)
        if found.st_size and is_locked(descriptor):
            size = found.st_size
        if found.st_size < size or found.st_blocks * 512 < size:
            os.posix_fallocate(descriptor, 0, size)
    except OSError as error:
        if error.errno in FULL:
            raise StoreFullError(
                f"The store in {folder} cannot be opened: its disk is full. Free some space."
            ) from error
        if error.errno not in _NO_ROOM_BEFOREHAND:
            raise
    finally:
        os.close(descriptor)


def is_locked(descriptor: int) -> bool:
    """Whether another process holds the lock by which LMDB knows that a store is open."""
    asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 1, 0)
    (kind,) = struct.unpack_from("h", fcntl.fcntl(descriptor, fcntl.F_GETLK, asked))
    return bool(kind != fcntl.F_UNLCK)


def _stays_empty(data: str) -> bool:
    """Whether a file is missing or empty, and not just because somebody is making it."""
    for _ in range(_LOOKS):
        if not is_there(data) or os.stat(data).st_size:
            break
        time.sleep(0.01)
    return not is_there(data) or not os.stat(data).st_size


def refuse_lost(folder: str, *, make: bool) -> None:
    """Raise StoreDamagedError where nothing is left of a store that was there."""
    data = os.path.join(folder, "data.mdb")
    if not _stays_empty(data):
        return
    refuse_forgotten(folder, "is empty or gone")
    if is_there(data) and not make:
        raise damaged_file(folder, "it is empty")


def refuse_forgotten(folder: str, what: str) -> None:
    """Raise StoreDamagedError, with what its file is, where the word knows of commits to a store."""
    stood = _word_of(os.path.join(folder, "revision"))
    if stood:
        data = os.path.join(folder, "data.mdb")
        raise StoreDamagedError(f"{data} {what}, but the store stood at revision {stood}. {afresh(folder)}")


def _word_of(path: str) -> int:
    """The revision that the word in a file says; 0 where there is none."""
    try:
        with open(path, "rb") as file:
            return int.from_bytes(file.read(8), sys.byteorder)
    except FileNotFoundError:
        return 0


def as_long_as_its_pages(opened: lmdb.Environment, folder: str) -> lmdb.Environment:
    """A store as it was opened, or closed again with the error where its file is too short."""
    try:
        _check_length(opened, folder)
    except BaseException:
        opened.close()
        raise
    return opened


def _check_length(opened: lmdb.Environment, folder: str) -> None:
    """Raise StoreDamagedError where the file ends before its pages do: to read them would kill the process.

    Pages at the end that nobody uses need not be in the file, so another process looks. Then the file is
    given its full length, so that this is done once; where it can be written.
    """
    wanted = (opened.info()["last_pgno"] + 1) * opened.stat()["psize"]
    mode = os.O_RDONLY if opened.flags()["readonly"] else os.O_RDWR
    descriptor = os.open(os.path.join(folder, "data.mdb"), mode | os.O_CLOEXEC)
    try:
        if os.fstat(descriptor).st_size >= wanted:
            return
        from adsiis.metabase import apart  # it starts processes, which is seldom needed

        why = apart.why_unreadable(folder)
        if why:
            raise damaged_file(folder, why)
        with suppress(OSError):
            os.posix_fallocate(descriptor, 0, wanted)
    finally:
        os.close(descriptor)


def map_words(path: str | None) -> mmap.mmap:
    """Two words that all processes share: the revision, and one that changes when a bell is hung.

    Without a file they are this process's own, for a store that it only reads.
    """
    if path is None:
        return mmap.mmap(-1, _WORDS)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size < _WORDS:
            os.pwrite(descriptor, bytes(_WORDS - size), size)  # a hole would kill the process on a full disk
        return mmap.mmap(descriptor, _WORDS)
    finally:
        os.close(descriptor)


def is_there(path: str) -> bool:
    """Whether a file is there; a folder that may not be looked into is an error, not a no."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
