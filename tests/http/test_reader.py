"""Requests are found in bytes the same way however the bytes are cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis import http
from adsiis.http.checks import RefusedError
from adsiis.http.reader import RequestReader


class Source:
    def body_wanted(self):
        pass

    def body_full(self):
        pass


def read_all(stream, cuts, known=None):
    """Every request of a stream as (line, headers, body), fed in pieces cut at `cuts`."""
    reader = RequestReader(http.Limits(), Source(), {} if known is None else known)
    found = []
    edges = [0, *sorted(cuts), len(stream)]
    for start, stop in pairwise(edges):
        data = stream[start:stop]
        while data:
            data = data[reader.feed(data) :]
            if reader.ended:
                found.append((reader.head[:3], reader.headers, b"".join(reader.body._chunks)))
                reader.next()
    reader.close()
    return found


def message(target, body, chunk):
    if chunk == 0:
        if not body:
            return b"GET /%b HTTP/1.1\r\nHost: a\r\n\r\n" % target
        return b"POST /%b HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%b" % (target, len(body), body)
    chunks = (body[at : at + chunk] for at in range(0, len(body), chunk))
    coded = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in chunks)
    return b"PUT /%b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%b0\r\n\r\n" % (target, coded)


BODIES = st.lists(
    st.sampled_from([b"\r\n", b"\r\n\r\n", b"0\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"x"]), max_size=6
)
MESSAGES = st.tuples(st.sampled_from([b"", b"a", b"%2f"]), BODIES.map(b"".join), st.integers(0, 9))


@given(st.lists(MESSAGES, min_size=1, max_size=5), st.data())
def test_no_cut_of_the_stream_moves_a_byte_from_one_request_to_another(messages, data):
    """docs/behaviour.md, http-6."""
    stream = b"".join(message(*parts) for parts in messages)
    cuts = data.draw(st.sets(st.integers(1, len(stream) - 1), max_size=20))
    found = read_all(stream, cuts)
    assert [(line[1], body) for line, _, body in found] == [
        (b"/" + target, body) for target, body, _ in messages
    ]


def test_every_byte_may_come_alone():
    stream = message(b"a", b"x\r\n\r\ny", 3) + message(b"b", b"", 0) + message(b"c", b"hello", 0)
    assert read_all(stream, range(1, len(stream))) == read_all(stream, [])


def test_a_head_that_comes_again_reads_as_it_did_the_first_time():
    """docs/behaviour.md, http-10."""
    known = {}
    stream = b"GET /a HTTP/1.1\r\nHost: a\r\nX:  y \r\n\r\n"
    first = read_all(stream, [], known)
    assert list(known) == [b"\r\nHost: a\r\nX:  y \r\n\r\n"]
    first[0][1].append((b"added", b"by the handler"))
    assert read_all(stream, [], known) == [(("GET", b"/a", "1.1"), [(b"Host", b"a"), (b"X", b"y")], b"")]


LINES = st.one_of(
    st.builds(
        b" ".join,
        st.tuples(
            st.sampled_from([b"GET", b"HEAD", b"POST", b"OPTIONS", b"get", b"\r\nGET", b"NONE"]),
            st.one_of(
                st.sampled_from([b"/", b"*", b"/a#b", b"/%zz?'\"", b"http://b/"]), st.binary(max_size=8)
            ),
            st.sampled_from([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/1.1 ", b"HTTP/2.0"]),
        ),
    ),
    st.binary(max_size=30),
)


@given(LINES)
def test_behind_any_first_line_fields_that_come_again_read_as_if_they_came_first(line):
    """docs/behaviour.md, http-10."""
    fields = b"\r\nHost: a\r\nX: y\r\n\r\n"
    known = {}
    read_all(b"GET /before HTTP/1.1" + fields, [], known)

    def outcome(heads):
        try:
            return read_all(line + fields, [], heads)
        except RefusedError as refused:
            return refused.status

    assert outcome(known) == outcome({})


@pytest.mark.parametrize(
    "field",
    [
        b"Cookie: a=b",
        b"authorization: Basic eDp5",
        b"Connection: close",
        b"Content-Length: 1",
        b"X: " + b"y" * 1100,
    ],
)
def test_a_head_with_a_secret_a_body_or_much_text_is_not_remembered(field):
    """docs/behaviour.md, http-10."""
    known = {}
    read_all(b"GET /a HTTP/1.1\r\nHost: a\r\n" + field + b"\r\n\r\nz"[: 4 + (b"Length" in field)], [], known)
    assert known == {}


def test_the_heads_remembered_are_few():
    """docs/behaviour.md, http-10."""
    known = {}
    for number in range(2000):
        read_all(b"GET / HTTP/1.1\r\nHost: a%d\r\n\r\n" % number, [], known)
    assert len(known) <= 256


def test_what_surrounds_the_chunks_may_not_outweigh_them():
    """docs/behaviour.md, http-1."""
    reader = RequestReader(http.Limits(max_header_bytes=2000), Source(), {})
    reader.feed(b"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    with pytest.raises(RefusedError) as refused:
        reader.feed(b"1;" + b"a" * 2100 + b"\r\nx\r\n")
    assert refused.value.status == 431
