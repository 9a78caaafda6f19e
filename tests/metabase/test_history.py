"""The history: the last states of the tree."""

from __future__ import annotations

import os
import shutil

import pytest

from adsiis.metabase.backup import backup, list_backups
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.errors import BackupDamagedError, BackupNotFoundError
from adsiis.metabase.history import (
    ENABLE_HISTORY,
    MAX_HISTORY_FILES,
    keep,
    keep_as_set,
    keys_of,
    list_history,
    restore_history,
)
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import Key
from metabase.damages import damage, newest
from metabase.samples import number, secret


def changed(metabase, value):
    metabase.store.commit([SetRecords("/LM", (number(1, value), secret(2, str(value))))])


def kept(metabase):
    return [state.major for state in list_history(metabase)]


def test_the_last_states_are_kept_and_no_more(metabase):
    """docs/behaviour.md, history-1."""
    for value in range(5):
        changed(metabase, value)
        keep(metabase, 3)
    assert kept(metabase) == [3, 4, 5]
    assert keep(metabase, 3).major == 5, "nothing was committed since"
    changed(metabase, 9)
    assert keep(metabase, 2).major == 6
    assert kept(metabase) == [5, 6]


def test_with_0_there_is_no_history(metabase):
    """docs/behaviour.md, history-1."""
    keep(metabase, 10)
    assert keep(metabase, 0) is None
    assert kept(metabase) == []


def test_a_state_is_restored_by_its_numbers_in_one_commit_after_a_backup(metabase):
    """docs/behaviour.md, history-2."""
    for value in (1, 2):
        changed(metabase, value)
        keep(metabase, 10)
    restore_history(metabase, 1)
    records = metabase.store.view.key("/LM").records
    assert (records[1].data, metabase.reveal(records[2]).data) == (1, "1")
    assert [one.name for one in list_backups(metabase)] == ["BeforeRestore"]


@pytest.mark.parametrize(("major", "minor"), [(7, 0), (1, 1)])
def test_a_state_that_is_not_there_is_named(metabase, major, minor):
    """docs/behaviour.md, history-2."""
    keep(metabase, 10)
    with pytest.raises(BackupNotFoundError, match=rf"There is no state {major}\.{minor} .*: it has 1\.0\."):
        restore_history(metabase, major, minor)
    with pytest.raises(BackupNotFoundError, match=rf"There is no state {major}\.{minor} .*: it has 1\.0\."):
        keys_of(metabase, major, minor)


def test_a_damaged_state_and_a_file_of_another_kind_are_refused(metabase):
    """docs/behaviour.md, backup-5, history-2."""
    keep(metabase, 10)
    backup(metabase, "a")
    path = os.path.join(metabase.folder.history, "state_0000000001.history")
    with open(os.path.join(metabase.folder.backups, "A.0.backup"), "rb") as file:
        data = file.read()
    for bad, why in ((data, "is not the state"), (data[:40], "damaged")):
        with open(path, "wb") as file:
            file.write(bad)
        with pytest.raises(BackupDamagedError, match=why):
            restore_history(metabase, 1)
    assert list_history(metabase)[0].damaged
    assert keep(metabase, 10).major == 2, "a damaged state stands for nothing"


@pytest.fixture
def changing(metabase):
    """Changes the tree, keeps it as its settings say, and gives the numbers there are then."""

    def change_and_keep(**settings):
        ids = {"enabled": ENABLE_HISTORY, "most": MAX_HISTORY_FILES}
        records = [number(ids[name], value, attributes=0) for name, value in settings.items()]
        changed(metabase, metabase.store.view.key("/").revision)
        metabase.store.commit([SetRecords("/LM", tuple(records))])
        keep_as_set(metabase)
        return kept(metabase)

    return change_and_keep


def test_as_many_states_are_kept_as_the_tree_itself_says(changing):
    """docs/behaviour.md, history-3."""
    for _ in range(11):
        found = changing()
    assert found == list(range(2, 12)), "ten, unless it says something else"
    assert changing(most=2) == [11, 12]
    assert changing() == [12, 13]
    assert changing(most=0) == []


def test_a_tree_that_wants_no_history_gets_none_and_keeps_what_it_had(changing):
    """docs/behaviour.md, history-3."""
    assert changing() == [1]
    assert changing(enabled=0) == [1]
    assert changing(enabled=1) == [1, 2]


def test_a_damaged_newest_state_is_told_and_kept_again(metabase):
    """docs/behaviour.md, history-4, backup-10."""
    changed(metabase, 1)
    keep(metabase, 10)
    path = os.path.join(metabase.folder.history, "state_0000000001.history")
    os.truncate(path, os.stat(path).st_size - 1)
    assert [(one.major, one.damaged) for one in list_history(metabase)] == [(1, True)]
    assert keep(metabase, 10).major == 2
    assert [(one.major, one.damaged) for one in list_history(metabase)] == [(1, True), (2, False)]
    restore_history(metabase, 2)


def test_a_folder_among_the_states_is_none(metabase):
    """docs/behaviour.md, backup-10."""
    keep(metabase, 10)
    os.mkdir(os.path.join(metabase.folder.history, "state_0000000007.history"))
    assert kept(metabase) == [1]


def test_a_state_of_a_store_that_was_lost_stands_for_nothing(metabase, home):
    """docs/behaviour.md, history-5."""
    changed(metabase, 1)
    before = keep(metabase, 10)
    close_metabase(home)
    shutil.rmtree(metabase.folder.metabase)
    anew = create_metabase(home, [Key("/LM/ANEW")])
    changed(anew, 2)
    after = keep(anew, 10)
    assert (before.major, after.major) == (1, 2)
    assert before.revision == after.revision, "the numbers alone do not tell the two apart"
    assert "/LM/ANEW" in {key.path for key in keys_of(anew, 2)}
    assert keep(anew, 10) == after


def test_where_the_journal_does_not_say_when_the_tree_is_kept_once(metabase):
    """docs/behaviour.md, history-5."""
    changed(metabase, 1)
    keep(metabase, 10)
    damage(metabase, lambda e, t: t.put(newest(e, t), b"\x00", db=e.journal))
    assert [keep(metabase, 10).major for _ in range(3)] == [2, 2, 2]
