"""`MBSchema.xml`: what is written says everything the schema does."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from adsiis.formats.errors import FormatError
from adsiis.formats.mbschema import text_of
from adsiis.formats.metabase_xml.guard import guarded, items, plain
from adsiis.metabase.record import BINARY, DWORD, EXPANDSZ, INHERIT, MULTISZ, SECURE, STRING
from adsiis.schema import Property, Schema, schema
from adsiis.schema.reader import class_with

SPACE = "{x-schema:CatMeta.xms}"
TYPES = {
    "BOOL": DWORD,
    "DWORD": DWORD,
    "STRING": STRING,
    "EXPANDSZ": EXPANDSZ,
    "MULTISZ": MULTISZ,
    "MIMEMAP": MULTISZ,
    "BINARY": BINARY,
    "IPSECLIST": BINARY,
    "NTACL": BINARY,
}
USER_TYPES = {"IIS_MD_UT_SERVER": 1, "IIS_MD_UT_FILE": 2, "IIS_MD_UT_WAM": 100, "ASP_MD_UT_APP": 101}
ATTRIBUTES = {"NO_ATTRIBUTES": 0, "INHERIT": 1, "SECURE": 4, "REFERENCE": 8, "VOLATILE": 16}


def parsed(text):
    """The collections of a file, by name, with line breaks in values marked as in a MetaBase.xml."""
    root = etree.fromstring("".join(guarded(text, "MBSchema.xml")).encode())
    assert root.tag == f"{SPACE}MetaData"
    [database] = root
    assert (database.tag, database.get("InternalName")) == (f"{SPACE}DatabaseMeta", "METABASE")
    return {collection.get("InternalName"): collection for collection in database}


def read_back(text):
    """The schema that a file says, by a reading of our own."""
    collections = parsed(text)
    properties = [p for element in collections["IIsConfigObject"] for p in read_property(element)]
    by_owner = {}
    for flag in (p for p in properties if p.flag_of):
        by_owner.setdefault(flag.flag_of, []).append(flag)
    flags = {owner: tuple(listed) for owner, listed in by_owner.items()}
    return Schema(properties, [read_class(name, element, flags) for name, element in collections.items()])


def read_property(element):
    get = element.get
    kind, bits = get("Type"), {flag.get("InternalName"): int(flag.get("Value")) for flag in element}
    user_type = USER_TYPES.get(get("UserType"), 0)
    attributes = sum(ATTRIBUTES[word] for word in get("Attributes").split(" | "))
    default = None if get("DefaultValue") is None else read_value(kind, get("DefaultValue"), bits)
    low, high = (None if get(at) is None else int(get(at)) for at in ("StartingNumber", "EndingNumber"))
    hidden = get("MetaFlags") == "HIDDEN"
    yield Property(
        get("InternalName"),
        int(get("ID")),
        kind,
        TYPES[kind],
        user_type,
        attributes,
        default,
        low,
        high,
        hidden=hidden,
    )
    for flag in element:
        name, bit = flag.get("InternalName"), int(flag.get("Value"))
        of = None if default is None else int(bool(default & bit))
        yield Property(
            name,
            int(flag.get("ID")),
            "BOOL",
            DWORD,
            user_type,
            attributes,
            of,
            flag_of=get("InternalName"),
            bit=bit,
        )


def read_value(kind, text, bits):
    if kind == "BOOL":
        return {"TRUE": 1, "FALSE": 0}[text]
    if kind == "DWORD":
        words = text.split(" | ") if text else []
        return sum(bits[word] if word in bits else int(word) for word in words)
    if TYPES[kind] == MULTISZ:
        return items(text)
    return bytes.fromhex(text) if TYPES[kind] == BINARY else plain(text)


def read_class(name, element, flags):
    own = tuple(
        each.get("InternalName") or each.get("InheritsPropertiesFrom").removeprefix("IIsConfigObject:")
        for each in element
    )
    return class_with(
        name,
        () if name == "IIsConfigObject" else own,
        flags,
        tuple((element.get("ContainerClassList") or "").split(","))
        if element.get("ContainerClassList")
        else (),
        container="CONTAINERCLASS" in element.get("MetaFlagsEx"),
        hidden="HIDDEN" in element.get("MetaFlags"),
    )


def order(found):
    return sorted(found.properties, key=lambda p: p.name), found.classes


def test_the_built_in_schema_is_written_whole():
    """docs/behaviour.md, mbschema-1 to mbschema-3."""
    back = read_back(text_of(schema()))
    assert order(back) == order(schema())


def test_collections_are_as_the_pages_show_them():
    """docs/behaviour.md, mbschema-1."""
    found = parsed(text_of(schema()))
    assert list(found)[:2] == ["MetabaseBaseClass", "IIsConfigObject"]
    assert dict(found["IIsWebServer"].attrib) == {
        "InternalName": "IIsWebServer",
        "MetaFlagsEx": "NOTABLESCHEMAHEAPENTRY | CONTAINERCLASS",
        "MetaFlags": "HASUNKNOWNSIZES",
        "ContainerClassList": "IIsObject,IIsCertMapper,IIsFilters,IIsWebVirtualDir",
        "InheritsPropertiesFrom": "MetabaseBaseClass",
    }
    assert found["IIsConfigObject"].get("MetaFlags") == "HASUNKNOWNSIZES | HIDDEN"
    assert [dict(each.attrib) for each in found["IIsCertMapper"]] == [
        {"InheritsPropertiesFrom": f"IIsConfigObject:{name}"}
        for name in ("KeyType", "AdminACL", "AdminACLBin")
    ]


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        (
            "HttpErrors",
            {
                "ID": "6008",
                "Type": "MULTISZ",
                "UserType": "IIS_MD_UT_FILE",
                "Attributes": "INHERIT",
                "MetaFlagsEx": "CACHE_PROPERTY_MODIFIED",
            },
        ),
        (
            "AppRoot",
            {
                "ID": "2103",
                "Type": "STRING",
                "UserType": "IIS_MD_UT_FILE",
                "Attributes": "INHERIT",
                "MetaFlagsEx": "CACHE_PROPERTY_CLEARED",
            },
        ),
        (
            "AppPoolQueueLength",
            {
                "ID": "9017",
                "Type": "DWORD",
                "UserType": "IIS_MD_UT_SERVER",
                "Attributes": "INHERIT",
                "MetaFlagsEx": "CACHE_PROPERTY_MODIFIED",
                "StartingNumber": "10",
                "EndingNumber": "65535",
                "DefaultValue": "1000",
            },
        ),
    ],
)
def test_a_property_is_as_the_pages_show_it(name, attributes):
    """docs/behaviour.md, mbschema-2."""
    every = {each.get("InternalName"): each for each in parsed(text_of(schema()))["IIsConfigObject"]}
    assert dict(every[name].attrib) == {"InternalName": name, **attributes}


def test_flags_stand_in_their_number():
    """docs/behaviour.md, mbschema-2, mbschema-3."""
    every = {each.get("InternalName"): each for each in parsed(text_of(schema()))["IIsConfigObject"]}
    flags = every["AuthFlags"]
    assert flags.get("DefaultValue") == "AuthAnonymous"
    assert dict(flags[0].attrib) == {"InternalName": "AuthBasic", "Value": "2", "ID": "6219"}
    assert "AuthBasic" not in every


TEXTS = st.text(
    st.one_of(
        st.sampled_from("\t\n\r \"'<>&|"),
        st.characters(codec="utf-8", min_codepoint=32, exclude_characters="\x7f\ufffe\uffff"),
    ),
    min_size=1,
    max_size=12,
)
DEFAULTS = st.one_of(
    st.tuples(st.sampled_from(["STRING", "EXPANDSZ"]), TEXTS),
    st.tuples(st.sampled_from(["MULTISZ", "MIMEMAP"]), st.lists(TEXTS, max_size=4).map(tuple)),
    st.tuples(st.just("DWORD"), st.integers(0, 0xFFFFFFFF)),
    st.tuples(st.just("BOOL"), st.integers(0, 1)),
    st.tuples(st.sampled_from(["BINARY", "NTACL"]), st.binary(max_size=9)),
)


@settings(max_examples=60)
@given(
    drawn=DEFAULTS,
    attributes=st.sampled_from([0, INHERIT, INHERIT | SECURE]),
    user_type=st.sampled_from([1, 2, 100]),
)
def test_what_was_added_is_written_too_whatever_its_default(drawn, attributes, user_type):
    """docs/behaviour.md, mbschema-3, schema-12."""
    kind, default = drawn
    added = Property("Mine", 130_000, kind, TYPES[kind], user_type, attributes, default, 1, 9)
    base = [c for c in schema().classes if c.name in {"MetabaseBaseClass", "IIsConfigObject"}]
    found = Schema([added], [*base, class_with("Own", ("Mine",), {}, ("Own",), container=True)])
    back = read_back(text_of(found))
    assert back.properties == found.properties
    assert back.classes == found.classes


def test_bits_without_a_name_are_written_as_a_number():
    """docs/behaviour.md, mbschema-3."""
    number = msgspec.structs.replace(schema().property("AuthFlags"), default=0x8003)
    flags = schema().flags_of("AuthFlags")
    base = [c for c in schema().classes if c.name in {"MetabaseBaseClass", "IIsConfigObject"}]
    assert 'DefaultValue="AuthBasic | AuthAnonymous | 32768"' in text_of(Schema([number, *flags], base))


@pytest.mark.parametrize("default", ["a\0b", "\x1b", "\ufffe", ("ok", "\x01")])
def test_a_character_that_xml_does_not_have_is_refused(default):
    """docs/behaviour.md, mbschema-3."""
    kind = "STRING" if isinstance(default, str) else "MULTISZ"
    base = [c for c in schema().classes if c.name in {"MetabaseBaseClass", "IIsConfigObject"}]
    with pytest.raises(FormatError, match="cannot be written"):
        text_of(Schema([Property("Mine", 1, kind, TYPES[kind], 1, 0, default)], base))
