"""`backup`, `restore` and `backups`."""

from __future__ import annotations

import os

import pytest

from adsiis.metabase import paths
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import Key
from cli.calls import process


@pytest.fixture
def password_file(tmp_path):
    path = tmp_path / "password"
    path.write_text("right\nmore\n")
    return path


def test_a_backup_is_made_listed_and_restored(home, adsiis):
    """docs/behaviour.md, backup-1, backup-3."""
    out = adsiis("backup", "before-move").out
    assert out.startswith("Saved as before-move, version 0 (")
    adsiis("set", "W3SVC/1/ServerComment", "Mine")
    assert adsiis("backup", "before-move", "--json").json["version"] == 1
    listed = adsiis("backups", "--json").json
    assert [(one["name"], one["version"], one["portable"]) for one in listed] == [
        ("before-move", 0, False),
        ("before-move", 1, False),
    ]
    code, out, err = adsiis("restore", "before-move", "--version", "0")
    assert (code, err) == (0, "")
    assert out == "Restored before-move. What was before is the backup BeforeRestore, version 0.\n"
    assert adsiis("get", "W3SVC/1/ServerComment").out == "Default Web Site\n"
    assert adsiis("restore", "BEFORErestore", "--json").json["name"] == "BEFORErestore"
    assert adsiis("get", "W3SVC/1/ServerComment").out == "Mine\n"


def test_the_list_is_one_line_each_and_can_be_of_one_name(home, adsiis):
    adsiis("backup")
    adsiis("backup", "other")
    lines = adsiis("backups").out.splitlines()
    assert [line.split()[:2] for line in lines] == [["MDBackUp", "0"], ["other", "0"]]
    assert len(adsiis("backups", "OTHER").out.splitlines()) == 1


def test_a_backup_is_overwritten_only_when_asked(home, adsiis):
    """docs/behaviour.md, backup-1."""
    adsiis("backup", "a", "--version", "4")
    for version in ("4", "highest"):
        outcome = adsiis("backup", "a", "--version", version)
        assert outcome == (1, "", "adsiis: There is a backup a, version 4, already: nothing was changed.\n")
    assert adsiis("backup", "a", "--version", "4", "--overwrite").code == 0


def test_a_password_comes_from_a_file_or_standard_input(home, password_file, adsiis):
    """docs/behaviour.md, backup-4."""
    assert adsiis("backup", "a", "--password-file", password_file, "--json").json["portable"]
    code, _, err = adsiis("restore", "a")
    assert code == 1
    assert "was written with a password" in err
    assert process("restore", "a", "--password-file", "-", home=home, feed="wrong\n").code == 1
    assert process("restore", "a", "--password-file", "-", home=home, feed="right\n").code == 0


def test_a_password_file_that_is_empty_or_missing_is_an_error(home, tmp_path, adsiis):
    (tmp_path / "empty").write_text("\n")
    for name, why in (("empty", "its first line is the password"), ("none", "No such file")):
        code, out, err = adsiis("backup", "a", "--password-file", tmp_path / name)
        assert (code, out) == (1, "")
        assert why in err
    assert adsiis("backups").out == ""


@pytest.mark.parametrize("version", ["x", "-1", "10000", "1.5"])
def test_a_version_that_is_none_is_a_usage_error(home, adsiis, version):
    for command in ("backup", "restore"):
        code, _, err = adsiis(command, "a", f"--version={version}")
        assert code == 2
        assert "from 0 to 9999" in err


def test_what_cannot_be_restored_is_said_in_a_line(home, adsiis):
    """docs/behaviour.md, backup-5."""
    assert adsiis("restore", "none") == (1, "", "adsiis: There is no backup none.\n")
    assert "holds '/'" in adsiis("backup", "a/b").err
    adsiis("backup", "a")
    path = os.path.join(home, "MetaBack", "A.0.backup")
    os.truncate(path, 200)
    code, _, err = adsiis("restore", "a")
    assert code == 1
    assert "damaged, or not whole; nothing was changed" in err
    os.truncate(path, 20)
    assert adsiis("backups").out == "A  0  damaged\n"


def test_a_password_file_that_is_no_text_is_named(home, tmp_path, adsiis):
    (tmp_path / "latin").write_bytes(b"p\xe4ssword\n")
    for command in ("backup", "restore"):
        code, out, err = adsiis(command, "a", "--password-file", tmp_path / "latin")
        assert (code, out) == (1, "")
        assert err == (
            f"adsiis: The password file {tmp_path / 'latin'} is no text in UTF-8: the fault is at byte 2.\n"
        )


def test_a_password_for_a_backup_or_a_file_without_one_is_refused_in_the_same_words(
    home, password_file, tmp_path, adsiis
):
    """docs/behaviour.md, backup-4, transfer-5."""
    adsiis("backup", "a")
    adsiis("metabase", "export", "W3SVC/1", tmp_path / "f")
    for words in (("restore", "a"), ("metabase", "import", tmp_path / "f")):
        code, out, err = adsiis(*words, "--password-file", password_file)
        assert (code, out) == (1, "")
        assert err.endswith(" was written without a password; nothing was changed.\n")


def test_a_backup_damaged_in_its_middle_is_listed_as_damaged(home, adsiis):
    """docs/behaviour.md, backup-10."""
    adsiis("backup", "a")
    path = os.path.join(home, "MetaBack", "A.0.backup")
    os.truncate(path, os.stat(path).st_size - 40)
    assert adsiis("backups") == (1, "a  0  damaged\n", "")
    assert adsiis("backups", "--json").code == 1
    assert adsiis("backups", "--json").json[0]["damaged"]
    adsiis("backup", "b")
    assert adsiis("backups", "b").code == 0


def test_secrets_of_another_store_are_told_by_path_and_name(home, tmp_path, password_file, adsiis):
    """docs/behaviour.md, secure-4."""
    adsiis("set", "W3SVC/1/ROOT/AnonymousUserPass", "horse")
    adsiis("backup", "a")
    other = str(tmp_path / "other")
    create_metabase(other, [Key("/LM")])
    os.makedirs(os.path.join(other, "MetaBack"))
    os.link(os.path.join(home, "MetaBack", "A.0.backup"), os.path.join(other, "MetaBack", "A.0.backup"))
    code, out, err = adsiis("--home", other, "restore", "a")
    assert (code, out.partition(".")[0]) == (0, "Restored a")
    assert "adsiis: warning: Secure values that cannot be read here, because another store's key" in err
    assert "/W3SVC/1/ROOT AnonymousUserPass" in err
    assert "Set them again with 'adsiis set PATH NAME', or use a backup that was made with a password." in err
    code, out, err = adsiis("--home", other, "backup", "b", "--password-file", password_file)
    assert code == 0, "the rest is saved"
    assert "Secure values left out, because no key of this store opens them" in err
    assert "/W3SVC/1/ROOT AnonymousUserPass" in err
    close_metabase(other)


def test_a_restore_over_a_damaged_key_names_it(home, adsiis):
    """docs/behaviour.md, backup-11."""
    adsiis("backup", "good")
    environment = open_metabase(home).store.environment
    with environment.write() as transaction:
        transaction.put(paths.store_key("/LM/W3SVC/1"), b"garbage", db=environment.tree)
    code, _, err = adsiis("restore", "good")
    assert (code, err) == (
        0,
        "adsiis: warning: Damaged keys that are not in the backup made before: 1 (/W3SVC/1).\n",
    )
    assert adsiis("metabase", "check").out == "The store is sound.\n"
