"""The history: the last states of the tree, each one file of the same form as a backup.

A state has a major and a minor number. The major one rises with every state that is kept; the minor one is
always 0 here: it counts edits of a file by hand, and this tree is in no file to be edited.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.metabase.archive import HISTORY, Header, is_damaged, read_archive, read_header, write_archive
from adsiis.metabase.backup import replace_all
from adsiis.metabase.errors import (
    BackupDamagedError,
    BackupExistsError,
    BackupNotFoundError,
    StoreDamagedError,
    StoreError,
)
from adsiis.metabase.files import make_folder
from adsiis.metabase.passwords import opened
from adsiis.metabase.tree import effective

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key
    from adsiis.metabase.report import Report

ENABLE_HISTORY: Final = 9996
MAX_HISTORY_FILES: Final = 9995
_UNLESS_SET: Final = {ENABLE_HISTORY: 1, MAX_HISTORY_FILES: 10}
_SETTINGS_AT: Final = "/LM"

_PREFIX: Final = "state_"
_SUFFIX: Final = ".history"


@dataclass(frozen=True, slots=True)
class State:
    """One state that was kept: its numbers, when (seconds since 1970), and the revision it shows.

    `committed` is when that revision was committed; 0.0 where that is not known.
    """

    major: int
    minor: int
    created: float
    revision: int
    damaged: bool = False
    committed: float = 0.0


def keep(metabase: Metabase, most: int) -> State | None:
    """Keep the tree as it is now, and of all states the last `most`.

    Where nothing was committed since the last state, that one is the answer, unless its file is damaged: then
    the tree is kept again; so it is where that state is of another store. With 0 there is no history: all
    states go, and None is the answer.

    Raises StoreFullError, StoreError. Source: docs/behaviour.md, history-1, history-5.
    """
    make_folder(metabase.folder.history)
    newest = _new_state(metabase) if most > 0 else None
    majors = _majors(metabase)
    for major in majors[: max(0, len(majors) - max(0, most))]:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(_path(metabase, major))
    return newest


def keep_as_set(metabase: Metabase) -> State | None:
    """Keep the tree as it is now, if its EnableHistory says so, and as many states as its MaxHistoryFiles.

    None where no state is kept. Raises StoreFullError, StoreError. Source: docs/behaviour.md, history-3.
    """
    if not _setting(metabase, ENABLE_HISTORY):
        return None
    return keep(metabase, _setting(metabase, MAX_HISTORY_FILES))


def list_history(metabase: Metabase) -> list[State]:
    """The states there are, oldest first; every file is read to its end, so that any damage is seen."""
    return [_state(metabase, major) for major in _majors(metabase)]


def restore_history(metabase: Metabase, major: int, minor: int = 0, *, report: Report | None = None) -> int:
    """Replace the whole tree by a state of the history, in one commit; the revision it got.

    The tree before becomes a backup named BeforeRestore. The report is told what did not come along. Raises
    BackupNotFoundError, BackupDamagedError.
    """
    path = _path(metabase, major)
    if minor or not os.path.exists(path):
        raise _missing(metabase, major, minor)
    with read_archive(path) as (header, keys):
        if (header.kind, header.version) != (HISTORY, major):
            raise BackupDamagedError(path, f"is not the state {major}.{minor}")
        clear = opened(path, header, keys, None)
        return replace_all(metabase, clear, f"restore history {major}.{minor}", report)


def keys_of(metabase: Metabase, major: int, minor: int = 0) -> list[Key]:
    """The keys of a state. Raises BackupNotFoundError, BackupDamagedError."""
    path = _path(metabase, major)
    if minor or not os.path.exists(path):
        raise _missing(metabase, major, minor)
    with read_archive(path) as (_, keys):
        return list(keys)


def _missing(metabase: Metabase, major: int, minor: int) -> BackupNotFoundError:
    there = ", ".join(f"{one}.0" for one in _majors(metabase))
    has = f"it has {there}" if there else "it is empty"
    return BackupNotFoundError(f"There is no state {major}.{minor} in the history: {has}.")


def _setting(metabase: Metabase, record_id: int) -> int:
    found = effective(metabase.store.view, _SETTINGS_AT, record_id)
    data = _UNLESS_SET[record_id] if found is None else found.record.data
    return data if isinstance(data, int) else 0


def _new_state(metabase: Metabase) -> State:
    while True:
        majors = _majors(metabase)
        last = _state(metabase, majors[-1]) if majors else None
        with metabase.store.snapshot() as snapshot:
            revision, committed = snapshot.revision, _committed(metabase, snapshot.revision)
            shown = (False, revision, committed)
            if last is not None and (last.damaged, last.revision, last.committed) == shown:
                return last
            major = majors[-1] + 1 if majors else 1
            header = Header(
                kind=HISTORY, version=major, created=time.time(), revision=revision, committed=committed
            )
            with contextlib.suppress(BackupExistsError):  # somebody took the number: look again
                write_archive(_path(metabase, major), header, snapshot.walk(paths.ROOT))
                return State(major, 0, header.created, revision, committed=committed)


def _committed(metabase: Metabase, revision: int) -> float:
    """When a revision was committed, which tells it from the same number of another store."""
    try:
        with metabase.store.watch(max(0, revision - 1)) as watcher:
            entries = watcher.entries() or []
    except StoreDamagedError:
        return 0.0
    return next((entry.time for entry in entries if entry.revision == revision), 0.0)


def _state(metabase: Metabase, major: int) -> State:
    path = _path(metabase, major)
    try:
        found = read_header(path)
    except (BackupDamagedError, BackupNotFoundError, StoreError):
        return State(major, 0, 0.0, 0, damaged=True)
    return State(major, 0, found.created, found.revision, is_damaged(path), found.committed)


def _majors(metabase: Metabase) -> list[int]:
    try:
        with os.scandir(metabase.folder.history) as entries:
            names = [entry.name for entry in entries if entry.is_file()]
    except FileNotFoundError:
        return []
    numbers = (name.removeprefix(_PREFIX).removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))
    return sorted(int(number) for number in numbers if number.isascii() and number.isdecimal())


def _path(metabase: Metabase, major: int) -> str:
    return os.path.join(metabase.folder.history, f"{_PREFIX}{major:010}{_SUFFIX}")
