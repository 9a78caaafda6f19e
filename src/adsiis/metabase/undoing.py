"""Looking back: what recent commits changed, and taking one of them back.

The journal remembers the values of small commits. Undoing one is a commit of its own, which looks, inside
its transaction, that nothing it touches has changed since.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import msgspec

from adsiis.metabase import journal, paths
from adsiis.metabase.damage import UNREADABLE, damaged_entry
from adsiis.metabase.errors import CannotUndoError, MetabaseError, SecretLostError, StoreDamagedError
from adsiis.metabase.folder import Folder
from adsiis.metabase.maker import deed
from adsiis.metabase.record import CLEAR, SEALED, SECURE, STRING, Record
from adsiis.metabase.store import LmdbStore
from adsiis.metabase.values import MOST_BYTES, MOST_RECORDS, KeyChange, recalled

if TYPE_CHECKING:
    from adsiis.metabase.changes import Editing
    from adsiis.metabase.journal import Entry
    from adsiis.metabase.protocol import Store
    from adsiis.metabase.secrets import Sealer

MASK: Final = "**********"


@runtime_checkable
class _Far(Protocol):
    """A store whose journal is at another end, which makes an undo by it."""

    def undo(self, revision: int, who: str) -> int:
        """Take back what a commit changed; the revision it got."""


def last_entries(store: Store, most: int) -> list[Entry]:
    """The last commits, oldest first: at most so many, and no more than the journal keeps."""
    with store.snapshot() as snapshot:
        newest = snapshot.revision
    for back in (most, journal.KEPT):
        with store.watch(max(0, newest - min(back, journal.KEPT))) as watcher:
            found = watcher.entries()
        if found is not None:
            return found[-most:] if most > 0 else []
    return []


def readable_entries(store: Store, most: int) -> tuple[list[Entry], bool]:
    """The last commits as far back as the journal can be read, and whether damage ends it there.

    Source: docs/behaviour.md, journal-7.
    """
    most = min(most, journal.KEPT)
    try:
        return last_entries(store, most), False
    except StoreDamagedError:
        good, bad, found = 0, most, []
    while bad - good > 1:
        middle = (good + bad) // 2
        try:
            good, found = middle, last_entries(store, middle)
        except StoreDamagedError:
            bad = middle
    return found, True


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What a commit did to one key, its secrets masked, as KeyChange; and the records that it changed."""

    path: str
    old: dict[int, Record] | None
    new: dict[int, Record] | None
    changed: tuple[int, ...]


def shown_changes(entry: Entry) -> tuple[ShownChange, ...] | None:
    """What a commit changed, value by value, its secrets masked; None where that was too much to remember.

    Source: docs/behaviour.md, journal-2.
    """
    changes = recalled(entry.values)
    if changes is None:
        return None
    return tuple(
        ShownChange(one.path, _masked(one.old), _masked(one.new), _differing(one)) for one in changes
    )


def undo(store: Store, revision: int, *, who: str | None = None) -> int:
    """Take back what a commit changed, in one commit; the revision it got.

    Raises CannotUndoError, naming the key, when a value has changed since; and when the values of that
    commit are not known: it is too long ago, was too large, or has not been made.

    Source: docs/behaviour.md, journal-3.
    """
    if revision < 1:
        raise CannotUndoError(f"Revision {revision} cannot be undone: revisions are counted from 1.")
    with store.snapshot() as snapshot:
        newest = snapshot.revision
    if revision > newest:
        raise CannotUndoError(
            f"Revision {revision} cannot be undone: it has not been made yet; the newest is {newest}."
        )
    who = who or deed(f"undo {revision}")
    if isinstance(store, _Far):
        return store.undo(revision, who)
    entry = _entry(store, revision)
    if entry is None:
        raise CannotUndoError(f"Revision {revision} cannot be undone: the journal no longer tells of it.")
    changes = recalled(entry.values)
    if changes is None:
        raise CannotUndoError(
            f"Revision {revision} cannot be undone: it changed too much for its values to be kept, "
            f"{_how_much(entry)}. {_help(store, entry)}"
        )
    return store.commit([Reversal(revision, changes)], who=who)


def _entry(store: Store, revision: int) -> Entry | None:
    """What the journal tells of a commit; None where it no longer does.

    On disk it is read alone: damage of another entry is nothing to whoever asks for this one.
    Source: docs/behaviour.md, store-15.
    """
    if not isinstance(store, LmdbStore):
        with store.watch(revision - 1) as watcher:
            return next(iter(watcher.entries() or ()), None)
    environment = store.environment
    with environment.read() as transaction:
        raw = transaction.get(revision.to_bytes(8, "big"), db=environment.journal)
        try:
            return None if raw is None else journal.decode(raw)
        except UNREADABLE as error:
            raise damaged_entry(revision, error) from error


def _how_much(entry: Entry) -> str:
    if any(touch.whole and touch.path == paths.ROOT for touch in entry.touches):
        return "the whole tree"
    return f"more than the {MOST_RECORDS} values, or {MOST_BYTES >> 10} KiB, that are kept of a commit"


def _help(store: Store, entry: Entry) -> str:
    """What brings back what was before a commit: the backup made for it, where there is one."""
    name, version = _saved_before(store, entry) or ("", 0)
    if not name:
        return "A backup brings them back."
    return f"'adsiis restore {name} --version {version}' brings back the tree as it was before it."


def _saved_before(store: Store, entry: Entry) -> tuple[str, int] | None:
    """Name and version of the backup made of itself between a commit and the one before it."""
    earlier = _entry(store, entry.revision - 1) if isinstance(store, LmdbStore) else None
    if earlier is None or not isinstance(store, LmdbStore):
        return None
    from adsiis.metabase.archive import read_header
    from adsiis.metabase.backup_names import file_of, files_in

    folder = Folder(os.path.dirname(store.environment.folder)).backups
    for stem, version in files_in(folder):
        if stem.startswith("BEFORE"):
            with suppress(MetabaseError):
                found = read_header(file_of(folder, stem, version))
                fits = earlier.time <= found.created <= entry.time
                if fits and found.revision == earlier.revision:
                    return found.name, version
    return None


@dataclass(frozen=True, slots=True)
class Reversal:
    """Put keys back as they were before a commit, if they are as it left them."""

    revision: int
    changes: tuple[KeyChange, ...]
    sealer: Sealer | None = None

    def prepare(self, sealer: Sealer) -> Reversal:
        """Its values come from the journal; what opens secure values comes from the store.

        Those to be put back get the present key, for they may be older than the last rotation.
        Source: docs/behaviour.md, rotation-1.
        """
        changes = tuple(KeyChange(one.path, _renewed(one.old, sealer), one.new) for one in self.changes)
        return Reversal(self.revision, changes, sealer)

    def apply(self, editor: Editing) -> None:
        """Look at everything first; then remove what was made, make what was removed, set what was set."""
        made = {paths.fold(one.path) for one in self.changes if one.old is None}
        in_order = sorted(self.changes, key=lambda one: paths.tree_order(one.path))
        for one in in_order:
            self._check(editor, one, made)
        for one in in_order:
            if one.old is None and editor.find(one.path) is not None:
                editor.remove_below(one.path)
        for one in in_order:
            if one.old is not None:
                self._put_back(editor, one, one.old)

    def _check(self, editor: Editing, one: KeyChange, made: set[str]) -> None:
        """Raise CannotUndoError unless a key is as the commit left it."""
        if one.new is None and paths.fold(one.path) in made:
            return  # deleted and made in another spelling: what was made is looked at
        key = editor.find(one.path)
        if key is None or one.new is None:
            if key is not None or one.new is not None:
                raise self._refusal(one.path, "was deleted" if key is None else "was made again")
            return
        ids = (
            (one.old or {}).keys() | one.new.keys()
            if one.old is not None
            else key.records.keys() | one.new.keys()
        )
        if any(not self._same(key.records.get(i), one.new.get(i)) for i in ids):
            raise self._refusal(one.path, "was changed")
        if one.old is None:
            for below in editor.subtree(one.path):
                if paths.fold(below.path) not in made:
                    raise self._refusal(below.path, "was made")

    def _same(self, now: Record | None, then: Record | None) -> bool:
        """Whether a value is as it was; a secure one may have been encrypted anew since."""
        if now == then or now is None or then is None or self.sealer is None:
            return now == then
        if not now.form == then.form == SEALED:
            return False
        try:
            return self.sealer.open(now) == self.sealer.open(then)
        except SecretLostError:
            return False

    def _put_back(self, editor: Editing, one: KeyChange, old: dict[int, Record]) -> None:
        key = editor.find(one.path)
        if key is None:
            if one.path != paths.ROOT and editor.find(paths.parent(one.path)) is None:
                raise self._refusal(paths.parent(one.path), "was deleted")
            editor.make(one.path, dict(old))
            return
        gone = (one.new or {}).keys() - old.keys()
        for record_id in gone:
            del key.records[record_id]
        key.records.update(old)
        editor.touched(key, [*gone, *old])

    def _refusal(self, path: str, what: str) -> CannotUndoError:
        return CannotUndoError(
            f"Revision {self.revision} cannot be undone: {path} {what} since. Nothing was changed."
        )


def _renewed(records: dict[int, Record] | None, sealer: Sealer) -> dict[int, Record] | None:
    return None if records is None else {i: sealer.renewed(record) for i, record in records.items()}


def _differing(one: KeyChange) -> tuple[int, ...]:
    old, new = one.old or {}, one.new or {}
    return tuple(i for i in sorted(old.keys() | new.keys()) if old.get(i) != new.get(i))


def _masked(records: dict[int, Record] | None) -> dict[int, Record] | None:
    if records is None:
        return None
    return {i: _hidden(record) if record.attributes & SECURE else record for i, record in records.items()}


def _hidden(record: Record) -> Record:
    return msgspec.structs.replace(record, data_type=STRING, data=MASK, form=CLEAR)
