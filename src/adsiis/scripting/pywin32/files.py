"""Files by the names Win32 functions have, on this machine's disk; Windows paths go through PathMap."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from adsiis.scripting.pywin32.errors import win32_error
from adsiis.scripting.pywin32.handles import Handle
from adsiis.scripting.pywin32.local_machine import on_disk, os_error
from adsiis.scripting.pywin32.tables import constants

if TYPE_CHECKING:
    from collections.abc import Iterator

_names: Final = constants("win32file")
READ_ONLY: Final = _names["FILE_ATTRIBUTE_READONLY"]
_DIRECTORY: Final = _names["FILE_ATTRIBUTE_DIRECTORY"]
_NORMAL: Final = _names["FILE_ATTRIBUTE_NORMAL"]
_MISSING: Final = -1
_FILE_EXISTS: Final = 80
_DISPOSITIONS: Final = {
    _names["CREATE_NEW"]: os.O_CREAT | os.O_EXCL,
    _names["CREATE_ALWAYS"]: os.O_CREAT | os.O_TRUNC,
    _names["OPEN_EXISTING"]: 0,
    _names["OPEN_ALWAYS"]: os.O_CREAT,
    _names["TRUNCATE_EXISTING"]: os.O_TRUNC,
}


def attributes(path: str) -> int:
    """The attributes of a file or folder; -1 where there is none."""
    try:
        found = os.stat(on_disk(path, "GetFileAttributes"))
    except OSError:
        return _MISSING
    kind = _DIRECTORY if stat.S_ISDIR(found.st_mode) else 0
    return (kind | (0 if found.st_mode & stat.S_IWUSR else READ_ONLY)) or _NORMAL


def set_attributes(path: str, wanted: int) -> None:
    """Make a file read-only or not; no other attribute is kept."""
    with _told("SetFileAttributes"):
        there = on_disk(path, "SetFileAttributes")
        mode = os.stat(there).st_mode
        os.chmod(there, mode & ~0o222 if wanted & READ_ONLY else mode | stat.S_IWUSR)


def copy(source: str, target: str, fail_if_exists: int = 0) -> None:
    """Copy a file. Raises error, also for a target that is there and must not be."""
    with _told("CopyFile"):
        there = on_disk(target, "CopyFile")
        if fail_if_exists and os.path.lexists(there):
            raise win32_error(_FILE_EXISTS, "CopyFile")
        shutil.copyfile(on_disk(source, "CopyFile"), there)


def move(source: str, target: str, flags: int = 0) -> None:
    """Move a file or folder; onto one that is there only with MOVEFILE_REPLACE_EXISTING."""
    with _told("MoveFileEx"):
        there = on_disk(target, "MoveFileEx")
        if os.path.lexists(there) and not flags & _names["MOVEFILE_REPLACE_EXISTING"]:
            raise FileExistsError
        os.replace(on_disk(source, "MoveFileEx"), there)


def delete(path: str) -> None:
    """Delete a file."""
    with _told("DeleteFile"):
        os.unlink(on_disk(path, "DeleteFile"))


def make_folder(path: str, security: object = None) -> None:  # noqa: ARG001 - pywin32's signature
    """Make a folder."""
    with _told("CreateDirectory"):
        os.mkdir(on_disk(path, "CreateDirectory"))


def remove_folder(path: str, security: object = None) -> None:  # noqa: ARG001 - pywin32's signature
    """Remove an empty folder."""
    with _told("RemoveDirectory"):
        os.rmdir(on_disk(path, "RemoveDirectory"))


def opened(
    path: str,
    access: int,
    share: int,  # noqa: ARG001 - pywin32's signature
    security: object,  # noqa: ARG001
    disposition: int,
    flags: int = 0,  # noqa: ARG001
    template: object = None,  # noqa: ARG001
) -> Handle:
    """A handle of a file for reading, writing or both. Raises error."""
    reads, writes = access & _names["GENERIC_READ"], access & _names["GENERIC_WRITE"]
    mode = os.O_RDWR if reads and writes else os.O_WRONLY if writes else os.O_RDONLY
    with _told("CreateFile"):
        how = mode | _DISPOSITIONS.get(disposition, 0) | os.O_CLOEXEC
        return Handle(os.open(on_disk(path, "CreateFile"), how, 0o666), os.close)


def read(handle: Handle, size: int) -> tuple[int, bytes]:
    """0 and the next bytes, at most so many; fewer at the end."""
    with _told("ReadFile"):
        return 0, os.read(handle.held, size)


def write(handle: Handle, data: bytes | str) -> tuple[int, int]:
    """0 and how many bytes were written."""
    with _told("WriteFile"):
        return 0, os.write(handle.held, data.encode() if isinstance(data, str) else data)


def size(handle: Handle) -> int:
    """How many bytes the file has."""
    with _told("GetFileSize"):
        return os.fstat(handle.held).st_size


@contextmanager
def _told(function: str) -> Iterator[None]:
    try:
        yield
    except OSError as found:
        raise os_error(found, function) from None
