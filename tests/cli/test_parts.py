"""`metabase export`, `metabase import` and `metabase history`."""

from __future__ import annotations

import os

import pytest

from adsiis.metabase.metabase import open_metabase

COMMANDS = [
    ("export",),
    ("import",),
    ("history",),
    ("history", "list"),
    ("history", "keep"),
    ("history", "restore"),
]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "site.keys"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_tells_its_examples_and_exit_codes(adsiis, words):
    code, out, err = adsiis("metabase", *words, "--help")
    assert (code, err) == (0, "")
    assert f"adsiis metabase {' '.join(words)}" in out.partition("Examples:\n")[2]
    assert "Exit codes:" in out


@pytest.mark.parametrize("words", [("metabase",), ("metabase", "history")], ids=" ".join)
def test_a_group_without_a_command_is_told_in_one_line(adsiis, words):
    """docs/behaviour.md, cli-1."""
    outcome = adsiis(*words)
    assert outcome == (2, "", f"adsiis: Missing command. See 'adsiis {' '.join(words)} --help'.\n")


def test_a_site_goes_out_and_comes_in_beside_itself(home, adsiis, file):
    """docs/behaviour.md, transfer-1, transfer-2."""
    adsiis("set", "W3SVC/1/ServerComment", "Shop")
    code, out, err = adsiis("metabase", "export", "W3SVC/1", file)
    assert (code, err) == (0, "")
    keys = len(list(open_metabase(home).store.view.walk("/LM/W3SVC/1")))
    assert out == f"{keys} keys written to {file}.\n"
    outcome = adsiis("metabase", "import", file, "IIS://localhost/W3SVC/7")
    assert outcome[::2] == (0, "")
    assert outcome.out.startswith(f"Imported {file} as revision ")
    assert adsiis("get", "W3SVC/7/ServerComment").out == "Shop\n"
    assert adsiis("metabase", "check").code == 0


def test_an_import_replaces_unless_it_is_to_merge_and_goes_where_it_came_from(home, adsiis, file):
    """docs/behaviour.md, transfer-2."""
    adsiis("metabase", "export", "W3SVC/1", file)
    for how, left in (("--merge", "mine\n"), ("--replace", ""), (None, "")):
        adsiis("create", "W3SVC/1/ROOT/mine", "IIsWebVirtualDir")
        adsiis("set", "W3SVC/1/ROOT/mine/AppFriendlyName", "mine")
        adsiis("set", "W3SVC/1/ServerComment", "other")
        answer = adsiis("metabase", "import", file, *([how] if how else []), "--json").json
        before = None if how == "--merge" else ["BeforeImport", ["--replace", None].index(how)]
        revision = open_metabase(home).store.environment.word[0]
        assert answer == {"file": str(file), "revision": revision, "backup": before}
        assert adsiis("get", "W3SVC/1/ServerComment").out == "Default Web Site\n"
        assert adsiis("get", "W3SVC/1/ROOT/mine/AppFriendlyName").out == left


def test_a_key_goes_out_alone_and_with_what_it_inherits(home, adsiis, file):
    """docs/behaviour.md, transfer-3."""
    adsiis("set", "W3SVC/ConnectionTimeout", "77")
    export = ("metabase", "export", "W3SVC/1", file, "--inherited", "--no-children", "--json")
    assert adsiis(*export).json == {
        "path": "/W3SVC/1",
        "file": str(file),
        "keys": 1,
        "left_out": 4,
    }
    adsiis("set", "W3SVC/ConnectionTimeout", "88")
    adsiis("metabase", "import", file, "W3SVC/5")
    assert adsiis("get", "W3SVC/5/ConnectionTimeout").out == "88\n"
    adsiis("metabase", "import", file, "W3SVC/6", "--inherited", "--no-children")
    assert adsiis("get", "W3SVC/6/ConnectionTimeout").out == "77\n"
    assert open_metabase(home).store.view.children("/LM/W3SVC/6") == []


def test_secrets_go_out_with_a_password_only(home, adsiis, file, tmp_path):
    """docs/behaviour.md, transfer-1."""
    adsiis("set", "W3SVC/1/ROOT/AnonymousUserPass", "horse staple")
    password = tmp_path / "password"
    password.write_text("right\n")
    adsiis("metabase", "export", "W3SVC/1", file)
    adsiis("metabase", "import", file, "W3SVC/5")
    assert adsiis("get", "W3SVC/5/ROOT/AnonymousUserPass", "--show-secret").out != "horse staple\n"
    adsiis("metabase", "export", "W3SVC/1", file, "--overwrite", "--password-file", password)
    code, out, err = adsiis("metabase", "import", file, "W3SVC/6")
    assert (code, out) == (1, "")
    assert err == f"adsiis: {file} was written with a password: give it. Nothing was changed.\n"
    adsiis("metabase", "import", file, "W3SVC/6", "--password-file", password)
    assert adsiis("get", "W3SVC/6/ROOT/AnonymousUserPass", "--show-secret").out == "horse staple\n"


def test_what_cannot_be_exported_or_imported_is_told_in_one_line(home, adsiis, file):
    """docs/behaviour.md, cli-1, backup-5."""
    adsiis("metabase", "export", "W3SVC/1", file)
    there = adsiis("metabase", "export", "W3SVC/1", file)
    assert there == (1, "", f"adsiis: {file} is there already: nothing was changed.\n")
    assert (
        adsiis("metabase", "export", "W3SVC/99", f"{file}2").err == "adsiis: There is no key /LM/W3SVC/99.\n"
    )
    assert adsiis("metabase", "import", f"{file}2").err == f"adsiis: There is no file {file}2.\n"
    with open(file, "r+b") as damaged:
        damaged.truncate(os.path.getsize(file) - 1)
    bad = adsiis("metabase", "import", file, "W3SVC/5")
    assert bad == (1, "", f"adsiis: {file} is damaged, or not whole; nothing was changed.\n")
    assert adsiis("metabase", "import").code == 2


def test_states_are_kept_listed_and_restored(home, adsiis):
    """docs/behaviour.md, history-1, history-2."""
    assert adsiis("metabase", "history", "list") == (0, "", "")
    revision = open_metabase(home).store.environment.word[0]
    assert adsiis("metabase", "history", "keep").out == f"The newest state is 1.0, revision {revision}.\n"
    adsiis("set", "W3SVC/1/ServerComment", "Mine")
    assert adsiis("metabase", "history", "keep", "--json").json["major"] == 2
    listed = adsiis("metabase", "history", "list", "--json").json
    assert [(one["major"], one["minor"], one["damaged"]) for one in listed] == [(1, 0, False), (2, 0, False)]
    lines = adsiis("metabase", "history", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == ["1.0", "2.0"]
    assert lines[0].endswith(f"revision {revision}")
    assert adsiis("metabase", "history", "restore", "1").out == (
        "Restored the state 1.0. What was before is the backup BeforeRestore, version 0.\n"
    )
    assert adsiis("get", "W3SVC/1/ServerComment").out == "Default Web Site\n"
    assert adsiis("metabase", "history", "restore", "2.0", "--json").json["state"] == "2.0"
    assert adsiis("get", "W3SVC/1/ServerComment").out == "Mine\n"


def test_as_many_states_are_kept_as_the_computer_says(home, adsiis):
    """docs/behaviour.md, history-3."""
    adsiis("set", "/MaxHistoryFiles", "2")
    for comment in "abc":
        adsiis("set", "W3SVC/1/ServerComment", comment)
        adsiis("metabase", "history", "keep")
    assert [one["major"] for one in adsiis("metabase", "history", "list", "--json").json] == [2, 3]
    adsiis("set", "/EnableHistory", "0")
    outcome = adsiis("metabase", "history", "keep")
    assert outcome == (0, "No state was kept: EnableHistory or MaxHistoryFiles is 0.\n", "")
    assert adsiis("metabase", "history", "keep", "--json").json is None


@pytest.mark.parametrize("state", ["x", "1.x", "", ".5", "-1", "\u0661"])
def test_a_state_that_can_be_none_is_told_in_one_line(home, adsiis, state):
    """docs/behaviour.md, cli-1."""
    code, out, err = adsiis("metabase", "history", "restore", "--", state)
    assert (code, out) == (2, "")
    assert f"{state!r} is no state: it is a number such as 12 or 12.0, as 'list' shows them." in err
    assert err.count("\n") == 1


def test_a_state_that_is_not_there_is_told_in_one_line(home, adsiis):
    """docs/behaviour.md, history-2."""
    outcome = adsiis("metabase", "history", "restore", "7")
    assert outcome == (1, "", "adsiis: There is no state 7.0 in the history: it is empty.\n")


def test_what_is_lost_without_a_password_is_told_on_both_sides(home, adsiis, file):
    """docs/behaviour.md, transfer-5, backup-11."""
    adsiis("set", "W3SVC/1/ROOT/AnonymousUserPass", "horse")
    lines = adsiis("metabase", "export", "W3SVC/1", file).out.splitlines()
    assert lines[1:] == ["Secure values left out: 1; --password-file takes them along, encrypted."]
    code, out, err = adsiis("metabase", "import", file)
    assert code == 0
    assert out.splitlines()[1:] == ["What was before is the backup BeforeImport, version 0."]
    assert err == (
        "adsiis: warning: Secure values that stood there and did not come with the file: 1 "
        "(/W3SVC/1/ROOT AnonymousUserPass).\n"
    )
    adsiis("restore", "BeforeImport")
    assert adsiis("get", "W3SVC/1/ROOT/AnonymousUserPass", "--show-secret").out == "horse\n"


def test_a_file_whose_name_is_not_utf_8_goes_out_and_comes_in(home, adsiis, tmp_path):
    """docs/behaviour.md, cli-14."""
    file = str(tmp_path / "\udcff.keys")
    assert adsiis("metabase", "export", "W3SVC/1", file).code == 0
    assert adsiis("metabase", "export", "W3SVC/1", file, "--overwrite", "--json").json["file"] == (
        f"{tmp_path}/\\udcff.keys"
    )
    assert adsiis("metabase", "import", file, "W3SVC/7").code == 0
    assert rf"import {tmp_path}/\udcff.keys" in adsiis("metabase", "log").out
