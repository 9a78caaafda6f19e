"""A store in memory: the same commits, snapshots and watchers as on disk, gone with the process.

Each commit makes a new moment of the tree and puts it in place in one step; a moment never changes, so
readers need no lock. A commit copies the table of keys, which is cheap for thousands of keys, not millions.
"""

from __future__ import annotations

import bisect
import contextlib
import os
import select
import threading
import time
import weakref
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from adsiis.metabase import journal, paths, tree
from adsiis.metabase.bell import milliseconds
from adsiis.metabase.changes import check_expected, told, touch
from adsiis.metabase.errors import KeyExistsError, KeyNotFoundError, StoreError
from adsiis.metabase.fitting import is_number
from adsiis.metabase.maker import named
from adsiis.metabase.record import Key, decode_key, encode
from adsiis.metabase.runs import prepared
from adsiis.metabase.values import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from adsiis.metabase.changes import Change, Draft, Touch
    from adsiis.metabase.record import Record
    from adsiis.metabase.secrets import Sealer
    from adsiis.metabase.tree import Effective, Lineage


class MemorySnapshot:
    """The tree as of one moment: keys by their folded paths."""

    def __init__(self, keys: dict[str, Key], revision: int) -> None:
        self.keys = keys
        self.revision = revision
        self._order: list[tuple[bytes, Key]] | None = None
        self._names: dict[str, list[str]] | None = None

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""
        return self.keys.get(paths.fold(path))

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""
        if self._names is None:
            self._names = self._all_names()
        return sorted(self._names.get(paths.fold(path), ()), key=paths.child_order)

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, parents before their children."""
        if self.key(path) is None:
            return
        if self._order is None:
            self._order = sorted(
                ((paths.tree_order(key.path), key) for key in self.keys.values()), key=lambda one: one[0]
            )
        first = bisect.bisect_left(self._order, paths.tree_order(path), key=_first)
        for place in range(first, len(self._order)):
            key = self._order[place][1]
            if not paths.is_below(key.path, path):
                return
            yield key

    def holders(self, record_id: int, path: str) -> list[str]:
        """The paths, from `path` down, of the keys at which a record is set; looks at all below `path`."""
        if not is_number(record_id):
            return []  # no record can have it
        return [key.path for key in self.walk(path) if record_id in key.records]

    def _all_names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for at, key in self.keys.items():
            if at != paths.ROOT:
                names.setdefault(paths.parent(at), []).append(paths.name_of(key.path))
        return names


class MemoryEditor:
    """The tree inside one commit: a table of keys of its own, in which those it edits are copies."""

    def __init__(self, before: MemorySnapshot) -> None:
        self._keys = dict(before.keys)
        self._own: set[str] = set()
        self._touches: dict[str, tuple[str, set[int]]] = {}
        self._wholes: dict[str, str] = {}

    def find(self, path: str) -> Draft | None:
        """The key at a path as this commit has left it so far."""
        at = paths.fold(path)
        key = self._keys.get(at)
        if key is not None and at not in self._own:
            key = self._put(Key(key.path, dict(key.records), key.revision, key.changed))
        return key

    def existing(self, path: str) -> Draft:
        """The key at a path; raises KeyNotFoundError."""
        key = self.find(path)
        if key is None:
            raise KeyNotFoundError(path)
        return key

    def create(self, path: str, records: tuple[Record, ...]) -> None:
        """Put a new key in; raises KeyExistsError."""
        if self.find(path) is not None:
            raise KeyExistsError(path)
        self.make(path, {record.id: record for record in records})

    def set_records(self, path: str, records: tuple[Record, ...]) -> None:
        """Set records of a key; raises KeyNotFoundError."""
        key = self.existing(path)
        key.records.update((record.id, record) for record in records)
        self.touched(key, [record.id for record in records])

    def subtree(self, path: str) -> list[Key]:
        """A key and all below it as this commit has left them so far, parents before their children."""
        top = self.existing(path).path
        found = [key for key in self._keys.values() if paths.is_below(key.path, top)]
        return sorted(found, key=lambda key: paths.tree_order(key.path))

    def make(self, path: str, records: dict[int, Record]) -> None:
        """Put a new key in, and the parents it lacks; a parent's own spelling is kept."""
        over: Draft | None = None
        for wanted in (*reversed(paths.ancestors(path)), path):
            spelled = paths.child(over.path, paths.name_of(wanted)) if over else paths.ROOT
            there = None if wanted is path else self.find(wanted)
            if there is None:
                there = self._put(Key(spelled, records if wanted is path else {}))
                self.touched(there, there.records)
            over = there

    def remove_below(self, path: str) -> None:
        """Remove a key and everything below it."""
        top = self.existing(path).path
        for key in self.subtree(top):
            del self._keys[paths.fold(key.path)]
        self.whole(top)

    def clear(self) -> None:
        """Remove every key."""
        self._keys.clear()

    def touched(self, key: Draft, ids: Iterable[int]) -> None:
        """Note what the journal will say of a key."""
        self._touches.setdefault(paths.fold(key.path), (key.path, set()))[1].update(ids)

    def whole(self, path: str) -> None:
        """Note that a key and everything below it changed."""
        self._wholes[paths.fold(path)] = path

    def finished(self, revision: int, now: float) -> tuple[MemorySnapshot, list[Touch]]:
        """The tree after the commit, its keys as a store on disk would give them, and what was touched."""
        for at in self._touches.keys() & self._keys.keys():
            key = self._keys[at]
            self._keys[at] = decode_key(encode(Key(key.path, key.records, revision, now)))
        touched = [touch(path, ids) for path, ids in self._touches.values()]
        return MemorySnapshot(self._keys, revision), told(self._wholes.values(), touched)

    def _put(self, key: Key) -> Key:
        at = paths.fold(key.path)
        self._keys[at] = key
        self._own.add(at)
        return key


class MemoryView:
    """The tree as of the newest commit at every access."""

    def __init__(self, before: MemorySnapshot) -> None:
        self.moment = before

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""
        return self.moment.key(path)

    def lineage(self, path: str) -> Lineage:
        """A path's key and the keys above it, as of one commit."""
        return tree.lineage(self.moment, path)

    def gather(self, path: str, names: Sequence[str]) -> None:
        """Nothing: everything is in memory."""

    def effective(self, path: str, record_id: int) -> Effective | None:
        """The record a path sees, and where it comes from."""
        return tree.effective(self.moment, path, record_id)

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""
        return self.moment.children(path)

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, as of one moment."""
        return self.moment.walk(path)


class MemoryStore:
    """A tree in memory. Source: docs/behaviour.md, store-13."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self._entries: deque[journal.Entry] = deque()
        self._watchers: weakref.WeakSet[MemoryWatcher] = weakref.WeakSet()
        self._lock = threading.Lock()
        self.view = MemoryView(MemorySnapshot({}, 0))
        _stores.add(self)

    @contextmanager
    def snapshot(self) -> Iterator[MemorySnapshot]:
        """The tree as of one moment."""
        yield self.view.moment

    def commit(
        self, changes: Iterable[Change], *, expect: Mapping[str, int] | None = None, who: str | None = None
    ) -> int:
        """Make all changes or none; the revision they got, the present one when there was nothing to do.

        Args:
            changes: what to do, in order.
            expect: for each path read before, the revision its key had (0: there was none).
            who: who does it, for the journal; else the process.

        Raises:
            ConflictError: a key of `expect` has another revision now.
            MetabaseError: a change cannot be made; none was.
        """
        ready = prepared(changes, self._sealer)
        with self._lock:
            before = self.view.moment
            check_expected(before, expect)
            if not ready:
                return before.revision
            return self._commit(ready, before, named(who))

    def watch(self, since: int | None = None) -> MemoryWatcher:
        """Follow the commits after a revision; from now on, when none is given."""
        with self._lock:
            watcher = MemoryWatcher(self, self.view.moment.revision if since is None else since)
            self._watchers.add(watcher)
        return watcher

    def since(self, revision: int) -> tuple[list[journal.Entry] | None, int]:
        """The entries after a revision, None when some of them are gone; and the newest revision."""
        with self._lock:
            newest = self.view.moment.revision
            missed = newest - revision
            if missed > len(self._entries):
                return None, newest
            return list(self._entries)[len(self._entries) - missed :] if missed > 0 else [], newest

    def forget(self, watcher: MemoryWatcher) -> None:
        """Ring a watcher no more; after this nobody writes to its descriptor."""
        with self._lock:
            self._watchers.discard(watcher)

    def after_fork(self) -> None:
        """In a child: what a thread of the parent was doing is not done; watchers are the parent's."""
        self._lock = threading.Lock()
        while self._entries and self._entries[-1].revision > self.view.moment.revision:
            self._entries.pop()
        watchers, self._watchers = list(self._watchers), weakref.WeakSet()
        for watcher in watchers:
            watcher.close()

    def _commit(self, ready: list[Change], before: MemorySnapshot, who: str) -> int:
        editor = MemoryEditor(before)
        for change in ready:
            change.apply(editor)
        revision, now = before.revision + 1, time.time()
        after, touches = editor.finished(revision, now)
        values = remembered(before, after, touches)
        self._entries.append(journal.Entry(revision, now, who, tuple(touches), values))
        if len(self._entries) > journal.KEPT:
            self._entries.popleft()
        self.view.moment = after
        for watcher in self._watchers:
            watcher.ring()
        return revision


_stores: weakref.WeakSet[MemoryStore] = weakref.WeakSet()


def _after_fork() -> None:
    for store in list(_stores):
        store.after_fork()


os.register_at_fork(after_in_child=_after_fork)


class MemoryWatcher:
    """Follows the commits of one store from a revision on; a context manager."""

    def __init__(self, store: MemoryStore, revision: int) -> None:
        self._store = store
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self.revision = revision

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._bell

    def ring(self) -> None:
        """Wake whoever waits."""
        os.eventfd_write(self._bell, 1)

    def wait(self, seconds: float) -> bool:
        """Wait for a commit, at most `seconds`; whether there was one.

        Raises StoreError when it is closed.
        """
        self._require_open()
        poll = select.poll()
        poll.register(self._bell, select.POLLIN)
        rang = bool(poll.poll(milliseconds(seconds)))
        self._silence()
        return rang

    def entries(self) -> list[journal.Entry] | None:
        """What was committed since the last call; None means: read everything again.

        Raises StoreError when it is closed.
        """
        self._require_open()
        self._silence()
        found, self.revision = self._store.since(self.revision)
        return found

    def close(self) -> None:
        """Stop watching."""
        self._store.forget(self)
        if self._bell >= 0:
            os.close(self._bell)
            self._bell = -1

    def _require_open(self) -> None:
        if self._bell < 0:
            raise StoreError("This watcher is closed: watch the store anew.")

    def _silence(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self._bell)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _first(one: tuple[bytes, Key]) -> bytes:
    return one[0]
