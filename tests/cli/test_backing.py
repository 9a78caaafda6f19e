"""`backup`, `restore` and `backups`."""

from __future__ import annotations

import os

import pytest

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
    assert out == "Restored before-move. What was before is the newest backup named BeforeRestore.\n"
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
