"""WScript.Shell: environment, registry, message boxes, programs.

Source: docs/behaviour.md, shell-1 to shell-7, registry-1 to registry-3.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vm.values import VBEmpty

from adsiis.scripting.com import ComObject, array, error, named_error, number, text
from adsiis.scripting.dialogs import message_box
from adsiis.scripting.shell import programs
from adsiis.scripting.shell.environment import Environment, expanded
from adsiis.scripting.shell.executing import executed
from adsiis.scripting.shell.registry import ROOTS, Value, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.scripting.host import Host

_NOT_FOUND: Final = 0x80070002
_BAD_ROOT: Final = 0x80070057
_KINDS: Final = {"REG_SZ", "REG_EXPAND_SZ", "REG_DWORD", "REG_BINARY"}
_LOG_KINDS: Final = {
    0: "success",
    1: "error",
    2: "warning",
    4: "information",
    8: "audit success",
    16: "audit failure",
}


class Shell(ComObject):
    """The object `WScript.Shell`."""

    __slots__ = ("_host",)

    type_name = "IWshShell3"

    def __init__(self, host: Host) -> None:
        self._host = host

    @property
    def current_directory(self) -> str:
        """The folder that relative paths start from."""
        return self._host.places.current

    @current_directory.setter
    def current_directory(self, path: Any) -> None:
        if not os.path.isdir(self._host.places.local(text(path))):
            raise error(_NOT_FOUND, "The system cannot find the file specified.", "WshShell.CurrentDirectory")
        self._host.places.current = self._host.places.absolute(text(path))

    @property
    def special_folders(self) -> SpecialFolders:
        """The folders of the user and of all users."""
        return SpecialFolders(self._host)

    def environment(self, scope: Any = VBEmpty) -> Environment:
        """The variables of a scope; of the system where none is named."""
        return Environment(self._host, text(scope) or "SYSTEM")

    def expand_environment_strings(self, line: Any) -> str:
        """Text with `%NAME%` replaced."""
        return expanded(self._host, text(line))

    def popup(
        self,
        message: Any,
        seconds: Any = VBEmpty,
        title: Any = VBEmpty,
        kind: Any = VBEmpty,
    ) -> int:
        """A message box; with a number of seconds it is not waited for."""
        wait = number(seconds) <= 0
        chosen = message_box(self._host, text(message), number(kind), text(title), wait=wait)
        return chosen if wait or not self._host.interactive else -1

    def log_event(self, kind: Any, message: Any, machine: Any = VBEmpty) -> bool:  # noqa: ARG002 - ours only
        """A line in the file events.log of the data folder."""
        from datetime import UTC, datetime

        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        os.makedirs(self._host.data_folder, exist_ok=True)
        with open(os.path.join(self._host.data_folder, "events.log"), "a", encoding="utf-8") as log:
            log.write(f"{now} {_LOG_KINDS.get(number(kind), 'success')}: {' '.join(text(message).split())}\n")
        return True

    def reg_read(self, name: Any) -> Any:
        """A value of the registry; a name with a backslash at its end is a key, whose default value it is."""
        key, value_name = _named(text(name), "WshShell.RegRead")
        found = self._host.registry.value(key, value_name)
        if found is None:
            said = f'Unable to open registry key "{text(name)}" for reading.'
            raise error(_NOT_FOUND, said, "WshShell.RegRead")
        return array(found.data) if isinstance(found.data, list) else found.data

    def reg_write(self, name: Any, value: Any, kind: Any = VBEmpty) -> None:
        """Set a value of the registry; a name with a backslash at its end makes a key."""
        key, value_name = _named(text(name), "WshShell.RegWrite")
        wanted = (text(kind) or ("REG_DWORD" if isinstance(value, int) else "REG_SZ")).upper()
        if wanted not in _KINDS:
            raise error(_BAD_ROOT, f'Invalid type "{text(kind)}".', "WshShell.RegWrite")
        if wanted == "REG_BINARY":
            whole_number = number(value)
            data: Any = [whole_number >> shift & 0xFF for shift in (0, 8, 16, 24)]
        else:
            data = number(value) if wanted == "REG_DWORD" else text(value)
        self._host.registry.write(key, value_name, Value(wanted, data))

    def reg_delete(self, name: Any) -> None:
        """Delete a value of the registry, or a key with all below it."""
        full = text(name)
        key, value_name = _named(full, "WshShell.RegDelete")
        if not self._host.registry.delete(key, None if full.endswith("\\") else value_name):
            raise error(_NOT_FOUND, f'Unable to remove registry key "{full}".', "WshShell.RegDelete")

    def run(self, command: Any, style: Any = VBEmpty, wait: Any = VBEmpty) -> int:  # noqa: ARG002 - no windows
        """Carry out a command line; its exit code."""
        done = programs.run(self._host, text(command))
        self._host.stdout.write(done.out)
        self._host.stderr.write(done.err)
        return done.code

    def exec(self, command: Any) -> ComObject:
        """Start a command line; what it prints is read from the object."""
        return executed(self._host, text(command))

    def app_activate(self, title: Any) -> bool:  # noqa: ARG002 - no windows
        """There are no windows here: False."""
        return False

    def send_keys(self, keys: Any) -> None:
        """There are no windows here: nothing is pressed."""


class SpecialFolders(ComObject):
    """The folders of the user and of all users."""

    __slots__ = ("_folders",)

    type_name = "IWshCollection"

    def __init__(self, host: Host) -> None:
        user = host.environment["USERPROFILE"][1]
        everyone = host.environment["ALLUSERSPROFILE"][1]
        below = {
            "Desktop": r"Desktop",
            "Favorites": r"Favorites",
            "MyDocuments": r"My Documents",
            "Programs": r"Start Menu\Programs",
            "StartMenu": r"Start Menu",
            "Startup": r"Start Menu\Programs\Startup",
        }
        self._folders = {f"ALLUSERS{name.upper()}": rf"{everyone}\{path}" for name, path in below.items()}
        self._folders |= {name.upper(): rf"{user}\{path}" for name, path in below.items()}
        self._folders["FONTS"] = r"C:\WINDOWS\Fonts"

    def __iter__(self) -> Iterator[str]:
        """The folders."""
        return iter(self._folders.values())

    def __vbs_index_get__(self, name: Any) -> str:
        """The folder of a name; nothing for one that is not known."""
        if isinstance(name, str):
            return self._folders.get(name.upper(), "")
        try:
            return list(self._folders.values())[number(name)]
        except IndexError:
            raise named_error(9) from None

    @property
    def item(self) -> SpecialFolders:
        """`folders.Item("Desktop")` is `folders("Desktop")`."""
        return self

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._folders)

    @property
    def length(self) -> int:
        """How many there are."""
        return len(self._folders)


def _named(name: str, source: str) -> tuple[str, str]:
    """The key and the value that a name of RegRead and its like names."""
    key, _, value = name.rpartition("\\")
    root = whole(key).partition("\\")[0].upper()
    if not key or root not in {known.upper() for known in ROOTS.values()}:
        raise error(_BAD_ROOT, f'Invalid root in registry key "{name}".', source)
    return key, value
