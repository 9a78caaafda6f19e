"""Backups by name and version, and the file in the `MetaBack` folder that each of them is."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.metabase.errors import BackupNotFoundError, InvalidBackupNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

NEXT: Final = 0xFFFFFFFF
HIGHEST: Final = 0xFFFFFFFE
MOST: Final = 9999
DEFAULT_NAME: Final = "MDBackUp"

_VERSIONS: Final = frozenset(map(str, range(MOST + 1)))
_FORBIDDEN: Final = frozenset('/\\*.?"&!@#$%^()=+|`~')
_LONGEST_STEM: Final = 200
_SUFFIX: Final = ".backup"


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


def version_to_write(folder: str, name: str, version: int) -> int:
    """The version that a new backup gets where `version` is a number, NEXT or HIGHEST.

    Raises InvalidBackupNameError. Source: docs/behaviour.md, backup-2.
    """
    if version not in {NEXT, HIGHEST}:
        return _checked_version(version)
    highest = _highest(folder, name)
    if version == HIGHEST:
        return max(highest, 0)
    if highest >= MOST:
        raise InvalidBackupNameError(
            f"The backup {name} has reached version {MOST}, the highest there can be: give a version, or "
            "delete old ones."
        )
    return highest + 1


def version_to_read(folder: str, name: str, version: int) -> int:
    """The version that a number or HIGHEST means.

    Raises BackupNotFoundError, InvalidBackupNameError.
    """
    if version != HIGHEST:
        return _checked_version(version)
    highest = _highest(folder, name)
    if highest < 0:
        raise BackupNotFoundError(f"There is no backup {name}.")
    return highest


def _checked_version(version: int) -> int:
    if not 0 <= version <= MOST:
        raise InvalidBackupNameError(f"{version} is no version of a backup: it goes from 0 to {MOST}.")
    return version


def _highest(folder: str, name: str) -> int:
    """The highest version of a name; -1 without one."""
    stem = stem_of(name)
    return max((version for one, version in files_in(folder) if one == stem), default=-1)


def files_in(folder: str) -> Iterator[tuple[str, int]]:
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


def file_of(folder: str, stem: str, version: int) -> str:
    """The path of a backup's file."""
    return os.path.join(folder, f"{stem}.{version}{_SUFFIX}")


def missing(name: str, version: int) -> BackupNotFoundError:
    """What tells that there is no such backup."""
    return BackupNotFoundError(f"There is no backup {name}, version {version}.")
