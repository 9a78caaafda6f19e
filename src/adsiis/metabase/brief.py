"""The commonest commit, records set at one key that is there, without an editor: what SetInfo does.

After every durable commit a processor has forgotten most of what it knew, so each function on the way costs
several times what it costs in a loop: this way has few. What it leaves behind is, byte for byte, what the
editor leaves.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from adsiis.metabase import journal, paths
from adsiis.metabase.changes import SetRecords, index_key, touch_ids
from adsiis.metabase.damage import UNREADABLE, damaged_key
from adsiis.metabase.errors import KeyNotFoundError
from adsiis.metabase.maker import named
from adsiis.metabase.record import encode
from adsiis.metabase.values import MOST_BYTES, MOST_RECORDS, NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.metabase.changes import Change
    from adsiis.metabase.environment import Environment

_decode = msgspec.msgpack.Decoder(tuple[str, dict[int, msgspec.Raw], int, float]).decode


def alone(ready: Sequence[Change]) -> SetRecords | None:
    """The one change of such a commit, of no more records than the journal tells; None for any other."""
    if len(ready) != 1:
        return None
    change = ready[0]
    if not isinstance(change, SetRecords) or change.make or len(change.records) > MOST_RECORDS:
        return None
    return change


def commit(environment: Environment, change: SetRecords, who: str | None) -> int:
    """Set the records of a key; the revision of the commit. Raises KeyNotFoundError, StoreFullError."""
    at, records = paths.store_key(change.path), change.records
    with environment.write() as transaction:
        raw = transaction.get(at)
        if raw is None:
            raise KeyNotFoundError(change.path)
        revision, now = environment.revision(transaction) + 1, time.time()
        try:
            path, parts, _, _ = _decode(raw)
        except UNREADABLE as error:
            raise damaged_key(at, error) from error
        new = {record.id: record for record in records}
        old = {one: parts[one] for one in new if one in parts}
        transaction.put(at, encode((path, {**parts, **new}, revision, now)))
        if len(old) < len(new):
            for one in new.keys() - parts.keys():
                transaction.put(index_key(one, at), b"", db=environment.index)
        values = encode(((path, old, new),))
        told = ((path, touch_ids(new), False),), msgspec.Raw(values if len(values) <= MOST_BYTES else NOTHING)
        entry = encode((revision, now, named(who), *told))
        journal.put(environment, transaction, revision, entry)
        environment.set_revision(transaction, revision)
    environment.ring()
    return revision
