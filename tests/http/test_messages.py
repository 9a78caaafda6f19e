"""Answers before they are sent."""

from __future__ import annotations

import pytest

from adsiis import http

BREAKING = [
    (b"X", b"a\r\nY: b"),
    (b"X", b"a\nb"),
    (b"X", b"\0"),
    (b"X Y", b"a"),
    (b"X\r\nY", b"a"),
    (b"", b"a"),
    (b"X:", b"a"),
]


@pytest.mark.parametrize(("name", "value"), BREAKING)
def test_a_header_that_would_break_the_message_apart_is_refused(name, value):
    """docs/behaviour.md, http-8."""
    with pytest.raises(ValueError, match="header"):
        http.Response(200, [(name, value)])


def test_a_header_added_later_is_refused_too():
    """docs/behaviour.md, http-8."""
    answer = http.Response(200)
    answer.headers.append((b"X", b"a\r\nb"))
    with pytest.raises(ValueError, match="line break"):
        http.prepare(answer)


def test_a_reason_with_a_line_break_is_refused():
    with pytest.raises(ValueError, match="line break"):
        http.prepare(http.Response(200, reason=b"OK\r\nX: y"))


def test_two_answers_never_share_their_headers():
    http.Response(200).headers.append((b"X", b"y"))
    assert http.Response(200).headers == []


def test_a_prepared_answer_is_the_whole_answer():
    prepared = http.prepare(http.Response(200, [(b"Content-Type", b"text/plain")], b"hello"))
    assert prepared.first + prepared.rest == (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"
    )
    assert (prepared.status, prepared.size) == (200, 5)


def test_only_bytes_can_be_prepared():
    with pytest.raises(TypeError, match="bytes"):
        http.prepare(http.Response(200, body=http.FileBody("/etc/hostname")))


@pytest.mark.parametrize("status", [99, 101, 199, 1000])
def test_an_interim_status_is_not_an_answer(status):
    with pytest.raises(ValueError, match="from 200 to 999"):
        http.prepare(http.Response(status))


def test_a_header_is_found_whatever_its_case():
    headers = [(b"HoSt", b"a"), (b"X", b"1"), (b"x", b"2")]
    request = http.Request(
        "GET", b"/", "1.1", headers, b"a", ("", 0), ("", 0), "http", http.Body(0, None), 0.0
    )
    assert (request.header(b"host"), request.header(b"X"), request.header(b"y")) == (b"a", b"1", None)
