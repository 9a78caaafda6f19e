"""A store: snapshots to read from, commits, and a view that always shows the newest commit.

Reading through the view costs two dictionary look-ups while nothing changes; after a commit anywhere, the
journal tells which of the keys read before must be read again.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase import brief, journal, paths
from adsiis.metabase.changes import check_expected, index_key
from adsiis.metabase.damage import UNREADABLE, damaged_key
from adsiis.metabase.editor import Editor, keys_below
from adsiis.metabase.environment import of_parent
from adsiis.metabase.errors import StoreDamagedError
from adsiis.metabase.fitting import is_number
from adsiis.metabase.holding import Holding
from adsiis.metabase.maker import named
from adsiis.metabase.record import decode_key
from adsiis.metabase.runs import prepared
from adsiis.metabase.tree import Lineage
from adsiis.metabase.values import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    import lmdb

    from adsiis.metabase.changes import Change
    from adsiis.metabase.environment import Environment
    from adsiis.metabase.record import Key
    from adsiis.metabase.secrets import Sealer
    from adsiis.metabase.tree import Effective

MOST_CACHED: Final = 8192


class _Head(msgspec.Struct, frozen=True, array_like=True):
    """A stored key as far as its path: its records stay undecoded."""

    path: str


_decode_head = msgspec.msgpack.Decoder(_Head).decode


class Snapshot:
    """The tree as of one moment, over one read transaction."""

    def __init__(self, environment: Environment, transaction: lmdb.Transaction) -> None:
        self._environment = environment
        self.transaction = transaction
        self.revision = environment.revision(transaction)

    @property
    def folder(self) -> str:
        """Where its store stands."""
        return self._environment.folder

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""
        try:
            raw = self.transaction.get(paths.store_key(path))
            return None if raw is None else decode_key(raw)
        except UNREADABLE as error:
            raise damaged_key(paths.store_key(path), error) from error

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""
        return sorted(self._child_names(path), key=paths.child_order)

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, parents before their children."""
        key = self.key(path)
        if key is not None:
            yield key
            transaction = self.transaction
            for _, below in keys_below(self._environment, transaction, path):
                yield below
                if self.transaction is not transaction:
                    raise of_parent(self.folder)

    def holders(self, record_id: int, path: str) -> list[str]:
        """The paths, from `path` down, of the keys at which a record is set; by the index, without a scan."""
        if not is_number(record_id):
            return []  # no record can have it
        here = paths.store_key(path)
        first, end = paths.below_range(here)
        found = []
        cut = False
        cursor = self._environment.cursor(self.transaction, self._environment.index)
        try:
            more = cursor.set_range(index_key(record_id, min(here, first)))
            while more and cursor.key() < index_key(record_id, end):
                here = cursor.key()[4:]
                cut = cut or len(here) > paths.LONGEST_PLAIN
                raw = self.transaction.get(here)
                holder = "" if raw is None else _decode_head(raw).path
                if paths.is_below(holder, path):
                    found.append(holder)
                more = cursor.next()
        except UNREADABLE as error:
            raise damaged_key(here, error) from error
        cursor.close()
        return sorted(found, key=paths.tree_order) if cut else found

    def _child_names(self, path: str) -> Iterator[str]:
        """Jump from child to child, over all that stands below each; cut store keys are met one by one."""
        at = paths.store_key(path)
        depth = len(paths.parts(path)) + 1
        here, end = paths.below_range(at)
        cursor = self._environment.cursor(self.transaction, self._environment.tree)
        try:
            more = cursor.set_range(here)
            while more and (here := cursor.key()) < end:
                if len(here) < paths.LONGEST_PLAIN:
                    yield paths.name_of(_decode_head(cursor.value()).path)
                    more = cursor.set_range(here + b"\x02")
                    continue
                child = _decode_head(cursor.value()).path
                if child.count("/") == depth and paths.is_below(child, path):
                    yield paths.name_of(child)
                more = cursor.next()
        except UNREADABLE as error:
            raise damaged_key(here, error) from error
        cursor.close()


class View:
    """The tree as of the newest commit at every access, kept in memory as far as it was read.

    Threads may share it. It holds no transaction between calls.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._word: Sequence[int | None] | memoryview = environment.word
        self._begin()
        _views.add(self)

    def _begin(self) -> None:
        self._revision = -1
        self._keys: dict[str, Key | None] = {}
        self._spellings: dict[str, list[str]] = {}  # by folded path, under which names _keys has it
        self._lineages: dict[str, Lineage] = {}
        self._lock = threading.Lock()

    def begin_anew(self) -> None:
        """Forget all, in a forked child: what a thread of the parent was doing is not known."""
        self._word = (None,)
        self._begin()

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""
        if self._word[0] == self._revision:
            try:
                return self._keys[path]
            except KeyError:
                pass
        return self._read_key(path)

    def lineage(self, path: str) -> Lineage:
        """A path's key and the keys above it, as of one commit; kept until the next commit anywhere."""
        if self._word[0] == self._revision:
            try:
                return self._lineages[path]
            except KeyError:
                pass
        with self._environment.read() as transaction:
            snapshot = Snapshot(self._environment, transaction)
            self._catch_up(snapshot, transaction)
            above = (self._key_of(snapshot, over) for over in paths.ancestors(path))
            found = Lineage(self._key_of(snapshot, path), tuple(key for key in above if key is not None))
            self._keep_lineage(path, found, snapshot.revision)
        return found

    def gather(self, path: str, names: Sequence[str]) -> None:
        """Read the lineages of keys right below one, as they are spelled, with one look at the store."""
        with self._environment.read() as transaction:
            snapshot = Snapshot(self._environment, transaction)
            self._catch_up(snapshot, transaction)
            wanted = (paths.child(path, name) for name in names[:MOST_CACHED])
            missing = [one for one in wanted if one not in self._lineages]
            over = [self._key_of(snapshot, one) for one in (path, *paths.ancestors(path))] if missing else []
            above = tuple(key for key in over if key is not None)
            found = {one: Lineage(key, above) for one, key in self._keys_of(snapshot, missing)}
            with self._lock:
                if snapshot.revision == self._revision:
                    if len(self._lineages) + len(found) > MOST_CACHED:
                        self._lineages.clear()
                    self._lineages.update(found)

    def effective(self, path: str, record_id: int) -> Effective | None:
        """The record a path sees, and where it comes from."""
        return self.lineage(path).effective(record_id)

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""
        with self._environment.read() as transaction:
            return Snapshot(self._environment, transaction).children(path)

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, as of one moment."""
        with self._environment.read() as transaction:
            found = list(Snapshot(self._environment, transaction).walk(path))
        yield from found

    def _read_key(self, path: str) -> Key | None:
        with self._environment.read() as transaction:
            snapshot = Snapshot(self._environment, transaction)
            self._catch_up(snapshot, transaction)
            return self._key_of(snapshot, path)

    def _key_of(self, snapshot: Snapshot, path: str) -> Key | None:
        """A key as a snapshot shows it, from memory where the view shows the same revision."""
        with self._lock:
            if snapshot.revision == self._revision and path in self._keys:
                return self._keys[path]
        found = snapshot.key(path)
        with self._lock:
            if snapshot.revision == self._revision:
                if len(self._keys) >= MOST_CACHED:
                    self._forget_keys()
                self._keys[path] = found
                self._spellings.setdefault(paths.fold(path), []).append(path)
        return found

    def _keys_of(self, snapshot: Snapshot, wanted: Sequence[str]) -> list[tuple[str, Key | None]]:
        """As `_key_of`, of many paths."""
        with self._lock:
            known = self._keys if snapshot.revision == self._revision else {}
            kept = {path: known[path] for path in wanted if path in known}
        fresh = {path: snapshot.key(path) for path in wanted if path not in kept}
        with self._lock:
            if fresh and snapshot.revision == self._revision:
                if len(self._keys) + len(fresh) > MOST_CACHED:
                    self._forget_keys()
                self._keys.update(fresh)
                for path in fresh:
                    self._spellings.setdefault(paths.fold(path), []).append(path)
        return [(path, kept[path] if path in kept else fresh[path]) for path in wanted]

    def _keep_lineage(self, path: str, found: Lineage, revision: int) -> None:
        """Remember what a snapshot showed, unless the view has moved on meanwhile."""
        with self._lock:
            if revision == self._revision:
                if len(self._lineages) >= MOST_CACHED:
                    self._lineages.clear()
                self._lineages[path] = found

    def _forget_keys(self) -> None:
        self._keys.clear()
        self._spellings.clear()

    def _catch_up(self, snapshot: Snapshot, transaction: lmdb.Transaction) -> None:
        """Drop what commits touched since the revision the caches show."""
        with self._lock:
            if snapshot.revision <= self._revision:
                return
            self._word = self._environment.word
            self._lineages.clear()
            if not self._keys:
                self._revision = snapshot.revision
                return
            try:
                entries = journal.since(self._environment, transaction, self._revision)
            except StoreDamagedError:
                entries = None  # what it touched is not known: as if it were gone
            touches = None if entries is None else [touch for entry in entries for touch in entry.touches]
            if touches is None or any(touch.whole for touch in touches):
                self._forget_keys()
            else:
                for touch in touches:
                    for path in self._spellings.pop(paths.fold(touch.path), ()):
                        self._keys.pop(path, None)
            self._revision = snapshot.revision


_views: weakref.WeakSet[View] = weakref.WeakSet()


def _after_fork() -> None:
    for view in _views:
        view.begin_anew()


os.register_at_fork(after_in_child=_after_fork)


class LmdbStore:
    """A tree in an LMDB environment."""

    def __init__(self, environment: Environment, sealer: Sealer) -> None:
        self.environment = environment
        self._sealer = sealer
        self.view = View(environment)

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The tree as of one moment; to be left within the same call."""
        return Holding(self.environment, Snapshot)

    def commit(
        self, changes: Iterable[Change], *, expect: Mapping[str, int] | None = None, who: str | None = None
    ) -> int:
        """Make all changes, durably, or none.

        Args:
            changes: what to do, in order.
            expect: for each path read before, the revision its key had (0: there was none).
            who: who does it, for the journal; else the process.

        Returns:
            The revision of the commit; the present one when there was nothing to do.

        Raises:
            ConflictError: a key of `expect` has another revision now.
            MetabaseError: a change cannot be made; none was.
            StoreFullError: no room; nothing was kept.
        """
        ready = prepared(changes, self._sealer)
        if not ready:
            with self.snapshot() as snapshot:
                check_expected(snapshot, expect)
                return snapshot.revision
        alone = None if expect else brief.alone(ready)
        if alone is not None:
            return brief.commit(self.environment, alone, who)
        with self.environment.write() as transaction:
            revision = self.environment.revision(transaction) + 1
            now = time.time()
            editor = Editor(self.environment, transaction, revision, now)
            if expect:
                check_expected(Snapshot(self.environment, transaction), expect)
            for change in ready:
                change.apply(editor)
            values = editor.values()
            touches = editor.flush()
            who = named(who)
            entry: journal.Entry | journal.PackedEntry
            if isinstance(touches, msgspec.Raw):
                entry = journal.PackedEntry(revision, now, who, touches)
            else:
                if values is None:
                    with self.snapshot() as before:  # what is committed: not yet what this transaction did
                        values = remembered(before, Snapshot(self.environment, transaction), touches)
                entry = journal.Entry(revision, now, who, tuple(touches), values)
            journal.append(self.environment, transaction, entry)
            self.environment.set_revision(transaction, revision)
        self.environment.ring()
        return revision

    def watch(self, since: int | None = None) -> journal.Watcher:
        """Follow the commits after a revision; from now on, when none is given."""
        looks_back = since is not None
        if since is None:
            with self.environment.read() as transaction:
                since = self.environment.revision(transaction)
        return journal.Watcher(self.environment, since, looks_back=looks_back)
