"""From a key to its object: which class it has."""

from __future__ import annotations

import pytest

from adsi.provider import key
from adsiis import GetObject
from adsiis.adsi.binding import class_of, class_type
from adsiis.adsi.container import ADsContainer
from adsiis.adsi.objects import ADsObject
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.record import Key
from adsiis.schema import schema


def put_key_type(metabase, path, data):
    metabase.store.commit([SetRecords(path, (schema().record("KeyType", data),))])


def test_the_class_is_what_keytype_says(metabase):
    """docs/behaviour.md, object-3."""
    assert GetObject("IIS://localhost/W3SVC").Class == "IIsWebService"
    assert GetObject("IIS://localhost/W3SVC/1/ROOT").Class == "IIsWebVirtualDir"


def test_a_key_without_keytype_is_an_iisobject(metabase):
    """docs/behaviour.md, object-3."""
    assert GetObject("IIS://localhost/W3SVC/Untyped").Class == "IIsObject"


@pytest.mark.parametrize("named", ["IIsNothing", "", "ServerComment"])
def test_a_key_of_an_unknown_class_is_an_iisobject(metabase, named):
    """docs/behaviour.md, object-3."""
    put_key_type(metabase, "/LM/W3SVC/Untyped", named)
    assert GetObject("IIS://localhost/W3SVC/Untyped").Class == "IIsObject"


def test_a_class_stored_in_another_letter_case_is_shown_as_the_schema_spells_it(metabase):
    """docs/behaviour.md, object-3."""
    put_key_type(metabase, "/LM/W3SVC/Untyped", "iiswebserver")
    assert GetObject("IIS://localhost/W3SVC/Untyped").Class == "IIsWebServer"


@pytest.mark.parametrize("says", ["IIsComputer", "IIsWebServer", "IIsNothing"])
def test_the_machine_is_the_computer_whatever_its_keytype_says(metabase, says):
    """docs/behaviour.md, object-3."""
    put_key_type(metabase, "/LM", says)
    assert GetObject("IIS://localhost").Class == "IIsComputer"


def test_the_machine_is_itself_however_its_key_is_spelt():
    """docs/behaviour.md, object-3."""
    assert class_of(Key("/lm")).name == "IIsComputer"


def test_a_new_keytype_makes_an_object_of_that_class_at_the_next_bind(metabase):
    """docs/behaviour.md, object-3."""
    odd = GetObject("IIS://localhost/W3SVC/Untyped")
    odd.KeyType = "IISWEBVIRTUALDIR"
    odd.SetInfo()
    found = GetObject("IIS://localhost/W3SVC/Untyped")
    assert found.Class == found.KeyType == "IIsWebVirtualDir"
    found.Path = r"C:\x"


def test_keytype_is_not_handed_down(metabase):
    """docs/behaviour.md, inheritance-2."""
    metabase.store.commit([CreateKey("/LM/W3SVC/1/ROOT/bare")])
    found = GetObject("IIS://localhost/W3SVC/1/ROOT/bare")
    assert (found.Class, found.KeyType) == ("IIsObject", "")


def test_a_key_is_found_past_the_longest_store_key(metabase):
    deep = "/LM/W3SVC/1/ROOT" + "/folder-with-a-long-name" * 40
    metabase.store.commit([CreateKey(deep, tuple(key(deep, "IIsWebDirectory", {}).records.values()))])
    found = GetObject("IIS://localhost" + deep[3:].lower())
    assert (found.Class, found.ADsPath) == ("IIsWebDirectory", "IIS://localhost" + deep[3:])


@pytest.mark.parametrize("found", schema().classes, ids=lambda found: found.name)
def test_every_class_has_a_type_with_its_properties_as_attributes(found):
    """docs/behaviour.md, object-1."""
    kind = class_type(found)
    assert kind is class_type(found)
    assert issubclass(kind, ADsContainer if found.container else ADsObject)
    listed = [schema().property(name) for name in (*found.properties, *found.flags)]
    assert {prop.name for prop in listed if prop is not None} <= set(dir(kind))


def test_no_property_hides_a_member_of_the_objects():
    """docs/behaviour.md, object-1."""
    members = {name.upper() for name in dir(ADsContainer) if not name.startswith("_")}
    assert not members & {prop.name.upper() for prop in schema().properties}
