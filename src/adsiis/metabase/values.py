"""What a commit changed, value by value: written into its journal entry, so that it can be shown and undone.

Only small commits are remembered so: a larger one says no more than what it touched, and is undone by
restoring a backup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.damage import UNREADABLE, damaged_values
from adsiis.metabase.record import Key, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from adsiis.metabase.changes import Touch
    from adsiis.metabase.tree import Tree

MOST_RECORDS: Final = 512
MOST_BYTES: Final = 128 << 10
NOTHING: Final = b"\xc0"  # MessagePack's nil


class KeyChange(msgspec.Struct, frozen=True, array_like=True):
    """What a commit did to one key.

    Attributes:
        path: the key.
        old: the records it touched as they were; None where there was no key.
        new: as they were then; None where there was no key any more.
    """

    path: str
    old: dict[int, Record] | None
    new: dict[int, Record] | None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[KeyChange, ...] | None).decode


def remembered(before: Tree, after: Tree, touches: Sequence[Touch]) -> msgspec.Raw:
    """The values a commit changed, encoded; nothing where they are too many.

    Source: docs/behaviour.md, journal-1.
    """
    if len(touches) > MOST_RECORDS:
        return msgspec.Raw(NOTHING)
    return packed(change for touch in touches for change in _changes(before, after, touch))


def packed(changes: Iterable[KeyChange | None]) -> msgspec.Raw:
    """What became of some keys, encoded; nothing where that is too much, or cannot be told (None)."""
    found: dict[str, KeyChange] = {}
    left = MOST_RECORDS
    for change in changes:
        if change is None:
            return msgspec.Raw(NOTHING)
        old, new = change.old or {}, change.new or {}
        left -= max(1, len(old.keys() | new.keys()))
        if left < 0:
            return msgspec.Raw(NOTHING)
        found.setdefault(change.path, change)  # one below another may come with both
    raw = _encode(tuple(found.values()))
    return msgspec.Raw(raw if len(raw) <= MOST_BYTES else NOTHING)


def recalled(raw: msgspec.Raw) -> tuple[KeyChange, ...] | None:
    """What `remembered` encoded; None where a commit was too large to be remembered."""
    try:
        changes: tuple[KeyChange, ...] | None = _decode(raw)
    except UNREADABLE as error:
        raise damaged_values(error) from error
    for change in changes or ():
        for record in [*(change.old or {}).values(), *(change.new or {}).values()]:
            if isinstance(record.data, list):
                msgspec.structs.force_setattr(record, "data", tuple(record.data))
    return changes


def _changes(before: Tree, after: Tree, touch: Touch) -> Iterator[KeyChange | None]:
    """What became of what a commit touched; None where that cannot be told value by value."""
    if touch.whole:
        yield from _below(before, after, touch.path) if touch.path != paths.ROOT else [None]
    else:
        old, new = before.key(touch.path), after.key(touch.path)
        both = old is not None and new is not None
        yield KeyChange(
            touch.path,
            None if old is None else only(old.records, touch.ids) if both else old.records,
            None if new is None else only(new.records, touch.ids) if both else new.records,
        )


def _below(before: Tree, after: Tree, path: str) -> Iterator[KeyChange | None]:
    """What became of a key and all below it; no more than is needed to see that it is too much."""
    old, new = _some(before, path), _some(after, path)
    for folded, key in (old | new).items():
        was, now = old.get(folded), new.get(folded)
        if was and now and was.path != now.path:
            yield KeyChange(was.path, was.records, None)  # given another spelling: deleted and made
            was = None
        yield KeyChange(key.path, was.records if was else None, now.records if now else None)


def _some(tree: Tree, path: str) -> dict[str, Key]:
    found: dict[str, Key] = {}
    for key in tree.walk(path):
        found[paths.fold(key.path)] = key
        if len(found) > MOST_RECORDS:
            break
    return found


def only(records: dict[int, Record], ids: tuple[int, ...]) -> dict[int, Record]:
    """Those of the records that have one of the ids."""
    return {i: records[i] for i in ids if i in records}
