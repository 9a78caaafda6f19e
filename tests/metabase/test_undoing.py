"""What the journal remembers of values, and taking a commit back."""

from __future__ import annotations

import msgspec
import pytest

from adsiis.metabase import journal
from adsiis.metabase.backup import backup, delete_backup, restore
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords, Touch
from adsiis.metabase.checking import check
from adsiis.metabase.errors import CannotUndoError, StoreDamagedError
from adsiis.metabase.moving import MoveKey, RenameKey
from adsiis.metabase.past import keys_as_of
from adsiis.metabase.record import Key
from adsiis.metabase.rotation import rotate_key
from adsiis.metabase.transfer import export_tree, import_tree
from adsiis.metabase.undoing import MASK, last_entries, shown_changes, undo
from adsiis.metabase.values import MOST_BYTES, MOST_RECORDS, KeyChange, recalled
from metabase.samples import dump, number, secret, text

ONE, TWO = number(1, 1), text(2, "two")


def values(store, *changes):
    """What the journal remembers of one commit."""
    store.commit(changes)
    (entry,) = last_entries(store, 1)
    return recalled(entry.values)


def tree(store):
    with store.snapshot() as snapshot:
        return {key.path: key.records for key in snapshot.walk("/")}


@pytest.fixture
def filled(store):
    store.commit([SetRecords("/LM", (ONE, TWO)), CreateKey("/LM/a/b", (ONE,))])
    return store


def test_old_and_new_values_are_remembered(filled):
    """docs/behaviour.md, journal-1."""
    assert values(filled, SetRecords("/lm", (number(1, 9), number(3, 3)))) == (
        KeyChange("/LM", {1: ONE}, {1: number(1, 9), 3: number(3, 3)}),
    )
    assert values(filled, DeleteRecords("/LM", (2, 99))) == (KeyChange("/LM", {2: TWO}, {}),)
    assert values(filled, CreateKey("/LM/n/m", (ONE,))) == (
        KeyChange("/LM/n", None, {}),
        KeyChange("/LM/n/m", None, {1: ONE}),
    )
    assert values(filled, DeleteKey("/LM/a")) == (
        KeyChange("/LM/a", {}, None),
        KeyChange("/LM/a/b", {1: ONE}, None),
    )


def test_of_so_many_records_the_values_are_remembered_of_more_they_are_not(filled):
    """docs/behaviour.md, journal-1."""
    most = MOST_RECORDS
    assert values(filled, SetRecords("/LM", tuple(number(i, i) for i in range(most)))) is not None
    assert values(filled, SetRecords("/LM", tuple(number(i, i) for i in range(most + 1)))) is None
    assert values(filled, *(CreateKey(f"/LM/x{i}") for i in range(most + 1))) is None
    assert values(filled, SetRecords("/LM", (text(1, "x" * MOST_BYTES),))) is None
    assert values(filled, SetRecords("/LM", (text(1, ""),))) is None, "the old value is as large"
    assert values(filled, ReplaceTree((Key("/LM"),))) is None
    assert values(filled, *(CreateKey(f"/LM/y/{i}") for i in range(most - 1))) is not None
    assert values(filled, CreateKey(f"/LM/y/{most}"), CreateKey(f"/LM/y/{most + 1}")) is not None
    assert values(filled, DeleteKey("/LM/y")) is None


@pytest.mark.parametrize("large", [True, False])
def test_large_entries_go_without_values_where_the_journal_is_large(filled, monkeypatch, large):
    """docs/behaviour.md, journal-1: so its size has a bound."""
    monkeypatch.setattr(journal, "ROOM", 0)
    change = SetRecords("/LM", (text(1, "x" * (journal.LARGE if large else 100)),))
    for changes in ([change], [SetRecords("/LM/a", (ONE,)), change]):
        assert (values(filled, *changes) is None) is large
        (entry,) = last_entries(filled, 1)
        assert Touch("/LM", (1,)) in entry.touches
    assert check_journal(filled)


def test_an_import_of_a_site_or_two_is_undone(metabase, tmp_path):
    """docs/behaviour.md, journal-1, journal-3."""
    store, file = metabase.store, str(tmp_path / "sites")
    keys = (CreateKey(f"/LM/W3SVC/{i}", tuple(number(n, n) for n in range(20))) for i in range(2, 20))
    store.commit([*keys])
    export_tree(metabase, "/LM/W3SVC", file)
    store.commit([DeleteKey("/LM/W3SVC/2")])
    before = tree(store)
    made = import_tree(metabase, file)
    assert tree(store) != before
    undo(store, made)
    assert tree(store) == before


@pytest.mark.parametrize("between", [False, True])
def test_what_is_too_large_is_told_with_the_backup_that_was_made_before_it(metabase, between):
    """docs/behaviour.md, journal-3."""
    store = metabase.store
    backup(metabase, "mine")
    store.commit([CreateKey("/LM/a")])
    restored = restore(metabase, "mine")
    if between:
        delete_backup(metabase, "BeforeRestore")
        store.commit([CreateKey("/LM/b")])
        backup(metabase, "BeforeRestore")
    with pytest.raises(CannotUndoError) as found:
        undo(store, restored)
    helps = "A backup brings them back."
    if not between:
        helps = "'adsiis restore BeforeRestore --version 0' brings back the tree as it was before it."
    assert str(found.value) == (
        f"Revision {restored} cannot be undone: it changed too much for its values to be kept, the whole tree. "
        + helps
    )


def test_an_entry_without_values_is_read_as_before(filled):
    """docs/behaviour.md, store-5: a journal written before values were kept stays readable."""
    old = msgspec.msgpack.encode([7, 1.5, "pid 1", [["/LM", [1], False]]])
    entry = journal.decode(old)
    assert entry.touches == (Touch("/LM", (1,)),)
    assert recalled(entry.values) is None


def test_secrets_are_masked_when_shown_and_sealed_in_the_journal(filled):
    """docs/behaviour.md, journal-2."""
    filled.commit([SetRecords("/LM", (secret(5, "horse staple"),))])
    filled.commit([SetRecords("/LM", (secret(5, "battery"),))])
    (entry,) = last_entries(filled, 1)
    (change,) = shown_changes(entry)
    assert (change.old[5].data, change.new[5].data) == (MASK, MASK)
    raw = b"".join(value for _, value in dump(filled.environment, filled.environment.journal))
    assert b"horse" not in raw
    assert b"battery" not in raw


def test_the_last_entries_come_oldest_first(filled, monkeypatch):
    """docs/behaviour.md, journal-2."""
    for value in range(10):
        filled.commit([SetRecords("/LM", (number(1, value),))], who=str(value))
    assert [entry.who for entry in last_entries(filled, 3)] == ["7", "8", "9"]
    assert len(last_entries(filled, 100)) == 12
    assert last_entries(filled, 0) == []
    monkeypatch.setattr(journal, "KEPT", 5)
    filled.commit([SetRecords("/LM", (ONE,))], who="last")
    assert last_entries(filled, 100)[-1].who == "last"


@pytest.mark.parametrize(
    "changes",
    [
        [SetRecords("/LM", (number(1, 9), number(3, 3)))],
        [DeleteRecords("/LM", (1, 2))],
        [CreateKey("/LM/n/m", (ONE,)), SetRecords("/LM/n", (TWO,))],
        [DeleteKey("/LM/a"), SetRecords("/LM", (number(1, 9),))],
        [DeleteKey("/LM/a"), CreateKey("/LM/a", (TWO,))],
        [SetRecords("/LM", (secret(5, "x"),))],
    ],
)
def test_an_undone_commit_never_was(filled, changes):
    """docs/behaviour.md, journal-3."""
    before = tree(filled)
    revision = filled.commit(changes)
    after = tree(filled)
    back = undo(filled, revision)
    assert tree(filled) == before
    assert last_entries(filled, 1)[0].who.startswith(f"undo {revision}, ")
    undo(filled, back)
    assert tree(filled) == after, "undoing can be undone"


@pytest.mark.parametrize(
    ("changes", "later", "named"),
    [
        ([SetRecords("/LM", (number(1, 9),))], SetRecords("/LM", (number(1, 8),)), "/LM was changed"),
        ([SetRecords("/LM/a", (number(1, 9),))], DeleteKey("/LM/a"), "/LM/a was deleted"),
        ([DeleteKey("/LM/a/b")], CreateKey("/LM/a/b"), "/LM/a/b was made again"),
        ([DeleteKey("/LM/a/b")], DeleteKey("/LM/a"), "/LM/a was deleted"),
        ([CreateKey("/LM/n")], CreateKey("/LM/n/below"), "/LM/n/below was made"),
        ([CreateKey("/LM/n")], SetRecords("/LM/n", (ONE,)), "/LM/n was changed"),
        ([CreateKey("/LM/n")], DeleteKey("/LM/n"), "/LM/n was deleted"),
    ],
)
def test_what_changed_since_is_named_and_nothing_is_undone(filled, changes, later, named):
    """docs/behaviour.md, journal-3."""
    revision = filled.commit([*changes, SetRecords("/", (TWO,))])
    filled.commit([later])
    before = tree(filled)
    with pytest.raises(CannotUndoError, match=f"{named} since. Nothing was changed"):
        undo(filled, revision)
    assert tree(filled) == before


def test_an_unrelated_later_change_does_not_hinder(filled):
    """docs/behaviour.md, journal-3."""
    revision = filled.commit([SetRecords("/LM", (number(1, 9),))])
    filled.commit([SetRecords("/LM", (text(2, "later"),))])
    undo(filled, revision)
    assert tree(filled)["/LM"] == {1: ONE, 2: text(2, "later")}


def test_a_revision_that_is_not_known_cannot_be_undone(filled, monkeypatch):
    """docs/behaviour.md, journal-3."""
    large = filled.commit([SetRecords("/LM", tuple(number(i, i) for i in range(MOST_RECORDS + 1)))])
    for revision, why in (
        (large, "changed too much for its values to be kept, more than the 512 values, or 128 KiB"),
        (large + 1, "not been made yet"),
        (0, "counted from 1"),
        (-3, "counted from 1"),
        (1 << 70, "not been made yet"),
    ):
        with pytest.raises(CannotUndoError, match=why):
            undo(filled, revision)
    monkeypatch.setattr(journal, "KEPT", 3)
    for _ in range(5):
        filled.commit([SetRecords("/LM", (ONE,))])
    with pytest.raises(CannotUndoError, match="no longer tells"):
        undo(filled, large - 1)
    assert check_journal(filled)


def damage(store, revision):
    with store.environment.write() as transaction:
        transaction.put(revision.to_bytes(8, "big"), b"garbage", db=store.environment.journal)


def test_damage_of_another_entry_does_not_hinder(filled):
    """docs/behaviour.md, store-15: an older one, or a newer one."""
    older, wanted, newer = (filled.commit([SetRecords("/LM", (number(i, 9),))]) for i in (1, 3, 4))
    damage(filled, older)
    damage(filled, newer)
    undo(filled, wanted)
    assert tree(filled)["/LM"] == {1: number(1, 9), 2: TWO, 4: number(4, 9)}


def test_a_commit_whose_entry_is_damaged_is_named_and_cannot_be_undone(filled):
    """docs/behaviour.md, store-15."""
    revision = filled.commit([SetRecords("/LM", (number(1, 9),))])
    damage(filled, revision)
    before = tree(filled)
    with pytest.raises(StoreDamagedError, match=f"entry of revision {revision} is damaged"):
        undo(filled, revision)
    assert tree(filled) == before


def check_journal(store):
    return all(len(at) == 8 for at, _ in dump(store.environment, store.environment.journal))


def test_the_store_is_sound_after_undoing(metabase):
    revision = metabase.store.commit([DeleteKey("/LM/W3SVC"), CreateKey("/LM/x", (ONE,))])
    undo(metabase.store, revision)
    assert check(metabase) == []


def test_a_secret_that_was_only_encrypted_anew_is_undone(metabase):
    """docs/behaviour.md, journal-6."""
    metabase.store.commit([SetRecords("/LM", (secret(5, "horse"),))])
    revision = metabase.store.commit([SetRecords("/LM", (secret(5, "battery"),))])
    rotate_key(metabase)
    undo(metabase.store, revision)
    assert metabase.reveal(metabase.store.view.key("/LM").records[5]).data == "horse"
    with pytest.raises(CannotUndoError, match="was changed since"):
        undo(metabase.store, revision)


def test_a_changed_secret_is_shown_as_changed(filled):
    """docs/behaviour.md, journal-5."""
    filled.commit([SetRecords("/LM", (secret(5, "horse"), ONE))])
    filled.commit([SetRecords("/LM", (secret(5, "battery"), ONE))])
    (change,) = shown_changes(last_entries(filled, 1)[0])
    assert change.changed == (5,)


@pytest.mark.parametrize(
    "changes",
    [
        [RenameKey("/LM/a", "A")],
        [RenameKey("/LM/a/b", "B")],
        [MoveKey("/LM/a", "/LM/x"), MoveKey("/LM/x", "/LM/A")],
        [DeleteKey("/LM/a"), CreateKey("/LM/A/B", (TWO,)), RenameKey("/lm", "lm")],
    ],
    ids=["rename", "leaf", "moves", "anew"],
)
def test_another_spelling_is_taken_back(filled, changes):
    """docs/behaviour.md, journal-1, journal-3."""
    before = tree(filled)
    revision = filled.commit([*changes, SetRecords("/LM", (number(1, 9),))])
    after = tree(filled)
    assert [(key.path, key.records) for key in keys_as_of(filled, revision - 1)] == list(before.items())
    back = undo(filled, revision)
    assert tree(filled) == before
    undo(filled, back)
    assert tree(filled) == after


@pytest.mark.parametrize(
    ("later", "named"),
    [
        (SetRecords("/LM/A/b", (number(1, 8),)), "/LM/A/b was changed"),
        (CreateKey("/LM/A/c"), "/LM/A/c was made"),
        (DeleteKey("/LM/A"), "/LM/A was deleted"),
    ],
)
def test_another_spelling_stays_where_something_has_changed_since(filled, later, named):
    """docs/behaviour.md, journal-3."""
    revision = filled.commit([RenameKey("/LM/a", "A")])
    filled.commit([later])
    before = tree(filled)
    with pytest.raises(CannotUndoError, match=f"{named} since. Nothing was changed"):
        undo(filled, revision)
    assert tree(filled) == before
