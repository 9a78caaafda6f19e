"""A store that this user can only read: on a disk mounted read-only, or in a folder that is not his to write.

Readers leave their mark in the file of locks, so that writers take nothing they still read. Where that file
cannot be written, nothing guards a reader; so such a store is read only while nobody has it open.
"""

from __future__ import annotations

import errno
import os
import socket
from typing import Final

import lmdb

from adsiis.metabase.bell import Bell, Ringer
from adsiis.metabase.errors import StoreInUseError
from adsiis.metabase.premises import as_long_as_its_pages, is_locked

_REFUSALS: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def is_refusal(error: OSError) -> bool:
    """Whether the system refuses a write to this user, or to everybody."""
    return error.errno in _REFUSALS


def open_to_read(folder: str, map_size: int, tables: int) -> lmdb.Environment:
    """The store of a folder, to be read and without locks. Raises StoreInUseError, OSError.

    Source: docs/behaviour.md, store-14.
    """
    _refuse_in_use(folder)
    opened = lmdb.open(folder, map_size=map_size, max_dbs=tables, readonly=True, lock=False)
    return as_long_as_its_pages(opened, folder)


def _refuse_in_use(folder: str) -> None:
    try:
        descriptor = os.open(os.path.join(folder, "lock.mdb"), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if is_locked(descriptor):
            raise StoreInUseError(
                f"The store in {folder} cannot be written by this user and is in use, so writers could take "
                "what he reads: ask as the user who owns it, or read a copy of it."
            )
    finally:
        os.close(descriptor)


class NoRinger(Ringer):
    """Of a store without commits nobody is told of any."""

    def __init__(self) -> None:
        """Nothing is opened."""

    def ring(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class StillBell(Bell):
    """A bell that nobody rings: it hangs nowhere."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def close(self) -> None:
        """Give the descriptor back."""
        self._socket.close()
