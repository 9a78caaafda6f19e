"""Files that are whole or not there: written beside their place, on the disk, then given their name.

Whoever is killed in between leaves at most a part that nobody takes for the file; the next writer in that
folder removes parts whose maker is gone.
"""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from adsiis.metabase.errors import BackupExistsError, StoreError, StoreFullError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def write_whole(path: str, pieces: Iterable[bytes], *, overwrite: bool) -> None:
    """Write a file, mode 0600, durable when this returns.

    Raises:
        BackupExistsError: there is one already, and `overwrite` is not given.
        StoreFullError: no room; what was there is as it was.
        StoreError: it cannot be written.
    """
    folder, name = os.path.split(os.path.abspath(path))
    part = os.path.join(folder, f".{os.getpid()}-{os.urandom(4).hex()}.part")
    with _in_our_words(path):
        _sweep(folder)
        try:
            _write(part, pieces)
            if overwrite:
                os.replace(part, os.path.join(folder, name))
            else:
                os.link(part, os.path.join(folder, name))
        except FileExistsError:
            raise BackupExistsError(f"{path} is there already: nothing was changed.") from None
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
        sync_folder(folder)


def sync_folder(folder: str) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: str) -> None:
    """Make a folder for its owner alone, if it is not there. Raises StoreError."""
    with _in_our_words(path):
        os.makedirs(path, mode=0o700, exist_ok=True)


def _write(part: str, pieces: Iterable[bytes]) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with open(descriptor, "wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(descriptor)


def _sweep(folder: str) -> None:
    """Remove the parts of makers who are gone."""
    for name in os.listdir(folder):
        maker = name[1:].partition("-")[0]
        is_part = name.startswith(".") and name.endswith(".part") and maker.isdecimal()
        if is_part and not os.path.exists(f"/proc/{maker}"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(os.path.join(folder, name))


@contextlib.contextmanager
def _in_our_words(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StoreFullError(f"There is no room for {path}: nothing was changed.") from error
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from error
