"""The tree as it stood after earlier commits."""

from __future__ import annotations

import pytest

from adsiis.metabase import journal
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import CannotUndoError
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.past import keys_as_of
from adsiis.metabase.record import Key
from adsiis.metabase.values import MOST_RECORDS
from metabase.samples import number, secret, text

ONE, TWO = number(1, 1), text(2, "two")
COMMITS = [
    [SetRecords("/LM", (ONE, TWO)), CreateKey("/LM/a/b", (ONE,))],
    [SetRecords("/lm", (number(1, 9), number(3, 3)))],
    [DeleteRecords("/LM", (2, 99))],
    [CreateKey("/LM/new/deep", (ONE,)), SetRecords("/LM/new", (TWO,))],
    [CopyKey("/LM/new", "/LM/copy")],
    [MoveKey("/LM/a", "/LM/new/a")],
    [CreateKey("/LM/a", (secret(5, "horse"),))],
    [RenameKey("/LM/copy", "other")],
    [RenameKey("/LM/other", "Other"), SetRecords("/LM/other/deep", (number(1, 7),))],
    [SetRecords("/LM/other", (text(2, "later"),)), DeleteKey("/LM/new/deep")],
    [DeleteKey("/LM/new")],
    [CreateKey("/LM/New", (TWO,))],
    [CopyKey("/LM/other", "/LM/New", "merge"), DeleteKey("/LM/a")],
]


def tree(store):
    """Paths and records as they are now, in the order of the tree."""
    with store.snapshot() as snapshot:
        return [(key.path, key.records) for key in snapshot.walk("/")]


def as_of(store, revision):
    return [(key.path, key.records) for key in keys_as_of(store, revision)]


def test_the_tree_after_every_commit_can_be_had(store):
    """docs/behaviour.md, diff-4."""
    stood = {store.commit([SetRecords("/", (ONE,))]): tree(store)}
    stood |= {store.commit(changes): tree(store) for changes in COMMITS}
    for revision, then in stood.items():
        assert as_of(store, revision) == then, revision
    assert tree(store) == then, "nothing is written"


@pytest.mark.parametrize(
    "large",
    [
        SetRecords("/LM", tuple(number(i, i) for i in range(MOST_RECORDS + 1))),
        ReplaceTree((Key("/LM/W3SVC"),)),
    ],
)
def test_a_commit_whose_values_are_not_known_ends_the_way_back(store, large):
    """docs/behaviour.md, diff-4."""
    before = store.commit([SetRecords("/LM/W3SVC", (ONE,))])
    oldest = store.commit([large])
    then = tree(store)
    store.commit([SetRecords("/LM", (TWO,))])
    assert as_of(store, oldest) == then
    told = f"revision {before} cannot be had: revision {oldest} changed too much .* is that of revision {oldest};"
    with pytest.raises(CannotUndoError, match=told):
        keys_as_of(store, before)


def test_what_the_journal_no_longer_tells_cannot_be_had(store, monkeypatch):
    """docs/behaviour.md, diff-4."""
    monkeypatch.setattr(journal, "KEPT", 3)
    revisions = {store.commit([SetRecords("/LM", (number(1, i),))]): tree(store) for i in range(6)}
    *gone, oldest, _, _, _newest = revisions
    assert as_of(store, oldest + 1) == revisions[oldest + 1]
    assert as_of(store, oldest) == revisions[oldest]
    with pytest.raises(CannotUndoError, match=f"does not go back so far. .* is that of revision {oldest};"):
        keys_as_of(store, gone[-1])


def test_a_revision_that_has_not_been_made_yet_is_named(store):
    """docs/behaviour.md, diff-4."""
    newest = store.commit([SetRecords("/LM", (ONE,))])
    with pytest.raises(
        CannotUndoError, match=f"There is no revision {newest + 1} yet: the newest is {newest}"
    ):
        keys_as_of(store, newest + 1)
