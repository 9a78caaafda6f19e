"""Where HttpRedirect leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.w3svc.redirect import read_redirect, redirected
from adsiis.w3svc.urls import Url, parse_target
from adsiis.w3svc.values import Values
from w3svc.world import key, tree_of

ROOT = "/LM/W3SVC/1/ROOT"


def rule(value, at="old"):
    path = f"{ROOT}/{at}".rstrip("/")
    return read_redirect(Values(tree_of(key(path, HttpRedirect=value)), path))


def leads(value, target, at="old"):
    """Status and Location for a request, or None."""
    found = rule(value, at)
    answer = redirected(found, parse_target(target.encode())) if found is not None else None
    return None if answer is None else (answer.status, dict(answer.headers)[b"Location"].decode())


def to(value, target, at="old"):
    found = leads(value, target, at)
    return found and found[1]


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ("", 302),
        (",PERMANENT", 301),
        (", TEMPORARY", 307),
        (",permanent,", 301),
        (",EXACT_DESTINATION,PERMANENT", 301),
    ],
)
def test_flags_decide_the_status(flags, status):
    """docs/behaviour.md, redirect-1."""
    assert leads(f"http://new.example/x{flags}", "/old/a")[0] == status


@pytest.mark.parametrize(
    ("value", "target", "location"),
    [
        ("http://new.example", "/old", "http://new.example"),
        ("http://new.example", "/old/", "http://new.example/"),
        ("http://new.example/x/", "/old/a/b.htm", "http://new.example/x/a/b.htm"),
        ("/there", "/OLD/a", "/there/a"),
        ("/there,EXACT_DESTINATION", "/old/a", "/there"),
        ("/there, EXACT_DESTINATION , PERMANENT", "/old/a", "/there"),
        ("/a,b", "/old/c", "/a,b/c"),
        ("page.htm,EXACT_DESTINATION", "/old/a", "/old/page.htm"),
        ("/there", "/old/b%20c/%C3%A9", "/there/b%20c/%C3%A9"),
    ],
)
def test_what_follows_the_key_is_put_behind_the_destination_unless_it_is_exact(value, target, location):
    """docs/behaviour.md, redirect-2."""
    assert to(value, target) == location


@pytest.mark.parametrize(
    ("destination", "location"),
    [
        ("http://n.example/new$S", "http://n.example/new/p.exe"),
        ("http://n.example/new$S$Q", "http://n.example/new/p.exe?a=1&b=2"),
        ("http://n.example/f.asp?$P", "http://n.example/f.asp?a=1&b=2"),
        ("http://n.example$V", "http://n.example/old/p.exe"),
        ("http://n.example$v$q", "http://n.example/old/p.exe?a=1&b=2"),
        ("$V.bak", "/old/p.exe.bak"),
        ("http://n.example/$5$X$", "http://n.example/$X$"),
    ],
)
def test_variables_carry_parts_of_the_address_over(destination, location):
    """docs/behaviour.md, redirect-3."""
    assert to(f"{destination},EXACT_DESTINATION", "/old/p.exe?a=1&b=2") == location


def test_without_a_query_its_variables_are_empty():
    assert to("/x$Q,EXACT_DESTINATION", "/old") == "/x"
    assert to("/x$Q,EXACT_DESTINATION", "/old?") == "/x?"


@pytest.mark.parametrize(
    ("value", "target", "location"),
    [
        ("*;/a*;/b", "/a/x", "/b"),
        ("*;/a*;/b", "/c", None),
        ("*;*.stm;default.stm;*.htm;default.htm", "/x/y.HTM", "/default.htm"),
        ("*;/s/*.stm;http://n.example/$0.asp$Q", "/s/p.stm?q", "http://n.example/p.asp?q"),
        ("*;/*/in/*;/$1/$0,PERMANENT", "/a/in/b", "/b/a"),
        ("*;/private/*;!;*;http://n.example/", "/private/x", None),
        ("*;/private/*;!;*;http://n.example/", "/other", "http://n.example/"),
        ("*; /a ; /b ", "/a", "/b"),
        ("*;/a", "/a", None),
    ],
)
def test_wildcards_choose_the_destination(value, target, location):
    """docs/behaviour.md, redirect-4."""
    assert to(value, target, at="") == location


def test_a_wildcard_is_about_the_whole_url_or_about_what_follows_the_key():
    """docs/behaviour.md, redirect-4."""
    assert to("*;/old/a*;/x", "/old/a1") == "/x"
    assert to("*;/a*;/x", "/old/a1") == "/x"


def test_child_only_is_for_the_folder_itself():
    """docs/behaviour.md, redirect-5."""
    assert to("/old/new,CHILD_ONLY", "/old/a.htm") == "/old/new/a.htm"
    assert to("/old/new,CHILD_ONLY", "/old/") == "/old/new/"
    assert to("/old/new,CHILD_ONLY", "/old/new/a.htm") is None


@pytest.mark.parametrize("value", ["", "!", ",PERMANENT", "*;", "*;;"])
def test_a_value_that_names_no_destination_redirects_nothing(value):
    """docs/behaviour.md, redirect-1."""
    assert rule(value) is None


@pytest.mark.parametrize("path", ["/LM/W3SVC", "/LM/W3SVC/1"])
def test_above_the_root_of_a_site_it_does_not_count(path):
    """docs/behaviour.md, redirect-1."""
    tree = tree_of(key("/LM/W3SVC/1/ROOT"), key(path, HttpRedirect="/x"))
    assert read_redirect(Values(tree, ROOT)) is None


@pytest.mark.parametrize("value", ["*;/go/*;$0,PERMANENT", "*;/go*;$0", "*;/go*;/$0", "$S,EXACT_DESTINATION"])
@pytest.mark.parametrize("target", ["/go//evil.example/x", "/go/http://evil.example", "/go/%2e/evil.example"])
def test_what_the_client_sent_never_names_another_host(value, target):
    """docs/behaviour.md, redirect-6."""
    location = to(value, target, at="")
    assert location.startswith("/")
    assert not location.startswith("//")


@given(st.text(min_size=1, max_size=40), st.binary(max_size=20))
def test_a_location_is_always_visible_ascii(path, query):
    """docs/behaviour.md, redirect-6."""
    found = rule("http://n.example/ü $S?$P#$V,EXACT_DESTINATION", at="")
    location = dict(redirected(found, Url("/" + path, query)).headers)[b"Location"]
    assert all(0x21 <= byte <= 0x7E for byte in location)
    assert b'"' not in location
    assert b"<" not in location
