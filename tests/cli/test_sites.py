"""`site list`, `show`, `create` and `delete`."""

from __future__ import annotations

import pytest

from adsi.provider import StubHost
from adsiis.metabase.metabase import open_metabase
from adsiis.schema.constants import ServerState

DEFAULT = {
    "id": 1,
    "path": "/W3SVC/1",
    "name": "Default Web Site",
    "state": "stopped",
    "error": 0,
    "bindings": ["127.0.0.1:8080:"],
    "secure_bindings": [],
    "folder": r"C:\Inetpub\wwwroot",
    "pool": "DefaultAppPool",
}


def test_list_shows_every_site_with_state_bindings_folder_and_pool(home, adsiis):
    """docs/behaviour.md, manage-3."""
    assert adsiis("site", "list", "--json").json == [DEFAULT]
    line = adsiis("site", "list").out
    assert line.rstrip("\n").split("\t") == [
        "1", "Default Web Site", "stopped", "127.0.0.1:8080:", r"C:\Inetpub\wwwroot", "DefaultAppPool",
    ]  # fmt: skip


def test_a_state_is_read_live(home, adsiis):
    with StubHost(open_metabase(home)) as host:
        host.set_state("/LM/W3SVC/1", ServerState.PAUSED)
        assert adsiis("site", "list", "--json").json[0]["state"] == "paused"
    assert adsiis("site", "list", "--json").json[0]["state"] == "stopped"


@pytest.mark.parametrize("site", ["1", "w3svc/1", "IIS://localhost/W3SVC/1", "default web site"])
def test_a_site_is_named_by_number_path_or_name(home, adsiis, site):
    assert adsiis("site", "show", site, "--json").json == DEFAULT
    assert "Name      Default Web Site\n" in adsiis("site", "show", site).out


@pytest.mark.parametrize(
    ("site", "said"),
    [
        ("9", "There is no key IIS://localhost/W3SVC/9"),
        ("Shop", "There is no site 'Shop'; 'adsiis site list' lists them"),
        ("W3SVC/9", "There is no key IIS://localhost/W3SVC/9"),
        ("W3SVC/1/ROOT", "is an IIsWebVirtualDir, not a site"),
    ],
)
def test_what_names_no_site_is_said(home, adsiis, site, said):
    for verb in ("show", "delete"):
        outcome = adsiis("site", verb, site)
        assert (outcome.code, outcome.out) == (1, "")
        assert said in outcome.err


def test_a_name_that_two_sites_have_is_asked_about(home, adsiis):
    adsiis("site", "create", "Default Web Site", r"C:\Two", "--id", "2")
    outcome = adsiis("site", "delete", "Default Web Site")
    assert outcome.code == 1
    assert "say which of 1, 2" in outcome.err


def test_create_makes_a_site_whose_root_is_an_application(home, adsiis):
    outcome = adsiis("site", "create", "Shop", r"C:\Shop", "--bind", ":80:a", "--bind", ":80:b", "--id", "7")
    assert outcome == (0, "created site 7 (Shop)\n", "")
    made = adsiis("site", "show", "7", "--json").json
    assert (made["bindings"], made["folder"]) == ([":80:a", ":80:b"], r"C:\Shop")
    assert adsiis("get", "W3SVC/7/ROOT/AppRoot").out == "/LM/W3SVC/7/ROOT\n"
    assert adsiis("get", "W3SVC/7/ROOT/AccessFlags", "--json").json["flags"] == ["AccessRead", "AccessScript"]


def test_create_without_a_number_makes_one(home, adsiis):
    made = adsiis("site", "create", "Shop", r"C:\Shop", "--json").json
    assert made["bindings"] == [":80:"]
    assert adsiis("site", "show", "Shop", "--json").json["id"] == made["id"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--id", "1"], "exists already"),
        (["--pool", "Nowhere"], "There is no application pool 'Nowhere'"),
    ],
)
def test_a_site_that_cannot_be_made_whole_is_not_made(home, adsiis, options, said):
    before = adsiis("enum", "-r", "--json").out
    outcome = adsiis("site", "create", "Shop", r"C:\Shop", *options)
    assert (outcome.code, outcome.out) == (1, "")
    assert said in outcome.err
    assert adsiis("enum", "-r", "--json").out == before


def test_create_starts_a_site_when_asked(home, adsiis):
    with StubHost(open_metabase(home)) as host:
        made = adsiis("site", "create", "Shop", r"C:\Shop", "--id", "7", "--start", "--json").json
        assert made["state"] == "started"
        assert ("/LM/W3SVC/7", "start") in host.seen


def test_delete_takes_the_site_with_all_below_it_and_stops_it_first(home, adsiis):
    with StubHost(open_metabase(home)) as host:
        host.set_state("/LM/W3SVC/1", ServerState.STARTED)
        assert adsiis("site", "delete", "1").out == "deleted site 1 (Default Web Site)\n"
        assert ("/LM/W3SVC/1", "stop") in host.seen
    assert adsiis("site", "list", "--json").json == []
    assert adsiis("enum", "W3SVC/1").code == 1
