"""The tree as it stood after an earlier commit.

What the journal remembers of the commits since is taken back, newest first, from the tree as it is now.
Nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.metabase import journal, paths
from adsiis.metabase.errors import CannotUndoError
from adsiis.metabase.record import Key
from adsiis.metabase.undoing import last_entries
from adsiis.metabase.values import recalled

if TYPE_CHECKING:
    from adsiis.metabase.journal import Entry
    from adsiis.metabase.protocol import Store
    from adsiis.metabase.values import KeyChange


def keys_as_of(store: Store, revision: int) -> list[Key]:
    """The keys as they stood after a commit, parents before their children.

    A key that has changed since comes without its revision. Raises CannotUndoError, naming the oldest
    revision that can be had, when the values of a commit since are not known; and when there is no such
    revision yet.

    Source: docs/behaviour.md, diff-4.
    """
    with store.snapshot() as snapshot:
        then = snapshot.revision
        keys = {paths.fold(key.path): key for key in snapshot.walk(paths.ROOT)}
    if revision > then:
        raise CannotUndoError(f"There is no revision {revision} yet: the newest is {then}.")
    commits = [entry for entry in _since(store, revision) if entry.revision <= then]
    while then > revision:
        changes = recalled(commits[-1].values) if commits else None
        if changes is None:
            raise _lost(revision, then, large=bool(commits))
        _take_back(keys, changes)
        then = commits.pop().revision - 1
    return sorted(keys.values(), key=lambda key: paths.tree_order(key.path))


def _since(store: Store, revision: int) -> list[Entry]:
    """The commits after a revision, or as many of them as the journal keeps, oldest first."""
    with store.watch(revision) as watcher:
        found = watcher.entries()
    return last_entries(store, journal.KEPT) if found is None else found


def _take_back(keys: dict[str, Key], changes: tuple[KeyChange, ...]) -> None:
    """Put keys, by their folded paths, back as they were before a commit."""
    for one in sorted(changes, key=lambda one: one.old is not None):  # a key may be made where one goes
        at = paths.fold(one.path)
        if one.old is None:
            del keys[at]
        elif one.new is None:
            keys[at] = Key(one.path, dict(one.old))
        else:
            now = keys[at]
            left = {i: record for i, record in now.records.items() if i not in one.new}
            keys[at] = Key(now.path, left | one.old)


def _lost(revision: int, oldest: int, *, large: bool) -> CannotUndoError:
    why = (
        f"revision {oldest} changed too much for its values to be kept"
        if large
        else "the journal does not go back so far"
    )
    return CannotUndoError(
        f"The tree of revision {revision} cannot be had: {why}. The oldest that can is that of revision "
        f"{oldest}; a backup or a state of the history may be older."
    )
