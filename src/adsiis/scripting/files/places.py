r"""Windows paths of a script and the files they are here.

A script has a current folder of its own, in Windows form. What it names is found on the disk in any letter
case. Source: docs/behaviour.md, file-1 and file-2.
"""

from __future__ import annotations

import fnmatch
import os
import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from adsiis.schema.errors import WindowsPathError
from adsiis.schema.winpath import find_existing, to_local, to_windows
from adsiis.scripting.com import named_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.schema.winpath import PathMap


class Places:
    """The Windows paths of one script.

    Args:
        rules: gives the rules of PathMap when they are first needed.
        data_folder: of the store.
        folder: the local folder it starts in.
    """

    def __init__(self, rules: Callable[[], PathMap], data_folder: str, folder: str) -> None:
        self._asked = rules
        self._data_folder = data_folder
        self.current = self.windows(folder)

    @cached_property
    def _rules(self) -> PathMap:
        return self._asked()

    def windows(self, local: str) -> str:
        """A local path in Windows form; one that has none stands below `Z:`."""
        try:
            return to_windows(local, self._rules, self._data_folder)
        except WindowsPathError:
            return "Z:" + local.replace("/", "\\")

    def absolute(self, path: str) -> str:
        r"""The whole Windows path of a path: `..\x` from the current folder, `C:` and `\x` on their drive."""
        text = path.strip().strip('"')
        if text.startswith("/") and not text.startswith("//"):
            return self.windows(posixpath.normpath(text))
        text = text.replace("/", "\\")
        if text.startswith("\\\\"):
            return text.rstrip("\\")
        if text[1:2] == ":":
            drive, rest = text[:2].upper(), text[2:]
            start = self.current[2:] if self.current[:2].upper() == drive else "\\"
        else:
            drive, rest, start = self.current[:2], text, self.current[2:]
        whole = rest if rest.startswith("\\") else f"{start}\\{rest}"
        kept: list[str] = []
        for name in whole.split("\\"):
            if name == "..":
                kept = kept[:-1]
            elif name not in {"", "."}:
                kept.append(name)
        return f"{drive}\\" + "\\".join(kept)

    def to_write(self, path: str) -> str:
        """The local path of what is to be made; what is made on `C:` finds that drive there."""
        local, drive = self.local(path), self.local("C:\\")
        if os.path.dirname(local) == drive.rstrip("/"):
            os.makedirs(drive, exist_ok=True)
        return local

    def local(self, path: str) -> str:
        """The local path of what a script names: as the disk spells it, as far as it is there.

        Raises error 52 for a path that cannot be one, 76 for a server or drive that is mapped nowhere.
        """
        if not path.strip() or "\0" in path:
            raise named_error(5)
        try:
            local = to_local(self.absolute(path), self._rules, self._data_folder)
        except WindowsPathError:
            raise named_error(76) from None
        found = find_existing(local)
        if found is not None:
            return found
        folder = find_existing(posixpath.dirname(local))
        return posixpath.join(folder, posixpath.basename(local)) if folder else local

    def matching(self, pattern: str) -> list[str]:
        """The local paths that a name with `*` or `?` in its last part stands for, in order."""
        folder, _, name = self.absolute(pattern).rpartition("\\")
        local = self.local(folder + "\\")
        if not os.path.isdir(local):
            raise named_error(76)
        wanted = name.lower().replace("[", "[[]").replace("*.*", "*")
        return [
            os.path.join(local, entry)
            for entry in sorted(os.listdir(local), key=str.lower)
            if fnmatch.fnmatchcase(entry.lower(), wanted)
        ]
