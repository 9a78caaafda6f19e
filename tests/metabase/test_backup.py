"""Backups: saving the whole tree under a name and bringing it back."""

from __future__ import annotations

import os
import stat

import pytest

from adsiis.metabase import backup as backups
from adsiis.metabase import paths
from adsiis.metabase.archive import BACKUP, Header, write_archive
from adsiis.metabase.backup import backup, delete_backup, keys_of, list_backups, restore
from adsiis.metabase.backup_names import HIGHEST, NEXT
from adsiis.metabase.changes import CreateKey, DeleteKey, ReplaceTree, SetRecords
from adsiis.metabase.checking import check
from adsiis.metabase.errors import (
    BackupDamagedError,
    BackupExistsError,
    BackupNotFoundError,
    InvalidBackupNameError,
    SecretLostError,
    StoreDamagedError,
    WrongPasswordError,
)
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import BINARY, FOREIGN, MULTISZ, SECURE, SERVER, STRING, VOLATILE, Key, Record
from adsiis.metabase.report import Report
from metabase.leftovers import descriptors, no_cycles
from metabase.samples import number, secret, text

FOREIGN_ONE = Record(9, SECURE, SERVER, STRING, "49634462f0000000", form=FOREIGN)
UNKNOWN = Record(70000, 0x48, 7, BINARY, b"\x00\xff", name="Unknown")
LIST = Record(4, 1, 2, MULTISZ, ("a", "", "ä\ud7ff"))
LONG_PATH = "/LM/" + "/".join(["ß long" + "x" * 200] * 5)


@pytest.fixture
def other(tmp_path):
    """The metabase of another machine, with a key of its own."""
    home = str(tmp_path / "other")
    yield create_metabase(home, [Key("/LM", {1: secret(1, "theirs")})])
    close_metabase(home)


@pytest.fixture
def filled(metabase):
    """A metabase with values of all kinds, two of them secret."""
    metabase.store.commit(
        [
            SetRecords(
                "/LM", (number(1, 1), text(2, "zwei"), LIST, UNKNOWN, FOREIGN_ONE, secret(5, "horse"))
            ),
            CreateKey(LONG_PATH, (Record(6, SECURE, SERVER, MULTISZ, ("battery", "staple")),)),
        ]
    )
    return metabase


def contents(metabase):
    """Every key and record, secrets clear."""
    with metabase.store.snapshot() as snapshot:
        return {
            key.path: {i: metabase.reveal(r) for i, r in key.records.items()} for key in snapshot.walk("/")
        }


def state(metabase):
    with metabase.store.snapshot() as snapshot:
        return snapshot.revision, list(snapshot.walk("/"))


def file_of(metabase, name, version=0):
    return os.path.join(metabase.folder.backups, f"{name}.{version}.backup")


def test_a_restore_brings_back_ten_thousand_changed_records_one_by_one(filled):
    """docs/behaviour.md, backup-3."""
    some = tuple(number(i, i) for i in range(1, 11))
    filled.store.commit([CreateKey(f"/LM/Many/{i}", some) for i in range(1000)])
    before = contents(filled)
    backup(filled, "full")
    changed = tuple(text(i, "changed") for i in range(1, 11))
    filled.store.commit([SetRecords(f"/LM/Many/{i}", changed) for i in range(1000)])
    filled.store.commit([DeleteKey("/LM/W3SVC"), CreateKey("/New")])
    restore(filled, "full")
    assert contents(filled) == before
    assert check(filled) == []


def test_a_restore_is_one_commit_after_a_backup_of_what_was(filled):
    """docs/behaviour.md, backup-3."""
    backup(filled, "one")
    filled.store.commit([CreateKey("/LM/new")])
    before = contents(filled)
    revision = restore(filled, "ONE", 0)
    with filled.store.watch(revision - 1) as watcher:
        (entry,) = watcher.entries()
    assert entry.revision == revision
    assert entry.who.startswith("restore ONE 0, ")
    restore(filled, "BeforeRestore")
    assert contents(filled) == before


def test_of_the_backups_before_a_restore_the_last_ten_are_kept(filled, monkeypatch):
    """docs/behaviour.md, backup-3."""
    backup(filled, "one")
    for _ in range(12):
        restore(filled, "one")
    assert [one.version for one in list_backups(filled, "BeforeRestore")] == list(range(2, 12))
    monkeypatch.setattr(backups, "MOST", 11)
    restore(filled, "one")
    assert 0 in [one.version for one in list_backups(filled, "BeforeRestore")], (
        "past the end from the beginning"
    )


def test_without_a_password_the_secure_values_stay_sealed_in_the_file(filled):
    """docs/behaviour.md, backup-4."""
    made = backup(filled)
    assert (made.name, made.version, made.portable) == ("MDBackUp", 0, False)
    with open(file_of(filled, "MDBACKUP"), "rb") as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600
    before = contents(filled)
    filled.store.commit([SetRecords("/LM", (secret(5, "other"),))])
    restore(filled)
    assert contents(filled) == before


def test_with_a_password_another_machine_reads_everything(filled, other):
    """docs/behaviour.md, backup-4."""
    assert backup(filled, "portable", password="pässword").portable
    os.makedirs(other.folder.backups)
    os.link(file_of(filled, "PORTABLE"), file_of(other, "PORTABLE"))
    restore(other, "portable", password="pässword")
    assert contents(other) == contents(filled)
    assert check(other) == []


def test_without_a_password_another_machine_reads_everything_but_the_secrets(filled, other):
    """docs/behaviour.md, backup-4."""
    backup(filled, "plain")
    os.makedirs(other.folder.backups)
    os.link(file_of(filled, "PLAIN"), file_of(other, "PLAIN"))
    restore(other, "plain")
    records = other.store.view.key("/LM").records
    assert (records[2], records[9]) == (text(2, "zwei"), FOREIGN_ONE)
    with pytest.raises(SecretLostError):
        other.reveal(records[5])


@pytest.mark.parametrize(
    ("made", "given_"), [("right", "wrong"), ("right", None), ("right", ""), (None, "any")]
)
def test_a_wrong_password_changes_nothing(filled, made, given_):
    """docs/behaviour.md, backup-4."""
    backup(filled, "locked", password=made)
    before = state(filled)
    with pytest.raises(WrongPasswordError, match=r"[nN]othing was changed"):
        restore(filled, "locked", password=given_)
    assert state(filled) == before
    assert [one.name for one in list_backups(filled)] == ["locked"]


def test_a_value_that_no_key_opens_is_left_out_of_a_backup_with_a_password_and_told(filled, other):
    """docs/behaviour.md, secure-4."""
    foreign = other.store.view.key("/LM").records[1]
    filled.store.commit([SetRecords("/LM", (foreign,))])
    report = Report()
    backup(filled, "locked", password="right", report=report)
    assert report.lost == [("/LM", 1)]
    assert "/LM id 1" in report.warnings()[0]
    restore(filled, "locked", password="right")
    assert set(filled.store.view.key("/LM").records) == {2, 4, 5, 9, UNKNOWN.id}
    assert filled.reveal(filled.store.view.key("/LM").records[5]).data == "horse"


def test_where_nobody_asks_for_a_report_it_goes_to_the_log(filled, other, caplog):
    """docs/behaviour.md, secure-4."""
    filled.store.commit([SetRecords("/LM", (other.store.view.key("/LM").records[1],))])
    backup(filled, "locked", password="right")
    assert "no key of this store opens them: 1 (/LM id 1)" in caplog.text


def test_a_restore_tells_which_secure_values_of_another_store_stay_shut(filled, other):
    """docs/behaviour.md, secure-4."""
    backup(filled, "plain")
    os.makedirs(other.folder.backups)
    os.link(file_of(filled, "PLAIN"), file_of(other, "PLAIN"))
    report = Report()
    restore(other, "plain", report=report)
    assert report.sealed == [("/LM", 5), (LONG_PATH, 6)]
    assert report.before == ("BeforeRestore", 0)
    report = Report()
    restore(filled, "plain", report=report)
    assert report.sealed == []


STATE = Record(77002, VOLATILE, SERVER, BINARY, b"runs")


def test_states_in_a_backup_are_left_out_of_the_tree_and_told(filled):
    """docs/behaviour.md, control-7."""
    keys = [Key("/"), Key("/LM", {2: text(2, "kept"), STATE.id: STATE})]
    header = Header(kind=BACKUP, name="old", version=0, created=1.0, revision=1)
    os.makedirs(filled.folder.backups, exist_ok=True)
    write_archive(file_of(filled, "OLD"), header, keys)
    report = Report()
    restore(filled, "old", report=report)
    assert filled.store.view.key("/LM").records == {2: text(2, "kept")}
    assert report.states == [("/LM", STATE.id)]


def test_a_restore_goes_over_damaged_keys_and_names_them(filled):
    """docs/behaviour.md, backup-3: the backup before it holds all that can be read."""
    backup(filled, "good")
    before = contents(filled)
    damage(filled, "/LM/W3SVC")
    with pytest.raises(StoreDamagedError):
        backup(filled, "bad")
    report = Report()
    restore(filled, "good", report=report)
    assert contents(filled) == before
    assert check(filled) == []
    assert report.unread == ["/LM/W3SVC"]
    assert {"/LM", "/LM/W3SVC/1/ROOT"} <= {key.path for key in keys_of(filled, "BeforeRestore")}
    restore(filled, "BeforeRestore")
    assert contents(filled)["/LM/W3SVC"] == {}, "made again, for what stands below it"


def damage(metabase, path):
    environment = metabase.store.environment
    with environment.write() as transaction:
        transaction.put(paths.store_key(path), b"garbage", db=environment.tree)


def test_what_is_no_backup_is_not_listed(filled):
    """docs/behaviour.md, backup-10."""
    backup(filled, "x")
    os.mkdir(file_of(filled, "DIR"))
    for version in (99999, "007"):
        with open(file_of(filled, "X", version), "wb"):
            pass
    assert [(one.name, one.version) for one in list_backups(filled)] == [("x", 0)]
    assert backup(filled, "x").version == 1


def test_a_list_of_whole_files_tells_damage_anywhere_in_one(filled):
    """docs/behaviour.md, backup-10."""
    backup(filled, "x")
    backup(filled, "y")
    path = file_of(filled, "X")
    os.truncate(path, os.stat(path).st_size - 1)
    assert [(one.name, one.damaged) for one in list_backups(filled)] == [("x", False), ("y", False)]
    assert [(one.name, one.damaged) for one in list_backups(filled, whole=True)] == [
        ("x", True),
        ("y", False),
    ]


def test_every_damage_to_a_file_is_refused_before_anything_changes(filled):
    """docs/behaviour.md, backup-5."""
    backup(filled, "one", password="right")
    path = file_of(filled, "ONE")
    with open(path, "rb") as file:
        good = file.read()
    before = state(filled)
    damaged = [good[:at] + bytes([good[at] ^ 0x40]) + good[at + 1 :] for at in range(len(good))]
    damaged += [good[:length] for length in range(0, len(good), 7)]
    damaged += [good + b"\x00", b"", b"<?xml version='1.0'?>" * 50]
    for data in damaged:
        with open(path, "wb") as file:
            file.write(data)
        with pytest.raises(BackupDamagedError, match="nothing was changed"):
            restore(filled, "one", password="right")
    assert state(filled) == before
    assert [one.name for one in list_backups(filled)] == ["ONE"]
    assert list_backups(filled)[0].damaged


def test_a_file_under_another_backups_name_is_refused(filled):
    """docs/behaviour.md, backup-5."""
    backup(filled, "one")
    os.rename(file_of(filled, "ONE"), file_of(filled, "TWO", 3))
    with pytest.raises(BackupDamagedError, match="is not the backup two, version 3"):
        restore(filled, "two")


def test_versions_count_up_and_the_highest_is_meant(metabase):
    """docs/behaviour.md, backup-1."""
    assert [backup(metabase, "a").version for _ in range(3)] == [0, 1, 2]
    assert backup(metabase, "A", 7).version == 7
    assert backup(metabase, "a", NEXT).version == 8
    assert backup(metabase, "a", HIGHEST, overwrite=True).version == 8
    delete_backup(metabase, "a", HIGHEST)
    delete_backup(metabase, "A", 1)
    assert [(one.name, one.version) for one in list_backups(metabase, "a")] == [("a", 0), ("a", 2), ("A", 7)]
    assert backup(metabase, "b", HIGHEST).version == 0


def test_a_backup_there_is_stays_unless_it_may_be_overwritten(metabase):
    """docs/behaviour.md, backup-1."""
    backup(metabase, "a", 3)
    metabase.store.commit([CreateKey("/LM/new")])
    for version in (3, HIGHEST):
        with pytest.raises(BackupExistsError, match="a backup a, version 3, already"):
            backup(metabase, "a", version)
    old = list_backups(metabase)
    assert backup(metabase, "a", 3, overwrite=True).revision > old[0].revision


@pytest.mark.parametrize("version", [-1, 10000, 0xFFFFFFFD])
def test_a_version_is_a_number_from_0_to_9999(metabase, version):
    """docs/behaviour.md, backup-1."""
    for call in (backup, restore, delete_backup):
        with pytest.raises(InvalidBackupNameError, match="from 0 to 9999"):
            call(metabase, "a", version)


def test_past_version_9999_there_is_no_next(metabase):
    """docs/behaviour.md, backup-1."""
    backup(metabase, "a", 9999)
    with pytest.raises(InvalidBackupNameError, match="has reached version 9999"):
        backup(metabase, "a")


def test_a_name_has_at_most_99_characters_however_many_bytes_they_take(metabase):
    """docs/behaviour.md, backup-2."""
    made = backup(metabase, "ᄀ" * 99)
    assert [one.name for one in list_backups(metabase)] == [made.name] == ["ᄀ" * 99]
    restore(metabase, "ᄀ" * 99)
    with pytest.raises(InvalidBackupNameError, match="at most 99"):
        backup(metabase, "a" * 100)


def test_a_backup_that_is_not_there_is_named(metabase):
    for call in (restore, delete_backup):
        with pytest.raises(BackupNotFoundError, match="There is no backup none"):
            call(metabase, "none")
        with pytest.raises(BackupNotFoundError, match="There is no backup none, version 4"):
            call(metabase, "none", 4)
    assert list_backups(metabase) == []


def test_what_a_killed_maker_left_is_no_backup_and_goes_with_the_next(metabase):
    """docs/behaviour.md, backup-5."""
    backup(metabase, "a")
    part = os.path.join(metabase.folder.backups, ".999999999-00000000.part")
    with open(part, "wb") as file:
        file.write(b"adsiisK")
    assert len(list_backups(metabase)) == 1
    backup(metabase, "a")
    assert not os.path.exists(part)


def test_saving_and_restoring_leave_nothing_behind(filled):
    """docs/behaviour.md, store-6."""

    def round_trip():
        backup(filled, "a", 0, overwrite=True, password="p")
        restore(filled, "a", password="p")

    round_trip()
    before = descriptors()
    with no_cycles():
        round_trip()
    assert descriptors() == before


def test_a_tree_of_nothing_is_saved_too(metabase):
    metabase.store.commit([ReplaceTree(())])
    backup(metabase, "empty")
    metabase.store.commit([CreateKey("/LM")])
    restore(metabase, "empty")
    assert contents(metabase) == {}
