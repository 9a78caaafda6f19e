"""From a URL to a file on disk: letter case resolved, and never a step outside the site's folder.

A file is known by where it really lies. When that is not where the URL says (another letter case, a symbolic
link), the caller asks for the permissions of the real place too.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.metabase.paths import fold
from adsiis.schema.winpath import find_existing
from adsiis.w3svc.errors import HttpError

if TYPE_CHECKING:
    from adsiis.w3svc.settings import Settings

Identity = tuple[int, int, int, int, int]

_MOST_FOLDERS: Final = 512
_MOST_NAMES: Final = 200_000
_OPEN_FLAGS: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder of a site.

    Attributes:
        path: where it really lies, without symbolic links.
        status: what the system says of it.
        url_path: the URL of that place, without a slash at its end; empty for the root of the site.
        asked: the path by which it was found, symbolic links and all.
    """

    path: str
    status: os.stat_result
    url_path: str
    asked: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self.status.st_mode)

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file; pipes, sockets and devices are neither file nor folder."""
        return stat.S_ISREG(self.status.st_mode)


def identity(status: os.stat_result) -> Identity:
    """What changes when a file or folder is replaced, written to, or given other permissions."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class FileFinder:
    """Finds files by settings and URL; remembers the names in folders searched for another letter case."""

    def __init__(self) -> None:
        self._folders: dict[str, tuple[int, dict[str, str]]] = {}
        self._names = 0

    def find(self, settings: Settings, url_path: str) -> Found | None:
        """The file or folder at a canonical URL path, or None.

        Raises:
            HttpError: 404 for a link that leads out of the folder the URL belongs to, 403 for a place the
                system does not let us see.

        Source: docs/behaviour.md, static-2.
        """
        if settings.folder is None:
            return None
        relative = url_path[len(settings.folder_url) :].strip("/")
        try:
            folder = find_existing(settings.folder) or settings.folder
            root = os.path.realpath(folder)
            real = self._real_path(root, relative)
            status = os.stat(real)
        except PermissionError:
            raise HttpError(403, 0, "The system does not let the service see this file.") from None
        except OSError:
            return None
        within = root.rstrip("/")
        if real != root and not real.startswith(within + "/"):
            raise HttpError(404, 0, "A symbolic link leads out of the folder.")
        return Found(
            real, status, settings.folder_url + real[len(within) :].rstrip("/"), f"{folder}/{relative}"
        )

    def absence(self, settings: Settings, url_path: str) -> tuple[tuple[str, Identity], ...]:
        """What to watch for a file that was not found: the last folder on its way that is there.

        Nothing when no folder is, or when what is there is no plain folder.
        """
        if settings.folder is None:
            return ()
        at = find_existing(settings.folder) or settings.folder
        try:
            status = os.lstat(at)
            for name in url_path[len(settings.folder_url) :].strip("/").split("/"):
                if not stat.S_ISDIR(status.st_mode):
                    return ()
                try:
                    below = self._spelt(at, name)
                except FileNotFoundError:
                    return ((at, identity(status)),)
                at, status = below, os.lstat(below)
        except OSError:
            pass
        return ()

    def _real_path(self, root: str, relative: str) -> str:
        try:
            return os.path.realpath(f"{root}/{relative}", strict=True)
        except FileNotFoundError:
            return os.path.realpath(self._spelt(root, relative), strict=True)

    def _spelt(self, root: str, relative: str) -> str:
        at = root
        for name in relative.split("/"):
            exact = f"{at}/{name}"
            at = exact if os.path.lexists(exact) else f"{at}/{self._spelling(at, name)}"
        return at

    def _spelling(self, folder: str, name: str) -> str:
        changed = os.stat(folder).st_mtime_ns
        known = self._folders.get(folder)
        if known is None or known[0] != changed:
            known = changed, self._list(folder, changed)
        spelt = known[1].get(fold(name))
        if spelt is None:
            raise FileNotFoundError(folder)
        return spelt

    def _list(self, folder: str, changed: int) -> dict[str, str]:
        names = {fold(name): name for name in sorted(os.listdir(folder), reverse=True)}
        self._names += len(names)
        if len(self._folders) >= _MOST_FOLDERS or self._names > _MOST_NAMES:
            self._folders.clear()
            self._names = len(names)
        self._folders[folder] = changed, names
        return names


def watch_for(path: str) -> tuple[tuple[str, Identity], ...]:
    """What to watch for a file that is not there: the last folder on its way, which changes when it comes."""
    while path != "/":
        path = os.path.dirname(path)
        there = find_existing(path)
        if there is not None:
            try:
                return ((there, identity(os.stat(there))),)
            except OSError:
                return ()
    return ()


def open_file(path: str, expected: os.stat_result) -> int:
    """Open a regular file that is still in the state it was found in; the caller closes the descriptor.

    Raises OSError for one that was replaced or changed meanwhile, and for anything but a regular file.
    """
    descriptor = os.open(path, _OPEN_FLAGS)
    if identity(os.fstat(descriptor)) != identity(expected):
        os.close(descriptor)
        raise OSError("the file changed")
    return descriptor
