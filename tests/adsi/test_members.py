"""The members of a class of objects, as its objects use them."""

from __future__ import annotations

import pytest

from adsi.provider import small_store
from adsiis import GetObject
from adsiis.adsi.errors import AccessDeniedError, SchemaViolationError
from adsiis.adsi.members import writer
from adsiis.schema import schema


@pytest.fixture
def root(tmp_path):
    with small_store(tmp_path):
        yield GetObject("IIS://localhost/W3SVC/1/Root")


def test_what_is_put_is_read_from_that_object_alone_until_it_is_saved(root):
    """docs/behaviour.md, get-3."""
    other = GetObject(root.ADsPath)
    before = root.DefaultDoc
    assert other.DefaultDoc == before
    root.DefaultDoc = "other.htm"
    assert (root.DefaultDoc, other.DefaultDoc) == ("other.htm", before)
    root.SetInfo()
    assert GetObject(root.ADsPath).DefaultDoc == "other.htm"


def test_a_flag_follows_its_number_and_a_number_its_flags(root):
    """docs/behaviour.md, put-6."""
    root.AccessFlags = 1
    assert (root.AccessRead, root.AccessScript) == (True, False)
    root.AccessScript = True
    assert root.AccessFlags == 0x201


@pytest.mark.parametrize("name", ["AccessRead", "ServerState", "ServerCommand", "KeyType"])
def test_what_is_more_than_a_record_has_no_writer_of_its_own(name):
    assert writer(schema().property(name)) is None


def test_what_has_no_writer_is_still_checked(root):
    with pytest.raises(AccessDeniedError):
        GetObject("IIS://localhost/W3SVC/1").ServerState = 2
    with pytest.raises(SchemaViolationError):
        root.KeyType = "NoClass"
