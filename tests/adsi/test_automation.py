"""Objects that stand for values: their members, and how they are made."""

from __future__ import annotations

import pytest

from adsiis import GetObject, MimeMap
from adsiis.adsi.attributes import PropertyAttribute
from adsiis.adsi.errors import CannotConvertError, UnknownMemberError
from adsiis.adsi.progids import CREATABLE, create_object

NAMES = [*CREATABLE]


def made(name):
    return PropertyAttribute() if name == "PropertyAttribute" else create_object(name)


@pytest.mark.parametrize("name", [*NAMES, "PropertyAttribute"])
def test_an_unknown_member_is_0x80020006_to_read_and_to_set(name):
    """docs/behaviour.md, automation-1."""
    for use in (lambda found: found.Nothing, lambda found: setattr(found, "Nothing", 1)):
        with pytest.raises(UnknownMemberError) as caught:
            use(made(name))
        assert caught.value.hresult & 0xFFFFFFFF == 0x80020006
        assert caught.value.property == "Nothing"
        assert isinstance(caught.value, AttributeError)


def test_on_the_object_of_a_key_the_same_is_0x80005006(site):
    """docs/behaviour.md, automation-1, get-4."""
    with pytest.raises(AttributeError) as caught:
        _ = site.Nothing
    assert caught.value.hresult & 0xFFFFFFFF == 0x80005006


@pytest.mark.parametrize("spelled", ["Extension", "extension", "EXTENSION"])
def test_members_go_in_any_letter_case(spelled):
    """docs/behaviour.md, automation-1."""
    entry = MimeMap()
    setattr(entry, spelled, ".a")
    assert getattr(entry, spelled.swapcase()) == entry.Extension == ".a"


def test_a_member_converts_what_is_put_to_it():
    """docs/behaviour.md, automation-1."""
    entry = MimeMap(".a", 5)
    assert entry.MimeType == "5"
    with pytest.raises(CannotConvertError) as caught:
        entry.MimeType = object()
    assert caught.value.hresult & 0xFFFFFFFF == 0x8000500C
    assert entry.MimeType == "5"


@pytest.mark.parametrize("name", ["_held", "_names", "__class__", "Create"])
def test_nothing_of_python_can_be_set(name):
    """docs/behaviour.md, automation-1."""
    with pytest.raises(UnknownMemberError):
        setattr(MimeMap(), name, 1)


def test_two_objects_that_say_the_same_are_equal_and_show_it():
    assert MimeMap(".a", "b/c") == MimeMap(MimeType="b/c", Extension=".a")
    assert MimeMap(".a", "b/c") != MimeMap(".a", "b/d")
    assert MimeMap(".a") != ".a"
    assert repr(MimeMap(".a", "b/c")) == "MimeMap(Extension='.a', MimeType='b/c')"


@pytest.mark.parametrize("name", NAMES)
def test_objects_are_made_by_name_in_any_letter_case(name):
    """docs/behaviour.md, automation-2."""
    for spelled in (name, name.upper(), f" {name.lower()} "):
        assert type(create_object(spelled)).__name__ == name


def test_a_name_of_another_is_none_of_ours():
    """docs/behaviour.md, automation-2."""
    assert create_object("Scripting.Dictionary") is None


def test_the_namespace_is_made_by_name(metabase):
    """docs/behaviour.md, automation-2."""
    assert create_object("IISNamespace").ADsPath == GetObject("IIS:").ADsPath
