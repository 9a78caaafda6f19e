"""`win32api` as scripts import it: names, paths, messages, and reading the registry."""

# ruff: noqa: F401, N802, ARG001 - pywin32's names and signatures

from __future__ import annotations

import getpass
import os
import sys
import tempfile
import time
from typing import Any

from adsiis.schema.winpath import VARIABLES
from adsiis.scripting.pywin32 import local_machine, registry
from adsiis.scripting.pywin32.errors import error, win32_error
from adsiis.scripting.pywin32.files import attributes, set_attributes
from adsiis.scripting.pywin32.handles import Handle, close
from adsiis.scripting.pywin32.last_error import last_error, set_last_error
from adsiis.scripting.pywin32.tables import message

_FILE_NOT_FOUND = 2
_NO_MESSAGE = 317
_WINDOWS_2003 = (5, 2, 3790, 2, "Service Pack 2")

CloseHandle = RegCloseKey = close
GetFileAttributes = attributes
SetFileAttributes = set_attributes
GetLastError = last_error
SetLastError = set_last_error


def GetComputerName() -> str:
    """The machine's name, in upper case."""
    return local_machine.computer_name()


def GetUserName() -> str:
    """Who runs this process."""
    return getpass.getuser()


def GetDomainName() -> str:
    """The domain: the machine itself, which is in none."""
    return local_machine.computer_name()


def FormatMessage(code: object, *more: object) -> str:
    """What Windows says to an error number, given alone or after flags and source; with a line's end."""
    number = more[1] if len(more) > 1 else code
    text = message(number) if isinstance(number, int) else None
    if text is None:
        raise win32_error(_NO_MESSAGE, "FormatMessageW")
    return f"{text}\r\n"


FormatMessageW = FormatMessage


def ExpandEnvironmentStrings(text: str) -> str:
    """The text with `%NAME%` replaced by the values of variables; unknown names stand."""
    known = local_machine.variables()
    pieces = text.split("%")
    for index in range(1, len(pieces) - 1, 2):
        name = pieces[index]
        pieces[index] = known.get(name.upper(), f"%{name}%")
    odd = len(pieces) % 2 == 0
    return "".join(pieces[:-1]) + ("%" if odd else "") + pieces[-1]


def GetEnvironmentVariable(name: str) -> str | None:
    """The value of a variable, or None."""
    return local_machine.variables().get(name.upper())


def GetSystemDirectory() -> str:
    """Where Windows keeps its programs."""
    return rf"{VARIABLES['SYSTEMROOT']}\system32"


def GetWindowsDirectory() -> str:
    """Where Windows would be."""
    return VARIABLES["WINDIR"]


def GetTempPath() -> str:
    """The folder for temporary files, on this machine's disk."""
    return os.path.join(tempfile.gettempdir(), "")


def GetModuleFileName(module: object) -> str:
    """The program that runs the script."""
    return sys.executable


def GetLongPathName(path: str) -> str:
    """The path itself: there are no short names here. Raises error where nothing is."""
    if not os.path.lexists(local_machine.on_disk(path, "GetLongPathNameW")):
        raise win32_error(_FILE_NOT_FOUND, "GetLongPathNameW")
    return path


GetShortPathName = GetLongPathName


def GetFullPathName(path: str) -> str:
    """The path from the top of its drive, or of this machine's disk."""
    return path if path[1:2] == ":" else os.path.abspath(path)


def GetVersionEx(kind: int = 0) -> tuple[int, int, int, int, str]:
    """The Windows this is like: Server 2003, whose IIS is version 6.0."""
    return _WINDOWS_2003


def GetVersion() -> int:
    """The same in one number."""
    major, minor, build, *_ = _WINDOWS_2003
    return build << 16 | minor << 8 | major


def GetTickCount() -> int:
    """Milliseconds since some moment."""
    return int(time.monotonic() * 1000)


def GetCurrentProcessId() -> int:
    """The number of this process."""
    return os.getpid()


def Sleep(milliseconds: int, alertable: int = 0) -> int:
    """Wait."""
    time.sleep(milliseconds / 1000)
    return 0


def OutputDebugString(text: str) -> None:
    """No debugger listens."""


def RegOpenKey(key: Handle | int, path: str | None = None, reserved: int = 0, access: int = 0) -> Handle:
    """Open a key. Raises error where there is none."""
    return registry.opened(key, path, "RegOpenKeyEx")


RegOpenKeyEx = RegOpenKey


def RegCreateKey(key: Handle | int, path: str) -> Handle:
    """Open a key, made where there is none."""
    return registry.made(key, path, "RegCreateKey")


def RegQueryValueEx(key: Handle | int, name: str | None) -> tuple[Any, int]:
    """A value and its type. Raises error where there is none."""
    return registry.value(key, name, "RegQueryValueEx")


def RegQueryValue(key: Handle | int, path: str | None) -> Any:
    """The value without a name of a key. Raises error where there is none."""
    return registry.value(registry.opened(key, path, "RegQueryValue"), "", "RegQueryValue")[0]


def RegEnumKey(key: Handle | int, index: int) -> str:
    """The name of a key below. Raises error past the last."""
    return registry.key_at(key, index, "RegEnumKey")


def RegEnumValue(key: Handle | int, index: int) -> tuple[str, Any, int]:
    """Name, value and type of a value. Raises error past the last."""
    return registry.value_at(key, index, "RegEnumValue")


def RegQueryInfoKey(key: Handle | int) -> tuple[int, int, int]:
    """How many keys and values it has, and when it changed, which is not kept."""
    return (*registry.counts(key, "RegQueryInfoKey"), 0)


def RegSetValueEx(key: Handle | int, name: str | None, reserved: int, kind: int, data: Any) -> None:
    """Set a value."""
    registry.put(key, name, kind, data, "RegSetValueEx")


def RegSetValue(key: Handle | int, path: str | None, kind: int, data: Any) -> None:
    """Set the value without a name of a key, made where there is none."""
    registry.put(registry.made(key, path, "RegSetValue"), "", kind, data, "RegSetValue")


def RegDeleteKey(key: Handle | int, path: str) -> None:
    """Delete a key with all below it. Raises error where there is none."""
    registry.delete(key, path, None, "RegDeleteKey")


def RegDeleteValue(key: Handle | int, name: str | None) -> None:
    """Delete a value. Raises error where there is none."""
    registry.delete(key, None, name or "", "RegDeleteValue")
