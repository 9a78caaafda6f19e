"""What LMDB or the system raises, as one of our errors: a sentence that says which store, and what helps."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import lmdb

from adsiis.metabase.damage import damaged_file
from adsiis.metabase.errors import StoreError, StoreFullError
from adsiis.metabase.premises import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@contextmanager
def in_our_words(folder: str) -> Iterator[None]:
    """Whatever the library or the system raises inside comes out as a StoreError."""
    try:
        yield
    except (lmdb.Error, OSError) as error:
        raise store_error(error, folder) from error


def store_error(error: Exception, folder: str) -> StoreError:
    """What the library or the system said, as one of our sentences."""
    full = isinstance(error, lmdb.MapFullError) or _says(error, *FULL)
    if full or (_says(error, errno.EIO) and _no_room(folder)):
        return StoreFullError(
            f"The store in {folder} is full: nothing of this change was kept. Free some space."
        )
    if isinstance(error, lmdb.ReadonlyError) or _says(error, errno.EROFS, errno.EACCES, errno.EPERM):
        return StoreError(
            f"The store in {folder} cannot be written: its folder is read-only for this user. Let its owner "
            "do this, mount its disk writable, or change a copy of it."
        )
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
