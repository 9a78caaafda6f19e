"""This machine as scripts ask for it: its store, its name, and where a Windows path is on the disk."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from adsiis.adsi import ADSIError, GetObject
from adsiis.iisext.application_keys import cache_of
from adsiis.metabase.folder import default_home
from adsiis.schema import WindowsPathError
from adsiis.schema.winpath import VARIABLES, PathMap, find_existing, to_local
from adsiis.scripting.pywin32.errors import error, win32_error

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase

_FILE_NOT_FOUND = 2
_PATH_NOT_FOUND = 3
_NUMBERS = {
    FileNotFoundError: _FILE_NOT_FOUND,
    PermissionError: 5,
    FileExistsError: 183,
    NotADirectoryError: _PATH_NOT_FOUND,
    IsADirectoryError: 5,
}


def computer_name() -> str:
    """The NetBIOS name: the first part of the host name, at most 15 letters, in upper case."""
    return socket.gethostname().partition(".")[0][:15].upper()


def variables() -> dict[str, str]:
    """The environment by upper-case name: Windows' own variables, then this process's."""
    own = {name.upper(): value for name, value in os.environ.items()}
    return {"COMPUTERNAME": computer_name(), **own, **VARIABLES}


def metabase() -> Metabase:
    """The store of this machine. Raises ADSIError."""
    return cache_of(GetObject("IIS://localhost")).metabase


def data_folder() -> str:
    """The folder of this machine's store; where it would be when there is none."""
    try:
        return metabase().folder.home
    except ADSIError:
        return default_home()


def on_disk(path: str, function: str) -> str:
    r"""Where a path is here: `C:\Inetpub` by PathMap, spelled as the disk does; others as they stand.

    Raises error for a Windows path that is nowhere.
    """
    if path.startswith("/") or not _is_windows(path):
        return path
    rules = PathMap.parse(GetObject("IIS://localhost").PathMap)
    try:
        there = to_local(path, rules, metabase().folder.home)
    except WindowsPathError:
        raise win32_error(_PATH_NOT_FOUND, function) from None
    folder, name = os.path.split(there)
    return find_existing(there) or os.path.join(find_existing(folder) or folder, name)


def os_error(found: OSError, function: str) -> error:
    """A failure of the system as a Win32 function tells it."""
    number = next((number for kind, number in _NUMBERS.items() if isinstance(found, kind)), None)
    return win32_error(1 if number is None else number, function)


def _is_windows(path: str) -> bool:
    return path[1:2] == ":" or path.startswith(("\\\\", "%"))
