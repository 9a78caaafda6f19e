"""`user add`, `user list`, `user delete`."""

from __future__ import annotations

import json

from adsiis.accounts import Users
from adsiis.accounts.hashes import digest_hash, nt_hash
from adsiis.metabase.folder import Folder
from adsiis.metabase.sealed_texts import SealedTexts
from cli.calls import process


def test_a_user_is_added_with_a_password_from_standard_input(home):
    """docs/behaviour.md, account-1, cli-8."""
    assert process("user", "add", "alice", home=home, feed="wonderland\n")[:2] == (0, "added user alice\n")
    assert Users(home).holds("alice", "wonderland")


def test_a_user_is_added_for_digest_and_ntlm_as_well(home):
    """docs/behaviour.md, account-3."""
    words = ("user", "add", "alice", "--realm", "Intranet", "--realm", "Wiki")
    assert process(*words, home=home, feed="wonderland\n").code == 0
    users = Users(home, SealedTexts(Folder(home).secret_key))
    assert users.nt_hash("alice") == nt_hash("wonderland")
    for realm in ("adsiis", "Intranet", "Wiki"):
        assert users.digest_hash("alice", realm) == digest_hash("alice", realm, "wonderland")
    assert users.digest_hash("alice", "other") is None


def test_without_a_password_nothing_is_added(home):
    """docs/behaviour.md, account-1."""
    for feed, code in (("", 2), ("\n", 1)):
        outcome = process("user", "add", "alice", home=home, feed=feed)
        assert (outcome.code, outcome.out) == (code, "")
        assert outcome.err.startswith("adsiis: ")
    assert Users(home).names() == []


def test_users_are_listed_by_name(home, adsiis):
    """docs/behaviour.md, account-1."""
    assert adsiis("user", "list") == (0, "", "")
    for name in ("bob", "Alice"):
        Users(home).add(name, "x")
    assert adsiis("user", "list").out == "Alice\nbob\n"
    assert json.loads(adsiis("user", "list", "--json").out) == ["Alice", "bob"]


def test_a_user_is_deleted(home, adsiis):
    """docs/behaviour.md, account-1."""
    Users(home).add("alice", "x")
    assert adsiis("user", "delete", "ALICE") == (0, "deleted user ALICE\n", "")
    assert adsiis("user", "delete", "alice") == (1, "", "adsiis: There is no user alice.\n")


def test_a_folder_without_a_store_is_refused(tmp_path, adsiis):
    outcome = adsiis("--home", tmp_path / "none", "user", "list")
    assert outcome.code == 1
    assert "adsiis init" in outcome.err
