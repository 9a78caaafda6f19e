"""The users of a store, and whether a name and a password hold."""

import json
import socket
import stat

import pytest

from adsiis.accounts import Users, UsersError, check_users, credentials_hold, use_check


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
