"""Export and import of a part of the tree."""

from __future__ import annotations

import os

import pytest

from adsiis.metabase import paths
from adsiis.metabase.archive import EXPORT, LEFT_OUT, Header, write_archive
from adsiis.metabase.backup import backup, list_backups, restore
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.checking import check
from adsiis.metabase.errors import (
    BackupDamagedError,
    BackupExistsError,
    BackupNotFoundError,
    InvalidPathError,
    KeyNotFoundError,
    StoreDamagedError,
    StoreError,
    WrongPasswordError,
)
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import FOREIGN, SECURE, SERVER, STRING, VOLATILE, Key, Record
from adsiis.metabase.report import Report
from adsiis.metabase.transfer import export_tree, import_tree
from metabase.samples import number, secret, text

FOREIGN_ONE = Record(9, SECURE, SERVER, STRING, "4963", form=FOREIGN)


@pytest.fixture
def site(metabase):
    """A site with a comment, a password, and two keys below; /LM hands a value down and keeps one."""
    metabase.store.commit(
        [
            SetRecords("/LM", (text(1, "from above"), text(2, "not handed down", 0))),
            SetRecords("/LM/W3SVC/1", (text(3, "Shop"), secret(4, "horse"), FOREIGN_ONE)),
            SetRecords("/LM/W3SVC/1/ROOT", (number(5, 5),)),
            CreateKey("/LM/W3SVC/1/ROOT/App", (number(6, 6),)),
        ]
    )
    return metabase


@pytest.fixture
def other(tmp_path):
    home = str(tmp_path / "other")
    yield create_metabase(home, [Key("/LM", {1: secret(1, "theirs")})])
    close_metabase(home)


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "site.keys")


def shape(metabase, path):
    """What stands below a path: ids by the rest of each path."""
    return {key.path[len(path) :]: sorted(key.records) for key in metabase.store.view.walk(path)}


def test_a_part_goes_out_and_comes_back_at_another_place(site, file):
    """docs/behaviour.md, transfer-1, transfer-2."""
    export_tree(site, "/lm/w3svc/1", file, password="p")
    import_tree(site, file, to="/LM/W3SVC/2", password="p")
    assert shape(site, "/LM/W3SVC/2") == shape(site, "/LM/W3SVC/1")
    there = site.store.view.key("/LM/W3SVC/2").records
    assert (there[3], there[9], site.reveal(there[4])) == (text(3, "Shop"), FOREIGN_ONE, secret(4, "horse"))
    assert check(site) == []


def test_without_a_password_no_secret_goes_out(site, file):
    """docs/behaviour.md, transfer-1: also none that another machine encrypted."""
    export_tree(site, "/LM/W3SVC/1", file)
    import_tree(site, file, to="/LM/Copy")
    assert shape(site, "/LM/Copy")[""] == [3]


def test_with_a_password_another_machine_reads_the_secrets(site, other, file):
    """docs/behaviour.md, transfer-1."""
    export_tree(site, "/LM/W3SVC/1", file, password="right")
    for password in ("wrong", None):
        with pytest.raises(WrongPasswordError):
            import_tree(other, file, password=password)
    assert other.store.view.key("/LM/W3SVC/1") is None
    import_tree(other, file, password="right")
    assert other.reveal(other.store.view.key("/LM/W3SVC/1").records[4]).data == "horse"


def test_inherited_values_come_along_and_are_set_only_when_both_sides_say_so(site, file):
    """docs/behaviour.md, transfer-3."""
    for out, into, expected in ((False, True, [3]), (True, False, [3]), (True, True, [1, 3])):
        export_tree(site, "/LM/W3SVC/1", file, inherited=out, overwrite=True)
        import_tree(site, file, to="/Elsewhere", inherited=into)
        assert shape(site, "/Elsewhere")[""] == expected
    assert site.store.view.key("/Elsewhere").records[1] == text(1, "from above")


def test_the_keys_below_can_stay_out_on_either_side(site, file):
    """docs/behaviour.md, transfer-3."""
    export_tree(site, "/LM/W3SVC/1", file, children=False)
    import_tree(site, file, to="/A")
    export_tree(site, "/LM/W3SVC/1", file, overwrite=True)
    import_tree(site, file, to="/B", children=False)
    assert shape(site, "/A") == shape(site, "/B") == {"": [3]}


def test_a_part_of_the_file_can_be_taken(site, file):
    """docs/behaviour.md, transfer-2."""
    export_tree(site, "/LM/W3SVC/1", file)
    import_tree(site, file, source="/lm/w3svc/1/root", to="/C", inherited=True)
    assert shape(site, "/C") == {"": [3, 5], "/App": [6]}
    with pytest.raises(KeyNotFoundError, match="/LM/W3SVC/1/None"):
        import_tree(site, file, source="/LM/W3SVC/1/None")
    with pytest.raises(KeyNotFoundError, match="/LM"):
        import_tree(site, file, source="/LM")


def test_a_key_that_is_there_is_replaced_with_all_below_it(site, file):
    """docs/behaviour.md, transfer-2."""
    export_tree(site, "/LM/W3SVC/1/ROOT", file)
    site.store.commit([CreateKey("/There/old", (number(7, 7),)), SetRecords("/There", (number(8, 8),))])
    import_tree(site, file, to="/There")
    assert shape(site, "/There") == {"": [5], "/App": [6]}
    assert check(site) == []


def test_without_its_children_only_its_own_values_are_replaced(site, file):
    """docs/behaviour.md, transfer-2."""
    export_tree(site, "/LM/W3SVC/1/ROOT", file)
    site.store.commit([CreateKey("/There/old", (number(7, 7),)), SetRecords("/There", (number(8, 8),))])
    import_tree(site, file, to="/There", children=False)
    assert shape(site, "/There") == {"": [5], "/old": [7]}
    assert check(site) == []


def test_with_merge_what_is_there_stays_and_the_file_wins(site, file):
    """docs/behaviour.md, transfer-2."""
    export_tree(site, "/LM/W3SVC/1/ROOT", file)
    site.store.commit(
        [CreateKey("/There/old", (number(7, 7),)), SetRecords("/There", (number(5, 9), number(8, 8)))]
    )
    import_tree(site, file, to="/there", merge=True)
    assert shape(site, "/There") == {"": [5, 8], "/App": [6], "/old": [7]}
    assert site.store.view.key("/There").records[5].data == 5


def test_the_root_goes_out_and_comes_back(site, other, file):
    """docs/behaviour.md, transfer-2."""
    export_tree(site, "/", file, password="p")
    import_tree(other, file, password="p")
    assert shape(other, "/") == shape(site, "/")
    import_tree(other, file, source="/LM/W3SVC/1", to="/", password="p")
    assert list(shape(other, "/")) == ["", "ROOT", "ROOT/App"]
    import_tree(other, file, to="/Below", password="p")
    assert shape(other, "/Below") == {f"/{path}".rstrip("/"): ids for path, ids in shape(site, "/").items()}
    assert check(other) == []


def test_a_backup_can_be_imported_from(site, file):
    """docs/behaviour.md, transfer-2."""
    backup(site, "a")
    import_tree(site, os.path.join(site.folder.backups, "A.0.backup"), "/LM/W3SVC/1", "/D")
    assert site.reveal(site.store.view.key("/D").records[4]).data == "horse"


def test_an_import_is_one_commit(site, file):
    """docs/behaviour.md, transfer-2."""
    export_tree(site, "/LM/W3SVC/1", file)
    with site.store.watch() as watcher:
        revision = import_tree(site, file, to="/E")
        (entry,) = watcher.entries()
    assert entry.revision == revision
    assert entry.who.startswith(f"import {file}, ")


def test_what_cannot_be_done_changes_nothing(site, file, tmp_path):
    with pytest.raises(KeyNotFoundError):
        export_tree(site, "/None", file)
    assert not os.path.exists(file)
    with pytest.raises(StoreError, match="cannot be written: No such file"):
        export_tree(site, "/LM", str(tmp_path / "none" / "file"))
    with pytest.raises(BackupNotFoundError, match="There is no file"):
        import_tree(site, file)
    export_tree(site, "/LM", file)
    with pytest.raises(BackupExistsError, match="is there already"):
        export_tree(site, "/LM", file)
    with pytest.raises(InvalidPathError):
        import_tree(site, file, to="/a//b")
    with open(file, "r+b") as damaged:
        damaged.seek(60)
        damaged.write(b"\x00\x01\x02")
    with pytest.raises(BackupDamagedError):
        import_tree(site, file)


def before_import(metabase):
    return [one.version for one in list_backups(metabase, "BeforeImport")]


def test_before_a_key_is_replaced_the_tree_becomes_a_backup(site, file):
    """docs/behaviour.md, backup-11."""
    export_tree(site, "/LM/W3SVC/1", file)
    import_tree(site, file, to="/New")
    import_tree(site, file, merge=True)
    assert before_import(site) == [], "nothing was replaced"
    report = Report()
    import_tree(site, file, report=report)
    import_tree(site, file, children=False)
    assert before_import(site) == [0, 1]
    assert report.before == ("BeforeImport", 0)
    restore(site, "BeforeImport", 0)
    assert site.reveal(site.store.view.key("/LM/W3SVC/1").records[4]).data == "horse"


def test_what_a_password_would_have_taken_along_is_told_on_both_sides(site, file):
    """docs/behaviour.md, transfer-5."""
    report = Report()
    export_tree(site, "/LM/W3SVC/1", file, report=report)
    assert report.withheld == 2
    report = Report()
    import_tree(site, file, report=report)
    assert report.dropped == [("/LM/W3SVC/1", 4), ("/LM/W3SVC/1", 9)]


def test_a_password_for_a_file_without_one_is_refused(site, file):
    """docs/behaviour.md, transfer-5."""
    export_tree(site, "/LM/W3SVC/1", file)
    with pytest.raises(WrongPasswordError, match="was written without a password; nothing was changed"):
        import_tree(site, file, password="any")


def test_a_secure_value_that_no_key_opens_is_left_out_and_told(site, other, file):
    """docs/behaviour.md, secure-4."""
    site.store.commit([SetRecords("/LM/W3SVC/1", (other.store.view.key("/LM").records[1],))])
    report = Report()
    export_tree(site, "/LM/W3SVC/1", file, password="p", report=report)
    assert report.lost == [("/LM/W3SVC/1", 1)]
    import_tree(site, file, to="/Copy", password="p")
    assert shape(site, "/Copy")[""] == [3, 4, 9]


def test_states_in_a_file_stay_out_of_the_tree_and_are_told(site, file):
    """docs/behaviour.md, control-7."""
    state = Record(77002, VOLATILE, SERVER, STRING, "runs")
    header = Header(kind=EXPORT, created=1.0, revision=1, top="/A", secrets=LEFT_OUT)
    write_archive(file, header, [Key("/A", {3: text(3, "kept"), state.id: state})])
    for merge in (True, False):
        report = Report()
        import_tree(site, file, merge=merge, report=report)
        assert shape(site, "/A") == {"": [3]}
        assert report.states == [("/A", state.id)]


@pytest.mark.parametrize("top", ["/", "/LM", "/LM/W3SVC"])
def test_an_import_replaces_a_tree_with_damaged_keys_in_it_and_names_them(site, file, top):
    """docs/behaviour.md, backup-11."""
    export_tree(site, top, file, password="p")
    before = shape(site, "/")
    damage(site, "/LM/W3SVC/1/ROOT")
    report = Report()
    import_tree(site, file, password="p", report=report)
    assert report.unread == ["/LM/W3SVC/1/ROOT"]
    assert shape(site, "/") == before
    assert check(site) == []


def test_an_import_leaves_damaged_keys_alone_that_stand_elsewhere(site, file):
    """docs/behaviour.md, backup-11: what is not replaced is not lost by an import."""
    export_tree(site, "/LM/W3SVC/1/ROOT/App", file)
    damage(site, "/LM/W3SVC/1/ROOT")
    with pytest.raises(StoreDamagedError):
        import_tree(site, file)
    assert [problem.where for problem in check(site) if problem.kind == "key"]


def damage(metabase, path):
    environment = metabase.store.environment
    with environment.write() as transaction:
        transaction.put(paths.store_key(path), b"garbage", db=environment.tree)
