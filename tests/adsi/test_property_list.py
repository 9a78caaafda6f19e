"""The property cache as a list: IADsPropertyList, and GetInfoEx."""

from __future__ import annotations

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import (
    BadParameterError,
    CannotConvertError,
    NoMoreItemsError,
    PathNotFoundError,
    PropertyNotFoundError,
    PropertyNotSupportedError,
)
from adsiis.adsi.progids import create_object

SITE = "IIS://localhost/W3SVC/1"
HELD = [
    "KeyType",
    "ServerComment",
    "ConnectionTimeout",
    "MaxEndpointConnections",
    "ServerBindings",
    "AnonymousUserName",
    "AnonymousUserPass",
    "AccessFlags",
    "DefaultDoc",
    "MimeMap",
]


def names(found):
    return [found.Item(n).Name for n in range(found.PropertyCount)]


def entry(name, *values, code=2, kind=3):
    made = create_object("PropertyEntry")
    made.Name, made.ControlCode, made.ADsType = name, code, kind
    made.Values = [value(one, kind) for one in values]
    return made


def value(data, kind=3):
    made = create_object("PropertyValue")
    made.PutObjectProperty(kind, data)
    return made


def test_the_list_holds_what_has_a_value_here_or_from_above(site):
    """docs/behaviour.md, list-1."""
    assert site.PropertyCount == len(HELD)
    assert set(names(site)) == set(HELD)


def test_it_stands_in_the_order_of_the_class(site):
    """docs/behaviour.md, list-1."""
    order = site.iis_class.properties
    assert names(site) == sorted(HELD, key=order.index)


def test_what_is_put_is_in_it_and_a_flag_as_its_number(site):
    """docs/behaviour.md, list-1."""
    site.ServerAutoStart = True
    site.DirBrowseShowDate = True
    assert {"ServerAutoStart", "DirBrowseFlags"} == set(names(site)) - set(HELD)


@pytest.mark.parametrize("index", ["ServerComment", "servercomment"])
def test_an_item_goes_by_name(site, index):
    """docs/behaviour.md, list-1."""
    assert site.Item(index).Name == "ServerComment"


@pytest.mark.parametrize("index", [-1, 10, 99, "SecureBindings"])
def test_an_item_that_is_not_in_the_list_is_0x8000500d(site, index):
    """docs/behaviour.md, list-1."""
    with pytest.raises(PropertyNotFoundError) as caught:
        site.Item(index)
    assert caught.value.hresult & 0xFFFFFFFF == 0x8000500D


def test_a_name_outside_of_the_class_is_0x80005006(site):
    """docs/behaviour.md, get-4."""
    with pytest.raises(PropertyNotSupportedError):
        site.Item("Path")


def test_an_index_that_is_none_is_a_bad_parameter(site):
    with pytest.raises(BadParameterError):
        site.Item(object())


def test_next_walks_the_list_and_ends_with_an_error(site):
    """docs/behaviour.md, list-1."""
    walked = [site.Next().Name for _ in range(site.PropertyCount)]
    assert walked == names(site)
    for _ in range(2):
        with pytest.raises(NoMoreItemsError) as caught:
            site.Next()
        assert caught.value.hresult & 0xFFFFFFFF == 0x80070103


def test_skip_passes_over_and_reset_begins_again(site):
    """docs/behaviour.md, list-1."""
    site.Skip(2)
    assert site.Next().Name == names(site)[2]
    site.Skip(99)
    with pytest.raises(NoMoreItemsError):
        site.Next()
    site.Reset()
    assert site.Next().Name == names(site)[0]


def test_each_object_stands_at_a_place_of_its_own(site):
    """docs/behaviour.md, list-1."""
    site.Skip(5)
    assert GetObject(SITE).Next().Name == names(site)[0]


@pytest.mark.parametrize(
    ("name", "kind", "member", "expected"),
    [
        ("ServerComment", 3, "CaseIgnoreString", ["Default Web Site"]),
        ("ServerComment", 3, "PrintableString", ["Default Web Site"]),
        ("ServerBindings", 3, "CaseExactString", [":80:"]),
        ("MaxEndpointConnections", 7, "Integer", [-1]),
        ("AnonymousUserPass", 3, "DNString", ["s3cret"]),
    ],
)
def test_values_read_by_their_type(site, name, kind, member, expected):
    """docs/behaviour.md, list-3."""
    found = site.GetPropertyItem(name, kind)
    assert (found.Name, found.ADsType) == (name, kind)
    assert [getattr(one, member) for one in found.Values] == expected
    assert [one.GetObjectProperty(0) for one in found.Values] == expected


def test_objects_and_bytes_have_types_too(metabase, root):
    """docs/behaviour.md, list-3."""
    computer = GetObject("IIS://localhost")
    entries = computer.GetPropertyItem("MimeMap").Values
    assert (entries[0].ADsType, entries[0].GetObjectProperty(11).Extension) == (11, ".htm")
    root.IPSecurity.IPDeny = ["10.0.0.1"]
    root.IPSecurity = root.IPSecurity
    assert root.Item("IPSecurity").Values[0].GetObjectProperty(11).IPDeny
    service = GetObject("IIS://localhost/W3SVC/2")
    service.SSLCertHash = b"\x01"
    assert service.Item("SSLCertHash").Values[0].OctetString == b"\x01"


@pytest.mark.parametrize("member", ["Integer", "Boolean", "OctetString", "SecurityDescriptor"])
def test_a_value_does_not_read_as_another_type(site, member):
    """docs/behaviour.md, list-3."""
    with pytest.raises(CannotConvertError) as caught:
        getattr(site.GetPropertyItem("ServerComment").Values[0], member)
    assert caught.value.hresult & 0xFFFFFFFF == 0x8000500C


def test_an_item_asked_for_as_another_type_is_0x8000500c(site):
    """docs/behaviour.md, list-3."""
    assert site.GetPropertyItem("ServerComment", 1).Name == "ServerComment"
    with pytest.raises(CannotConvertError):
        site.GetPropertyItem("ServerComment", 7)


def test_putting_a_member_of_a_value_gives_it_the_type():
    """docs/behaviour.md, list-3."""
    made = create_object("PropertyValue")
    made.caseignorestring = 5
    assert (made.ADsType, made.CaseIgnoreString) == (3, "5")
    made.Boolean = -1
    assert (made.ADsType, made.Boolean) == (6, True)
    made.Clear()
    assert (made.ADsType, made.GetObjectProperty()) == (0, None)


def test_clear_makes_an_entry_as_new():
    """docs/behaviour.md, list-3."""
    made = entry("ServerComment", "x")
    made.Clear()
    assert (made.Name, made.ADsType, made.ControlCode, made.Values) == ("", 0, 0, ())


def test_an_item_is_put_and_saved(site):
    """docs/behaviour.md, list-2."""
    site.PutPropertyItem(entry("ServerComment", "mine"))
    site.PutPropertyItem(entry("ServerBindings", ":81:", ":82:", code=0))
    site.PutPropertyItem(entry("AccessRead", True, kind=6))
    assert GetObject(SITE).ServerComment == "Default Web Site"
    site.SetInfo()
    found = GetObject(SITE)
    assert (found.ServerComment, found.ServerBindings, found.AccessRead) == ("mine", (":81:", ":82:"), True)


def test_the_control_code_counts(site):
    """docs/behaviour.md, list-2."""
    site.PutPropertyItem(entry("ServerBindings", ":81:", code=3))
    assert site.ServerBindings == (":80:", ":81:")
    site.PutPropertyItem(entry("ServerBindings", ":80:", code=4))
    assert site.ServerBindings == (":81:",)
    site.PutPropertyItem(entry("ServerComment", code=1))
    assert GetObject(SITE).ServerComment == ""
    with pytest.raises(BadParameterError):
        site.PutPropertyItem(entry("ServerBindings", ":81:", code=9))


@pytest.mark.parametrize("given", ["ServerComment", None, 5])
def test_only_an_entry_is_put(site, given):
    """docs/behaviour.md, list-2."""
    with pytest.raises(BadParameterError):
        site.PutPropertyItem(given)


def test_an_item_that_was_reset_is_neither_listed_nor_saved(metabase, site):
    """docs/behaviour.md, list-2."""
    before = metabase.store.environment.word[0]
    site.ServerComment = "mine"
    site.ResetPropertyItem("ServerComment")
    assert "ServerComment" not in names(site)
    site.SetInfo()
    assert metabase.store.environment.word[0] == before
    assert GetObject(SITE).ServerComment == "Default Web Site"


def test_an_item_that_was_reset_comes_back_when_it_is_put_or_with_getinfo(site):
    """docs/behaviour.md, list-2."""
    for bring_back in (lambda: site.Put("ServerComment", "x"), site.GetInfo):
        site.ResetPropertyItem("ServerComment")
        assert site.PropertyCount == len(HELD) - 1
        bring_back()
        assert site.PropertyCount == len(HELD)


def test_a_purged_list_is_empty_until_something_is_put_or_with_getinfo(site):
    """docs/behaviour.md, list-2."""
    site.ServerComment = "mine"
    site.PurgePropertyList()
    assert site.PropertyCount == 0
    assert site.ServerComment == "Default Web Site"
    site.ServerAutoStart = False
    assert names(site) == ["ServerAutoStart"]
    site.SetInfo()
    assert GetObject(SITE).ServerComment == "Default Web Site"
    site.GetInfo()
    assert site.PropertyCount == len(HELD) + 1


# GetInfoEx.


def test_getinfoex_reads_what_is_named_and_leaves_the_rest(service, site):
    """docs/behaviour.md, get-5."""
    service.DefaultDoc, service.ConnectionTimeout = "new.htm", 7
    service.SetInfo()
    site.ServerComment, site.ServerAutoStart = "mine", False
    site.GetInfoEx(["defaultdoc", "ServerComment"], 0)
    assert (site.DefaultDoc, site.ConnectionTimeout) == ("new.htm", 120)
    assert (site.ServerComment, site.ServerAutoStart) == ("Default Web Site", False)
    site.SetInfo()
    assert GetObject(SITE).ServerComment == "Default Web Site"
    assert GetObject(SITE).ServerAutoStart is False


def test_getinfoex_takes_one_name_and_a_flag_for_its_number(root):
    """docs/behaviour.md, get-5."""
    root.AccessFlags = 0
    root.GetInfoEx("AccessRead")
    assert root.AccessFlags == 513


def test_getinfoex_of_a_name_outside_of_the_class_reads_nothing(site):
    """docs/behaviour.md, get-5."""
    site.ServerComment = "mine"
    with pytest.raises(PropertyNotSupportedError):
        site.GetInfoEx(["ServerComment", "Path"], 0)
    assert site.ServerComment == "mine"


@pytest.mark.parametrize("given", [object(), b"x", [b"x"]])
def test_getinfoex_takes_names(site, given):
    with pytest.raises(BadParameterError):
        site.GetInfoEx(given, 0)


def test_getinfoex_of_a_key_that_is_gone_is_path_not_found(service):
    """docs/behaviour.md, object-2."""
    site = GetObject("IIS://localhost/W3SVC/2")
    service.Delete("", "2")
    with pytest.raises(PathNotFoundError):
        site.GetInfoEx(["ServerComment"])
