"""`set`, `create` and `delete`."""

from __future__ import annotations

import pytest

from cli.calls import process


def test_set_changes_the_store_and_prints_what_is_now(home):
    outcome = process("set", "W3SVC/1/ServerComment", "Our shop", home=home)
    assert outcome.code == 0
    assert outcome.out.endswith(': (STRING) "Our shop"  [set at /W3SVC/1]\n')
    assert process("get", "W3SVC/1/ServerComment", home=home).out == "Our shop\n"


@pytest.mark.parametrize(
    ("path", "values", "shown"),
    [
        ("W3SVC/1/ServerBindings", [":80:", ":81:shop"], [":80:", ":81:shop"]),
        ("W3SVC/1/ServerBindings", [], []),
        ("W3SVC/1/MaxConnections", ["-1"], 0xFFFFFFFF),
        ("W3SVC/1/MaxConnections", ["0x10"], 16),
        ("W3SVC/1/ROOT/AccessFlags", ["AccessRead|AccessExecute"], 5),
        ("W3SVC/1/ROOT/AccessWrite", ["true"], True),
        ("W3SVC/1/ServerComment", ["--json"], "--json"),
        ("W3SVC/1/ServerComment", [""], ""),
        ("W3SVC/1/ServerComment", ["Grüße, 漢字"], "Grüße, 漢字"),
        ("MimeMap/MimeMap", [".x,text/x", ".y,text/y"], [".x,text/x", ".y,text/y"]),
        ("W3SVC/SSLCertHash", ["01ff"], "01ff"),
    ],
)
def test_set_takes_every_type_from_words(home, adsiis, path, values, shown):
    """docs/behaviour.md, cli-5."""
    outcome = adsiis("set", "--json", path, *values)
    assert outcome.code == 0, outcome.err
    assert outcome.json["value"] == shown
    assert adsiis("get", path, "--json").json["value"] == shown


def test_setting_a_flag_leaves_the_others_alone(home, adsiis):
    before = adsiis("get", "W3SVC/1/ROOT/AccessFlags", "--json").json["flags"]
    adsiis("set", "W3SVC/1/ROOT/AccessWrite", "True")
    assert set(adsiis("get", "W3SVC/1/ROOT/AccessFlags", "--json").json["flags"]) == {*before, "AccessWrite"}


def test_a_secret_that_is_not_on_the_command_line_is_read_from_standard_input(home):
    """docs/behaviour.md, cli-8: other users see the words of a command line."""
    outcome = process("set", "W3SVC/1/AnonymousUserPass", home=home, feed="open sesame\n")
    assert outcome.code == 0
    assert "open sesame" not in outcome.out + outcome.err
    shown = process("get", "W3SVC/1/AnonymousUserPass", "--show-secret", home=home)
    assert shown.out == "open sesame\n"


def test_a_secret_is_not_emptied_by_an_empty_standard_input(home):
    assert process("set", "W3SVC/1/AnonymousUserPass", home=home, feed="").code == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["W3SVC/1/MaxConnections", "many"], 1, "MaxConnections takes a whole number"),
        (["W3SVC/1/AllowKeepAlive", "perhaps"], 1, "AllowKeepAlive takes True or False"),
        (["W3SVC/1/ROOT/AccessFlags", "AccessRead|AccessFly"], 1, "is no number"),
        (["W3SVC/SSLCertHash", "xyz"], 1, "SSLCertHash takes bytes as pairs of hexadecimal digits"),
        (["W3SVC/1/Nonsense", "1"], 1, "IIsWebServer has no property Nonsense"),
        (["W3SVC/1/Path", "1"], 1, "IIsWebServer has no property Path"),
        (["W3SVC/9/ServerComment", "x"], 1, "There is no key IIS://localhost/W3SVC/9"),
        (["W3SVC/1/ServerState", "2"], 1, "ServerState tells what is and cannot be set"),
        (["W3SVC/1/KeyType", "IIsNonsense"], 1, "'IIsNonsense' is none"),
        (["W3SVC/1/ServerComment", "a", "b"], 2, "ServerComment takes one value; 2 were given"),
        (["W3SVC/1/ServerComment"], 2, "ServerComment takes one value; 0 were given"),
    ],
)
def test_what_set_refuses_it_names_and_leaves_alone(home, adsiis, words, code, said):
    before = adsiis("enum", "-r", "--json").out
    outcome = adsiis("set", *words)
    assert (outcome.code, outcome.out) == (code, "")
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert adsiis("enum", "-r", "--json").out == before


def test_create_makes_a_key_of_its_class(home, adsiis):
    outcome = adsiis("create", "W3SVC/2", "iiswebserver")
    assert outcome == (0, "created /W3SVC/2 (IIsWebServer)\n", "")
    assert adsiis("enum", "W3SVC/2", "--json").json["class"] == "IIsWebServer"
    made = adsiis("create", "W3SVC/2/ROOT", "IIsWebVirtualDir", "--json").json
    assert made == {"path": "/W3SVC/2/ROOT", "class": "IIsWebVirtualDir"}


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("W3SVC/2", "IIsNonsense", "knows no class 'IIsNonsense'"),
        ("W3SVC/1", "IIsWebServer", "exists already"),
        ("W3SVC/9/ROOT", "IIsWebVirtualDir", "There is no key IIS://localhost/W3SVC/9"),
        ("W3SVC/1/IIsCertMapper/x", "IIsWebFile", "is an IIsCertMapper, which contains no keys"),
        ("/", "IIsComputer", "is the top of the machine"),
        ("W3SVC/a\tb", "IIsWebServer", "control character"),
    ],
)
def test_create_says_why_it_makes_no_key(home, adsiis, path, kind, said):
    outcome = adsiis("create", path, kind)
    assert (outcome.code, outcome.out) == (1, "")
    assert said in outcome.err


def test_delete_takes_a_key_with_all_below_it_at_once(home, adsiis):
    assert adsiis("delete", "w3svc/1") == (0, "deleted key /w3svc/1\n", "")
    assert adsiis("get", "W3SVC/1/ROOT/Path").code == 1


def test_delete_takes_a_property_where_there_is_no_such_key(home, adsiis):
    assert adsiis("delete", "W3SVC/1/servercomment", "--json").json == {
        "deleted": "property",
        "path": "/W3SVC/1",
        "property": "ServerComment",
    }
    assert adsiis("get", "W3SVC/1/ServerComment", "--json").json["source"] == "default"


def test_a_key_goes_before_a_property_of_the_same_name(home, adsiis):
    adsiis("create", "W3SVC/1/ServerComment", "IIsObject")
    assert adsiis("delete", "W3SVC/1/ServerComment").out == "deleted key /W3SVC/1/ServerComment\n"
    assert adsiis("get", "W3SVC/1/ServerComment").out == "Default Web Site\n"


def test_deleting_a_flag_says_that_its_number_is_gone(home, adsiis):
    assert adsiis("delete", "W3SVC/1/ROOT/AccessRead").out == "deleted property /W3SVC/1/ROOT/AccessFlags\n"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("W3SVC/9", "There is no key /W3SVC/9"),
        ("W3SVC/9/ServerComment", "There is no key /W3SVC/9/ServerComment"),
        ("W3SVC/1/HttpRedirect", "HttpRedirect is not set at /W3SVC/1"),
        ("/", "is the top of the machine"),
    ],
)
def test_delete_says_why_nothing_is_deleted(home, adsiis, path, said):
    outcome = adsiis("delete", path)
    assert (outcome.code, outcome.out) == (1, "")
    assert said in outcome.err


@pytest.mark.parametrize("verb", [["get"], ["set", "-s", "elsewhere"], ["delete"], ["create"]])
def test_a_machine_that_is_not_known_is_named(home, adsiis, verb):
    path = "W3SVC/1/ServerComment" if "-s" in verb else "IIS://elsewhere/W3SVC/1/ServerComment"
    outcome = adsiis(*verb, path, *(["x"] if verb[0] in {"set", "create"} else []))
    assert outcome.code == 1
    assert "The machine 'elsewhere' is not known here" in outcome.err
