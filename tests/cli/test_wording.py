"""Values in words."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from adsiis.cli.listing import Entry, Listing
from adsiis.cli.wording import entry_lines, listing_lines, plain, visible

COMMENT = Entry("ServerComment", 1015, "STRING", "Our shop", "set", "/W3SVC/1")
BINDINGS = Entry("ServerBindings", 1023, "MULTISZ", [":80:", ":81:"], "inherited", "/W3SVC")
ACCESS = Entry("AccessFlags", 6016, "DWORD", 513, "default", flags=["AccessRead", "AccessScript"])


def lines(entry, *, with_origin=False):
    return list(entry_lines(entry, with_origin=with_origin))


@given(st.text(st.characters(exclude_categories=())))
def test_no_control_character_reaches_a_terminal(text):
    """docs/behaviour.md, cli-7."""
    shown = visible(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@given(st.text(st.sampled_from("aZ äß漢 \"'")))
def test_ordinary_text_is_shown_as_it_is(text):
    assert visible(text) == text


def test_names_are_padded_and_texts_quoted():
    assert lines(COMMENT) == ['ServerComment                   : (STRING) "Our shop"']


def test_a_list_has_an_item_a_line():
    assert lines(BINDINGS) == ["ServerBindings                  : (MULTISZ) 2 items", '  ":80:"', '  ":81:"']


def test_a_number_of_flags_names_them():
    assert lines(ACCESS) == ["AccessFlags                     : (DWORD) 513 (AccessRead|AccessScript)"]


def test_the_origin_stands_in_brackets():
    assert lines(COMMENT, with_origin=True)[0].endswith('"Our shop"  [set at /W3SVC/1]')
    assert lines(BINDINGS, with_origin=True)[0].endswith("2 items  [inherited from /W3SVC]")
    assert lines(ACCESS, with_origin=True)[0].endswith("  [default]")


def test_children_follow_the_values_in_brackets():
    top = Listing("/", "IIsComputer", [], ["W3SVC"])
    site = Listing("/W3SVC/1", "IIsWebServer", [COMMENT], ["ROOT", "a\x1b[2J"])
    assert list(listing_lines(top, with_origin=False)) == ["[/W3SVC]"]
    assert list(listing_lines(site, with_origin=False))[1:] == ["[/W3SVC/1/ROOT]", r"[/W3SVC/1/a\x1b[2J]"]


def test_a_bare_value_is_the_value_itself():
    assert plain(COMMENT) == "Our shop"
    assert plain(BINDINGS) == ":80:\n:81:"
    assert plain(ACCESS) == "513"
