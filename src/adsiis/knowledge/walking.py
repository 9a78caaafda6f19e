"""The files at a place: a folder or mounted image, a ZIP archive, a list, or one file.

Only files of the names that matter are opened. What cannot be read is told, and the rest goes on. Symbolic
links are not followed: in a mounted image they lead out of it.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from adsiis.knowledge.errors import BinaryFileError, CheckedPathError
from adsiis.knowledge.found import FoundFile
from adsiis.knowledge.listings import files_listed
from adsiis.knowledge.pe import stamp_of_bytes, stamp_of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adsiis.knowledge.pe import Stamp

_LARGEST_MEMBER: Final = 512 * 1024 * 1024
_LARGEST_LIST: Final = 256 * 1024 * 1024
_OFTEN: Final = 256


class Walk:
    """One way through a place, and what was met on it.

    Attributes:
        seen: how many files there are.
        problems: what could not be read, with a sentence each.
    """

    def __init__(self, path: str, wanted: set[str], on_progress: Callable[[int], None] | None = None) -> None:
        """Prepare to walk.

        Args:
            path: the place.
            wanted: the folded names of files that matter.
            on_progress: is told how many files were seen, now and then.
        """
        self.path = path
        self.seen = 0
        self.problems: list[tuple[str, str]] = []
        self._wanted = wanted
        self._on_progress = on_progress

    def files(self) -> Iterator[FoundFile]:
        """The files that matter.

        Raises:
            CheckedPathError: there is nothing, or it cannot be read.
            ListingError: the place is a file that is no list.
            MissingReaderError: pefile is not installed.

        Source: docs/behaviour.md, kb-10.
        """
        if os.path.isdir(self.path):
            yield from self._in_folder()
        elif not os.path.exists(self.path):
            raise CheckedPathError(
                f"{self.path} is not there: give a folder, a ZIP archive, a list or a file."
            )
        elif os.path.basename(self.path).casefold() in self._wanted:
            self._count()
            yield _of_disk(self.path)
        elif zipfile.is_zipfile(self.path):
            yield from self._in_archive()
        else:
            yield from self._in_list()

    def _in_folder(self) -> Iterator[FoundFile]:
        folders = [self.path]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                            continue
                        self._count()
                        if entry.name.casefold() in self._wanted and entry.is_file(follow_symlinks=False):
                            yield _of_disk(entry.path)
            except OSError as error:
                self.problems.append((folder, f"The folder cannot be read: {error.strerror}."))

    def _in_archive(self) -> Iterator[FoundFile]:
        try:
            with zipfile.ZipFile(self.path) as archive:
                for member in archive.infolist():
                    if member.is_dir():
                        continue
                    self._count()
                    name = member.filename.replace("\\", "/").rpartition("/")[2]
                    if name.casefold() in self._wanted:
                        yield _of_member(archive, member, f"{self.path}!{member.filename}", name)
        except (zipfile.BadZipFile, OSError) as error:
            raise CheckedPathError(f"{self.path} cannot be read as a ZIP archive: {error}.") from error

    def _in_list(self) -> Iterator[FoundFile]:
        try:
            with open(self.path, "rb") as file:
                data = file.read(_LARGEST_LIST)
            files, unread = files_listed(data, self.path)
        except OSError as error:
            raise CheckedPathError(f"{self.path} cannot be read: {error.strerror}.") from error
        except BinaryFileError:
            raise CheckedPathError(
                f"{self.path} is neither a ZIP archive nor a list of files, and no article names it."
            ) from None
        self.problems += [(self.path, f"The line '{line}' cannot be read.") for line in unread]
        for listed in files:
            self._count()
            if listed.name.casefold() in self._wanted:
                yield listed

    def _count(self) -> None:
        self.seen += 1
        if self._on_progress is not None and self.seen % _OFTEN == 0:
            self._on_progress(self.seen)


def _of_disk(path: str) -> FoundFile:
    try:
        state = os.lstat(path)
    except OSError as error:
        return FoundFile(path, os.path.basename(path), problem=f"It cannot be read: {error.strerror}.")
    if not stat.S_ISREG(state.st_mode):
        return FoundFile(path, os.path.basename(path), problem="It is no regular file.")
    return _stamped(path, os.path.basename(path), state.st_size, stamp_of_file(path))


def _of_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, name: str) -> FoundFile:
    if member.file_size > _LARGEST_MEMBER:
        return FoundFile(path, name, size=member.file_size, problem="It is too large to be unpacked.")
    try:
        data = archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        return FoundFile(path, name, size=member.file_size, problem=f"It cannot be unpacked: {error}.")
    return _stamped(path, name, member.file_size, stamp_of_bytes(data))


def _stamped(path: str, name: str, size: int, stamp: Stamp) -> FoundFile:
    return FoundFile(path, name, stamp.version, stamp.platform, size, problem=stamp.problem)
