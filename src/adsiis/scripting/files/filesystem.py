r"""Scripting.FileSystemObject over PathMap.

Source: docs/behaviour.md, file-1 to file-4.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vm.values import VBEmpty

from adsiis.scripting.com import Collection, ComObject, named_error, number, text, truth
from adsiis.scripting.files import operations, textstream
from adsiis.scripting.files.items import Drive, File, Folder, created

if TYPE_CHECKING:
    from adsiis.scripting.files.places import Places

_SPECIAL: Final = (r"C:\WINDOWS", r"C:\WINDOWS\system32", r"C:\WINDOWS\TEMP")


class FileSystemObject(ComObject):
    """The object `Scripting.FileSystemObject`."""

    __slots__ = ("_places",)

    type_name = "FileSystemObject"

    def __init__(self, places: Places) -> None:
        self._places = places

    @property
    def drives(self) -> Collection:
        """`C:` and `Z:`."""
        return Collection(Drive(self._places, letter) for letter in ("C:", "Z:"))

    def build_path(self, path: Any, name: Any) -> str:
        """A path and a name with one backslash between them."""
        before = text(path)
        return before + text(name) if before.endswith(("\\", "/", ":")) else f"{before}\\{text(name)}"

    def get_absolute_path_name(self, path: Any) -> str:
        """The whole path of a path."""
        return self._places.absolute(text(path))

    def get_base_name(self, path: Any) -> str:
        """The last name of a path, without its extension."""
        name = self.get_file_name(path)
        return name.rpartition(".")[0] if "." in name else name

    def get_extension_name(self, path: Any) -> str:
        """The extension of the last name, without its dot."""
        name = self.get_file_name(path)
        return name.rpartition(".")[2] if "." in name else ""

    def get_file_name(self, path: Any) -> str:
        """The last name of a path."""
        named = text(path).replace("/", "\\").rstrip("\\")
        return "" if named.endswith(":") else named.rpartition("\\")[2]

    def get_parent_folder_name(self, path: Any) -> str:
        """A path without its last name."""
        named = text(path).replace("/", "\\").rstrip("\\")
        above = named.rpartition("\\")[0]
        return above + "\\" if above.endswith(":") else above

    def get_drive_name(self, path: Any) -> str:
        """The drive of a path."""
        return text(path)[:2] if text(path)[1:2] == ":" else ""

    def get_temp_name(self) -> str:
        """A name for a temporary file."""
        return f"rad{secrets.token_hex(3)[:5].upper()}.tmp"

    def get_file_version(self, path: Any) -> str:
        """Files have no version here."""
        self.get_file(path)
        return ""

    def get_special_folder(self, which: Any) -> Folder:
        """The Windows folder 0, the system folder 1, the temporary folder 2; they are made when missing."""
        at = number(which)
        if not 0 <= at < len(_SPECIAL):
            raise named_error(5)
        path = self._places.local(_SPECIAL[at])
        os.makedirs(path, exist_ok=True)
        return Folder(self._places, path)

    def drive_exists(self, drive: Any) -> bool:
        """Whether a drive is mapped here."""
        letter = text(drive)[:1]
        try:
            return letter.isalpha() and os.path.isdir(self._places.local(f"{letter}:\\"))
        except Exception:  # noqa: BLE001 - no such drive
            return False

    def get_drive(self, drive: Any) -> Drive:
        """A drive."""
        if not self.drive_exists(drive):
            raise named_error(68)
        return Drive(self._places, text(drive)[:1] + ":")

    def file_exists(self, path: Any) -> bool:
        """Whether there is such a file."""
        return self._is(path, folder=False)

    def folder_exists(self, path: Any) -> bool:
        """Whether there is such a folder."""
        return self._is(path, folder=True) or self._places.absolute(text(path)) == "C:\\"

    def get_file(self, path: Any) -> File:
        """A file. Raises error 53."""
        local = self._places.local(text(path))
        if not os.path.isfile(local):
            raise named_error(53)
        return File(self._places, local)

    def get_folder(self, path: Any) -> Folder:
        """A folder. Raises error 76."""
        local = self._places.local(text(path))
        if not os.path.isdir(local):
            raise named_error(76)
        return Folder(self._places, local)

    def create_folder(self, path: Any) -> Folder:
        """Make a folder in one that is there. Raises errors 58 and 76."""
        local = self._places.to_write(text(path))
        if os.path.lexists(local):
            raise named_error(58)
        if not os.path.isdir(os.path.dirname(local)):
            raise named_error(76)
        os.mkdir(local)
        return Folder(self._places, local)

    def create_text_file(
        self, path: Any, overwrite: Any = VBEmpty, unicode: Any = VBEmpty
    ) -> textstream.TextStream:
        """Make a file and open it. Raises errors 58 and 76."""
        local = self._places.to_write(text(path))
        return created(local, overwrite=truth(overwrite, default=True), unicode=truth(unicode, default=False))

    def open_text_file(
        self, path: Any, mode: Any = VBEmpty, create: Any = VBEmpty, form: Any = VBEmpty
    ) -> textstream.TextStream:
        """Open a file to read (1), write (2) or append (8). Raises errors 5, 53 and 76."""
        how = number(mode, textstream.READING)
        if how not in {textstream.READING, textstream.WRITING, textstream.APPENDING}:
            raise named_error(5)
        local = self._places.local(text(path))
        if not os.path.isdir(os.path.dirname(local)):
            raise named_error(76)
        if not os.path.exists(local):
            if not truth(create, default=False):
                raise named_error(53)
            with open(local, "xb"):
                pass
        return textstream.opened(local, how, number(form))

    def delete_file(self, path: Any, force: Any = VBEmpty) -> None:
        """Delete a file, or those of a pattern."""
        operations.delete(self._places, text(path), os.path.isfile, force=truth(force, default=False))

    def delete_folder(self, path: Any, force: Any = VBEmpty) -> None:
        """Delete a folder with all in it."""
        operations.delete(self._places, text(path), os.path.isdir, force=truth(force, default=False))

    def copy_file(self, source: Any, target: Any, overwrite: Any = VBEmpty) -> None:
        """Copy a file, or those of a pattern."""
        over = truth(overwrite, default=True)
        operations.copy(self._places, text(source), text(target), os.path.isfile, overwrite=over)

    def copy_folder(self, source: Any, target: Any, overwrite: Any = VBEmpty) -> None:
        """Copy a folder with all in it."""
        over = truth(overwrite, default=True)
        operations.copy(self._places, text(source), text(target), os.path.isdir, overwrite=over)

    def move_file(self, source: Any, target: Any) -> None:
        """Move a file, or those of a pattern."""
        operations.move(self._places, text(source), text(target), os.path.isfile)

    def move_folder(self, source: Any, target: Any) -> None:
        """Move a folder with all in it."""
        operations.move(self._places, text(source), text(target), os.path.isdir)

    def _is(self, path: Any, *, folder: bool) -> bool:
        from ASPPY.vb_runtime import VBScriptCOMError

        try:
            local = self._places.local(text(path))
        except VBScriptCOMError:
            return False
        return os.path.isdir(local) if folder else os.path.isfile(local)
