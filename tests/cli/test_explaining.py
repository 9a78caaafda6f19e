"""`explain`: where values come from, what the schema says, who changed them."""

from __future__ import annotations

import os
import pty

import pytest

from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase.metabase import open_metabase
from cli.calls import started


def lines(outcome):
    """What was printed for one value, by its label."""
    assert outcome.code == 0, outcome.err
    head, *rest = outcome.out.splitlines()
    width = next(at for at, c in enumerate(rest[1][2:]) if c == " ")
    assert width
    pairs = (line[2:].split("  ", 1) for line in rest)
    return head, {label.strip(): text.strip() for label, text in pairs}


def test_a_value_that_is_set_here(home, adsiis):
    """docs/behaviour.md, explain-1."""
    head, said = lines(adsiis("explain", "w3svc/1", "servercomment"))
    assert head == "[/W3SVC/1] IIsWebServer"
    assert said["ServerComment"] == '(STRING) "Default Web Site"'
    assert said["from"] == "set here"
    assert said["schema"].startswith("id 1015, STRING, user type server, INHERIT, in ")


def test_a_value_that_is_inherited_says_from_where(home, adsiis):
    """docs/behaviour.md, explain-1."""
    _, said = lines(adsiis("explain", "W3SVC/1/ROOT", "ServerComment"))
    assert said["from"] == "inherited from /W3SVC/1"


def test_a_default_comes_with_what_services_use(home, adsiis):
    """docs/behaviour.md, explain-1."""
    use_store(home)
    GetObject("IIS://localhost/W3SVC").PutEx(1, "MaxConnections")
    _, said = lines(adsiis("explain", "W3SVC/1", "MaxConnections"))
    assert said["MaxConnections"] == "(DWORD) 0"
    assert said["from"] == "the schema's default"
    assert said["services use"] == "4294967295, where nothing is stored"


def test_a_value_tells_which_above_it_hides(home, adsiis):
    """docs/behaviour.md, explain-1."""
    adsiis("set", "W3SVC/1/ConnectionTimeout", "7")
    outcome = adsiis("explain", "W3SVC/1/ROOT", "ConnectionTimeout", "--json")
    (one,) = outcome.json["properties"]
    assert (one["value"]["value"], one["value"]["at"]) == (7, "/W3SVC/1")
    assert [over["at"] for over in one["overrides"]] == ["/W3SVC"]
    assert "hides" in lines(adsiis("explain", "W3SVC/1/ROOT", "ConnectionTimeout"))[1]


def test_a_flag_says_which_bit_of_what_it_is(home, adsiis):
    """docs/behaviour.md, explain-1."""
    _, said = lines(adsiis("explain", "W3SVC/1/ROOT", "AccessScript"))
    assert said["AccessScript"] == "(BOOL) True"
    assert "bit 0x200 of AccessFlags" in said["schema"]


def test_a_state_is_read_live(home, adsiis):
    assert lines(adsiis("explain", "W3SVC/1", "ServerState"))[1]["from"] == "read live from the host"


def test_who_changed_a_value_last(home, adsiis):
    """docs/behaviour.md, explain-2."""
    adsiis("set", "W3SVC/1/ServerComment", "Shop")
    adsiis("set", "W3SVC/1/MaxConnections", "5")
    with open_metabase(home).store.snapshot() as moment:
        newest = moment.revision
    found = adsiis("explain", "W3SVC/1", "ServerComment", "--json").json
    change = found["properties"][0]["changed"]
    assert change["revision"] == newest - 1
    assert change["who"].endswith(f"(pid {os.getpid()})")
    assert found["changed"]["revision"] == newest
    said = lines(adsiis("explain", "W3SVC/1/ROOT", "ServerComment"))[1]
    assert said["changed"].startswith(f"revision {newest - 1}, ")
    assert said["changed"].endswith(f"(pid {os.getpid()})")


def test_who_cleared_a_value_that_is_not_set_any_more(home, adsiis):
    """docs/behaviour.md, explain-2."""
    adsiis("set", "W3SVC/1/ROOT/HttpPics", "x")
    never = adsiis("explain", "W3SVC/1/ROOT", "HttpExpires", "--json").json["properties"][0]
    adsiis("delete", "W3SVC/1/ROOT/HttpPics")
    cleared = adsiis("explain", "W3SVC/1/ROOT", "HttpPics", "--json").json["properties"][0]
    assert never["value"]["source"] != "default" or never["changed"] is None
    assert cleared["changed"]["who"].endswith(f"(pid {os.getpid()})")


def test_a_property_may_be_the_last_part_of_the_path(home, adsiis):
    """docs/behaviour.md, explain-1."""
    assert adsiis("explain", "IIS://localhost/W3SVC/1/ServerComment") == adsiis(
        "explain", "W3SVC/1", "ServerComment"
    )


def test_a_key_tells_of_everything_it_sees(home, adsiis):
    """docs/behaviour.md, explain-1."""
    out = adsiis("explain", "W3SVC/1").out.splitlines()
    assert out[0] == "[/W3SVC/1] IIsWebServer"
    assert out[1].split() == ["KeyType", "IIsWebServer"]
    assert out[2].split()[:2] == ["container", "for"]
    assert any(line.startswith("ServerComment ") and "set here" in line for line in out)
    assert any("inherited from /W3SVC" in line for line in out)
    assert any("the schema's default  services use" in line for line in out)


def test_json_of_a_key_has_class_and_values(home, adsiis):
    found = adsiis("explain", "/", "--json").json
    assert (found["path"], found["class"], found["key_type"], found["container"]) == (
        "/",
        "IIsComputer",
        "IIsComputer",
        True,
    )
    assert {"value", "services_use", "overrides", "changed", "schema"} == set(found["properties"][0])


def test_a_secret_is_masked_everywhere(home, adsiis):
    """docs/behaviour.md, cli-8."""
    adsiis("set", "W3SVC/1/AnonymousUserPass", "open sesame")
    adsiis("set", "W3SVC/AnonymousUserPass", "open sesame")
    for words in (
        ["W3SVC/1"],
        ["W3SVC/1", "AnonymousUserPass"],
        ["W3SVC/1/ROOT", "AnonymousUserPass", "--json"],
    ):
        outcome = adsiis("explain", *words)
        assert outcome.code == 0
        assert "open sesame" not in outcome.out


def test_a_property_of_an_extension_is_explained(home, adsiis):
    """docs/behaviour.md, plugin-2."""
    use_store(home)
    GetObject("IIS://localhost/W3SVC/1/ROOT").EnableBITSUploads()
    _, said = lines(adsiis("explain", "W3SVC/1/ROOT", "BITSUploadEnabled"))
    assert (said["BITSUploadEnabled"], said["from"]) == ("(BOOL) True", "set here")
    assert adsiis("get", "W3SVC/1/ROOT/BITSSessionTimeout").out == "1209600\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["W3SVC/99"], "There is no key /W3SVC/99."),
        (["W3SVC/99/ServerComment"], "There is no key /W3SVC/99/ServerComment."),
        (["W3SVC/1", "ServerComent"], "There is no property 'ServerComent'; did you mean ServerComment?"),
        (["W3SVC/1", "IdleTimeout"], "IIsWebServer has no property IdleTimeout; the key is /W3SVC/1."),
    ],
)
def test_what_is_not_there_is_one_line(home, adsiis, words, told):
    assert adsiis("explain", *words) == (1, "", f"adsiis: {told}\n")


@pytest.mark.parametrize("words", [["W3SVC/1"], ["W3SVC/1", "ServerComment"]])
def test_people_at_a_terminal_get_colours(home, words):
    ours, theirs = pty.openpty()
    shown = b""
    explain = started("explain", *words, home=home, stdout=theirs, TERM="xterm-256color", COLUMNS="120")
    os.close(theirs)
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass  # how Linux says that the other end is closed
    os.close(ours)
    assert explain.communicate(timeout=30)[1] == ""
    assert b"\x1b[" in shown
    assert b"Default Web Site" in shown
