"""`set PATH/LIST --add|--remove|--replace`."""

from __future__ import annotations

import pytest


def test_items_are_changed_in_what_the_key_sees(home, adsiis):
    """docs/behaviour.md, manage-1: an inherited list is set at the key, with the change."""
    inherited = adsiis("get", "W3SVC/1/ROOT/ScriptMaps", "--json").json["value"]
    outcome = adsiis("set", "W3SVC/1/ROOT/ScriptMaps", "--add", r".php,C:\php.dll,5", "--remove", ".cer")
    assert outcome.code == 0, outcome.err
    assert "[set at /W3SVC/1/ROOT]" in outcome.out
    now = adsiis("get", "W3SVC/1/ROOT/ScriptMaps", "--json").json["value"]
    assert now == [item for item in inherited if not item.startswith(".cer,")] + [r".php,C:\php.dll,5"]
    assert adsiis("get", "W3SVC/ScriptMaps", "--json").json["value"] == inherited


def test_a_mime_map_is_a_list_too(home, adsiis):
    before = adsiis("get", "MimeMap/MimeMap", "--json").json["value"]
    adsiis(
        "set", "MimeMap/MimeMap", "--replace", ".htm", ".htm,application/xhtml+xml", "--add", ".new,text/new"
    )
    now = adsiis("get", "MimeMap/MimeMap", "--json").json["value"]
    assert set(now) - set(before) == {".htm,application/xhtml+xml", ".new,text/new"}
    assert len(now) == len(before) + 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["W3SVC/1/ServerBindings", "--remove", ":443:"], 1, "has no item ':443:'"),
        (["W3SVC/1/ServerComment", "--add", "x"], 2, "ServerComment is no list"),
        (["W3SVC/1/ServerBindings", "--add"], 1, "--add takes an item"),
    ],
)
def test_a_refused_change_leaves_the_list_alone(home, adsiis, words, code, said):
    before = adsiis("enum", "W3SVC/1", "--json").out
    outcome = adsiis("set", *words)
    assert (outcome.code, outcome.out) == (code, "")
    assert said in outcome.err
    assert adsiis("enum", "W3SVC/1", "--json").out == before


def test_a_single_value_may_look_like_an_option(home, adsiis):
    assert adsiis("set", "--json", "W3SVC/1/ServerComment", "--add").json["value"] == "--add"
