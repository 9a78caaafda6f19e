"""A new key for the secure values of a store.

The old key is put by before the new one takes its place, and opens what was sealed with it for good. So
there is no moment, and no place to be killed at, in which a value has no key: not in the tree, not in what
another process is just about to commit, not in a backup of last year.
"""

from __future__ import annotations

import fcntl
import os
import random
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.errors import ConflictError, SecretLostError
from adsiis.metabase.files import write_whole
from adsiis.metabase.maker import deed
from adsiis.metabase.record import SEALED, VOLATILE
from adsiis.metabase.secrets import KEY_BYTES, all_keys, keep_beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Record

_TRIES: Final = 100
_LONGEST_PAUSE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did: how many values have the new key, and which could not be opened (path, id)."""

    sealed: int
    lost: tuple[tuple[str, int], ...]


def rotate_key(metabase: Metabase, *, who: str | None = None) -> Rotated:
    """Give the store a new key and seal every secure value with it, in one commit.

    A value that no key opens is left as it is. Raises StoreFullError, StoreError; SecretLostError, when a key
    file cannot be read whole, for its keys would be lost: nothing is changed then; ConflictError when others
    keep changing secure values, which are then sealed by the old key or the new one, and open.

    Source: docs/behaviour.md, rotation-1, rotation-2.
    """
    folder, who = metabase.folder, who or deed("rotate-key")
    with _alone(folder.home):
        known = dict.fromkeys(all_keys(folder.secret_key))
        if known:
            write_whole(folder.old_keys, known, overwrite=True)
        fresh = os.urandom(KEY_BYTES)
        write_whole(folder.secret_key, [fresh], overwrite=True)
        done = _seal_all_anew(metabase, who)
        if done.lost:  # their key may be put back in its place
            keep_beside(folder.secret_key, fresh)
        return done


def _seal_all_anew(metabase: Metabase, who: str) -> Rotated:
    for _ in range(_TRIES - 1):
        try:
            return _seal_anew(metabase, who)
        except ConflictError:  # somebody changed one of the keys meanwhile
            time.sleep(random.uniform(0, _LONGEST_PAUSE))  # noqa: S311 - out of step with the others
    return _seal_anew(metabase, who)


def _seal_anew(metabase: Metabase, who: str) -> Rotated:
    changes, expected, lost = [], {}, []
    for path, revision, sealed in _sealed(metabase):
        clear = []
        for record in sealed:
            try:
                clear.append(metabase.reveal(record))
            except SecretLostError:
                lost.append((path, record.id))
        if clear:
            changes.append(SetRecords(path, tuple(clear)))
            expected[path] = revision
    metabase.store.commit(changes, expect=expected, who=who)
    return Rotated(sum(len(change.records) for change in changes), tuple(lost))


def _sealed(metabase: Metabase) -> list[tuple[str, int, list[Record]]]:
    """The keys that hold sealed records: path, revision, those records."""
    found = []
    with metabase.store.snapshot() as snapshot:
        for key in snapshot.walk(paths.ROOT):
            records = (record for record in key.records.values() if not record.attributes & VOLATILE)
            sealed = [record for record in records if record.form == SEALED]
            if sealed:
                found.append((key.path, key.revision, sealed))
    return found


@contextmanager
def _alone(home: str) -> Iterator[None]:
    """One rotation at a time, in whatever process; the kernel frees the lock with it."""
    descriptor = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
