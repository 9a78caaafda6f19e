"""`app list`, `create` and `delete`."""

from __future__ import annotations

import pytest

ROOT = {
    "path": "/W3SVC/1/ROOT",
    "name": "Default Application",
    "mode": "pooled",
    "pool": "DefaultAppPool",
    "status": "stopped",
}


@pytest.fixture
def shop(home, adsiis):
    adsiis("vdir", "create", "W3SVC/1/ROOT/shop", r"C:\Shop")


def test_list_shows_where_applications_start(home, adsiis):
    assert adsiis("app", "list", "--json").json == [ROOT]
    assert adsiis("app", "list").out.rstrip("\n").split("\t") == list(ROOT.values())
    assert adsiis("app", "list", "W3SVC/AppPools", "--json").json == []


def test_create_makes_an_application_in_a_mode_and_a_pool(shop, adsiis):
    adsiis("pool", "create", "ShopPool")
    words = ("W3SVC/1/ROOT/shop", "--mode", "isolated", "--pool", "shoppool", "--name", "The shop")
    made = adsiis("app", "create", *words, "--json").json
    assert made == {
        "path": "/W3SVC/1/ROOT/shop",
        "name": "The shop",
        "mode": "isolated",
        "pool": "ShopPool",
        "status": "stopped",
    }
    assert adsiis("app", "list", "W3SVC/1/ROOT/shop", "--json").json == [made]


def test_a_copied_application_root_is_no_application(shop, adsiis):
    """docs/behaviour.md, app-1."""
    adsiis("set", "W3SVC/1/ROOT/shop/AppRoot", "/LM/W3SVC/1/ROOT")
    assert adsiis("app", "list", "--json").json == [ROOT]


def test_delete_leaves_the_directory(shop, adsiis):
    adsiis("app", "create", "W3SVC/1/ROOT/shop")
    assert adsiis("app", "delete", "W3SVC/1/ROOT/shop").out == "deleted application /W3SVC/1/ROOT/shop\n"
    assert adsiis("app", "list", "--json").json == [ROOT]
    assert adsiis("get", "W3SVC/1/ROOT/shop/Path").out == "C:\\Shop\n"


def test_delete_takes_those_below_only_when_asked(shop, adsiis):
    adsiis("app", "create", "W3SVC/1/ROOT/shop")
    assert adsiis("app", "delete", "W3SVC/1/ROOT", "--json").json["paths"] == ["/W3SVC/1/ROOT"]
    adsiis("app", "create", "W3SVC/1/ROOT")
    gone = adsiis("app", "delete", "-r", "W3SVC/1/ROOT", "--json").json["paths"]
    assert gone == ["/W3SVC/1/ROOT", "/W3SVC/1/ROOT/shop"]
    assert adsiis("app", "list", "--json").json == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create", "W3SVC/1"], "is an IIsWebServer: an application starts at a virtual directory"),
        (["create", "W3SVC/1/ROOT/none"], "There is no key"),
        (["create", "W3SVC/1/ROOT/shop", "--pool", "None"], "There is no application pool 'None'"),
        (["delete", "W3SVC/1/ROOT/shop"], "No application starts at /W3SVC/1/ROOT/shop"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(shop, adsiis, words, said):
    before = adsiis("enum", "-r", "--json").out
    outcome = adsiis("app", *words)
    assert (outcome.code, outcome.out) == (1, "")
    assert said in outcome.err
    assert adsiis("enum", "-r", "--json").out == before
