"""A raw target becomes one canonical path, decoded once, or is refused."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.w3svc.urls import BadTargetError, Url, parse_target, to_location


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"/", "/"),
        (b"/a/b.htm", "/a/b.htm"),
        (b"/a/", "/a/"),
        (b"//a///b", "/a/b"),
        (b"/a/./b/../c", "/a/c"),
        (b"/a/..", "/"),
        (b"/a/b/..", "/a/"),
        (b"/a/%2e%2e/b", "/b"),
        (b"/%41%20b", "/A b"),
        (b"/%C3%A9", "/é"),
        (b"/%2541", "/%41"),
        (b"/a+b", "/a+b"),
        (b"/a..b", "/a..b"),
        (b"http://x.example/a", "/a"),
        (b"HTTP://x.example", "/"),
    ],
)
def test_a_path_is_decoded_once_and_made_canonical(target, path):
    """docs/behaviour.md, url-1."""
    assert parse_target(target).path == path


@pytest.mark.parametrize(
    "target",
    [
        b"/..",
        b"/a/../..",
        b"/%2e%2e/",
        b"/.%2e/x",
        b"/a/%2E%2e/%2e./x",  # above the root
        b"/%c0%af",
        b"/%c0%ae%c0%ae/",
        b"/%e0%80%af",
        b"/%f0%80%80%af",
        b"/%fc%80%80%80%80%af",  # overlong
        b"/%ff",
        b"/%c3",
        b"/\xff",
        b"/%ed%a0%80",  # no UTF-8
        b"/%",
        b"/%4",
        b"/%zz",
        b"/%u0041",
        b"/%%35c",
        b"/% 41",  # no escape
        b"/a%00.htm",
        b"/a%0d%0ab",
        b"/a%1f",
        b"/a\x01b",
        b"/a%7f",
        b"/a%c2%85",  # control characters
        b"/a\\b",
        b"/a%5cb",
        b"/..%5c..%5cwinnt",
        b"/a%2fb",
        b"/..%2f..%2fx",  # other separators
        b"",
        b"a",
        b"*",
        b"ftp://x/",
        b"http:///a",
        b"http://",
        b"http://user@x/",
        b"/a#b",
        b"/a b",
    ],
)
def test_a_target_without_one_safe_meaning_is_refused(target):
    """docs/behaviour.md, url-2."""
    with pytest.raises(BadTargetError):
        parse_target(target)


def test_the_query_stays_as_it_came():
    assert parse_target(b"/a?b=%zz&c=/../d?e") == Url("/a", b"b=%zz&c=/../d?e")
    assert parse_target(b"/a?").query == b""
    assert parse_target(b"/a").query is None


def test_an_absolute_target_names_its_host():
    assert parse_target(b"http://X.example:80?q") == Url("/", b"q", b"X.example:80")


@pytest.mark.parametrize(
    "target",
    [
        b"/a.asp::$DATA",
        b"/a.asp:x",
        b"/c:/x",
        b"/a.asp.",
        b"/a.asp%20",
        b"/a./b",
        b"/a%20/b",
        b"/.../b",
        b"/con",
        b"/CON.txt",
        b"/a/nul",
        b"/lpt1.asp",
        b"/com9/x",
        b"/aux%20.htm",
        b"/conin$",
        b"/a*",
        b"/a%3fb",
        b"/a|b",
        b"/" + b"x" * 256,
    ],
)
def test_a_name_that_windows_would_read_differently_names_no_file(target):
    """docs/behaviour.md, url-4."""
    assert not parse_target(target).names_a_file


@pytest.mark.parametrize(
    "target", [b"/a.b.c", b"/contact", b"/com10", b"/nullable.htm", b"/.well-known/x", b"/a;b,c@d", b"/"]
)
def test_an_ordinary_name_names_a_file(target):
    assert parse_target(target).names_a_file


pieces = st.lists(
    st.sampled_from(
        [
            b"/",
            b".",
            b"..",
            b"%2e",
            b"%2E%2e",
            b"%2f",
            b"%5c",
            b"\\",
            b"%c0%af",
            b"a",
            b"%",
            b"%41",
            b"~1",
            b"?",
        ]
    )
    | st.binary(max_size=3),
    max_size=12,
).map(b"".join)


@given(pieces)
def test_no_accepted_path_leads_up_or_out_whatever_is_sent(raw):
    """docs/behaviour.md, url-3."""
    try:
        path = parse_target(b"/" + raw).path
    except BadTargetError:
        return
    parts = path.split("/")
    assert path.startswith("/")
    assert not path.startswith("//")
    assert ".." not in parts
    assert "." not in parts
    assert "" not in parts[1:-1]
    assert "\\" not in path
    assert all(c >= " " and c != "\x7f" for c in path)


@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="/\\\ufeff"), min_size=1
        ),
        min_size=1,
    )
)
def test_a_canonical_path_escaped_and_read_again_is_itself(parts):
    if any(part in {".", ".."} for part in parts):
        return
    path = "/" + "/".join(parts)
    assert parse_target(quote(path).encode()).path == path
    assert parse_target(to_location(path)).path == path


def test_a_location_never_names_another_host():
    assert to_location(parse_target(b"//evil.example//").path) == b"/evil.example/"
    assert to_location("/a b/é", b'x=\xff"<>') == b"/a%20b/%C3%A9?x=%FF%22%3C%3E"
