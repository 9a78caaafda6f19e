"""What stands at a key, over any tree."""

from __future__ import annotations

import msgspec
import pytest

from adsiis.cli.listing import MASK, class_of, entry, listing, listings
from adsiis.metabase.errors import KeyNotFoundError
from adsiis.metabase.record import BINARY, DWORD, FOREIGN, SECURE, STRING, Key, Record
from adsiis.metabase.tree import MemoryTree, lineage
from adsiis.schema import SchemaError, schema


def key(path, *extra, **values):
    records = [schema().record(name, data) for name, data in values.items()]
    return Key(path, {record.id: record for record in (*records, *extra)})


@pytest.fixture
def tree():
    return MemoryTree(
        [
            key("/LM/W3SVC", KeyType="IIsWebService", AccessFlags=513, AnonymousUserPass="hush"),
            key("/LM/W3SVC/1", KeyType="IIsWebServer", ServerComment="Shop", ServerBindings=(":80:",)),
            key("/LM/W3SVC/1/ROOT", KeyType="IIsWebVirtualDir", Path=r"C:\web"),
        ]
    )


def values(found):
    return {each.name: each.value for each in found.properties}


def one(tree, path, name, reveal=None):
    return entry(lineage(tree, path), path, name, reveal)


def test_a_listing_has_what_is_set_at_the_key_and_the_keys_below(tree):
    """docs/behaviour.md, cli-3."""
    found = listing(tree, "/LM/W3SVC/1")
    assert (found.path, found.class_, found.children) == ("/W3SVC/1", "IIsWebServer", ["ROOT"])
    assert values(found) == {"KeyType": "IIsWebServer", "ServerBindings": [":80:"], "ServerComment": "Shop"}
    assert {each.source for each in found.properties} == {"set"}


def test_with_everything_a_listing_has_what_is_inherited_and_the_defaults(tree):
    found = {each.name: each for each in listing(tree, "/LM/W3SVC/1", everything=True).properties}
    assert (found["AccessFlags"].source, found["AccessFlags"].at) == ("inherited", "/W3SVC")
    assert (found["ServerSize"].source, found["ServerSize"].at) == ("default", None)
    assert not {"ServerState", "ServerCommand", "Win32Error"} & set(found), "states are not configuration"


def test_key_type_comes_first_and_the_rest_by_name(tree):
    assert [each.name for each in listing(tree, "/LM/W3SVC/1").properties] == [
        "KeyType",
        "ServerBindings",
        "ServerComment",
    ]


def test_listings_go_through_the_tree_from_the_top(tree):
    assert [each.path for each in listings(tree, "/LM/W3SVC")] == ["/W3SVC", "/W3SVC/1", "/W3SVC/1/ROOT"]
    assert listings(tree, "/LM/W3SVC")[2] == listing(tree, "/LM/W3SVC/1/ROOT")


@pytest.mark.parametrize("look", [listing, listings, lambda tree, path: one(tree, path, "KeyType")])
def test_a_key_that_is_missing_is_named(tree, look):
    with pytest.raises(KeyNotFoundError, match="There is no key /W3SVC/9"):
        look(tree, "/LM/W3SVC/9")


def test_numbers_of_flags_are_resolved_and_unnamed_bits_kept():
    tree = MemoryTree([key("/LM/W3SVC", KeyType="IIsWebService", AccessFlags=513 | 1 << 30)])
    assert one(tree, "/LM/W3SVC", "AccessFlags").flags == ["AccessRead", "AccessScript", "0x40000000"]


@pytest.mark.parametrize(("flag", "value"), [("AccessRead", True), ("accesswrite", False)])
def test_a_flag_is_a_bit_of_its_number(tree, flag, value):
    found = one(tree, "/LM/W3SVC/1", flag)
    assert (found.value, found.type, found.source, found.at) == (value, "BOOL", "inherited", "/W3SVC")


def test_where_nothing_is_set_the_schema_default_is_seen(tree):
    """docs/behaviour.md, cli-4."""
    assert one(tree, "/LM/W3SVC/1", "AllowKeepAlive").source == "default"
    assert one(tree, "/LM/W3SVC/1", "AllowKeepAlive").value is True
    assert one(tree, "/LM/W3SVC/1", "SecureBindings").value == []


def test_a_property_that_the_class_lacks_is_refused(tree):
    with pytest.raises(SchemaError, match="IIsWebServer has no property Path; the key is /W3SVC/1"):
        one(tree, "/LM/W3SVC/1", "Path")


def test_an_unknown_property_is_refused_and_a_near_one_named(tree):
    with pytest.raises(SchemaError, match="no property 'ServerComent'; did you mean ServerComment"):
        one(tree, "/LM/W3SVC/1", "ServerComent")


def test_secure_values_are_masked_wherever_they_appear(tree):
    """docs/behaviour.md, cli-8."""
    assert one(tree, "/LM/W3SVC", "AnonymousUserPass").value == MASK
    assert one(tree, "/LM/W3SVC/1", "AnonymousUserPass").value == MASK
    assert one(tree, "/LM/W3SVC/1/ROOT", "UNCPassword").value == MASK
    assert b"hush" not in msgspec.json.encode(listings(tree, "/LM"))
    assert b"hush" not in msgspec.json.encode([listing(tree, "/LM/W3SVC/1", everything=True)])


def test_a_secure_value_is_shown_to_who_reveals_it(tree):
    assert one(tree, "/LM/W3SVC", "AnonymousUserPass", lambda record: record).value == "hush"


def test_records_that_the_schema_does_not_know_are_shown_under_their_names_or_numbers():
    named = Record(70001, 0, 1, STRING, "2004", name="DeployStamp")
    nameless = Record(70002, 0, 1, BINARY, b"\x01\xff")
    secret = Record(70003, SECURE, 1, STRING, "cipher", form=FOREIGN)
    tree = MemoryTree([key("/LM/X", named, nameless, secret)])
    assert values(listing(tree, "/LM/X")) == {"DeployStamp": "2004", "#70002": "01ff", "#70003": MASK}
    assert one(tree, "/LM/X", "deploystamp").value == "2004"
    assert one(tree, "/LM/X", "#70002").value == "01ff"


def test_a_record_of_another_type_than_the_schemas_shows_its_own():
    wrong = Record(schema().property("ServerComment").id, 0, 1, DWORD, 7)
    tree = MemoryTree([key("/LM/X", wrong)])
    assert (listing(tree, "/LM/X").properties[0].type, listing(tree, "/LM/X").properties[0].value) == (
        "DWORD",
        7,
    )


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (key("/LM/W3SVC/1", KeyType="iiswebserver"), "IIsWebServer"),
        (key("/LM/W3SVC/1", KeyType="Nonsense"), "IIsObject"),
        (key("/LM/W3SVC/1"), "IIsObject"),
        (key("/lm"), "IIsComputer"),
    ],
)
def test_the_class_is_what_key_type_says(made, expected):
    assert class_of(made).name == expected
