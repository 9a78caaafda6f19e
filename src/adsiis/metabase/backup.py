"""Backups: the whole tree under a name and a version, each one file in the `MetaBack` folder.

A restore is one commit: it shows everybody either the tree before or that of the backup. Before it, as before
an import, the tree as it is becomes a backup of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.metabase.archive import (
    BACKUP,
    BY_PASSWORD,
    Header,
    is_damaged,
    read_archive,
    read_header,
    write_archive,
)
from adsiis.metabase.changes import ReplaceTree
from adsiis.metabase.entering import entering
from adsiis.metabase.errors import (
    BackupDamagedError,
    BackupExistsError,
    BackupNotFoundError,
    InvalidBackupNameError,
    StoreDamagedError,
    StoreError,
)
from adsiis.metabase.files import make_folder
from adsiis.metabase.maker import deed
from adsiis.metabase.passwords import opened, protected
from adsiis.metabase.report import reporting
from adsiis.metabase.salvage import salvaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key
    from adsiis.metabase.report import Report

NEXT: Final = 0xFFFFFFFF
HIGHEST: Final = 0xFFFFFFFE
MOST: Final = 9999
DEFAULT_NAME: Final = "MDBackUp"
AUTOMATIC: Final = "BeforeRestore"
BEFORE_IMPORT: Final = "BeforeImport"
AUTOMATIC_KEPT: Final = 10

_VERSIONS: Final = frozenset(map(str, range(MOST + 1)))
_FORBIDDEN: Final = frozenset('/\\*.?"&!@#$%^()=+|`~')
_LONGEST_STEM: Final = 200
_SUFFIX: Final = ".backup"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup there is.

    Attributes:
        name: as it was given.
        version: from 0 to 9999.
        created: when, in seconds since 1970.
        revision: the revision of the tree it shows.
        size: the bytes of its file.
        portable: whether a password was given, so that another machine can read its secure values.
        damaged: whether its file is not as it was written; without a head the name is that of the file.
    """

    name: str
    version: int
    created: float
    revision: int = 0
    size: int = 0
    portable: bool = False
    damaged: bool = False


def backup(
    metabase: Metabase,
    name: str = "",
    version: int = NEXT,
    *,
    overwrite: bool = False,
    password: str | None = None,
    report: Report | None = None,
) -> Backup:
    """Save the whole tree as of now; durable when this returns.

    Args:
        metabase: what to save.
        name: any letter case; empty for the default name.
        version: 0 to 9999, NEXT for one above the highest, HIGHEST for the highest there is (0 without one).
        overwrite: whether one of that name and version is replaced.
        password: encrypts the secure values, for any machine; without it they stay sealed for this store.
        report: told which secure values no key opens, so that they were left out.

    Raises:
        InvalidBackupNameError: the name or the version can be none.
        BackupExistsError: there is one already.
        StoreFullError: no room on the disk.
        StoreDamagedError: a key cannot be read.

    Source: docs/behaviour.md, backup-1.
    """
    name = checked_name(name)
    make_folder(metabase.folder.backups)
    number = _version_to_write(metabase, name, version)
    try:
        return _write(metabase, name, number, password, report, overwrite=overwrite)
    except BackupExistsError:
        if version == NEXT:  # somebody took the number meanwhile
            return backup(metabase, name, version, password=password, report=report)
        raise BackupExistsError(
            f"There is a backup {name}, version {number}, already: nothing was changed."
        ) from None


def list_backups(metabase: Metabase, name: str = "", *, whole: bool = False) -> list[Backup]:
    """The backups there are, by name and version; of one name, or all. Raises InvalidBackupNameError.

    With `whole` each file is read to its end, and any damage found; else only their heads are.
    Source: docs/behaviour.md, backup-10.
    """
    wanted = stem_of(checked_name(name)) if name else None
    found = [
        _described(metabase, stem, version, whole=whole)
        for stem, version in _files(metabase.folder.backups)
        if wanted is None or stem == wanted
    ]
    return sorted(found, key=lambda one: (paths.fold(one.name), one.version))


def delete_backup(metabase: Metabase, name: str = "", version: int = HIGHEST) -> None:
    """Remove a backup. Raises BackupNotFoundError, InvalidBackupNameError."""
    name = checked_name(name)
    number = _version_to_read(metabase, name, version)
    try:
        os.unlink(_path(metabase, stem_of(name), number))
    except FileNotFoundError:
        raise _missing(name, number) from None


def restore(
    metabase: Metabase,
    name: str = "",
    version: int = HIGHEST,
    *,
    password: str | None = None,
    report: Report | None = None,
) -> int:
    """Replace the whole tree by that of a backup, in one commit; the revision it got.

    The tree before becomes a backup named BeforeRestore, of which the last ten are kept. The report is told
    what did not come along.

    Raises:
        BackupNotFoundError: there is none of that name and version.
        BackupDamagedError: its file is not as it was written.
        WrongPasswordError: it was made with another password, or with one where none is given.
        InvalidBackupNameError: the name or the version can be none.

    Source: docs/behaviour.md, backup-3.
    """
    name = checked_name(name)
    number = _version_to_read(metabase, name, version)
    path = _path(metabase, stem_of(name), number)
    if not os.path.exists(path):
        raise _missing(name, number)
    with read_archive(path) as (header, keys):
        if (header.kind, stem_of(header.name), header.version) != (BACKUP, stem_of(name), number):
            raise BackupDamagedError(path, f"is not the backup {name}, version {number}")
        clear = opened(path, header, keys, password)
        return replace_all(metabase, clear, f"restore {name} {number}", report)


def keys_of(metabase: Metabase, name: str = "", version: int = HIGHEST) -> list[Key]:
    """The keys of a backup, its secure values sealed as they are in it.

    Raises BackupNotFoundError, BackupDamagedError, InvalidBackupNameError.
    """
    name = checked_name(name)
    path = _path(metabase, stem_of(name), _version_to_read(metabase, name, version))
    if not os.path.exists(path):
        raise _missing(name, version)
    with read_archive(path) as (_, keys):
        return list(keys)


def replace_all(
    metabase: Metabase, keys: Iterable[Key], what: str, report: Report | None = None, *, name: str = AUTOMATIC
) -> int:
    """Replace the whole tree in one commit, after a backup of it as it is; the revision it got."""
    with reporting(report) as found:
        taken = entering(keys, metabase.reveal, found)
        change = ReplaceTree(taken).prepare(metabase.sealer)  # what can be refused is refused here
        backup_before(metabase, name, found)
        return metabase.store.commit([change], who=deed(what))


def backup_before(metabase: Metabase, name: str, report: Report) -> None:
    """Save the tree, as far as it can be read, before it is replaced, and drop the oldest of such backups.

    The report is told its name and version, and what could not be read; of no tree there is no backup.
    Source: docs/behaviour.md, backup-3, backup-11.
    """
    if not is_there(metabase, paths.ROOT):
        return
    there = sorted(list_backups(metabase, name), key=lambda one: one.created)
    for old in there[: 1 - AUTOMATIC_KEPT]:
        with contextlib.suppress(BackupNotFoundError):
            delete_backup(metabase, name, old.version)
    past_the_end = bool(there) and there[-1].version >= MOST
    version = 0 if past_the_end else NEXT
    try:
        made = backup(metabase, name, version, overwrite=past_the_end)
    except StoreDamagedError:
        number = _version_to_write(metabase, name, version)
        made = _write(metabase, name, number, None, report, overwrite=past_the_end, damaged=True)
    report.before = (made.name, made.version)


def is_there(metabase: Metabase, path: str) -> bool:
    """Whether there is a key at a path, be it a damaged one."""
    with metabase.store.snapshot() as snapshot:
        try:
            return snapshot.key(path) is not None
        except StoreDamagedError:
            return True


def checked_name(name: str) -> str:
    """The name, or the default one for an empty text.

    Raises InvalidBackupNameError. Source: docs/behaviour.md, backup-2.
    """
    if len(name) >= 100:
        raise InvalidBackupNameError(
            f"The backup name {name[:24]!r}… is too long: it may have at most 99 characters."
        )
    bad = next((c for c in name if c in _FORBIDDEN or not c.isprintable()), None)
    if bad is not None:
        raise InvalidBackupNameError(
            f"The backup name {name!r} holds {bad!r}: none of {''.join(sorted(_FORBIDDEN))} and no control "
            "character may stand in one."
        )
    return name or DEFAULT_NAME


def stem_of(name: str) -> str:
    """The beginning of a backup's file name: letter case does not tell two backups apart."""
    stem = paths.fold(name)
    if len(stem.encode()) <= _LONGEST_STEM:
        return stem
    return f"{stem[:30]}~{hashlib.blake2b(stem.encode(), digest_size=16).hexdigest()}"


def _write(
    metabase: Metabase,
    name: str,
    number: int,
    password: str | None,
    report: Report | None,
    *,
    overwrite: bool,
    damaged: bool = False,
) -> Backup:
    """Write the file of a backup; of a damaged store with the keys that can be read."""
    path = _path(metabase, stem_of(name), number)
    with (
        reporting(report) as told,
        salvaged(metabase, told.unread) if damaged else _everything(metabase) as (revision, all_keys),
    ):
        plain = Header(kind=BACKUP, name=name, version=number, created=time.time(), revision=revision)
        header, keys = protected(plain, all_keys, metabase.reveal, password, told)
        write_archive(path, header, keys, overwrite=overwrite)
    return _described(metabase, stem_of(name), number)


@contextlib.contextmanager
def _everything(metabase: Metabase) -> Iterator[tuple[int, Iterator[Key]]]:
    with metabase.store.snapshot() as snapshot:
        yield snapshot.revision, snapshot.walk(paths.ROOT)


def _version_to_write(metabase: Metabase, name: str, version: int) -> int:
    if version not in {NEXT, HIGHEST}:
        return _checked_version(version)
    highest = _highest(metabase, name)
    if version == HIGHEST:
        return max(highest, 0)
    if highest >= MOST:
        raise InvalidBackupNameError(
            f"The backup {name} has reached version {MOST}, the highest there can be: give a version, or "
            "delete old ones."
        )
    return highest + 1


def _version_to_read(metabase: Metabase, name: str, version: int) -> int:
    if version != HIGHEST:
        return _checked_version(version)
    highest = _highest(metabase, name)
    if highest < 0:
        raise BackupNotFoundError(f"There is no backup {name}.")
    return highest


def _checked_version(version: int) -> int:
    if not 0 <= version <= MOST:
        raise InvalidBackupNameError(f"{version} is no version of a backup: it goes from 0 to {MOST}.")
    return version


def _highest(metabase: Metabase, name: str) -> int:
    """The highest version of a name; -1 without one."""
    stem = stem_of(name)
    return max((version for one, version in _files(metabase.folder.backups) if one == stem), default=-1)


def _files(folder: str) -> Iterator[tuple[str, int]]:
    """The stem and the version of each backup's file; whatever else is there is none."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.is_file()]
    except FileNotFoundError:
        return
    for name in names:
        stem, _, version = name.removesuffix(_SUFFIX).rpartition(".")
        if name.endswith(_SUFFIX) and stem and version in _VERSIONS:
            yield stem, int(version)


def _described(metabase: Metabase, stem: str, version: int, *, whole: bool = False) -> Backup:
    path = _path(metabase, stem, version)
    try:
        found, size = read_header(path), os.stat(path).st_size
    except (BackupDamagedError, BackupNotFoundError, StoreError, FileNotFoundError):
        return Backup(stem, version, 0.0, damaged=True)
    portable = found.secrets == BY_PASSWORD
    damaged = whole and is_damaged(path)
    return Backup(found.name, version, found.created, found.revision, size, portable, damaged)


def _path(metabase: Metabase, stem: str, version: int) -> str:
    return os.path.join(metabase.folder.backups, f"{stem}.{version}{_SUFFIX}")


def _missing(name: str, version: int) -> BackupNotFoundError:
    return BackupNotFoundError(f"There is no backup {name}, version {version}.")
