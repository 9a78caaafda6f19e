"""File, Folder and Drive: what FileSystemObject finds."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vm.values import VBEmpty

from adsiis.scripting.com import Collection, ComObject, named_error, number, text, truth
from adsiis.scripting.files import operations, textstream

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.scripting.files.places import Places

_READ_ONLY, _HIDDEN, _DIRECTORY, _ARCHIVE = 1, 2, 16, 32
_TYPES: Final = {"": "File", "TXT": "Text Document", "HTM": "HTML Document", "HTML": "HTML Document"}


class Item(ComObject):
    """A file or a folder."""

    __slots__ = ("_path", "_places")

    def __init__(self, places: Places, path: str) -> None:
        self._places = places
        self._path = path

    @property
    def name(self) -> str:
        """Its name."""
        return os.path.basename(self._path) or self.path

    @name.setter
    def name(self, new: Any) -> None:
        to = os.path.join(os.path.dirname(self._path), text(new))
        if os.path.lexists(to):
            raise named_error(58)
        os.rename(self._path, to)
        self._path = to

    @property
    def path(self) -> str:
        """Its Windows path."""
        return self._places.windows(self._path)

    @property
    def short_name(self) -> str:
        """Its name: there are no short ones here."""
        return self.name

    @property
    def short_path(self) -> str:
        """Its Windows path likewise."""
        return self.path

    @property
    def attributes(self) -> int:
        """Read-only 1, hidden 2, folder 16, archive 32."""
        found = _DIRECTORY if os.path.isdir(self._path) else _ARCHIVE
        if operations.is_read_only(self._path):
            found |= _READ_ONLY
        return found | (_HIDDEN if os.path.basename(self._path).startswith(".") else 0)

    @attributes.setter
    def attributes(self, value: Any) -> None:
        mode = os.stat(self._path).st_mode
        os.chmod(self._path, mode & ~0o222 if number(value) & _READ_ONLY else mode | 0o200)

    @property
    def date_created(self) -> dt.datetime:
        """When it was made, as far as the disk says."""
        return _time(os.stat(self._path).st_ctime)

    @property
    def date_last_modified(self) -> dt.datetime:
        """When it was written last."""
        return _time(os.stat(self._path).st_mtime)

    @property
    def date_last_accessed(self) -> dt.datetime:
        """When it was read last."""
        return _time(os.stat(self._path).st_atime)

    @property
    def drive(self) -> Drive:
        """The drive it is on."""
        return Drive(self._places, self.path[:2])

    @property
    def parent_folder(self) -> Any:
        """The folder it is in; Nothing for the folder of a drive."""
        above = self.path.rpartition("\\")[0]
        if not above or self.path.endswith(":\\"):
            from ASPPY.vm.values import VBNothing

            return VBNothing
        return Folder(self._places, self._places.local(above + "\\"))

    def delete(self, force: Any = VBEmpty) -> None:
        """Delete it."""
        operations.delete(self._places, self.path, self._kind(), force=truth(force, default=False))

    def copy(self, target: Any, overwrite: Any = VBEmpty) -> None:
        """Copy it."""
        operations.copy(
            self._places, self.path, text(target), self._kind(), overwrite=truth(overwrite, default=True)
        )

    def move(self, target: Any) -> None:
        """Move it."""
        operations.move(self._places, self.path, text(target), self._kind())
        to = self._places.local(text(target))
        inside = text(target).endswith(("\\", "/"))
        self._path = os.path.join(to, os.path.basename(self._path)) if inside else to

    def _kind(self) -> Callable[[str], bool]:
        return os.path.isdir if isinstance(self, Folder) else os.path.isfile


class File(Item):
    """A file; its default property is its path."""

    __slots__ = ()

    type_name = "File"
    __vbs_default__ = "path"

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return os.stat(self._path).st_size

    @property
    def type(self) -> str:
        """What Windows calls files of its extension."""
        extension = os.path.splitext(self._path)[1][1:].upper()
        return _TYPES.get(extension, f"{extension} File")

    def open_as_text_stream(self, mode: Any = VBEmpty, form: Any = VBEmpty) -> textstream.TextStream:
        """Open it."""
        return textstream.opened(self._path, number(mode, textstream.READING), number(form))


class Folder(Item):
    """A folder; its default property is its path."""

    __slots__ = ()

    type_name = "Folder"
    __vbs_default__ = "path"

    @property
    def type(self) -> str:
        """What Windows calls a folder."""
        return "File Folder"

    @property
    def is_root_folder(self) -> bool:
        """Whether it is that of a drive."""
        return self.path.endswith(":\\")

    @property
    def size(self) -> int:
        """How many bytes its files have, with those of the folders in it."""
        return sum(
            os.lstat(os.path.join(above, name)).st_size
            for above, _, names in os.walk(self._path)
            for name in names
        )

    @property
    def files(self) -> Files:
        """The files in it."""
        return Files(File(self._places, path) for path in self._below(os.path.isfile))

    @property
    def sub_folders(self) -> Folders:
        """The folders in it."""
        return Folders(self._places, self._path, self._below(os.path.isdir))

    def create_text_file(
        self, name: Any, overwrite: Any = VBEmpty, unicode: Any = VBEmpty
    ) -> textstream.TextStream:
        """Make a file in it and open it."""
        path = os.path.join(self._path, text(name))
        return created(path, overwrite=truth(overwrite, default=True), unicode=truth(unicode, default=False))

    def _below(self, kind: Callable[[str], bool]) -> list[str]:
        entries = sorted(os.listdir(self._path), key=str.lower)
        return [path for path in (os.path.join(self._path, name) for name in entries) if kind(path)]


class Files(Collection):
    """The files of a folder."""

    __slots__ = ()

    type_name = "Files"


class Folders(Collection):
    """The folders of a folder."""

    __slots__ = ("_above", "_places")

    type_name = "Folders"

    def __init__(self, places: Places, above: str, paths: list[str]) -> None:
        super().__init__(Folder(places, path) for path in paths)
        self._places = places
        self._above = above

    def add(self, name: Any) -> Folder:
        """Make a folder."""
        path = os.path.join(self._above, text(name))
        os.mkdir(path)
        return Folder(self._places, path)


class Drive(ComObject):
    """A drive: `C:` and `Z:` always, others as PathMap says."""

    __slots__ = ("_letter", "_places")

    type_name = "Drive"
    __vbs_default__ = "path"

    def __init__(self, places: Places, letter: str) -> None:
        self._places = places
        self._letter = letter.upper()

    @property
    def drive_letter(self) -> str:
        """Its letter."""
        return self._letter[:1]

    @property
    def path(self) -> str:
        """Its letter and a colon."""
        return self._letter

    @property
    def drive_type(self) -> int:
        """Fixed, always."""
        return 2

    @property
    def file_system(self) -> str:
        """What Windows would say."""
        return "NTFS"

    @property
    def is_ready(self) -> bool:
        """Whether its folder is there."""
        return os.path.isdir(self._local())

    @property
    def volume_name(self) -> str:
        """None has a name."""
        return ""

    @property
    def serial_number(self) -> int:
        """None has a number."""
        return 0

    @property
    def share_name(self) -> str:
        """None is shared."""
        return ""

    @property
    def root_folder(self) -> Folder:
        """Its folder."""
        return Folder(self._places, self._local())

    @property
    def total_size(self) -> float:
        """How many bytes it has."""
        return float(shutil.disk_usage(self._local()).total)

    @property
    def free_space(self) -> float:
        """How many are free."""
        return float(shutil.disk_usage(self._local()).free)

    @property
    def available_space(self) -> float:
        """How many this user may have of them."""
        return self.free_space

    def _local(self) -> str:
        return self._places.local(self._letter + "\\")


def created(path: str, *, overwrite: bool, unicode: bool) -> textstream.TextStream:
    """Make a file and open it."""
    if not os.path.isdir(os.path.dirname(path)):
        raise named_error(76)
    if os.path.exists(path) and not overwrite:
        raise named_error(58)
    return textstream.opened(path, textstream.WRITING, -1 if unicode else 0)


def _time(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(seconds))  # noqa: DTZ006 - scripts see local time
