"""IPSecurity and RelayIpList: one object, kept in the form Windows keeps it."""

from __future__ import annotations

import logging

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import CannotConvertError
from adsiis.adsi.progids import create_object
from adsiis.metabase.changes import SetRecords
from adsiis.schema import schema
from adsiis.schema.addresses import Addresses, decode

ROOT = "IIS://localhost/W3SVC/1/ROOT"


@pytest.fixture
def smtp(metabase):
    made = GetObject("IIS://localhost").Create("IIsSmtpService", "SMTPSVC")
    made.SetInfo()
    return GetObject("IIS://localhost/SMTPSVC")


def stored(metabase, path="/LM/W3SVC/1/ROOT", name="IPSecurity"):
    record = metabase.store.view.key(path).records.get(schema().property(name).id)
    return None if record is None else decode(record.data)


def test_where_nothing_is_stored_the_lists_are_empty_and_all_may_come(root):
    """docs/behaviour.md, value-10."""
    found = root.IPSecurity
    assert (found.IPDeny, found.IPGrant, found.DomainDeny, found.DomainGrant) == ((), (), (), ())
    assert found.GrantByDefault is True


def test_where_no_relay_list_is_stored_nobody_may_relay(smtp):
    """docs/behaviour.md, value-10."""
    assert smtp.RelayIpList.GrantByDefault is False
    assert smtp.IPSecurity.GrantByDefault is True


def test_a_script_reads_it_changes_it_puts_it_back_and_saves(metabase, root):
    """docs/behaviour.md, value-10."""
    security = root.IPSecurity
    security.GrantByDefault = True
    security.IPDeny = ["123.0.0.1,255.255.255.0", "10.1.1.1"]
    root.IPSecurity = security
    root.SetInfo()
    assert stored(metabase) == Addresses(("123.0.0.1,255.255.255.0", "10.1.1.1,255.255.255.255"))
    assert GetObject(ROOT).IPSecurity.IPDeny == ("123.0.0.1,255.255.255.0", "10.1.1.1,255.255.255.255")


def test_the_sample_that_does_not_put_it_back_works_too(metabase, root):
    """docs/behaviour.md, put-8."""
    security = root.Get("IPSecurity")
    assert root.IPSecurity is security
    security.GrantByDefault = False
    security.IPGrant = "127.0.0.1"
    root.SetInfo()
    assert stored(metabase) == Addresses(granted=("127.0.0.1,255.255.255.255",), by_default=False)


def test_what_was_only_read_is_not_written(metabase, root):
    """docs/behaviour.md, put-1, put-8."""
    before = metabase.store.environment.word[0]
    assert root.IPSecurity.GrantByDefault
    root.SetInfo()
    assert (stored(metabase), metabase.store.environment.word[0]) == (None, before)


def test_getinfo_drops_what_was_changed_in_place(metabase, root):
    """docs/behaviour.md, put-1, put-8."""
    root.IPSecurity.GrantByDefault = False
    root.GetInfo()
    assert root.IPSecurity.GrantByDefault is True
    root.SetInfo()
    assert stored(metabase) is None


def test_what_is_put_is_a_copy(metabase, root):
    """docs/behaviour.md, put-8."""
    security = create_object("IPSecurity")
    security.IPDeny = ["10.0.0.1"]
    root.IPSecurity = security
    security.IPDeny = []
    root.SetInfo()
    assert stored(metabase).denied == ("10.0.0.1,255.255.255.255",)


def test_both_pairs_of_lists_are_kept(root):
    """docs/behaviour.md, value-10."""
    security = root.IPSecurity
    security.IPDeny, security.IPGrant = ["10.0.0.1"], ["10.0.0.2"]
    security.DomainDeny, security.DomainGrant = ["bad.example"], ["good.example"]
    root.Put("IPSecurity", security)
    root.SetInfo()
    found = GetObject(ROOT).Get("IPSecurity")
    assert found == security
    assert found.DomainGrant == ("good.example",)


def test_keys_below_see_it(root):
    """docs/behaviour.md, value-10, inheritance-1."""
    root.IPSecurity.IPDeny = ["10.0.0.1"]
    root.SetInfo()
    assert GetObject(f"{ROOT}/Images").IPSecurity.IPDeny == ("10.0.0.1,255.255.255.255",)


@pytest.mark.parametrize("entry", ["example.com", "10.0.0.1,", 5, object()])
def test_a_bad_entry_is_refused_at_once(root, entry):
    """docs/behaviour.md, security-5."""
    with pytest.raises(CannotConvertError):
        root.IPSecurity.IPDeny = [entry]


class Foreign:
    """An object of another host that has the five members."""

    IPDeny = ("10.0.0.1",)
    IPGrant = DomainDeny = DomainGrant = ()
    GrantByDefault = -1


def test_any_object_with_the_five_members_will_do(root):
    """docs/behaviour.md, value-10."""
    root.IPSecurity = Foreign()
    assert root.IPSecurity.IPDeny == ("10.0.0.1,255.255.255.255",)


@pytest.mark.parametrize("value", ["10.0.0.1", None, 5, b"\x01\x02"])
def test_anything_else_cannot_be_put(root, value):
    """docs/behaviour.md, value-7, value-10."""
    with pytest.raises(CannotConvertError):
        root.IPSecurity = value


def test_bytes_of_a_record_can_be_put(root, metabase):
    """docs/behaviour.md, value-10."""
    root.IPSecurity.IPDeny = ["10.0.0.1"]
    root.SetInfo()
    record = metabase.store.view.key("/LM/W3SVC/1/ROOT").records[schema().property("IPSecurity").id]
    site = GetObject("IIS://localhost/W3SVC/2")
    site.IPSecurity = record.data
    assert site.IPSecurity.IPDeny == ("10.0.0.1,255.255.255.255",)


def test_a_record_that_is_no_list_reads_as_unset_with_a_warning(metabase, caplog):
    """docs/behaviour.md, value-9."""
    metabase.store.commit([SetRecords("/LM/W3SVC/1/ROOT", (schema().record("IPSecurity", b"\x18\x00"),))])
    with caplog.at_level(logging.WARNING):
        assert GetObject(ROOT).IPSecurity.GrantByDefault is True
    assert "cannot be read" in caplog.text
