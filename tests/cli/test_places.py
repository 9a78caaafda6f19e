"""What a PATH names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.cli.places import Place, place, property_place, short
from adsiis.metabase.errors import InvalidPathError

names = st.text(
    st.characters(min_codepoint=0x20, exclude_characters="/:\x7f", exclude_categories=("Cs", "Cc", "Zs")),
    min_size=1,
    max_size=12,
).filter(lambda name: name.upper() != "LM" and name == name.strip())


@pytest.mark.parametrize(
    "text",
    ["W3SVC/1", "/W3SVC/1", "W3SVC/1/", "/LM/W3SVC/1", "/lm/W3SVC/1", "IIS://localhost/W3SVC/1", " W3SVC/1 "],
)
def test_a_key_may_be_written_in_several_ways(text):
    """docs/behaviour.md, cli-2."""
    assert place(text) == Place("localhost", "/LM/W3SVC/1")


@pytest.mark.parametrize("text", ["", "/", "/LM", "/LM/", "IIS://localhost", "iis://localhost/"])
def test_the_top_is_the_machine(text):
    assert place(text) == Place("localhost", "/LM")


def test_the_machine_of_an_adspath_counts_more_than_that_of_the_option():
    assert place("IIS://alpha/W3SVC", "beta") == Place("alpha", "/LM/W3SVC")
    assert place("W3SVC", "beta") == Place("beta", "/LM/W3SVC")


def test_a_key_that_begins_with_lm_is_not_the_top():
    assert place("/LMX/1").key == "/LM/LMX/1"


def test_the_last_part_is_the_property():
    assert property_place("W3SVC/1/ServerComment") == (Place("localhost", "/LM/W3SVC/1"), "ServerComment")
    assert property_place("PathMap") == (Place("localhost", "/LM"), "PathMap")


@pytest.mark.parametrize("text", ["W3SVC//1", "//W3SVC", "W3SVC/\x07", "x" * 257, "LDAP://host/W3SVC"])
def test_a_text_with_an_impossible_name_is_no_path(text):
    with pytest.raises(InvalidPathError, match="is no path"):
        place(text)


@pytest.mark.parametrize("text", ["", "/", "IIS://localhost"])
def test_the_top_alone_names_no_property(text):
    with pytest.raises(InvalidPathError, match="names no property"):
        property_place(text)


@given(st.lists(names, min_size=1, max_size=4))
def test_what_we_show_leads_back_to_the_same_key(parts):
    """docs/behaviour.md, cli-2: a path we print may be given to any command."""
    key = "/LM/" + "/".join(parts)
    assert place(short(key)).key == key
    assert place(place("/".join(parts)).adspath).key == key
