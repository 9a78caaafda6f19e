"""`metabase check`, `repair`, `compact`, `log`, `undo` and `rotate-key`."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from adsiis.metabase import paths
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.metabase.record import DWORD, SERVER, Record
from cli.calls import process

COMMANDS = ["check", "repair", "compact", "log", "undo", "rotate-key"]


def newest(adsiis):
    return adsiis("metabase", "log", "-n", "1", "--json").json[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_its_examples_and_exit_codes(adsiis, name):
    code, out, err = adsiis("metabase", name, "--help")
    assert (code, err) == (0, "")
    assert f"adsiis metabase {name}" in out.partition("Examples:\n")[2]
    assert "Exit codes:" in out


def test_check_says_that_a_store_is_sound(home, adsiis):
    """docs/behaviour.md, check-1."""
    assert adsiis("metabase", "check") == (0, "The store is sound.\n", "")
    assert adsiis("metabase", "check", "--json").json == []


def test_check_names_each_problem_and_ends_with_1(home, adsiis):
    """docs/behaviour.md, check-1."""
    environment = open_metabase(home).store.environment
    with environment.write() as transaction:
        transaction.delete(paths.store_key("/LM/W3SVC/1"), db=environment.tree)
    code, out, err = adsiis("metabase", "check")
    assert (code, err) == (1, "")
    assert "parent: /LM/W3SVC/1/ROOT has no key above it.\n" in out
    assert "problems found." in out
    outcome = adsiis("metabase", "check", "--json")
    assert outcome.code == 1
    assert {
        "kind": "parent",
        "where": "/LM/W3SVC/1/ROOT",
        "text": "/LM/W3SVC/1/ROOT has no key above it.",
    } in outcome.json


def test_repair_says_what_it_removed_and_leaves_a_sound_store(home, adsiis):
    """docs/behaviour.md, check-5."""
    environment = open_metabase(home).store.environment
    with environment.write() as transaction:
        for path in ("/LM/W3SVC/1", "/LM/W3SVC/1/ROOT/Printers", "/LM/W3SVC/Filters/Compression/gzip"):
            transaction.put(paths.store_key(path), b"garbage", db=environment.tree)
    assert adsiis("metabase", "check").code == 1
    code, out, err = adsiis("metabase", "repair")
    assert (code, err) == (0, "")
    assert "Made without values, for there are keys below it: /W3SVC/1\n" in out
    assert "Removed, for it could not be read: /W3SVC/FILTERS/COMPRESSION/GZIP\n" in out
    assert out.endswith("What was before is the backup BeforeRepair, version 0.\nThe store is sound.\n")
    assert adsiis("metabase", "check").code == 0
    assert newest(adsiis)["who"].startswith("repair, ")


def test_repair_of_a_sound_store_changes_nothing(home, adsiis):
    """docs/behaviour.md, check-5."""
    before = newest(adsiis)
    assert adsiis("metabase", "repair") == (0, "The store is sound.\n", "")
    assert adsiis("metabase", "repair", "--json").json == {"repaired": None, "problems": []}
    assert newest(adsiis) == before


def test_repair_ends_with_1_while_something_is_wrong_still(home, adsiis):
    """docs/behaviour.md, check-5."""
    adsiis("set", "W3SVC/1/Root/UNCPassword", "secret")
    metabase = open_metabase(home)
    os.unlink(metabase.folder.secret_key)
    close_metabase(home)
    code, out, _ = adsiis("metabase", "repair")
    assert code == 1
    assert out.startswith("lost: ")
    assert out.endswith("Not all could be repaired.\n")


def test_damaged_pages_are_beyond_a_repair(home, adsiis):
    """docs/behaviour.md, check-5."""
    data = os.path.join(open_metabase(home).folder.metabase, "data.mdb")
    close_metabase(home)
    os.truncate(data, os.stat(data).st_size // 2)
    code, out, err = adsiis("metabase", "repair")
    assert (code, out) == (1, "")
    assert "'adsiis restore'" in err


def test_log_shows_who_when_what_old_and_new_newest_first(home, adsiis):
    """docs/behaviour.md, journal-2."""
    adsiis("set", "W3SVC/1/ServerComment", "One")
    adsiis("set", "W3SVC/1/ServerComment", "Two")
    lines = adsiis("metabase", "log", "-n", "2").out.splitlines()
    assert lines[1:3] == ["  changed /W3SVC/1", '    ServerComment: "One" -> "Two"']
    assert lines[5] == '    ServerComment: "Default Web Site" -> "One"'
    entry = newest(adsiis)
    assert entry["changes"] == [
        {"path": "/W3SVC/1", "old": {"ServerComment": "One"}, "new": {"ServerComment": "Two"}}
    ]
    assert entry["who"].endswith(f" adsiis set (pid {os.getpid()})")
    assert entry["touched"] == [{"path": "/W3SVC/1", "properties": ["ServerComment"], "whole": False}]


def test_log_masks_secrets(home, adsiis):
    """docs/behaviour.md, journal-2."""
    adsiis("set", "W3SVC/1/ROOT/AnonymousUserPass", "horse staple")
    for words in (["log"], ["log", "--json"]):
        out = adsiis("metabase", *words).out
        assert "AnonymousUserPass" in out
        assert '"**********"' in out
        assert "horse" not in out


def test_log_shows_keys_made_and_deleted_and_large_commits_by_what_they_touched(home, adsiis):
    """docs/behaviour.md, journal-2."""
    adsiis("create", "W3SVC/2", "IIsWebServer")
    adsiis("delete", "W3SVC/2")
    out = adsiis("metabase", "log").out
    assert "  made /W3SVC/2\n" in out
    assert '    KeyType: (none) -> "IIsWebServer"\n' in out
    assert "  deleted /W3SVC/2\n" in out
    assert "  / and all below\n" in out, "the store was filled"


def test_log_shows_of_an_import_only_what_it_changed(home, tmp_path, adsiis):
    """docs/behaviour.md, journal-2."""
    file = str(tmp_path / "sites")
    adsiis("metabase", "export", "/LM/W3SVC/1", file)
    adsiis("set", "W3SVC/1/ServerComment", "another")
    assert adsiis("metabase", "import", file).code == 0
    lines = adsiis("metabase", "log", "-n", "1").out.splitlines()
    assert lines[1:] == ["  changed /W3SVC/1", '    ServerComment: "another" -> "Default Web Site"']
    adsiis("metabase", "import", "--merge", file)
    assert adsiis("metabase", "log", "-n", "1").out.splitlines()[1:] == ["  changed nothing"]


def test_undo_takes_a_change_back_and_refuses_what_changed_since(home, adsiis):
    """docs/behaviour.md, journal-3."""
    adsiis("set", "W3SVC/1/ServerComment", "Mine")
    revision = newest(adsiis)["revision"]
    assert adsiis("metabase", "undo", revision) == (
        0,
        f"Revision {revision} is undone by revision {revision + 1}.\n",
        "",
    )
    assert adsiis("get", "W3SVC/1/ServerComment").out == "Default Web Site\n"
    code, out, err = adsiis("metabase", "undo", revision)
    assert (code, out) == (1, "")
    assert (
        err
        == f"adsiis: Revision {revision} cannot be undone: /LM/W3SVC/1 was changed since. Nothing was changed.\n"
    )
    assert adsiis("metabase", "undo", revision + 1, "--json").json == {
        "undone": revision + 1,
        "revision": revision + 2,
    }
    for word in ("x", "0", "2.5"):
        code, _, err = adsiis("metabase", "undo", word)
        assert code == 2
        assert f"'{word}' is no revision: it is a number such as 42, as 'log' shows them." in err


def test_rotate_key_keeps_the_secrets_readable(home, adsiis):
    """docs/behaviour.md, rotation-1."""
    adsiis("set", "W3SVC/1/ROOT/AnonymousUserPass", "horse staple")
    with open(open_metabase(home).folder.secret_key, "rb") as file:
        before = file.read()
    assert adsiis("metabase", "rotate-key") == (0, "6 secure values have a new key.\n", "")
    assert adsiis("metabase", "rotate-key", "--json").json == {"sealed": 6, "lost": []}
    with open(open_metabase(home).folder.secret_key, "rb") as file:
        assert file.read() != before
    assert adsiis("metabase", "check").code == 0


def test_an_open_key_file_is_told_and_a_repair_leaves_it(home, adsiis):
    """docs/behaviour.md, check-7."""
    key_file = open_metabase(home).folder.secret_key
    os.chmod(key_file, 0o644)
    assert adsiis("metabase", "check").out.startswith(f"exposed: {key_file}, which holds keys")
    assert adsiis("metabase", "repair", "--json").json["repaired"] is None
    os.chmod(key_file, 0o600)
    assert adsiis("metabase", "check").code == 0


def test_secure_values_that_do_not_open_are_told_by_name(home, adsiis):
    """docs/behaviour.md, secure-3, secure-5."""
    adsiis("set", "W3SVC/1/ROOT/AnonymousUserPass", "horse staple")
    os.unlink(open_metabase(home).folder.secret_key)
    asked = process("get", "W3SVC/1/ROOT/AnonymousUserPass", "--show-secret", home=home)
    assert (asked.code, asked.out) == (1, "")
    assert asked.err.startswith("adsiis: The secure value AnonymousUserPass (id 6021) cannot be decrypted: ")
    found = process("metabase", "check", home=home)
    assert "lost: /LM/W3SVC: The secure value WAMUserPass (id 7502) cannot be decrypted: " in found.out
    made = process("set", "W3SVC/1/ROOT/AnonymousUserPass", "new", home=home)
    assert made.code == 0
    assert "(secure values that need it: 6): a new key was made" in made.err


def test_compact_tells_the_sizes_and_refuses_a_store_in_use(home, adsiis):
    """docs/behaviour.md, check-2."""
    outcome = process("metabase", "compact", home=home)
    assert outcome.code == 1
    assert "is open in other processes" in outcome.err
    close_metabase(home)
    sizes = process("metabase", "compact", "--json", home=home).json
    assert 0 < sizes["after"] <= sizes["before"]
    assert process("metabase", "check", home=home).code == 0
    assert adsiis("metabase", "compact").out == f"{sizes['after']} bytes before, {sizes['after']} after.\n"


def test_a_value_that_the_schema_does_not_know_is_named_by_its_number(home, adsiis):
    """docs/behaviour.md, tree-2: as a listing names it."""
    open_metabase(home).store.commit([SetRecords("/LM", (Record(424242, 0, SERVER, DWORD, 7),))])
    assert newest(adsiis)["changes"] == [{"path": "/", "old": {}, "new": {"#424242": 7}}]
    assert "    #424242: (none) -> 7" in adsiis("metabase", "log", "-n", "1").out


def test_log_shows_a_changed_secret_as_changed(home, adsiis):
    """docs/behaviour.md, journal-5."""
    for value in ("one", "two"):
        adsiis("set", "W3SVC/1/ROOT/AnonymousUserPass", value)
    lines = adsiis("metabase", "log", "-n", "1").out.splitlines()
    assert lines[1:] == ["  changed /W3SVC/1/ROOT", '    AnonymousUserPass: "**********" -> "**********"']


@pytest.fixture
def changes(home, adsiis):
    """Three commits; their revisions, oldest first."""
    adsiis("set", "W3SVC/1/ServerComment", "One")
    adsiis("set", "W3SVC/1/ROOT/AppFriendlyName", "Two")
    adsiis("set", "W3SVC/MaxConnections", "3")
    last = newest(adsiis)["revision"]
    return [last - 2, last - 1, last]


def shown(adsiis, *words):
    return [one["revision"] for one in adsiis("metabase", "log", "--json", *words).json]


def test_log_is_narrowed_to_a_key_and_those_below_it(changes, adsiis):
    """docs/behaviour.md, journal-5."""
    first, second, third = changes
    filled = shown(adsiis, "--path", "W3SVC/2")
    assert shown(adsiis, "--path", "w3svc/1/ROOT") == [second, *filled], "the whole tree was filled"
    assert shown(adsiis, "--path", "/W3SVC/1") == [second, first, *filled]
    assert shown(adsiis, "--path", "W3SVC", "-n", "1") == [third]


def test_log_is_narrowed_to_what_is_from_a_revision_or_a_time_on(changes, adsiis):
    """docs/behaviour.md, journal-5."""
    first, second, third = changes
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    in_two_days = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    assert shown(adsiis, "--since", str(second)) == [third, second]
    assert shown(adsiis, "--since", an_hour_ago)[:3] == [
        third,
        second,
        first,
    ]
    assert shown(adsiis, "--since", in_two_days) == []
    code, out, err = adsiis("metabase", "log", "--since", "yesterday")
    assert (code, out) == (2, "")
    assert "it is a revision such as 42, or a time such as 2026-11-23" in err


def test_log_is_narrowed_to_who_made_it(changes, adsiis):
    """docs/behaviour.md, journal-5."""
    revision = int(adsiis("metabase", "undo", changes[-1], "--json").json["revision"])
    assert shown(adsiis, "--who", "UNDO") == [revision]
    assert shown(adsiis, "--who", "nobody at all") == []


def test_undo_says_who_did_it(changes, adsiis):
    """docs/behaviour.md, journal-4."""
    adsiis("metabase", "undo", changes[-1])
    assert newest(adsiis)["who"].endswith(f" adsiis metabase undo (pid {os.getpid()})")


def test_log_shows_what_is_newer_than_a_damaged_entry(changes, home, adsiis):
    """docs/behaviour.md, journal-7."""
    first, second, third = changes
    environment = open_metabase(home).store.environment
    with environment.write() as transaction:
        transaction.put(first.to_bytes(8, "big"), b"garbage", db=environment.journal)
    for words in ([], ["--path", "W3SVC"]):
        code, out, err = adsiis("metabase", "log", "--json", *words)
        assert code == 0
        assert [one["revision"] for one in json.loads(out)] == [third, second]
        assert err.startswith("adsiis: warning: The journal is damaged: what is older cannot be shown.")
