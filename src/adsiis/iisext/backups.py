"""Backup, Restore and their kin, and SaveData: what the computer object does with the whole tree.

The commits of a transaction that still runs belong into no backup, and a restore would undo them: inside one
these methods are 0x80070094, as for anybody who finds the metabase held by a writer.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from adsiis.adsi.byref import out_parameters
from adsiis.adsi.errors import error_of
from adsiis.adsi.transactions import in_transaction
from adsiis.iisext.application_keys import cache_of
from adsiis.iisext.arguments import bits, invalid_argument, number, secret, text
from adsiis.iisext.failing import (
    FILES,
    INVALID_NAME,
    INVALID_PARAMETER,
    INVALID_VERSION,
    NO_MORE_ITEMS,
    PATH_BUSY,
    told_with,
)
from adsiis.metabase import backup as backups
from adsiis.metabase import history
from adsiis.metabase.backup_names import DEFAULT_NAME
from adsiis.metabase.errors import BackupNotFoundError, InvalidBackupNameError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.adsi.objects import ADsObject
    from adsiis.metabase.metabase import Metabase

_OVERWRITE, _SAVE_FIRST, _FORCE = 1, 2, 4

_log = logging.getLogger("adsiis.iisext")


def make_backup(computer: ADsObject, location: object, version: object, flags: object) -> None:
    """Save the whole tree under a name and a version.

    Args:
        computer: the object.
        location: the name; empty for MDBackUp.
        version: 0 to 9999, 0xFFFFFFFF for the next free one, 0xFFFFFFFE for the highest there is.
        flags: 1 overwrite one that is there, 2 save first, 4 go on although that failed.

    Raises 0x80070057 for a name, version or flags that cannot be, 0x80070050 for one that is there.
    Source: docs/behaviour.md, backup-1, backup-6.
    """
    make_backup_with_password(computer, location, version, flags, None)


def make_backup_with_password(
    computer: ADsObject, location: object, version: object, flags: object, password: object
) -> None:
    """As Backup; with a password any machine can restore the secure values.

    Source: docs/behaviour.md, backup-4.
    """
    path, metabase = computer.ADsPath, _alone(computer)
    wanted = bits(flags, 7, "the flags of a backup", path)
    with told_with(FILES, path):
        if wanted & _SAVE_FIRST:
            _save_first(metabase, path, force=bool(wanted & _FORCE))
        backups.backup(
            metabase,
            text(location, "the name of a backup", path),
            _version(version, path),
            overwrite=bool(wanted & _OVERWRITE),
            password=secret(password, "the password of a backup", path),
        )


def restore(computer: ADsObject, location: object, version: object, flags: object) -> None:
    """Replace the whole tree by a backup; services that run follow it.

    Args:
        computer: the object; what was put to it is dropped.
        location: the name; empty for MDBackUp.
        version: 0 to 9999, or 0xFFFFFFFE for the highest.
        flags: reserved, not looked at.

    Raises 0x80070002 for a name without backups, 0x800CC802 for another version, 0x80070057 for a name or
    version that cannot be, 0x8007000D for a damaged file, 0x8007052B for one with a password; nothing is
    changed then. Source: docs/behaviour.md, backup-3, backup-7.
    """
    restore_with_password(computer, location, version, flags, None)


def restore_with_password(
    computer: ADsObject,
    location: object,
    version: object,
    flags: object,  # noqa: ARG001 - reserved
    password: object,
) -> None:
    """As Restore, of a backup made with a password, which must be the same: else 0x8007052B.

    Without a password it is Restore; with one a backup that is not there is 0x80070057.
    Source: docs/behaviour.md, backup-4, backup-7.
    """
    path, metabase = computer.ADsPath, _alone(computer)
    name, key = text(location, "the name of a backup", path), secret(password, "the password", path)
    wanted = _version(version, path)
    with told_with(FILES, path):
        others = backups.list_backups(metabase, name or DEFAULT_NAME)
    missing = INVALID_PARAMETER if key else INVALID_VERSION if others else FILES[BackupNotFoundError]
    with told_with({**FILES, BackupNotFoundError: missing}, path):
        backups.restore(metabase, name, wanted, password=key)
    cache_of(computer).reload()


@out_parameters(after=2, count=3)
def enum_backups(computer: ADsObject, location: object, index: object) -> tuple[int, str, datetime]:
    """Describe one backup: its version, its name, and when it was made (UTC).

    Args:
        computer: the object.
        location: a name, to count its versions only; empty for all.
        index: which, counted from 0, by name and version.

    Raises 0x80070103 past the last one, 0x8007007B for a name that cannot be, 0x80070057 for no index.
    Source: docs/behaviour.md, backup-8.
    """
    path, metabase = computer.ADsPath, cache_of(computer).metabase
    wanted = number(index)
    if wanted is None or wanted < 0:
        raise invalid_argument(f"{path}: backups are counted from 0; {index!r:.80} is no such number.", path)
    with told_with({InvalidBackupNameError: INVALID_NAME}, path):
        found = backups.list_backups(metabase, text(location, "the name of a backup", path))
    if wanted >= len(found):
        raise error_of(NO_MORE_ITEMS, f"{path}: there are {len(found)} such backups, no more.", path=path)
    one = found[wanted]
    return one.version, one.name, datetime.fromtimestamp(one.created, UTC)


def delete_backup(computer: ADsObject, location: object, version: object) -> None:
    """Remove a backup: the version given, or with 0xFFFFFFFE the highest.

    Raises 0x80070002 when there is none, 0x80070057 for a name or version that cannot be.
    Source: docs/behaviour.md, backup-9.
    """
    path = computer.ADsPath
    with told_with(FILES, path):
        backups.delete_backup(
            cache_of(computer).metabase,
            text(location, "the name of a backup", path),
            _version(version, path),
        )


def save_data(computer: ADsObject) -> None:
    """Keep the tree as it is now in the history, as EnableHistory and MaxHistoryFiles say.

    Every commit is on the disk already. Raises 0x80070094 inside a transaction.
    Source: docs/behaviour.md, history-1, history-3.
    """
    metabase = _alone(computer)
    with told_with(FILES, computer.ADsPath):
        history.keep_as_set(metabase)


def _alone(computer: ADsObject) -> Metabase:
    """The metabase, of which this thread holds nothing back."""
    metabase = cache_of(computer).metabase
    if in_transaction(metabase):
        raise error_of(
            PATH_BUSY,
            f"{computer.ADsPath}: a transaction is writing the metabase: do this before or after it.",
            path=computer.ADsPath,
        )
    return metabase


def _save_first(metabase: Metabase, path: str, *, force: bool) -> None:
    try:
        history.keep_as_set(metabase)
    except StoreError:
        if not force:
            raise
        _log.warning("%s: the state could not be kept in the history; the backup is made.", path)


def _version(value: object, path: str) -> int:
    """A version: the two large numbers may come signed, as scripts have them."""
    found = number(value)
    if found is None:
        raise invalid_argument(f"{path}: {value!r:.80} is no version of a backup.", path)
    return found & 0xFFFFFFFF if found in {-1, -2} else found


METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    "IIsComputer": {
        "Backup": make_backup,
        "BackupWithPassword": make_backup_with_password,
        "Restore": restore,
        "RestoreWithPassword": restore_with_password,
        "EnumBackups": enum_backups,
        "DeleteBackup": delete_backup,
        "SaveData": save_data,
    }
}
