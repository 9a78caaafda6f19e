"""`vdir list`, `create` and `delete`."""

from __future__ import annotations

import pytest

ROOT = {
    "path": "/W3SVC/1/ROOT",
    "folder": r"C:\Inetpub\wwwroot",
    "access": ["read", "script"],
    "application": "/LM/W3SVC/1/ROOT",
}


def test_list_shows_the_directories_of_sites_and_not_those_of_templates(home, adsiis):
    assert adsiis("vdir", "list", "--json").json == [ROOT]
    shown = adsiis("vdir", "list", "W3SVC/1").out.rstrip("\n").split("\t")
    assert shown == ["/W3SVC/1/ROOT", r"C:\Inetpub\wwwroot", "read script", "/LM/W3SVC/1/ROOT"]


def test_create_makes_a_directory_that_inherits_its_application(home, adsiis):
    outcome = adsiis("vdir", "create", "W3SVC/1/ROOT/shop", r"D:\Shop")
    assert outcome == (0, "created virtual directory /W3SVC/1/ROOT/shop\n", "")
    assert adsiis("vdir", "list", "W3SVC/1/ROOT/shop", "--json").json == [
        {
            "path": "/W3SVC/1/ROOT/shop",
            "folder": r"D:\Shop",
            "access": ["read", "script"],
            "application": "/LM/W3SVC/1/ROOT",
        }
    ]


def test_create_takes_rights_and_an_application(home, adsiis):
    words = ("W3SVC/1/ROOT/shop", r"D:\Shop", "--access", "AccessRead|AccessWrite", "--app")
    made = adsiis("vdir", "create", *words, "--json").json
    assert set(made["access"]) == {"read", "write"}
    assert made["application"] == "/LM/W3SVC/1/ROOT/shop"
    assert made["folder"] == r"D:\Shop"


def test_delete_takes_the_directory_with_all_below_it(home, adsiis):
    adsiis("vdir", "create", "W3SVC/1/ROOT/shop", r"D:\Shop")
    assert adsiis("vdir", "delete", "w3svc/1/root/shop").code == 0
    assert adsiis("vdir", "list", "--json").json == [ROOT]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create", "W3SVC/9/ROOT", r"C:\x"], "There is no key IIS://localhost/W3SVC/9"),
        (["create", "W3SVC/1/ROOT", r"C:\x"], "exists already"),
        (["create", "W3SVC/1/ROOT/x", r"C:\x", "--access", "AccessFly"], "is no number"),
        (["delete", "W3SVC/1/ROOT/x"], "There is no key"),
        (["delete", "W3SVC/1"], "is an IIsWebServer and no virtual directory"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(home, adsiis, words, said):
    before = adsiis("enum", "-r", "--json").out
    outcome = adsiis("vdir", *words)
    assert (outcome.code, outcome.out) == (1, "")
    assert said in outcome.err
    assert adsiis("enum", "-r", "--json").out == before
