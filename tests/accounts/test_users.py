"""The users of a store, and whether a name and a password hold."""

import json
import socket
import stat

import pytest
from argon2 import PasswordHasher

from adsiis.accounts import Users, UsersError, check_users, credentials_hold, use_check
from adsiis.accounts.hashes import digest_hash, nt_hash


@pytest.fixture
def users(tmp_path):
    made = Users(str(tmp_path))
    made.add("Alice", "wonderland")
    return made


def test_a_user_holds_with_the_password_and_with_no_other(users):
    """docs/behaviour.md, account-1, account-2."""
    assert users.holds("Alice", "wonderland")
    for name, password in (("Alice", "Wonderland"), ("Alice", ""), ("Bob", "wonderland"), ("", "")):
        assert not users.holds(name, password)


def test_letter_case_does_not_tell_two_names_apart(users):
    """docs/behaviour.md, account-1."""
    assert users.holds("aLICE", "wonderland")
    with pytest.raises(UsersError, match="Alice already"):
        users.add("ALICE", "other")
    assert users.names() == ["Alice"]


def test_the_file_is_for_its_owner_only_and_holds_no_password(users, tmp_path):
    """docs/behaviour.md, account-1."""
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["Alice"]["password"].startswith("$argon2id$")
    assert "wonderland" not in file.read_text()


def test_a_deleted_user_holds_no_more(users):
    """docs/behaviour.md, account-1."""
    users.add("Bob", "builder")
    users.delete("alice")
    assert users.names() == ["Bob"]
    assert not users.holds("Alice", "wonderland")
    with pytest.raises(UsersError, match="no user Alice"):
        users.delete("Alice")


def test_another_process_sees_a_change_at_once(users, tmp_path):
    """docs/behaviour.md, account-1: the file is looked at each time."""
    there = Users(str(tmp_path))
    assert not there.holds("Bob", "builder")
    users.add("Bob", "builder")
    assert there.holds("Bob", "builder")


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\\b", "a@b", "two\nlines", " alice", "a" * 105])
def test_an_unusable_name_is_refused(users, name):
    """docs/behaviour.md, account-1."""
    with pytest.raises(UsersError, match="letters, digits"):
        users.add(name, "x")


def test_an_empty_password_is_refused(users):
    """docs/behaviour.md, account-1."""
    with pytest.raises(UsersError, match="not empty"):
        users.add("Bob", "")


@pytest.mark.parametrize("text", ["", "[]", "{", "5"])
def test_a_damaged_file_is_named_and_lets_nobody_in(tmp_path, text):
    (tmp_path / "users.json").write_text(text)
    with pytest.raises(UsersError, match=r"users\.json"):
        Users(str(tmp_path)).holds("Alice", "wonderland")
    assert (tmp_path / "users.json").read_text() == text


def test_a_kept_hash_that_is_none_lets_nobody_in(tmp_path):
    (tmp_path / "users.json").write_text('{"Alice": {"password": "wonderland", "digest": {}, "nt": ""}}')
    assert not Users(str(tmp_path)).holds("Alice", "wonderland")


@pytest.mark.parametrize("before", ["", ".\\", "localhost\\", f"{socket.gethostname()}\\"])
def test_this_machine_may_stand_before_the_name(users, tmp_path, before):
    """docs/behaviour.md, account-2."""
    assert credentials_hold(str(tmp_path), f"{before}alice", "wonderland")


def test_another_domain_does_not_hold(users, tmp_path):
    """docs/behaviour.md, account-2."""
    assert not credentials_hold(str(tmp_path), "ELSEWHERE\\alice", "wonderland")


def test_another_function_can_answer(tmp_path):
    """docs/behaviour.md, account-2."""
    use_check(lambda home, name, password: (home, name, password) == (str(tmp_path), "any", "thing"))
    try:
        assert credentials_hold(str(tmp_path), "any", "thing")
        assert not credentials_hold(str(tmp_path), "alice", "wonderland")
    finally:
        use_check(check_users)


class Backwards:
    """Encrypts in a way a test can see through."""

    def seal(self, text):
        return text[::-1]

    def open(self, sealed):
        return sealed[::-1]


def test_what_digest_and_ntlm_need_is_kept_encrypted(tmp_path):
    """docs/behaviour.md, account-3."""
    made = Users(str(tmp_path), Backwards())
    made.add("Alice", "wonderland", ["Intranet"])
    known = {realm: digest_hash("Alice", realm, "wonderland") for realm in ("adsiis", "Intranet")}
    assert {realm: made.digest_hash("aLICE", realm) for realm in known} == known
    assert made.nt_hash("alice") == nt_hash("wonderland")
    text = (tmp_path / "users.json").read_text()
    assert not any(secret in text for secret in (*known.values(), nt_hash("wonderland")))
    assert (
        made.digest_hash("Alice", "elsewhere")
        is made.digest_hash("Bob", "adsiis")
        is made.nt_hash("Bob")
        is None
    )


def test_without_what_encrypts_only_the_password_is_kept(users, tmp_path):
    """docs/behaviour.md, account-3."""
    assert users.digest_hash("Alice", "adsiis") is users.nt_hash("Alice") is None
    there = Users(str(tmp_path), Backwards())
    assert there.digest_hash("Alice", "adsiis") is there.nt_hash("Alice") is None
    assert there.holds("Alice", "wonderland")


def test_a_user_who_is_not_there_costs_the_same_work(users, tmp_path, monkeypatch):
    """docs/behaviour.md, account-4."""
    verify, work = PasswordHasher.verify, []

    def counted(self, kept, password):
        work.append(kept.split("$")[1:4])
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    assert not users.holds("Alice", "x")
    assert not users.holds("Bob", "x")
    assert not check_users(str(tmp_path), "ELSEWHERE\\Alice", "wonderland")
    assert work[0][0] == "argon2id"
    assert work == [work[0]] * 3


def test_the_state_changes_with_the_file_and_names_are_spelt_as_given(users, tmp_path):
    before = users.state()
    users.add("Bob", "builder")
    assert before is not None
    assert users.state() != before
    assert (users.spelled("BOB"), users.spelled("carol")) == ("Bob", None)
    assert Users(str(tmp_path / "elsewhere")).state() is None
