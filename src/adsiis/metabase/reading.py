"""Reading as the base object does it: with marks of where a record came from, filters, and paths filled in.

A lineage gives records as they are stored. Whoever must say what the base object says of them asks here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.record import (
    CLEAR,
    EXPANDSZ,
    INHERIT,
    INSERT_PATH,
    ISINHERITED,
    MULTISZ,
    PARTIAL_PATH,
    STRING,
)
from adsiis.metabase.tree import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.protocol import Moment
    from adsiis.metabase.record import Key, Record
    from adsiis.metabase.tree import Effective, Tree

ALL: Final = 0
"""As a user type or a data type: any."""

PATH_MARK: Final = "<%INSERT_PATH%>"
_TEXTS: Final = {STRING, EXPANDSZ, MULTISZ}


def read(tree: Tree, path: str, record_id: int, *, handle: str = paths.ROOT) -> Record | None:
    """The record a path sees, as the base object gives it, or None.

    Args:
        tree: where to look.
        path: the path; it need not have a key of its own.
        record_id: which record.
        handle: the key from which the path was reached, for records that hold it.

    Returns:
        The record with ISINHERITED when it is set above, PARTIAL_PATH when the path has no key, and with
        `<%INSERT_PATH%>` replaced when it has INSERT_PATH; its other attributes as they are stored.

    Source: docs/behaviour.md, inheritance-5, inheritance-6.
    """
    line = lineage(tree, path)
    found = line.effective(record_id)
    return None if found is None else _as_read(found, line.own, path, handle)


def read_all(
    tree: Tree, path: str, *, user_type: int = ALL, data_type: int = ALL, handle: str = paths.ROOT
) -> list[Record]:
    """Every record a path sees, of a user type and a data type, by id. Each as `read` gives it.

    Source: docs/behaviour.md, inheritance-5 to inheritance-7.
    """
    line = lineage(tree, path)
    seen = [_as_read(found, line.own, path, handle) for _, found in sorted(line.all().items())]
    return [record for record in seen if _passes(record, user_type, data_type)]


def own_records(key: Key, *, user_type: int = ALL, data_type: int = ALL) -> list[Record]:
    """The records set at a key itself, of a user type and a data type, by id.

    Source: docs/behaviour.md, inheritance-7.
    """
    ordered = (key.records[record_id] for record_id in sorted(key.records))
    return [record for record in ordered if _passes(record, user_type, data_type)]


def data_paths(
    moment: Moment,
    record_id: int,
    path: str,
    *,
    inheritable_only: bool = False,
    user_type: int = ALL,
    data_type: int = ALL,
) -> list[str]:
    """The paths, from `path` down, of the keys at which a record is set, itself first.

    Args:
        moment: where to look.
        record_id: which record.
        path: where to begin.
        inheritable_only: leave out keys where it is not handed down.
        user_type: leave out records of another user type.
        data_type: leave out records of another data type.

    Source: docs/behaviour.md, inheritance-4, inheritance-7.
    """
    holders = moment.holders(record_id, path)
    if not (inheritable_only or user_type or data_type):
        return holders
    records = ((holder, record) for holder in holders for record in _held(moment, holder, record_id))
    return [
        holder
        for holder, record in records
        if _passes(record, user_type, data_type) and (not inheritable_only or record.attributes & INHERIT)
    ]


def _held(tree: Tree, path: str, record_id: int) -> Iterator[Record]:
    key = tree.key(path)
    if key is not None and record_id in key.records:
        yield key.records[record_id]


def _passes(record: Record, user_type: int, data_type: int) -> bool:
    return user_type in {ALL, record.user_type} and data_type in {ALL, record.data_type}


def _as_read(found: Effective, own: Key | None, path: str, handle: str) -> Record:
    record, marks = found.record, 0
    if own is None or own.records.get(record.id) is not record:
        marks = ISINHERITED | (PARTIAL_PATH if own is None else 0)
    data = record.data
    if record.attributes & INSERT_PATH and record.data_type in _TEXTS and record.form == CLEAR:
        below = _relative(path, handle)
        if isinstance(data, str):
            data = data.replace(PATH_MARK, below)
        elif isinstance(data, tuple):
            data = tuple(text.replace(PATH_MARK, below) for text in data)
    if not marks and data is record.data:
        return record
    return msgspec.structs.replace(record, attributes=record.attributes | marks, data=data)


def _relative(path: str, handle: str) -> str:
    """A path as it is seen from a key above it, without a slash at its front."""
    below = path[len(handle) :] if paths.is_below(path, handle) else path
    return below.strip("/")
