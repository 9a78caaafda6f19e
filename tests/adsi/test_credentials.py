"""OpenDSObject: binding as a user of the machine."""

from __future__ import annotations

import pytest

from adsiis.accounts import Users
from adsiis.adsi.credentials import OpenDSObject
from adsiis.adsi.errors import (
    ADSIError,
    BadParameterError,
    BadPathnameError,
    LogonFailureError,
    PathNotFoundError,
    UnknownMachineError,
)

SITE = "IIS://localhost/W3SVC/1"


@pytest.fixture
def users(metabase):
    made = Users(metabase.folder.home)
    made.add("alice", "wonderland")
    return made


@pytest.mark.parametrize("none", [(), ("", ""), (None, None), ("", None, 1)])
def test_with_neither_name_nor_password_the_callers_own_rights_count(metabase, none):
    """docs/behaviour.md, credentials-1."""
    assert OpenDSObject(SITE, *none).ServerComment == "Default Web Site"


@pytest.mark.parametrize("name", ["alice", "ALICE", ".\\alice"])
def test_a_user_with_the_password_binds(users, name):
    """docs/behaviour.md, credentials-1."""
    found = OpenDSObject(SITE, name, "wonderland", 1)
    found.ServerComment = "mine"
    found.SetInfo()
    assert OpenDSObject(SITE).ServerComment == "mine"


@pytest.mark.parametrize(
    "given", [("alice", "guess9"), ("alice", ""), ("bob", "wonderland"), ("", "wonderland")]
)
@pytest.mark.parametrize("path", [SITE, "IIS://localhost/W3SVC/77"])
def test_anything_else_is_a_logon_failure_and_tells_nothing_of_the_path(users, given, path):
    """docs/behaviour.md, credentials-1."""
    with pytest.raises(LogonFailureError) as caught:
        OpenDSObject(path, *given)
    assert caught.value.hresult & 0xFFFFFFFF == 0x8007052E
    assert not given[1] or given[1] not in str(caught.value).replace(path, "")


def test_without_users_nobody_logs_on(metabase):
    """docs/behaviour.md, credentials-1."""
    with pytest.raises(LogonFailureError):
        OpenDSObject(SITE, "alice", "wonderland")


def test_other_errors_are_those_of_getobject(users):
    """docs/behaviour.md, credentials-1."""
    for path, error in (
        ("IIS://localhost/W3SVC/77", PathNotFoundError),
        ("IIS://elsewhere", UnknownMachineError),
        ("LDAP://x", BadPathnameError),
    ):
        with pytest.raises(error):
            OpenDSObject(path, "alice", "wonderland", 0)


def test_the_name_is_text(metabase):
    with pytest.raises(BadParameterError):
        OpenDSObject(SITE, object(), "x")


def test_a_damaged_file_of_users_is_an_error_of_the_provider(users, metabase):
    with open(f"{metabase.folder.home}/users.json", "w") as file:
        file.write("[")
    with pytest.raises(ADSIError, match=r"users\.json"):
        OpenDSObject(SITE, "alice", "wonderland")


def test_the_namespace_has_it_too(users):
    """docs/behaviour.md, credentials-1."""
    from adsiis import GetObject

    assert GetObject("IIS:").OpenDSObject(SITE, "alice", "wonderland", 0).Name == "1"
    with pytest.raises(LogonFailureError):
        GetObject("IIS:").OpenDSObject(SITE, "alice", "x", 0)
