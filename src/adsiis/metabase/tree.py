"""A tree as of one moment: how keys are found and how values inherit.

Whoever has keys by path (a snapshot of a store, a file just read) is a Tree; inheritance is written once,
here, over any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.record import INHERIT, Key, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Tree(Protocol):
    """Keys as of one moment. Paths are normal ones (`adsiis.metabase.paths.normal`)."""

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, parents before their children."""


class Effective:
    """A record as a key sees it, and the path of the key it is set at."""

    __slots__ = ("owner", "record")

    def __init__(self, record: Record, owner: str) -> None:
        self.record = record
        self.owner = owner


class Lineage:
    """A key with all keys above it, as of one moment: everything a value of that key can come from.

    Attributes:
        own: the key, or None where a path has none.
        above: the keys above it, nearest first.
        path: the path of the key as it is shown; empty until its reader says so.
        kind: whatever its reader made of it, to be kept as long as it is; None at first.
        seen: by name, values its reader worked out, to be kept likewise.
    """

    __slots__ = ("above", "kind", "own", "path", "seen")

    def __init__(self, own: Key | None, above: tuple[Key, ...]) -> None:
        self.own = own
        self.above = above
        self.path = ""
        self.kind: Any = None
        self.seen: dict[str, Any] = {}

    def record(self, record_id: int) -> Record | None:
        """The record the key sees: its own, else that of the nearest key above which hands it down.

        Source: docs/behaviour.md, inheritance-1.
        """
        own = self.own
        record = None if own is None else own.records.get(record_id)
        if record is not None:
            return record
        for key in self.above:
            record = key.records.get(record_id)
            if record is not None and record.attributes & INHERIT:
                return record
        return None

    def effective(self, record_id: int) -> Effective | None:
        """The record the key sees, with the path it comes from."""
        record = self.record(record_id)
        if record is None:
            return None
        holders = (self.own, *self.above) if self.own else self.above
        owner = next(key for key in holders if key.records.get(record_id) is record)
        return Effective(record, owner.path)

    def all(self) -> dict[int, Effective]:
        """Every record the key sees, by id."""
        found: dict[int, Effective] = {}
        if self.own is not None:
            found = {i: Effective(record, self.own.path) for i, record in self.own.records.items()}
        for key in self.above:
            for record_id, record in key.records.items():
                if record_id not in found and record.attributes & INHERIT:
                    found[record_id] = Effective(record, key.path)
        return found


def lineage(tree: Tree, path: str) -> Lineage:
    """A path's key and the keys above it; works for a path without a key of its own."""
    above = (tree.key(over) for over in paths.ancestors(path))
    return Lineage(tree.key(path), tuple(key for key in above if key is not None))


def effective(tree: Tree, path: str, record_id: int) -> Effective | None:
    """The record a path sees, and where it comes from. Source: docs/behaviour.md, inheritance-1."""
    return lineage(tree, path).effective(record_id)


def effective_records(tree: Tree, path: str) -> dict[int, Effective]:
    """Every record a path sees, by id: its own and those handed down from above."""
    return lineage(tree, path).all()


class MemoryTree:
    """A Tree over keys held in memory, such as those of a file."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys: dict[str, Key] = {}
        self._children: dict[str, dict[str, str]] = {}
        for key in keys:
            self.add(key)

    def add(self, key: Key) -> None:
        """Put a key in, with empty keys for the parents that are missing; names keep their first spelling."""
        missing = [key]
        above = key.path
        while above != paths.ROOT and paths.fold(above := paths.parent(above)) not in self._keys:
            missing.append(Key(above))
        for one in reversed(missing):
            self._put(one)

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""
        return self._keys.get(paths.fold(path))

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""
        return sorted(self._children.get(paths.fold(path), {}).values(), key=paths.child_order)

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, parents before their children."""
        todo = [path]
        while todo:
            key = self.key(todo.pop())
            if key is not None:
                yield key
                todo += [paths.child(key.path, name) for name in reversed(self.children(key.path))]

    def _put(self, key: Key) -> None:
        folded = paths.fold(key.path)
        spelled = self._spelled(key.path, folded)
        self._keys[folded] = key if spelled == key.path else msgspec.structs.replace(key, path=spelled)
        if spelled != paths.ROOT:
            siblings = self._children.setdefault(paths.fold(paths.parent(spelled)), {})
            siblings[folded] = paths.name_of(spelled)

    def _spelled(self, path: str, folded: str) -> str:
        """The path as this tree spells it: as the key does that is there, else below its parent."""
        known = self._keys.get(folded)
        if known is not None or path == paths.ROOT:
            return known.path if known else path
        return paths.child(self._keys[paths.fold(paths.parent(path))].path, paths.name_of(path))
