"""AdminACL: a security descriptor object over a real one."""

from __future__ import annotations

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import CannotConvertError
from adsiis.adsi.progids import create_object
from adsiis.metabase.record import SEALED
from adsiis.schema import schema, security

SITE = "IIS://localhost/W3SVC/1"
FULL = 0x400AB


def entry(trustee, mask=FULL):
    made = create_object("AccessControlEntry")
    made.Trustee, made.AccessMask = trustee, mask
    return made


def give(site, *entries):
    """What the administration scripts do."""
    descriptor, listed = create_object("SecurityDescriptor"), create_object("AccessControlList")
    for one in entries:
        listed.AddAce(one)
    descriptor.Owner = descriptor.Group = "Administrators"
    descriptor.DiscretionaryAcl = listed
    site.AdminACL = descriptor
    site.SetInfo()


def stored(metabase):
    record = metabase.store.view.key("/LM/W3SVC/1").records[schema().property("AdminACL").id]
    assert record.form == SEALED
    return security.decode(metabase.reveal(record).data)


def test_it_is_stored_as_a_real_descriptor(metabase, site):
    """docs/behaviour.md, value-11, security-1."""
    give(site, entry("BUILTIN\\Administrators"), entry("Everyone", 8))
    assert stored(metabase) == security.Descriptor(
        "S-1-5-32-544",
        "S-1-5-32-544",
        (security.Entry("S-1-5-32-544", FULL), security.Entry("S-1-1-0", 8)),
    )


def test_it_reads_as_an_object_with_a_list_of_entries(site):
    """docs/behaviour.md, value-11."""
    give(site, entry("administrators"), entry("NETWORK SERVICE", 8))
    found = GetObject(SITE).AdminACL
    assert (found.Owner, found.Group) == ("BUILTIN\\Administrators", "BUILTIN\\Administrators")
    assert (found.Revision, found.Control) == (1, 0x8004)
    listed = found.DiscretionaryAcl
    assert (listed.AceCount, listed.AclRevision) == (2, 2)
    assert [(one.Trustee, one.AccessMask, one.AceType, one.AceFlags) for one in listed] == [
        ("BUILTIN\\Administrators", 262315, 0, 0),
        ("NT AUTHORITY\\NETWORK SERVICE", 8, 0, 0),
    ]


def test_where_nothing_is_stored_there_is_no_owner_and_no_list(site):
    """docs/behaviour.md, value-11, security-3."""
    found = site.AdminACL
    assert (found.Owner, found.Group, found.DiscretionaryAcl, found.SystemAcl) == ("", "", None, None)


def test_entries_are_added_and_removed_in_place(site):
    """docs/behaviour.md, value-11, put-8."""
    give(site, entry("Everyone", 1), entry("Guests", 1), entry("Everyone", 1))
    again = GetObject(SITE)
    listed = again.AdminACL.DiscretionaryAcl
    listed.RemoveAce(entry("Everyone", 1))
    listed.RemoveAce(entry("Users", 1))
    listed.AddAce(entry("Backup Operators", -0x80000000))
    again.SetInfo()
    assert [(one.Trustee, one.AccessMask) for one in GetObject(SITE).AdminACL.DiscretionaryAcl] == [
        ("BUILTIN\\Guests", 1),
        ("Everyone", 1),
        ("BUILTIN\\Backup Operators", -0x80000000),
    ]


def test_a_new_list_replaces_the_old_one(site):
    """docs/behaviour.md, value-11."""
    give(site, entry("Everyone"), entry("Guests"))
    give(site, entry("Users"))
    assert GetObject(SITE).AdminACL.DiscretionaryAcl.AceCount == 1


def test_kind_and_flags_of_an_entry_are_kept(metabase, site):
    """docs/behaviour.md, value-11."""
    denied = entry("Guests", 2)
    denied.AceType, denied.AceFlags = 1, 3
    give(site, denied)
    assert stored(metabase).entries == (security.Entry("S-1-5-32-546", 2, allowed=False, flags=3),)
    (found,) = GetObject(SITE).AdminACL.DiscretionaryAcl
    assert (found.AceType, found.AceFlags) == (1, 3)


@pytest.mark.parametrize("name", ["SHOP\\operators", "carol", "domäne\\jörg", "S-1-5-21-1-2-3-1001"])
def test_any_account_keeps_its_name(site, name):
    """docs/behaviour.md, security-6."""
    give(site, entry(name))
    (found,) = GetObject(SITE).AdminACL.DiscretionaryAcl
    assert found.Trustee == name


@pytest.mark.parametrize("name", ["a" * 61, "two\nlines", object()])
def test_what_is_no_name_of_an_account_is_refused(name):
    """docs/behaviour.md, security-6."""
    with pytest.raises(CannotConvertError):
        entry(name)


def test_an_entry_without_a_trustee_is_refused(site):
    """docs/behaviour.md, value-11."""
    with pytest.raises(CannotConvertError):
        give(site, entry("", 1))


@pytest.mark.parametrize(("member", "value"), [("AceType", 2), ("AceFlags", 256), ("AccessMask", "many")])
def test_an_entry_takes_what_it_can_keep(member, value):
    """docs/behaviour.md, value-11."""
    with pytest.raises(CannotConvertError):
        setattr(create_object("AccessControlEntry"), member, value)


def test_a_list_takes_entries_only():
    """docs/behaviour.md, value-11."""
    with pytest.raises(CannotConvertError):
        create_object("AccessControlList").AddAce("Everyone")
    with pytest.raises(CannotConvertError):
        create_object("SecurityDescriptor").DiscretionaryAcl = "Everyone"


def test_copies_stand_for_themselves(site):
    """docs/behaviour.md, value-11."""
    give(site, entry("Everyone", 1))
    found = site.AdminACL
    copied = found.CopySecurityDescriptor()
    assert copied == found
    next(iter(copied.DiscretionaryAcl)).AccessMask = 2
    copied.DiscretionaryAcl.AddAce(entry("Guests"))
    assert [one.AccessMask for one in found.DiscretionaryAcl] == [1]


@pytest.mark.parametrize("value", ["Everyone", None, [], b"\x01", 5])
def test_anything_else_cannot_be_put(site, value):
    """docs/behaviour.md, value-7, value-11."""
    with pytest.raises(CannotConvertError) as caught:
        site.AdminACL = value
    assert "Everyone" not in str(caught.value)
