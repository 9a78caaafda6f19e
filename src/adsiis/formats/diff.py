"""Where two trees differ: by key and value, and by what keys below see of it.

Values are compared as they are stored; a value that differs above a key, and that the key inherits, is told
once, at the key that holds it, with the number of keys that see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.record import INHERIT, SECURE, Record
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.record import Key
    from adsiis.metabase.tree import Tree

MASK = "**********"


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One difference.

    Attributes:
        path: the key.
        what: `added` and `removed` keys, or `changed` values.
        property: the value that differs; None for a key that is on one side only.
        before: the value in the first tree; None where it has none.
        after: the value in the second.
        seen_by: how many keys below see another value by it.
    """

    path: str
    what: Literal["added", "removed", "changed"]
    property: str | None = None
    before: Any = None
    after: Any = None
    seen_by: int = 0


def differences(first: Tree, second: Tree, top: str = paths.ROOT) -> list[Change]:
    """Where two trees differ at a key and below, in the order of the tree.

    Letter case of paths does not count, nor the order of values. Source: docs/behaviour.md, diff-2.
    """
    left = {paths.fold(key.path): key for key in first.walk(top)}
    right = {paths.fold(key.path): key for key in second.walk(top)}
    found: list[Change] = []
    for folded in sorted(left.keys() | right.keys(), key=paths.tree_order):
        before, after = left.get(folded), right.get(folded)
        key = after or before
        assert key is not None  # noqa: S101 - it is in one of them
        if before is None or after is None:
            found.append(Change(_short(key.path), "removed" if after is None else "added"))
        found += _values(before, after, (left, right))
    return found


def _values(
    before: Key | None, after: Key | None, both: tuple[dict[str, Key], dict[str, Key]]
) -> Iterator[Change]:
    old, new = before.records if before else {}, after.records if after else {}
    path = (after or before).path  # type: ignore[union-attr]
    for number in sorted(old.keys() | new.keys()):
        left, right = old.get(number), new.get(number)
        if _same(left, right):
            continue
        seen = _seen_by(path, number, both) if _handed_down(left) or _handed_down(right) else 0
        yield Change(_short(path), "changed", _name(number, left or right), _shown(left), _shown(right), seen)


def _same(left: Record | None, right: Record | None) -> bool:
    """Whether two records say the same; how a secure value is encrypted does not tell it apart."""
    if left is None or right is None:
        return left is right
    if left.form != right.form and left.attributes & right.attributes & SECURE:
        return True
    return (left.data, left.attributes, left.user_type, left.data_type) == (
        right.data,
        right.attributes,
        right.user_type,
        right.data_type,
    )


def _handed_down(record: Record | None) -> bool:
    return record is not None and bool(record.attributes & INHERIT)


def _seen_by(path: str, number: int, both: tuple[dict[str, Key], dict[str, Key]]) -> int:
    """The keys below, in either tree, that have no value of their own nearer than this key."""
    top = paths.fold(path).removesuffix("/")
    below = {folded for tree in both for folded in tree if folded.startswith(top + "/")}
    holders = {f for f in below for tree in both if f in tree and number in tree[f].records}
    return sum(not any(f == holder or f.startswith(holder + "/") for holder in holders) for f in below)


def _name(number: int, record: Record | None) -> str:
    known = schema().property_by_id(number)
    if known is not None and known.flag_of is None:
        return known.name
    return (record.name if record is not None else None) or f"#{number}"


def _shown(record: Record | None) -> Any:
    if record is None:
        return None
    if record.attributes & SECURE:
        return MASK
    data = record.data
    return data.hex() if isinstance(data, bytes) else list(data) if isinstance(data, tuple) else data


def _short(path: str) -> str:
    return (path[3:] or "/") if paths.is_below(path, "/LM") else path
