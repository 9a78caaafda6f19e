r"""Where a batch file stands and what files are to it: Windows paths in, places on this disk out.

Every drive has a current folder, as there. What a batch file sees is always the Windows form.
"""

from __future__ import annotations

import fnmatch
import os
import posixpath
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.errors import CommandError
from adsiis.schema.errors import WindowsPathError
from adsiis.schema.winpath import find_existing, to_local, to_windows

if TYPE_CHECKING:
    from adsiis.schema.winpath import PathMap

NO_SUCH_PATH: Final = "The system cannot find the path specified."
NO_SUCH_FILE: Final = "The system cannot find the file specified."
NO_SUCH_DRIVE: Final = "The system cannot find the drive specified."


class Places:
    """The current folders, and the way from a Windows path to a local one and back.

    Args:
        home: the data folder, which holds drive C:.
        rules: the PathMap.
        start: the local folder to begin in.
    """

    def __init__(self, home: str, rules: PathMap, start: str) -> None:
        self._home = home
        self._rules = rules
        self._folders: dict[str, str] = {}
        self.drive = "C:"
        self.enter(self.windows(start))

    @property
    def current(self) -> str:
        """The current folder as a Windows path."""
        return self._folders.get(self.drive, self.drive + "\\")

    def enter(self, path: str) -> None:
        """Make a folder, given by its whole Windows path, the current one of its drive, and of all."""
        self.drive = path[:2].upper()
        self._folders[self.drive] = path

    def enter_on_its_drive(self, path: str) -> None:
        """Make a folder the current one of its drive, and stay on the drive we are on."""
        self._folders[path[:2].upper()] = path

    def as_they_are(self) -> tuple[str, dict[str, str]]:
        """The current folders, for `put_back`."""
        return self.drive, dict(self._folders)

    def put_back(self, kept: tuple[str, dict[str, str]]) -> None:
        """Have them as they were."""
        self.drive, self._folders = kept[0], dict(kept[1])

    def full(self, text: str) -> str:
        r"""The whole Windows path of a path: of `x`, `.\x`, `\x`, `C:x`, `C:\x`, or of a local `/x`."""
        text = text.strip('"')
        if text.startswith("/"):
            return self.windows(text)
        text = text.replace("/", "\\")
        if text.startswith("\\\\"):
            return text
        drive = self.drive
        if text[1:2] == ":":
            drive, text = text[:2].upper(), text[2:]
        base = "" if text.startswith("\\") else self._folders.get(drive, drive + "\\")[2:]
        return _clean(drive, f"{base}\\{text}")

    def local(self, text: str) -> str:
        """Where a path is on this disk, as the disk spells it if it is there.

        Raises CommandError for a drive that stands for nothing here.
        """
        try:
            local = to_local(self.full(text), self._rules, self._home)
        except WindowsPathError:
            raise CommandError(NO_SUCH_DRIVE) from None
        found = find_existing(local)
        if found is not None:
            return found
        folder = find_existing(posixpath.dirname(local))
        return posixpath.join(folder, posixpath.basename(local)) if folder else local

    def windows(self, local: str) -> str:
        """The Windows form of a local path; one below Z: when rules leave it no other."""
        local = os.path.abspath(local)
        try:
            return to_windows(local, self._rules, self._home)
        except WindowsPathError:
            return "Z:" + local.replace("/", "\\")

    def exists(self, text: str) -> bool:
        """Whether a path, with wildcards too, stands for something that is there."""
        bare = text.strip('"')
        if bare.lower() == "nul" or bare.lower().endswith("\\nul"):
            return True
        try:
            if _wild(bare):
                return bool(self.matching(bare, folders=True))
            return os.path.exists(self.local(bare))
        except CommandError:
            return False

    def matching(self, text: str, *, folders: bool) -> list[str]:
        """The local paths that a path stands for: itself if it is there, or those its wildcards fit.

        Args:
            text: the path.
            folders: whether folders count.
        """
        local = self.local(text)
        if not _wild(text):
            return [local] if os.path.exists(local) and (folders or not os.path.isdir(local)) else []
        folder, pattern = posixpath.split(local)
        folder = find_existing(folder) or folder
        if pattern == "*.*":
            pattern = "*"
        try:
            names = sorted(os.listdir(folder), key=str.lower)
        except OSError:
            return []
        found = [name for name in names if fnmatch.fnmatchcase(name.lower(), pattern.lower())]
        paths = [posixpath.join(folder, name) for name in found]
        return [path for path in paths if folders or not os.path.isdir(path)]


def _wild(text: str) -> bool:
    return "*" in text or "?" in text


def _clean(drive: str, path: str) -> str:
    """A drive and a path from its top, `.` and `..` worked off; no dot or blank ends a name."""
    kept: list[str] = []
    for part in path.split("\\"):
        name = part.rstrip(" .") if part not in {".", ".."} else part
        if name == "..":
            kept = kept[:-1]
        elif name not in {"", "."}:
            kept.append(name)
    return f"{drive}\\" + "\\".join(kept)
