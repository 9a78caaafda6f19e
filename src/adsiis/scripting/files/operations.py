"""Copying, moving and deleting what a script names, with VBScript's errors.

Source: docs/behaviour.md, file-3 and file-4.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final

from adsiis.scripting.com import named_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.scripting.files.places import Places

_OWNER_MAY_WRITE: Final = 0o200


def delete(places: Places, pattern: str, kind: Callable[[str], bool], *, force: bool) -> None:
    """Delete the files, or the folders, a pattern stands for."""
    for path in _named(places, pattern, kind):
        if not force and not os.stat(path).st_mode & _OWNER_MAY_WRITE:
            raise named_error(70)
        if os.path.isdir(path):
            shutil.rmtree(path)
        else:
            os.remove(path)


def copy(places: Places, source: str, target: str, kind: Callable[[str], bool], *, overwrite: bool) -> None:
    """Copy the files, or the folders, a pattern stands for."""
    for path, to in _pairs(places, source, target, kind):
        if os.path.isdir(path):
            _copy_folder(path, to, overwrite=overwrite)
        else:
            copy_file(path, to, overwrite=overwrite)


def move(places: Places, source: str, target: str, kind: Callable[[str], bool]) -> None:
    """Move the files, or the folders, a pattern stands for."""
    for path, to in _pairs(places, source, target, kind):
        if os.path.lexists(to) and not os.path.samefile(path, to):
            raise named_error(58)
        _check_folder(to)
        shutil.move(path, to)


def copy_file(path: str, to: str, *, overwrite: bool) -> None:
    """Copy a file to a local path."""
    if os.path.isdir(to):
        raise named_error(70)
    if os.path.exists(to) and not overwrite:
        raise named_error(58)
    if os.path.exists(to) and not os.stat(to).st_mode & _OWNER_MAY_WRITE:
        raise named_error(70)
    _check_folder(to)
    shutil.copy2(path, to)


def is_read_only(path: str) -> bool:
    """Whether its owner may not write it."""
    return not os.stat(path).st_mode & _OWNER_MAY_WRITE


def _copy_folder(path: str, to: str, *, overwrite: bool) -> None:
    os.makedirs(to, exist_ok=True)
    for entry in sorted(os.listdir(path)):
        below, there = os.path.join(path, entry), os.path.join(to, entry)
        if os.path.isdir(below):
            _copy_folder(below, there, overwrite=overwrite)
        else:
            copy_file(below, there, overwrite=overwrite)


def _named(places: Places, pattern: str, kind: Callable[[str], bool]) -> list[str]:
    """The local paths of a name, or of a pattern; none is an error."""
    missing = 53 if kind is os.path.isfile else 76
    if _is_pattern(pattern):
        found = [path for path in places.matching(pattern) if kind(path)]
    else:
        path = places.local(pattern.rstrip("\\/"))
        if kind is os.path.isfile and not os.path.isdir(os.path.dirname(path)):
            raise named_error(76)
        found = [path] if kind(path) else []
    if not found:
        raise named_error(missing)
    return found


def _pairs(places: Places, source: str, target: str, kind: Callable[[str], bool]) -> list[tuple[str, str]]:
    """What goes where: into the target where it is a folder by its backslash or by the pattern."""
    found = _named(places, source, kind)
    to = places.local(target)
    into = _is_pattern(source) or target.endswith(("\\", "/"))
    if into and not os.path.isdir(to):
        raise named_error(76)
    return [(path, os.path.join(to, os.path.basename(path)) if into else to) for path in found]


def _is_pattern(name: str) -> bool:
    last = name.replace("/", "\\").rpartition("\\")[2]
    return "*" in last or "?" in last


def _check_folder(to: str) -> None:
    if not os.path.isdir(os.path.dirname(to)):
        raise named_error(76)
