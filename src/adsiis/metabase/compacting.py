"""Giving unused room back: a compact copy of the store takes the place of its file.

LMDB never shrinks its file. Nobody may have it open while another takes its name, so this refuses where
somebody has, and whoever opens it meanwhile waits. Every process that has a store open holds a lock on its
lock file, and LMDB takes it before it looks at the data.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass

from adsiis.metabase.environment import exclusive
from adsiis.metabase.files import sync_folder
from adsiis.metabase.folder import Folder
from adsiis.metabase.metabase import close_metabase


@dataclass(frozen=True, slots=True)
class Compacted:
    """The bytes of the store's file before and after."""

    before: int
    after: int


def compact(home: str) -> Compacted:
    """Make the store of a data folder as small as what it holds.

    The metabase of that folder is closed in this process; open it anew. Whoever kills this finds the store
    as it was, or compact.

    Raises StoreInUseError when another process has the store open, StoreMissingError, StoreFullError.
    Source: docs/behaviour.md, check-2.
    """
    close_metabase(home)
    folder = Folder(os.path.realpath(home)).metabase
    data = os.path.join(folder, "data.mdb")
    beside = os.path.join(folder, "compacting")
    with exclusive(folder) as copy_to:
        shutil.rmtree(beside, ignore_errors=True)
        os.mkdir(beside, 0o700)
        try:
            before = os.stat(data).st_size
            copy_to(beside)
            copy = os.path.join(beside, "data.mdb")
            os.chmod(copy, 0o600)
            _sync(copy)
            os.replace(copy, data)
            sync_folder(folder)
            return Compacted(before, os.stat(data).st_size)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
