"""Files that are whole or not there: written beside their place, on the disk, then given their name.

Whoever is killed in between leaves at most a part that nobody takes for the file; the next writer in that
folder removes parts whose maker is gone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING, Final

from adsiis.metabase.errors import BackupExistsError, StoreError, StoreFullError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NO_LINKS: Final = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)  # what FAT and the like say of a link
_KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def write_whole(path: str, pieces: Iterable[bytes], *, overwrite: bool) -> None:
    """Write a file, mode 0600, durable when this returns.

    With `overwrite` the file that a link leads to is written, not the link; without it a link is there.

    Raises:
        BackupExistsError: there is one already, and `overwrite` is not given.
        StoreFullError: no room; what was there is as it was.
        StoreError: it cannot be written, or what is there is no file, and stays.

    Source: docs/behaviour.md, backup-12.
    """
    with _in_our_words(path):
        target = _file_to_replace(path) if overwrite else os.path.abspath(path)
        folder = os.path.dirname(target)
        part = os.path.join(folder, f".{os.getpid()}-{os.urandom(4).hex()}.part")
        _sweep(folder)
        try:
            _write(part, pieces)
            if overwrite:
                os.replace(part, target)
            else:
                _name(part, target)
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


def _file_to_replace(path: str) -> str:
    """Where the file stands that a path leads to, there or to be made.

    Raises StoreError where something else is there, or where it leads to what a process has open: that file
    may have other names, or none, and its process would never see another one in its place.
    """
    with contextlib.suppress(FileNotFoundError):
        kind = stat.S_IFMT(os.stat(path).st_mode)
        if kind != stat.S_IFREG:
            raise StoreError(f"{path} is {_KINDS.get(kind, 'no file')}, not a file: nothing was written.")
    target = os.path.abspath(path)
    while os.path.islink(target):
        folder = os.path.realpath(os.path.dirname(target))
        if folder.startswith("/proc/"):
            raise StoreError(f"{path} is what a process has open, not a file: nothing was written.")
        target = os.path.normpath(os.path.join(folder, os.readlink(target)))
    return os.path.realpath(target)


def _name(part: str, target: str) -> None:
    """Give a part its name, which nobody may have. Raises FileExistsError."""
    try:
        os.link(part, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        os.replace(part, target)


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
