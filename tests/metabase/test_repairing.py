"""`repair` removes what `check` finds, and nothing else."""

from __future__ import annotations

import pytest

from adsiis.metabase import paths
from adsiis.metabase.backup import list_backups, restore
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.checking import check
from adsiis.metabase.errors import StoreError
from adsiis.metabase.record import SEALED, encode
from adsiis.metabase.repairing import repair
from adsiis.metabase.undoing import last_entries
from metabase.damages import AT, DAMAGES, damage, newest, with_record
from metabase.samples import number, text

BEYOND = {"format"}


def contents(metabase):
    with metabase.store.snapshot() as snapshot:
        return {key.path: key.records for key in snapshot.walk(paths.ROOT)}


@pytest.mark.parametrize(("kind", "words", "do"), [one for one in DAMAGES if one[0] not in BEYOND])
def test_each_kind_of_damage_is_repaired_and_all_else_stays(sound, kind, words, do):
    """docs/behaviour.md, check-5."""
    before = contents(sound)
    damage(sound, do)
    done = repair(sound)
    left = check(sound)
    assert [one.kind for one in left] == (["lost"] if kind == "lost" else [])
    touched = {
        paths.fold(path) for path in (*done.removed, *done.emptied, *(path for path, _ in done.values))
    }
    after = contents(sound)
    for path, records in before.items():
        if paths.fold(path) not in touched and kind not in {"secret", "lost"}:
            assert after[path] == records
    assert after.keys() - before.keys() <= {"/LM/Y"}
    sound.store.commit([SetRecords("/LM", (number(5, 5),))])
    assert [one.kind for one in check(sound)] == [one.kind for one in left]


def test_a_key_that_cannot_be_read_goes_and_one_with_keys_below_is_there_without_values(sound):
    """docs/behaviour.md, check-5."""
    sound.store.commit([CreateKey("/LM/W3SVC/1/Root/below", (number(1, 1),))])
    for at in (AT, paths.store_key("/LM/W3SVC/1/Root/below")):
        damage(sound, lambda e, t, at=at: t.put(at, b"\x00", db=e.tree))
    done = repair(sound)
    assert done.emptied == ["/LM/W3SVC/1"]
    assert list(map(paths.fold, done.removed)) == [paths.fold("/LM/W3SVC/1/Root/below")]
    assert sound.store.view.key("/LM/W3SVC/1").records == {}
    assert check(sound) == []


def test_a_value_that_is_no_good_goes_alone(sound):
    """docs/behaviour.md, check-5."""
    damage(sound, with_record(1, data="one"))
    done = repair(sound)
    assert done.values == [("/LM/W3SVC/1", 1)]
    assert sound.store.view.key("/LM/W3SVC/1").records.keys() == {2, 3}
    with sound.store.snapshot() as snapshot:
        assert "/LM/W3SVC/1" not in snapshot.holders(1, "/")


def test_a_secure_value_that_is_not_encrypted_is_encrypted(sound):
    """docs/behaviour.md, check-5."""

    def do(environment, transaction):
        key = sound.store.view.key("/LM/W3SVC/1")
        clear = sound.reveal(key.records[3])
        key.records[3] = clear
        transaction.put(AT, encode(key), db=environment.tree)

    damage(sound, do)
    assert [one.kind for one in check(sound)] == ["secret"]
    done = repair(sound)
    assert done.sealed == [("/LM/W3SVC/1", 3)]
    with sound.store.snapshot() as snapshot:
        found = snapshot.key("/LM/W3SVC/1").records[3]
    assert found.form == SEALED
    assert sound.reveal(found).data == "three"


def test_all_that_can_be_read_is_a_backup_before(sound):
    """docs/behaviour.md, check-5, backup-11."""
    damage(sound, lambda e, t: t.put(AT, b"\x00", db=e.tree))
    done = repair(sound)
    assert done.before == ("BeforeRepair", 0)
    sound.store.commit([SetRecords("/LM", (text(9, "later"),))])
    restore(sound, "BeforeRepair")
    assert 9 not in sound.store.view.key("/LM").records
    assert {one.name for one in list_backups(sound)} == {"BeforeRepair", "BeforeRestore"}


def test_a_journal_without_damage_stays_and_tells_of_the_repair(sound):
    """docs/behaviour.md, check-5."""
    many = len(last_entries(sound.store, 100))
    damage(sound, with_record(1, data="one"))
    assert not repair(sound).journal
    entries = last_entries(sound.store, 100)
    assert len(entries) == many + 1
    assert entries[-1].who.startswith("repair, ")


def test_watchers_are_told_to_read_everything_again(sound):
    """docs/behaviour.md, check-5."""
    with sound.store.watch() as watcher:
        damage(sound, lambda e, t: t.put(newest(e, t), b"\x00", db=e.journal))
        assert repair(sound).journal
        assert watcher.wait(60)
        found = watcher.entries()
        assert found is None or any(touch.whole for entry in found for touch in entry.touches)
    assert sound.store.view.key("/LM/W3SVC/1") is not None


def test_a_repair_that_fails_changes_nothing(sound, monkeypatch):
    damage(sound, with_record(1, data="one"))
    before = check(sound)

    def full(*_):
        raise StoreError("The store is full.")

    monkeypatch.setattr(sound.store.environment, "set_revision", full)
    with pytest.raises(StoreError):
        repair(sound)
    assert check(sound) == before
