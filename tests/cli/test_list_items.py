"""Items of lists: adding, removing and replacing them, over plain texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.cli.list_items import ItemError, edited, edits, is_edit

MAPS = (".asp,asp.dll,5,GET", ".cer,asp.dll,5,GET", ".aspx,net.dll,1")
ERRORS = ("404,*,FILE,a.htm", "404,2,FILE,b.htm", "500,12,FILE,c.htm")
ITEMS = st.lists(st.text(min_size=1).filter(lambda text: not is_edit([text])), unique_by=str.upper)


def changed(name, items, *words):
    return edited(name, items, edits(words))


def test_an_item_is_added_at_the_end():
    """docs/behaviour.md, manage-1."""
    assert changed("ServerBindings", (":80:",), "--add", ":81:") == (":80:", ":81:")


def test_adding_what_is_there_changes_nothing():
    assert changed("ServerBindings", (":80:a",), "--add", ":80:A") == (":80:a",)


def test_an_item_is_named_whole_or_by_its_beginning_up_to_a_comma():
    """docs/behaviour.md, manage-1."""
    assert changed("ScriptMaps", MAPS, "--remove", ".ASP") == MAPS[1:]
    assert changed("ScriptMaps", MAPS, "--remove", ".asp,asp.dll,5,GET") == MAPS[1:]
    assert changed("HttpErrors", ERRORS, "--remove", "404,2") == (ERRORS[0], ERRORS[2])
    assert changed("HttpErrors", ERRORS, "--replace", "500", "500,12,URL,/x")[2] == "500,12,URL,/x"


def test_an_item_is_replaced_where_it_stands():
    assert changed("ScriptMaps", MAPS, "--replace", ".cer", ".cer,new.dll,1") == (
        MAPS[0],
        ".cer,new.dll,1",
        MAPS[2],
    )


def test_changes_are_made_one_after_another():
    words = ("--remove", "a", "b", "--add", "d", "e", "--replace", "e", "f")
    assert changed("DefaultDoc", ("a", "b", "c"), *words) == ("c", "d", "f")


@pytest.mark.parametrize(
    ("name", "items", "words", "said"),
    [
        ("HttpErrors", ERRORS, ["--remove", "404"], "'404' names 2 items of HttpErrors"),
        ("ScriptMaps", MAPS, ["--remove", ".axp"], "ScriptMaps has no item '.axp'; did you mean '.asp"),
        ("ServerBindings", (":80:",), ["--remove", "443"], "has no item '443': it has ':80:'."),
        ("ServerBindings", (), ["--remove", ":80:"], "it is empty"),
        ("X", tuple("abcdefg"), ["--remove", "12345"], "'a', 'b', 'c', 'd', 'e' and 2 more."),
        ("ScriptMaps", MAPS, ["--add", ".asp,other.dll,5"], "--replace .asp '.asp,other.dll,5'"),
        ("MimeMap", (".x,text/x",), ["--add", ".X,text/y"], "takes one item for '.X'"),
        ("X", (), ["--add"], "--add takes an item; 0 words follow it"),
        ("X", ("a",), ["--replace", "a"], "--replace takes the old item and the new one; 1 words follow it"),
        ("X", ("a",), ["--replace", "a", "b", "c"], "3 words follow it"),
    ],
)
def test_what_cannot_be_done_says_what_would_be_right(name, items, words, said):
    with pytest.raises(ItemError) as raised:
        changed(name, items, *words)
    assert said in str(raised.value)


@given(ITEMS, st.text(min_size=1).filter(lambda text: not is_edit([text])))
def test_what_is_added_can_be_removed_again(items, new):
    if new.upper() in map(str.upper, items):
        return
    added = changed("X", items, "--add", new)
    assert added == (*items, new)
    assert changed("X", added, "--remove", new) == tuple(items)
