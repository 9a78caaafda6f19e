"""Backup, Restore and their kin on the computer object."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from adsi.provider import key
from adsiis import ByRef, GetObject
from adsiis.adsi.errors import ADSIError
from adsiis.adsi.namespace import use_store
from adsiis.metabase import history
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.schema import schema
from bars import bar

NEXT, HIGHEST = 0xFFFFFFFF, 0xFFFFFFFE
SITE = "IIS://localhost/W3SVC/1"


@pytest.fixture
def computer(metabase):
    return GetObject("IIS://localhost")


def code_of(call, *arguments):
    """The HRESULT that a call is refused with, unsigned."""
    with pytest.raises(ADSIError) as caught:
        call(*arguments)
    return caught.value.hresult & 0xFFFFFFFF


def tree(metabase, *, clear=False):
    """Every record of every key, by path and id; secure ones opened when asked."""
    with metabase.store.snapshot() as moment:
        return {
            one.path: {i: metabase.reveal(record) if clear else record for i, record in one.records.items()}
            for one in moment.walk("/")
        }


def rename(to):
    site = GetObject(SITE)
    site.ServerComment = to
    site.SetInfo()


def many_sites(metabase, count):
    """Add so many sites, every tenth with a secure value of its own."""
    record = schema().record
    metabase.store.commit(
        [
            SetRecords(
                f"/LM/W3SVC/{number}",
                (
                    record("KeyType", "IIsWebServer"),
                    record("ServerComment", f"Site {number}"),
                    *([record("AnonymousUserPass", f"pass {number}")] if number % 10 == 0 else []),
                ),
                make=True,
            )
            for number in range(1000, 1000 + count)
        ]
    )


def change_many(metabase, count):
    """Change, delete and make as many records."""
    record = schema().record
    metabase.store.commit(
        [
            SetRecords(f"/LM/W3SVC/{number}", (record("ServerComment", "gone"), record("MaxConnections", 5)))
            for number in range(1000, 1000 + count // 2)
        ]
    )
    GetObject("IIS://localhost/W3SVC").Delete("", str(1000 + count - 1))


def test_what_was_backed_up_comes_back_record_by_record(metabase, computer):
    """docs/behaviour.md, backup-1, backup-3: whatever was changed, made and deleted since."""
    count = bar(10_000)
    many_sites(metabase, count)
    before = tree(metabase)
    computer.Backup("Before", NEXT, 0)
    change_many(metabase, count)
    assert tree(metabase) != before
    computer.Restore("Before", HIGHEST, 0)
    assert tree(metabase) == before


def test_a_password_brings_the_tree_to_a_machine_with_another_key(metabase, computer, tmp_path):
    """docs/behaviour.md, backup-4."""
    count = bar(10_000)
    many_sites(metabase, count)
    before = tree(metabase, clear=True)
    computer.BackupWithPassword("Moved", 3, 0, "open sesame")
    file = next((tmp_path / "home" / "MetaBack").iterdir())
    made = create_metabase(str(tmp_path / "other"), [key("/LM", "IIsComputer", {})])
    try:
        target = tmp_path / "other" / "MetaBack"
        target.mkdir(exist_ok=True)
        (target / file.name).write_bytes(file.read_bytes())
        use_store(str(tmp_path / "other"))
        GetObject("IIS://localhost").RestoreWithPassword("Moved", 3, 0, "open sesame")
        assert tree(made, clear=True) == before
        assert tree(made) != tree(metabase), "sealed with the other key"
    finally:
        close_metabase(str(tmp_path / "other"))


@pytest.mark.parametrize("password", ["another", "", None])
def test_a_wrong_password_is_refused_and_nothing_is_changed(metabase, computer, password):
    """docs/behaviour.md, backup-4, backup-7."""
    computer.BackupWithPassword("Safe", 1, 0, "open sesame")
    rename("Changed")
    before = tree(metabase)
    assert code_of(computer.RestoreWithPassword, "Safe", 1, 0, password) == 0x8007052B
    assert tree(metabase) == before
    assert computer.EnumBackups("", 0)[1] == "Safe", "not even a backup before it was made"


def test_restore_without_password_of_a_backup_with_one_is_refused(computer):
    """docs/behaviour.md, backup-4."""
    computer.BackupWithPassword("Safe", 1, 0, "open sesame")
    assert code_of(computer.Restore, "Safe", 1, 0) == 0x8007052B


def test_without_a_password_the_two_forms_are_one(metabase, computer):
    """docs/behaviour.md, backup-4."""
    computer.BackupWithPassword("Plain", 1, 0, "")
    rename("Changed")
    computer.Restore("Plain", 1, 0)
    assert GetObject(SITE).ServerComment == "Default Web Site"
    computer.RestoreWithPassword("Plain", 1, 0, "")


class TestBackup:
    @pytest.mark.parametrize("version", [NEXT, -1, "4294967295"])
    def test_the_next_version_is_one_above_the_highest(self, computer, version):
        """docs/behaviour.md, backup-1, backup-6: scripts have that number signed."""
        computer.Backup("Daily", 7, 0)
        computer.Backup("Daily", version, 0)
        assert [computer.EnumBackups("Daily", i)[0] for i in range(2)] == [7, 8]

    def test_the_empty_name_is_the_default_one(self, computer):
        """docs/behaviour.md, backup-1."""
        computer.Backup("", 0, 0)
        assert computer.EnumBackups("", 0)[:2] == (0, "MDBackUp")

    def test_one_that_is_there_is_replaced_only_when_asked(self, metabase, computer):
        """docs/behaviour.md, backup-1, backup-6."""
        computer.Backup("Daily", 1, 0)
        rename("Changed")
        assert code_of(computer.Backup, "Daily", 1, 0) == 0x80070050
        computer.Backup("Daily", 1, 1)
        rename("Again")
        computer.Restore("Daily", 1, 0)
        assert GetObject(SITE).ServerComment == "Changed"

    @pytest.mark.parametrize(
        ("name", "version", "flags"),
        [
            ("a/b", 1, 0),
            ("x" * 100, 1, 0),
            (["list"], 1, 0),
            ("Daily", 10_000, 0),
            ("Daily", "seven", 0),
            ("Daily", 1, 8),
            ("Daily", 1, "overwrite"),
        ],
    )
    def test_what_cannot_be_is_an_invalid_argument(self, computer, name, version, flags):
        """docs/behaviour.md, backup-2, backup-6."""
        assert code_of(computer.Backup, name, version, flags) == 0x80070057
        assert code_of(computer.EnumBackups, "", 0) == 0x80070103

    def test_save_first_keeps_a_state_of_the_history(self, metabase, computer):
        """docs/behaviour.md, backup-6."""
        computer.Backup("Daily", 1, 2)
        assert len(history.list_history(metabase)) == 1

    def test_force_makes_the_backup_although_the_history_cannot_be_kept(self, metabase, computer, caplog):
        """docs/behaviour.md, backup-6."""
        with open(metabase.folder.history, "w", encoding="utf-8"):
            pass
        code_of(computer.Backup, "Daily", 1, 2)
        assert code_of(computer.EnumBackups, "", 0) == 0x80070103
        computer.Backup("Daily", 1, 6)
        assert computer.EnumBackups("", 0)[1] == "Daily"
        assert "could not be kept" in caplog.text


class TestRestore:
    def test_drops_what_was_put_to_the_object(self, computer):
        """docs/behaviour.md, backup-7."""
        computer.Backup("", 0, 0)
        computer.MimeMap = [".x,application/x"]
        computer.Restore("", HIGHEST, 0)
        computer.SetInfo()
        assert [entry.Extension for entry in GetObject("IIS://localhost").MimeMap] == [".htm", ".txt"]

    @pytest.mark.parametrize("flags", [0, None, 1, "x"])
    def test_its_flags_are_not_looked_at(self, computer, flags):
        """docs/behaviour.md, backup-7."""
        computer.Backup("", 0, 0)
        computer.Restore("", -2, flags)

    def test_a_name_without_backups_is_file_not_found(self, computer):
        """docs/behaviour.md, backup-7."""
        assert code_of(computer.Restore, "None", HIGHEST, 0) == 0x80070002
        assert code_of(computer.Restore, "None", 3, 0) == 0x80070002
        assert code_of(computer.RestoreWithPassword, "None", 3, 0, "x") == 0x80070057

    def test_another_version_is_an_invalid_one(self, computer):
        """docs/behaviour.md, backup-7."""
        computer.Backup("Daily", 1, 0)
        assert code_of(computer.Restore, "Daily", 2, 0) == 0x800CC802

    @pytest.mark.parametrize(("name", "version"), [("a*b", 1), ("Daily", 10_000), ("Daily", "x")])
    def test_what_cannot_be_is_an_invalid_argument(self, computer, name, version):
        """docs/behaviour.md, backup-7."""
        assert code_of(computer.Restore, name, version, 0) == 0x80070057

    def test_a_damaged_file_is_invalid_data_and_nothing_is_changed(self, metabase, computer, tmp_path):
        """docs/behaviour.md, backup-5, backup-7."""
        computer.Backup("Daily", 1, 0)
        (file,) = (tmp_path / "home" / "MetaBack").iterdir()
        file.write_bytes(file.read_bytes()[:-40])
        before = tree(metabase)
        assert code_of(computer.Restore, "Daily", 1, 0) == 0x8007000D
        assert tree(metabase) == before


class TestEnumBackups:
    def test_lists_all_by_name_and_version_until_there_are_no_more(self, computer):
        """docs/behaviour.md, backup-8: scripts loop until an error comes."""
        for name, version in (("Weekly", 1), ("Daily", 10), ("daily", 2)):
            computer.Backup(name, version, 0)
        found = [computer.EnumBackups("", index)[:2] for index in range(3)]
        assert found == [(2, "daily"), (10, "Daily"), (1, "Weekly")]
        with pytest.raises(ADSIError) as caught:
            computer.EnumBackups("", 3)
        assert caught.value.hresult & 0xFFFFFFFF == 0x80070103
        assert caught.value.name == "ERROR_NO_MORE_ITEMS"

    def test_of_a_name_only_its_own(self, computer):
        """docs/behaviour.md, backup-8."""
        computer.Backup("Weekly", 1, 0)
        computer.Backup("Daily", 2, 0)
        assert computer.EnumBackups("WEEKLY", 0)[:2] == (1, "Weekly")
        assert code_of(computer.EnumBackups, "Weekly", 1) == 0x80070103

    def test_the_date_is_in_utc(self, computer):
        """docs/behaviour.md, backup-8."""
        computer.Backup("", 0, 0)
        (_, _, made) = computer.EnumBackups("", 0)
        assert made.utcoffset() == timedelta(0)
        assert abs(datetime.now(UTC) - made) < timedelta(minutes=5)

    def test_fills_the_cells_of_a_script_host(self, computer):
        """docs/behaviour.md, method-1."""
        computer.Backup("Daily", 4, 0)
        version, name, made = ByRef(), ByRef(), ByRef()
        assert computer.EnumBackups(ByRef(""), ByRef(0), version, name, made) is None
        assert (version.value, name.value) == (4, "Daily")
        assert isinstance(made.value, datetime)

    @pytest.mark.parametrize(("location", "index", "code"), [("a/b", 0, 0x8007007B), ("", -1, 0x80070057)])
    def test_refuses_what_cannot_be(self, computer, location, index, code):
        """docs/behaviour.md, backup-8."""
        assert code_of(computer.EnumBackups, location, index) == code


class TestDeleteBackup:
    def test_removes_one_or_the_highest(self, computer):
        """docs/behaviour.md, backup-9."""
        for version in (1, 2, 3):
            computer.Backup("Daily", version, 0)
        computer.DeleteBackup("Daily", 1)
        computer.DeleteBackup("Daily", HIGHEST)
        assert computer.EnumBackups("", 0)[0] == 2
        assert code_of(computer.EnumBackups, "", 1) == 0x80070103

    def test_the_empty_name_is_the_default_one(self, computer):
        """docs/behaviour.md, backup-9."""
        computer.Backup("", 0, 0)
        computer.DeleteBackup("", 0)
        assert code_of(computer.EnumBackups, "", 0) == 0x80070103

    @pytest.mark.parametrize(
        ("name", "version", "code"),
        [
            ("None", 1, 0x80070002),
            ("None", HIGHEST, 0x80070002),
            ("a|b", 1, 0x80070057),
            ("x", -5, 0x80070057),
        ],
    )
    def test_refuses_what_is_not_there_or_cannot_be(self, computer, name, version, code):
        """docs/behaviour.md, backup-9."""
        assert code_of(computer.DeleteBackup, name, version) == code


class TestSaveData:
    def test_keeps_the_tree_in_the_history_as_often_as_max_history_files_says(self, metabase, computer):
        """docs/behaviour.md, history-1, history-3."""
        computer.MaxHistoryFiles = 2
        computer.SetInfo()
        for number in range(4):
            rename(f"{number}")
            computer.SaveData()
        states = history.list_history(metabase)
        assert [state.major for state in states] == [3, 4]
        history.restore_history(metabase, 3)
        assert GetObject(SITE).ServerComment == "2"

    def test_without_a_history_it_does_nothing(self, metabase, computer):
        """docs/behaviour.md, history-3."""
        computer.EnableHistory = 0
        computer.SetInfo()
        computer.SaveData()
        assert history.list_history(metabase) == []


@pytest.mark.parametrize("name", ["EnumHistory", "RestoreHistory"])
def test_the_computer_object_knows_no_history(computer, name):
    """docs/behaviour.md, method-2: it is of other interfaces."""
    with pytest.raises(ADSIError) as caught:
        getattr(computer, name)
    assert caught.value.hresult & 0xFFFFFFFF == 0x80005006
