"""The steps of adsutil.vbs, the administration script: what GET, SET, DELETE, ENUM and FIND ask of the provider.

The script reads a value first, whether or not it is set, then asks GetDataPaths whether it is set at this very
key; it clears a property, and takes an error of that as the sign that a key is meant.
"""

from __future__ import annotations

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import ADSIError

MACHINE = "IIS://localhost"
NOT_SET = "The parameter is not set at this node."


def is_set_here(found, name, machine=MACHINE):
    """IsSpecifiedProperty: flag 1 first, flag 0 after any error; the first path, a slash at its end apart."""
    try:
        listed = found.GetDataPaths(name, 1)
    except ADSIError:
        listed = found.GetDataPaths(name, 0)
    here = found.ADsPath.upper()
    return any(path.removesuffix("/").upper() == here for path in listed)


def get(path, name):
    """GET: the value, only if it is set at that very key."""
    found = GetObject(f"{MACHINE}/{path}")
    value = found.Get(name)
    return value if is_set_here(found, name) else NOT_SET


def set_(path, name, value):
    """SET: Put and SetInfo; the schema says how the words become a value."""
    found = GetObject(f"{MACHINE}/{path}")
    syntax = GetObject(f"{MACHINE}/Schema/{name}").Syntax.upper()
    found.Put(name, [value] if syntax == "LIST" else value)
    found.SetInfo()


def delete(path, name):
    """DELETE: PutEx "1" with an array and no SetInfo; on an error a key of that name is meant."""
    found = GetObject(f"{MACHINE}/{path}")
    try:
        found.PutEx("1", name, ("",))
    except ADSIError:
        found.Delete("IIsObject", name)
        return "key"
    return "property"


def test_get_shows_a_value_only_at_the_key_that_has_it(metabase):
    """docs/behaviour.md, get-3, inheritance-4."""
    assert get("W3SVC", "DefaultDoc") == "Default.htm"
    assert get("W3SVC/1", "DefaultDoc") == NOT_SET
    assert get("W3SVC/1", "ServerBindings") == (":80:",)
    assert get("W3SVC/1", "AspSessionTimeout") == NOT_SET


def test_get_of_a_flag_goes_by_its_number(metabase):
    """docs/behaviour.md, inheritance-4, put-6."""
    assert get("W3SVC/1/ROOT", "AccessScript") is True
    assert get("W3SVC/1", "AccessScript") == NOT_SET


def test_get_of_a_name_outside_of_the_class_fails_in_the_first_step(metabase):
    """docs/behaviour.md, get-4."""
    with pytest.raises(ADSIError) as caught:
        get("W3SVC/1", "AppPoolState")
    assert caught.value.hresult == -2147463162


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("ServerComment", "mine", "mine"),
        ("ConnectionTimeout", "0x10", 16),
        ("ServerAutoStart", "False", False),
        ("ServerBindings", ":81:", (":81:",)),
        ("LogFileDirectory", "%windir%\\x", "%windir%\\x"),
        ("MaxEndpointConnections", "4294967295", -1),
    ],
)
def test_set_then_get(metabase, name, word, value):
    """docs/behaviour.md, put-1, value-1 to value-4."""
    set_("W3SVC/1", name, word)
    assert get("W3SVC/1", name) == value


def test_delete_takes_a_property_without_setinfo(metabase):
    """docs/behaviour.md, put-3."""
    assert delete("W3SVC/1", "ServerComment") == "property"
    assert get("W3SVC/1", "ServerComment") == NOT_SET
    assert delete("W3SVC/1", "ServerComment") == "property"


def test_delete_takes_a_key_where_no_property_has_the_name(metabase):
    """docs/behaviour.md, put-3, get-4, container-6."""
    assert delete("W3SVC", "1") == "key"
    with pytest.raises(ADSIError) as caught:
        GetObject(f"{MACHINE}/W3SVC/1")
    assert caught.value.hresult == -2147024893


def test_delete_of_what_is_neither_is_path_not_found(metabase):
    """docs/behaviour.md, container-6."""
    with pytest.raises(ADSIError) as caught:
        delete("W3SVC", "nothing")
    assert caught.value.hresult == -2147024893


def test_enum_goes_through_the_schema_and_shows_what_is_set(metabase):
    """docs/behaviour.md, get-3, inheritance-4."""
    found = GetObject(f"{MACHINE}/W3SVC/1/ROOT")
    kind = GetObject(found.Schema)
    listed = [*kind.MandatoryProperties, *kind.OptionalProperties]
    assert {"Path", "AccessFlags", "AccessRead"} <= set(listed)
    shown = {name for name in listed if found.Get(name) is not None and is_set_here(found, name)}
    flags = {name for name in listed if name.startswith("Access") and "SSL" not in name}
    assert shown == {"KeyType", "Path", "AppRoot", *flags}


def test_enum_shows_the_children_after_it(metabase):
    """docs/behaviour.md, container-5."""
    found = GetObject(f"{MACHINE}/W3SVC")
    assert [child.ADsPath for child in found][:3] == [f"{MACHINE}/W3SVC/{n}" for n in (1, 2, 10)]


def test_find_lists_every_key_that_has_a_property(metabase):
    """docs/behaviour.md, inheritance-4: the property need not be one of the first key's class."""
    found = GetObject(MACHINE).GetDataPaths("ServerComment", 0)
    assert sorted(found) == [f"{MACHINE}/W3SVC/{n}" for n in (1, 10, 2)]
    with pytest.raises(ADSIError) as caught:
        GetObject(MACHINE).GetDataPaths("ServerBindings", 1)
    assert caught.value.hresult & 0xFFFFFFFF == 0x800CC801
    assert GetObject(MACHINE).GetDataPaths("AspSessionTimeout", 1) == ()
