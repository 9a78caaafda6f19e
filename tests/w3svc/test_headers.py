"""Headers a place adds to its answers."""

import pytest

from adsiis.http import PreparedResponse, Response, prepare
from adsiis.w3svc.amending import as_response, with_headers, with_status
from adsiis.w3svc.headers import parse_lines, read_headers
from adsiis.w3svc.values import Values
from w3svc.world import key, tree_of

PLACE = "/LM/W3SVC/1/ROOT"


def keeping(**values):
    return {
        n.decode(): v.decode() for n, v in read_headers(Values(tree_of(key(PLACE, **values)), PLACE)).keeping
    }


@pytest.mark.parametrize(
    ("line", "header"),
    [
        ("X-Powered-By: adsiis", (b"X-Powered-By", b"adsiis")),
        ("X-Empty:", (b"X-Empty", b"")),
        ("P3P:CP=a: b", (b"P3P", b"CP=a: b")),
        ("X-Ü: 1", None),
        ("no colon", None),
        (": nameless", None),
        ("X: a\r\nSet-Cookie: b", None),
        ("Content-Length: 5", None),
        ("transfer-encoding: chunked", None),
        ("Connection: close", None),
    ],
)
def test_a_line_is_a_header_unless_it_would_break_the_message(line, header):
    """docs/behaviour.md, headers-1."""
    assert parse_lines([line]) == ((header,) if header else ())


@pytest.mark.parametrize(
    ("values", "headers"),
    [
        ({}, {}),
        ({"CacheControlMaxAge": 60}, {"Cache-Control": "max-age=60"}),
        ({"CacheControlMaxAge": 0}, {}),
        ({"CacheControlMaxAge": 0xFFFFFFFF}, {"Cache-Control": "max-age=4294967295"}),
        ({"CacheControlNoCache": 1}, {"Cache-Control": "no-cache"}),
        ({"CacheControlCustom": "private"}, {"Cache-Control": "private"}),
        ({"CacheControlCustom": "private\r\nmust-revalidate"}, {"Cache-Control": "private, must-revalidate"}),
        (
            {"CacheControlNoCache": 1, "CacheControlMaxAge": 5, "CacheControlCustom": "private"},
            {"Cache-Control": "no-cache, max-age=5, private"},
        ),
    ],
)
def test_cache_control_is_put_together_from_its_three_properties(values, headers):
    """docs/behaviour.md, headers-3."""
    assert keeping(**values) == headers


@pytest.mark.parametrize(
    ("value", "headers"),
    [
        ("D, 86400", {"Cache-Control": "max-age=86400"}),
        ("d,0x15180", {"Cache-Control": "max-age=86400"}),
        ("D, 0", {"Cache-Control": "no-cache"}),
        ("D,", {"Cache-Control": "no-cache"}),
        ("D, 0xFFFFFFFF", {}),
        ("S, Tue, 01 Jan 2030 00:00:00 GMT", {"Expires": "Tue, 01 Jan 2030 00:00:00 GMT"}),
        ("S, yesterday", {}),
        ("D, soon", {}),
        ("X", {}),
        ("", {}),
    ],
)
def test_expires_is_a_number_of_seconds_or_a_date(value, headers):
    """docs/behaviour.md, headers-4."""
    assert keeping(HttpExpires=value) == headers


def test_a_max_age_of_its_own_outweighs_that_of_expires():
    """docs/behaviour.md, headers-4."""
    assert keeping(HttpExpires="D,9", CacheControlMaxAge=7) == {"Cache-Control": "max-age=7"}


@pytest.mark.parametrize("made", [lambda answer: answer, prepare])
def test_answers_are_amended_without_touching_the_rest(made):
    answer = made(Response(200, [(b"X-A", b"1")], b"body"))
    amended = as_response(with_status(with_headers(answer, ((b"X-B", b"2"),)), 404))
    named = [field for field in amended.headers if field[0].startswith(b"X-")]
    assert (amended.status, named, amended.body) == (404, [(b"X-A", b"1"), (b"X-B", b"2")], b"body")


def test_a_prepared_answer_stays_one():
    answer = with_status(with_headers(prepare(Response(200, [], b"x")), ((b"X", b"y"),)), 403)
    assert isinstance(answer, PreparedResponse)
    assert answer.first == b"HTTP/1.1 403 Forbidden\r\n"
    assert answer.head.endswith(b"X: y\r\n\r\n")
    assert answer.rest == answer.head + b"x"
