"""Every class, property and flag of the schema has its object, which says what the schema says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsi.provider import small_store
from adsiis import GetObject
from adsiis.schema import schema

SCHEMA = "IIS://localhost/Schema"
SYNTAX_OF = {
    "BOOL": "Boolean",
    "DWORD": "Integer",
    "STRING": "String",
    "EXPANDSZ": "ExpandSz",
    "MULTISZ": "List",
    "MIMEMAP": "MimeMapList",
    "IPSECLIST": "IPSec",
    "NTACL": "NTAcl",
    "BINARY": "Binary",
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with small_store(tmp_path_factory.mktemp("shared") / "home") as made:
        yield made


def bound(name):
    return GetObject(f"{SCHEMA}/{name}")


@pytest.mark.parametrize("found", schema().classes, ids=lambda found: found.name)
def test_every_class_has_its_object(shared, found):
    """docs/behaviour.md, schema-17."""
    made = bound(found.name)
    assert (made.Name, made.Class, made.Parent) == (found.name, "Class", SCHEMA)
    assert (made.Container, made.Containment) == (found.container, found.can_contain)
    assert made.MandatoryProperties == ()
    wanted = {name for name in (*found.properties, *found.flags) if name != "Location"}
    assert set(made.OptionalProperties) == wanted
    assert len(made.OptionalProperties) == len(wanted)
    assert made.PossibleSuperiors == tuple(c.name for c in schema().classes if found.name in c.can_contain)


@pytest.mark.parametrize("found", schema().properties, ids=lambda found: found.name)
def test_every_property_and_flag_has_its_object(shared, found):
    """docs/behaviour.md, schema-16."""
    made = bound(found.name)
    assert (made.Class, made.PropName, made.Syntax) == ("Property", found.name, SYNTAX_OF[found.type])
    assert (made.MetaId, made.UserType, made.DataType) == (found.id, found.user_type, found.data_type)
    assert made.MultiValued == (found.type in {"MULTISZ", "MIMEMAP"})
    assert made.AllAttributes == found.attributes
    bits = (made.Inherit, made.Secure, made.Reference, made.Volatile, made.PartialPath, made.InsertPath)
    assert bits == tuple(bool(found.attributes & bit) for bit in (1, 4, 8, 0x10, 2, 0x40))
    assert (made.MinRange, made.MaxRange, made.Isinherit, made.OID) == (
        found.low or 0,
        found.high or 0,
        False,
        "",
    )
    assert made.Get("Default") is not None


@given(name=st.sampled_from([p.name for p in schema().properties]), chance=st.randoms(use_true_random=False))
def test_a_property_is_found_in_any_letter_case(shared, name, chance):
    """docs/behaviour.md, schema-7."""
    mixed = "".join(chance.choice((c.upper(), c.lower())) for c in name)
    assert bound(mixed).Name == name
