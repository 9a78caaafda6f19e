"""What can still be read of a store that holds damaged keys.

Reading in order ends at the first damaged key, as it should; a backup made before a tree is replaced goes
past it, because the damage is often why the tree is replaced.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from adsiis.metabase.damage import UNREADABLE, shown
from adsiis.metabase.record import decode_key
from adsiis.metabase.store import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key


@contextmanager
def salvaged(metabase: Metabase, unread: list[str]) -> Iterator[tuple[int, Iterator[Key]]]:
    """The revision of a store and the keys in it that can be read; the paths of all others are noted."""
    environment = metabase.store.environment
    with environment.read() as transaction, transaction.cursor(environment.tree) as cursor:

        def readable() -> Iterator[Key]:
            for at, raw in cursor:
                try:
                    key = decode_key(raw)
                except UNREADABLE:
                    unread.append(shown(bytes(at)))
                else:
                    yield key

        yield Snapshot(environment, transaction).revision, readable()
