"""A foreign MBSchema.xml becomes an extension of our schema; ours says nothing new."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adsiis.formats import mbschema, mbschema_reading
from adsiis.formats.errors import SchemaFileError
from adsiis.metabase.record import Key
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import extension as ext
from adsiis.schema import schema
from adsiis.schema.extending import record_of
from adsiis.schema.extension import schema_in

NAMES = st.from_regex(r"Contoso[A-Z][a-z]{0,6}", fullmatch=True)
KINDS = st.sampled_from(["DWORD", "STRING", "MULTISZ", "BINARY", "BOOL", "EXPANDSZ", "NTACL"])


def member(field, data):
    return field.id, record_of(field, data)


@st.composite
def extended(draw):
    """A schema with properties and classes of its own."""
    names = draw(st.lists(NAMES, unique=True, max_size=4))
    keys = []
    for number, name in enumerate(names):
        records = [member(ext.KIND, "Property"), member(ext.META_ID, 140_000 + number)]
        records += [member(ext.TYPE, draw(KINDS)), member(ext.ATTRIBUTES, draw(st.sampled_from([0, 1, 5])))]
        records.append(member(ext.USER_TYPE, draw(st.sampled_from([1, 2, 100, 300]))))
        keys.append(Key(f"/Schema/{name}", dict(records)))
    listed = ("KeyType", *names, "Path")
    keys.append(
        Key("/Schema/ContosoThing", dict([member(ext.KIND, "Class"), member(ext.OPTIONAL_PROPERTIES, listed),
            member(ext.CONTAINMENT, ("IIsWebFile",)), member(ext.CONTAINER, 1)]))
    )  # fmt: skip
    return schema_in(MemoryTree(keys))


def test_our_own_schema_says_nothing_new():
    """docs/behaviour.md, mbschema-4."""
    found = mbschema_reading.read(mbschema.text_of(schema()))
    assert (found.keys, found.warnings) == ([], [])
    assert (found.properties > 500, found.classes > 50) == (True, True)


@settings(max_examples=6)
@given(extended())
def test_a_schema_written_and_read_is_the_same_schema(known):
    """docs/behaviour.md, mbschema-4."""
    found = mbschema_reading.read(mbschema.text_of(known))
    again = schema_in(MemoryTree(found.keys))
    for made in known.properties:
        assert again.property(made.name) == made
    for kind in known.classes:
        assert set(again.class_(kind.name).properties) == set(kind.properties)
        assert again.class_(kind.name).can_contain == kind.can_contain


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("<configuration/>", "begins with <configuration>", 1),
        ("<MetaData/>", "holds no <Collection>", 1),
        ("<MetaData>\n<DatabaseMeta>\n<Collection/></DatabaseMeta></MetaData>", "no InternalName", 3),
        ("<MetaData><DatabaseMeta>", "ends", 1),
        (
            '<MetaData><D><Collection InternalName="a">\n<Property InternalName="b" ID="x"/></Collection></D></MetaData>',
            "ID is no number",
            2,
        ),
        (
            '<MetaData><D><Collection InternalName="a">\n<Property InternalName="b" ID="1" Type="UTF"/></Collection></D></MetaData>',
            "is no type",
            2,
        ),
        ('<!DOCTYPE a [<!ENTITY b "c">]><MetaData/>', "document type", 1),
    ],
)
def test_what_is_broken_is_told_with_its_line(text, words, line):
    """docs/behaviour.md, mbschema-4."""
    with pytest.raises(SchemaFileError, match=words) as caught:
        mbschema_reading.read(text, name="s.xml")
    assert caught.value.line == line
