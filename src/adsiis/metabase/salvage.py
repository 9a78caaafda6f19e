"""What can still be read of a store that holds damaged keys.

Reading in order ends at the first damaged key, as it should; a backup made before a tree is replaced goes
past it, because the damage is often why the tree is replaced. It does not go past a damaged page: what stands
behind one is not known, to read on may end the process, and to write into such a file may damage more of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import lmdb

from adsiis.metabase.damage import UNREADABLE, damaged_file, shown
from adsiis.metabase.record import decode_key
from adsiis.metabase.store import LmdbStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.environment import Environment
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key


def refuse_damaged_pages(metabase: Metabase) -> None:
    """Raise StoreDamagedError where a page of the store's file cannot be read. Another process looks.

    Source: docs/behaviour.md, backup-13.
    """
    if isinstance(metabase.store, LmdbStore):
        from adsiis.metabase.apart import why_unreadable  # it starts processes, which is seldom needed

        folder = metabase.store.environment.folder
        why = why_unreadable(folder)
        if why:
            raise damaged_file(folder, why)


@contextmanager
def salvaged(metabase: Metabase, unread: list[str]) -> Iterator[tuple[int, Iterator[Key]]]:
    """The revision of a store and the keys in it that can be read; the paths of all others are noted.

    Raises StoreDamagedError where a page of the file cannot be read. Source: docs/behaviour.md, backup-13.
    """
    environment = metabase.store.environment
    with metabase.store.snapshot() as snapshot:
        yield snapshot.revision, _readable(_rows(environment, snapshot.transaction), unread)


def _readable(rows: Iterator[tuple[bytes, bytes]], unread: list[str]) -> Iterator[Key]:
    for at, raw in rows:
        try:
            key = decode_key(raw)
        except UNREADABLE:
            unread.append(shown(bytes(at)))
        else:
            yield key


def _rows(environment: Environment, transaction: lmdb.Transaction) -> Iterator[tuple[bytes, bytes]]:
    try:
        with transaction.cursor(environment.tree) as cursor:
            yield from cast("Iterator[tuple[bytes, bytes]]", iter(cursor))
    except lmdb.Error as error:
        raise damaged_file(environment.folder, str(error)) from error
