"""Changes that are not committed yet, laid over a tree: what reading shows in between.

A layer holds the keys that changed, whole, and the tops below which nothing of the tree underneath counts any
more; whatever it does not hold, it asks the tree underneath. It is an editor as well, so every change that a
commit knows works on it; and it is a tree, so layers stand on layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from adsiis.metabase import paths, tree
from adsiis.metabase.errors import KeyExistsError, KeyNotFoundError
from adsiis.metabase.record import Key
from adsiis.metabase.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from adsiis.metabase.changes import Draft
    from adsiis.metabase.protocol import Store
    from adsiis.metabase.record import Record
    from adsiis.metabase.tree import Effective, Lineage


class Searchable(Tree, Protocol):
    """A tree that also knows where a record is set."""

    @property
    def revision(self) -> int:
        """The revision of the newest commit it shows."""

    def holders(self, record_id: int, path: str) -> list[str]:
        """The paths, from `path` down, of the keys at which a record is set."""


class Ground:
    """The newest state of a store, at every access, for a layer to stand on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.key = store.view.key
        self.children = store.view.children
        self.walk = store.view.walk

    @property
    def revision(self) -> int:
        """The revision of the newest commit."""
        with self._store.snapshot() as moment:
            return moment.revision

    def holders(self, record_id: int, path: str) -> list[str]:
        """The paths, from `path` down, of the keys at which a record is set."""
        with self._store.snapshot() as moment:
            return moment.holders(record_id, path)


class Layer:
    """Changes over a tree. One thread uses it.

    Args:
        under: the tree they are laid over.
    """

    def __init__(self, under: Searchable) -> None:
        self._under = under
        self._keys: dict[str, Key] = {}
        self._hidden: set[str] = set()
        self._leading: dict[str, set[str]] = {}  # by folded path, the children at or below which something is

    @property
    def revision(self) -> int:
        """The revision of the tree underneath."""
        return self._under.revision

    def over(self, under: Searchable) -> Layer:
        """The same changes over another state of the tree; what one of both learns, the other does too."""
        found = Layer(under)
        found._keys, found._hidden, found._leading = self._keys, self._hidden, self._leading
        return found

    def take(self, step: Self) -> None:
        """Make what a layer over this one changed part of this one."""
        for top in step._hidden:
            self._hide(top)
        for at, key in step._keys.items():
            self._put(at, key)

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""
        at = paths.fold(path)
        found = self._keys.get(at)
        return found if found is not None or self._is_hidden(at) else self._under.key(path)

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""
        return sorted(self._names(path), key=paths.child_order)

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, parents before their children."""
        todo = [path]
        while todo:
            one = todo.pop()
            at = paths.fold(one)
            if not self._is_changed(at) and not self._is_hidden(at):
                yield from self._under.walk(one)
            elif (key := self.key(one)) is not None:
                yield key
                names = sorted(self._names(key.path), key=paths.fold, reverse=True)
                todo += [paths.child(key.path, name) for name in names]

    def holders(self, record_id: int, path: str) -> list[str]:
        """The paths, from `path` down, of the keys at which a record is set."""
        found = [one for one in self._under.holders(record_id, path) if self._shows_through(one)]
        own = [
            key for at in self._own_below(paths.fold(path)) if record_id in (key := self._keys[at]).records
        ]
        return sorted([*found, *(key.path for key in own)], key=paths.tree_order) if own else found

    def lineage(self, path: str) -> Lineage:
        """A path's key and the keys above it."""
        return tree.lineage(self, path)

    def gather(self, path: str, names: Sequence[str]) -> None:
        """Nothing: what changed is in memory."""

    def effective(self, path: str, record_id: int) -> Effective | None:
        """The record a path sees, and where it comes from."""
        return tree.effective(self, path, record_id)

    def find(self, path: str) -> Draft | None:
        """The key at a path, from now on this layer's own."""
        at = paths.fold(path)
        found = self._keys.get(at)
        if found is None and (below := self.key(path)) is not None:
            found = Key(below.path, dict(below.records), below.revision, below.changed)
            self._put(at, found)
        return found

    def existing(self, path: str) -> Draft:
        """The key at a path; raises KeyNotFoundError."""
        key = self.find(path)
        if key is None:
            raise KeyNotFoundError(path)
        return key

    def create(self, path: str, records: tuple[Record, ...]) -> None:
        """Put a new key in; raises KeyExistsError."""
        if self.key(path) is not None:
            raise KeyExistsError(path)
        self.make(path, {record.id: record for record in records})

    def set_records(self, path: str, records: tuple[Record, ...]) -> None:
        """Set records of a key; raises KeyNotFoundError."""
        self.existing(path).records.update((record.id, record) for record in records)

    def subtree(self, path: str) -> list[Key]:
        """A key and all below it, parents before their children; raises KeyNotFoundError."""
        found = [Key(key.path, dict(key.records)) for key in self.walk(path)]
        if not found:
            raise KeyNotFoundError(path)
        return found

    def make(self, path: str, records: dict[int, Record]) -> None:
        """Put a new key in, and the parents it lacks; a parent's own spelling is kept."""
        over: str | None = None
        for wanted in (*reversed(paths.ancestors(path)), path):
            spelled = paths.child(over, paths.name_of(wanted)) if over is not None else paths.ROOT
            there = None if wanted is path else self.key(wanted)
            if there is None:
                there = Key(spelled, records if wanted is path else {})
                self._put(paths.fold(wanted), there)
            over = there.path

    def remove_below(self, path: str) -> None:
        """Remove a key and everything below it; raises KeyNotFoundError."""
        self._hide(paths.fold(self.existing(path).path))

    def clear(self) -> None:
        """Remove every key."""
        self._hide(paths.ROOT)

    def create_many(self, names: list[str], records: list[tuple[Record, ...]]) -> None:
        """As `create`, of many paths one after the other."""
        for path, some in zip(names, records, strict=True):
            self.create(path, some)

    def set_many(self, names: list[str], records: list[tuple[Record, ...]]) -> None:
        """As `set_records`, of many paths one after the other."""
        for path, some in zip(names, records, strict=True):
            self.set_records(path, some)

    def touched(self, key: Draft, ids: Iterable[int]) -> None:
        """Nothing: a layer tells no journal."""

    def whole(self, path: str) -> None:
        """Nothing: a layer tells no journal."""

    def _names(self, path: str) -> list[str]:
        at = paths.fold(path)
        names: dict[str, str] = {}
        if not self._is_hidden(at):
            below = ((paths.child(at, paths.fold(name)), name) for name in self._under.children(path))
            names = {child: name for child, name in below if child not in self._hidden}
        for child in self._leading.get(at, ()):
            if child in self._keys:
                names[child] = paths.name_of(self._keys[child].path)
        return list(names.values())

    def _shows_through(self, path: str) -> bool:
        at = paths.fold(path)
        return at not in self._keys and not self._is_hidden(at)

    def _is_hidden(self, at: str) -> bool:
        """Whether what the tree underneath has at a folded path counts no more."""
        return bool(self._hidden) and not self._hidden.isdisjoint((at, *paths.ancestors(at)))

    def _is_changed(self, at: str) -> bool:
        """Whether anything at a folded path or below it is not as it is underneath."""
        return at in self._keys or at in self._hidden or at in self._leading

    def _own_below(self, at: str) -> list[str]:
        """The folded paths of the keys held here, from one down."""
        found, todo = [], [at]
        while todo:
            one = todo.pop()
            if one in self._keys:
                found.append(one)
            todo += self._leading.get(one, ())
        return found

    def _put(self, at: str, key: Key) -> None:
        self._keys[at] = key
        self._lead_to(at)

    def _hide(self, top: str) -> None:
        for at in self._own_below(top):
            del self._keys[at]
        self._hidden.add(top)
        self._lead_to(top)

    def _lead_to(self, at: str) -> None:
        while at != paths.ROOT:
            above = paths.parent(at)
            siblings = self._leading.setdefault(above, set())
            if at in siblings:
                return
            siblings.add(at)
            at = above
