"""`find`: texts in names of keys, names of properties, and values."""

from __future__ import annotations

import pytest

from adsiis.cli.listing import MASK


def found(adsiis, *words):
    outcome = adsiis("find", *words, "--json")
    return [(one["path"], one["match"], one.get("property")) for one in outcome.json]


def test_a_text_is_found_in_keys_properties_and_values(home, adsiis):
    """docs/behaviour.md, manage-2."""
    adsiis("create", "W3SVC/1/ROOT/Bindings", "IIsWebDirectory")
    adsiis("set", "W3SVC/1/ROOT/DefaultDoc", "my bindings.htm")
    assert found(adsiis, "BINDINGS", "W3SVC/1") == [
        ("/W3SVC/1", "property", "ServerBindings"),
        ("/W3SVC/1/ROOT", "value", "DefaultDoc"),
        ("/W3SVC/1/ROOT/Bindings", "key", None),
    ]


def test_only_the_key_and_what_stands_below_is_searched(home, adsiis):
    everywhere = found(adsiis, "DefaultDoc")
    assert {path for path, _, _ in everywhere} == {"/W3SVC", "/W3SVC/1"}
    assert {path for path, _, _ in found(adsiis, "DefaultDoc", "w3svc/1")} == {"/W3SVC/1"}


def test_of_a_list_the_items_with_the_text_are_shown(home, adsiis):
    outcome = adsiis("find", ".shtm", "W3SVC")
    assert [line.split("\t")[2].split(",")[0] for line in outcome.out.splitlines()] == [".shtm", ".shtml"]


@pytest.mark.parametrize("text", ["513", "0x201", "accessscript"])
def test_a_number_is_found_whole_in_hexadecimal_and_by_its_flags(home, adsiis, text):
    """docs/behaviour.md, manage-2."""
    assert ("/W3SVC/1/ROOT", "value", "AccessFlags") in found(adsiis, text, "W3SVC/1")
    assert found(adsiis, "51", "W3SVC/1/ROOT") == []


def test_secure_values_are_neither_searched_nor_shown(home, adsiis):
    """docs/behaviour.md, cli-8, manage-2."""
    adsiis("set", "W3SVC/1/AnonymousUserPass", "open sesame")
    outcome = adsiis("find", "sesame")
    assert (outcome.code, outcome.out) == (1, "")
    by_name = adsiis("find", "AnonymousUserPass", "W3SVC/1", "--json")
    assert [one["value"] for one in by_name.json] == [MASK]
    assert "sesame" not in adsiis("find", "e").out
    assert adsiis("find", MASK).code == 1


def test_a_text_that_occurs_nowhere_is_a_failure_that_says_so(home, adsiis):
    """docs/behaviour.md, manage-2."""
    assert adsiis("find", "nowhere at all", "W3SVC/1") == (
        1,
        "",
        "adsiis: 'nowhere at all' occurs nowhere at or below /W3SVC/1.\n",
    )
    assert adsiis("find", "nowhere at all", "--json").json == []


def test_a_key_that_is_not_there_is_named(home, adsiis):
    outcome = adsiis("find", "x", "W3SVC/99")
    assert (outcome.code, outcome.err) == (1, "adsiis: There is no key /W3SVC/99.\n")
