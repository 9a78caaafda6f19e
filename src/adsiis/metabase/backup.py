"""Backups: the whole tree under a name and a version, each one file in the `MetaBack` folder.

A restore is one commit: it shows everybody either the tree before or that of the backup. Before it, as before
an import, the tree as it is becomes a backup of its own.
"""

from __future__ import annotations

import contextlib
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
from adsiis.metabase.backup_names import (
    HIGHEST,
    MOST,
    NEXT,
    checked_name,
    file_of,
    files_in,
    missing,
    stem_of,
    version_to_read,
    version_to_write,
)
from adsiis.metabase.changes import ReplaceTree
from adsiis.metabase.entering import entering
from adsiis.metabase.errors import (
    BackupDamagedError,
    BackupExistsError,
    BackupNotFoundError,
    StoreDamagedError,
    StoreError,
)
from adsiis.metabase.files import make_folder
from adsiis.metabase.maker import deed
from adsiis.metabase.passwords import opened, protected
from adsiis.metabase.report import reporting
from adsiis.metabase.salvage import refuse_damaged_pages, salvaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key
    from adsiis.metabase.report import Report

AUTOMATIC: Final = "BeforeRestore"
BEFORE_IMPORT: Final = "BeforeImport"
AUTOMATIC_KEPT: Final = 10


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
    number = version_to_write(metabase.folder.backups, name, version)
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
        for stem, version in files_in(metabase.folder.backups)
        if wanted is None or stem == wanted
    ]
    return sorted(found, key=lambda one: (paths.fold(one.name), one.version))


def delete_backup(metabase: Metabase, name: str = "", version: int = HIGHEST) -> None:
    """Remove a backup. Raises BackupNotFoundError, InvalidBackupNameError."""
    name = checked_name(name)
    number = version_to_read(metabase.folder.backups, name, version)
    try:
        os.unlink(file_of(metabase.folder.backups, stem_of(name), number))
    except FileNotFoundError:
        raise missing(name, number) from None


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
    name, number, path = _found(metabase, name, version)
    with read_archive(path) as (header, keys):
        if (header.kind, stem_of(header.name), header.version) != (BACKUP, stem_of(name), number):
            raise BackupDamagedError(path, f"is not the backup {name}, version {number}")
        clear = opened(path, header, keys, password)
        return replace_all(metabase, clear, f"restore {name} {number}", report)


def keys_of(metabase: Metabase, name: str = "", version: int = HIGHEST) -> list[Key]:
    """The keys of a backup, its secure values sealed as they are in it.

    Raises BackupNotFoundError, BackupDamagedError, InvalidBackupNameError.
    """
    _, _, path = _found(metabase, name, version)
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
    Raises StoreDamagedError where pages of the store are damaged: then nothing may be replaced.
    Source: docs/behaviour.md, backup-3, backup-11, backup-13.
    """
    refuse_damaged_pages(metabase)
    if not _has_keys(metabase):
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
        number = version_to_write(metabase.folder.backups, name, version)
        made = _write(metabase, name, number, None, report, overwrite=past_the_end, damaged=True)
    report.before = (made.name, made.version)


def is_there(metabase: Metabase, path: str) -> bool:
    """Whether there is a key at a path, be it a damaged one."""
    with metabase.store.snapshot() as snapshot:
        try:
            return snapshot.key(path) is not None
        except StoreDamagedError:
            return True


def _has_keys(metabase: Metabase) -> bool:
    with metabase.store.snapshot() as snapshot:
        try:
            return any(True for _ in snapshot.walk(paths.ROOT))
        except StoreDamagedError:
            return True


def _found(metabase: Metabase, name: str, version: int) -> tuple[str, int, str]:
    """Name, version and file of a backup that is there.

    Raises BackupNotFoundError, InvalidBackupNameError.
    """
    name = checked_name(name)
    number = version_to_read(metabase.folder.backups, name, version)
    path = file_of(metabase.folder.backups, stem_of(name), number)
    if not os.path.exists(path):
        raise missing(name, number)
    return name, number, path


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
    path = file_of(metabase.folder.backups, stem_of(name), number)
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


def _described(metabase: Metabase, stem: str, version: int, *, whole: bool = False) -> Backup:
    path = file_of(metabase.folder.backups, stem, version)
    try:
        found, size = read_header(path), os.stat(path).st_size
    except (BackupDamagedError, BackupNotFoundError, StoreError, FileNotFoundError):
        return Backup(stem, version, 0.0, damaged=True)
    portable = found.secrets == BY_PASSWORD
    damaged = whole and is_damaged(path)
    return Backup(found.name, version, found.created, found.revision, size, portable, damaged)
