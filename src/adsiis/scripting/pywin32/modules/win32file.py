"""`win32file` as scripts import it: files and folders by their Win32 functions."""

# ruff: noqa: N802, N812 - pywin32's names

from __future__ import annotations

from adsiis.scripting.pywin32.completion import port as CreateIoCompletionPort
from adsiis.scripting.pywin32.completion import post as PostQueuedCompletionStatus
from adsiis.scripting.pywin32.completion import take as GetQueuedCompletionStatus
from adsiis.scripting.pywin32.errors import error
from adsiis.scripting.pywin32.files import attributes as GetFileAttributes
from adsiis.scripting.pywin32.files import copy as CopyFile
from adsiis.scripting.pywin32.files import delete as DeleteFile
from adsiis.scripting.pywin32.files import make_folder as CreateDirectory
from adsiis.scripting.pywin32.files import move as MoveFileEx
from adsiis.scripting.pywin32.files import opened as CreateFile
from adsiis.scripting.pywin32.files import read as ReadFile
from adsiis.scripting.pywin32.files import remove_folder as RemoveDirectory
from adsiis.scripting.pywin32.files import set_attributes as SetFileAttributes
from adsiis.scripting.pywin32.files import size as GetFileSize
from adsiis.scripting.pywin32.files import write as WriteFile
from adsiis.scripting.pywin32.handles import close as CloseHandle
from adsiis.scripting.pywin32.tables import constants as _table

__all__ = [
    "CloseHandle",
    "CopyFile",
    "CreateDirectory",
    "CreateFile",
    "CreateIoCompletionPort",
    "DeleteFile",
    "GetFileAttributes",
    "GetFileSize",
    "GetQueuedCompletionStatus",
    "MoveFileEx",
    "PostQueuedCompletionStatus",
    "ReadFile",
    "RemoveDirectory",
    "SetFileAttributes",
    "WriteFile",
    "error",
]

_constants = _table("win32file")
globals().update(_constants)
__all__ += list(_constants)
__all__ += ["CopyFileW", "CreateDirectoryW", "CreateFileW", "DeleteFileW", "GetDriveType"]
__all__ += ["GetFileAttributesW", "MoveFile", "MoveFileExW", "MoveFileW", "SetFileAttributesW"]

CopyFileW, DeleteFileW, CreateFileW, CreateDirectoryW = CopyFile, DeleteFile, CreateFile, CreateDirectory
MoveFileExW, GetFileAttributesW, SetFileAttributesW = MoveFileEx, GetFileAttributes, SetFileAttributes


def MoveFile(source: str, target: str) -> None:
    """Move a file or folder; onto one that is there is refused."""
    MoveFileEx(source, target)


MoveFileW = MoveFile


def GetDriveType(path: str) -> int:
    """Every drive is fixed here."""
    return _constants["DRIVE_FIXED" if path else "DRIVE_UNKNOWN"]
