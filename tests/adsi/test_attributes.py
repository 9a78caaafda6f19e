"""GetPropertyAttribObj: what the metabase says of a value beside the value."""

from __future__ import annotations

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import PropertyNotSupportedError, UnknownMemberError
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.record import INSERT_PATH, PARTIAL_PATH, STRING, VOLATILE, Record
from adsiis.schema import schema

BITS = {"Inherit": 1, "PartialPath": 2, "Secure": 4, "Reference": 8, "Volatile": 0x10, "InsertPath": 0x40}


def test_it_tells_name_number_user_type_attributes_and_default(service):
    """docs/behaviour.md, attribute-1."""
    found = service.GetPropertyAttribObj("connectiontimeout")
    prop = schema().property("ConnectionTimeout")
    assert (found.PropName, found.MetaId, found.UserType) == ("ConnectionTimeout", 1013, 1)
    assert (found.AllAttributes, found.Default) == (prop.attributes, prop.default)
    assert service.GetPropertyAttribObj("AccessFlags").UserType == 2


@pytest.mark.parametrize(("name", "bit"), BITS.items())
def test_each_member_is_a_bit_of_all_attributes(metabase, name, bit):
    """docs/behaviour.md, attribute-2; no record set here is secure or a state, and none is for PartialPath."""
    number = schema().property("ServerComment").id
    for attributes in (bit & ~0x14, 0xFF & ~bit & ~0x34):
        record = Record(number, attributes, 1, STRING, "x")
        metabase.store.commit([SetRecords("/LM/W3SVC/1", (record,))])
        found = GetObject("IIS://localhost/W3SVC/1").GetPropertyAttribObj("ServerComment")
        assert getattr(found, name) is bool(attributes & bit & ~PARTIAL_PATH)


def test_states_say_so(service):
    """docs/behaviour.md, attribute-2."""
    site = GetObject("IIS://localhost/W3SVC/1")
    assert site.GetPropertyAttribObj("ServerState").Volatile is True
    assert site.GetPropertyAttribObj("ServerComment").Volatile is False


def test_secure_properties_say_so(service):
    """docs/behaviour.md, attribute-2."""
    assert service.GetPropertyAttribObj("AnonymousUserPass").Secure is True
    assert service.GetPropertyAttribObj("AnonymousUserName").Secure is False


def test_isinherit_tells_a_value_from_above(service, root):
    """docs/behaviour.md, attribute-3."""
    assert root.GetPropertyAttribObj("DefaultDoc").Isinherit is True
    assert root.GetPropertyAttribObj("DefaultDoc").AllAttributes & 0x20
    assert service.GetPropertyAttribObj("DefaultDoc").Isinherit is False
    assert root.GetPropertyAttribObj("AspSessionTimeout").Isinherit is False
    root.DefaultDoc = "mine.htm"
    assert root.GetPropertyAttribObj("DefaultDoc").Isinherit is False


def test_isinherit_tells_what_was_saved_or_cleared_since_the_object_was_bound(root):
    """docs/behaviour.md, attribute-3."""
    root.DefaultDoc = "saved.htm"
    root.SetInfo()
    assert root.GetPropertyAttribObj("DefaultDoc").Isinherit is False
    root.PutEx(1, "DefaultDoc")
    assert root.GetPropertyAttribObj("DefaultDoc").Isinherit is True
    root.PutEx(2, "DefaultDoc", "again.htm")
    assert root.GetPropertyAttribObj("DefaultDoc").Isinherit is False
    root.GetInfo()
    assert root.GetPropertyAttribObj("DefaultDoc").Isinherit is True


def test_isinherited_is_an_unknown_member(root):
    """docs/behaviour.md, attribute-3."""
    with pytest.raises(UnknownMemberError) as caught:
        _ = root.GetPropertyAttribObj("DefaultDoc").IsInherited
    assert caught.value.hresult & 0xFFFFFFFF == 0x80020006


def test_a_flag_has_the_attributes_of_its_number(root):
    """docs/behaviour.md, attribute-1."""
    found, whole = root.GetPropertyAttribObj("AccessRead"), root.GetPropertyAttribObj("AccessFlags")
    assert found.PropName == "AccessRead"
    assert (found.AllAttributes, found.UserType, found.Isinherit) == (
        whole.AllAttributes,
        whole.UserType,
        whole.Isinherit,
    )


def test_what_is_put_changes_this_object_only(service):
    """docs/behaviour.md, attribute-1."""
    found = service.GetPropertyAttribObj("ConnectionTimeout")
    found.Inherit, found.UserType = False, 2
    assert (found.Inherit, found.AllAttributes & 1, found.UserType) == (False, 0, 2)
    again = service.GetPropertyAttribObj("ConnectionTimeout")
    assert (again.Inherit, again.UserType) == (True, 1)


@pytest.mark.parametrize("name", ["PropName", "AllAttributes", "Isinherit"])
def test_some_members_are_only_read(service, name):
    """docs/behaviour.md, attribute-1."""
    with pytest.raises(UnknownMemberError):
        setattr(service.GetPropertyAttribObj("ConnectionTimeout"), name, 1)


@pytest.mark.parametrize("name", ["Nothing", "Path", ""])
def test_a_name_outside_of_the_class_is_not_supported(service, name):
    """docs/behaviour.md, attribute-1, get-4."""
    with pytest.raises(PropertyNotSupportedError):
        service.GetPropertyAttribObj(name)


def test_bits_are_those_of_the_header():
    """docs/behaviour.md, attribute-2."""
    assert (PARTIAL_PATH, VOLATILE, INSERT_PATH) == (2, 0x10, 0x40)
