"""What CGI programs answer, and how FastCGI carries it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.dllhost.cgi_answer import BadHeadError, read_head, read_whole_head
from adsiis.dllhost.fastcgi_wire import PARAMS, STDOUT, Records, opening, record, stream


@pytest.mark.parametrize(
    ("head", "status", "headers"),
    [
        (b"Content-Type: text/html", 200, [(b"Content-Type", b"text/html")]),
        (b"Status: 404 Not Found\r\nContent-Type: a/b", 404, [(b"Content-Type", b"a/b")]),
        (b"Location: /there", 302, [(b"Location", b"/there")]),
        (b"Location: /there\nStatus: 301", 301, [(b"Location", b"/there")]),
        (b"X: 1\nConnection: close\nTransfer-Encoding: chunked", 200, [(b"X", b"1")]),
    ],
)
def test_a_head_gives_status_and_headers(head, status, headers):
    """docs/behaviour.md, cgi-3: what belongs to the connection is not the program's."""
    assert read_head(head) == (status, headers)


@pytest.mark.parametrize("head", [b"hello", b"Bad name: 1", b": 1", b"Status: fine", b"Status: 99"])
def test_what_is_no_head_is_refused(head):
    """docs/behaviour.md, cgi-3."""
    with pytest.raises(BadHeadError):
        read_head(head)


@given(st.lists(st.binary(max_size=300)), st.integers(1, 50))
def test_records_are_the_same_however_they_are_cut(contents, size):
    """docs/behaviour.md, cgi-5."""
    sent = b"".join(record(STDOUT, content) for content in contents)
    records, found = Records(), []
    for at in range(0, len(sent), size):
        found += records.feed(sent[at : at + size])
    assert found == [(STDOUT, content) for content in contents]


@given(st.dictionaries(st.text("ABC_", min_size=1, max_size=200), st.binary(max_size=1000)))
def test_variables_of_any_length_arrive(variables):
    """docs/behaviour.md, cgi-5: lengths to 127 in one byte, longer ones in four."""
    pairs = b"".join(content for kind, content in Records().feed(opening(variables)) if kind == PARAMS)
    found = {}
    while pairs:
        sizes = []
        for _ in range(2):
            wide = pairs[0] >> 7
            sizes.append(int.from_bytes(pairs[:4], "big") & 0x7FFFFFFF if wide else pairs[0])
            pairs = pairs[4 if wide else 1 :]
        name, value, pairs = pairs[: sizes[0]], pairs[sizes[0] : sum(sizes)], pairs[sum(sizes) :]
        found[name.decode()] = value
    assert found == variables


@given(st.binary(max_size=200_000))
def test_a_stream_is_carried_in_records_that_are_not_too_long(content):
    """docs/behaviour.md, cgi-5."""
    parts = list(stream(STDOUT, content))
    assert b"".join(body for part in parts for _, body in Records().feed(part)) == content
    assert all(len(part) <= 65_536 for part in parts)


@pytest.mark.parametrize(
    ("head", "status", "headers"),
    [
        (b"HTTP/1.0 200 OK\r\nX: 1", 200, [(b"X", b"1")]),
        (b"HTTP/1.1 404 Not Found\nServer: own\nConnection: close", 404, [(b"Server", b"own")]),
        (b"HTTP/1.1 204\r", 204, []),
    ],
)
def test_a_script_may_write_its_whole_head(head, status, headers):
    """docs/behaviour.md, cgi-3."""
    assert read_whole_head(head) == (status, headers)


@pytest.mark.parametrize(
    "head", [b"Content-Type: a/b", b"HTTP/2 200 OK", b"HTTP/1.1 99 Odd", b"HTTP/1.1 2000"]
)
def test_a_whole_head_without_its_status_line_is_refused(head):
    """docs/behaviour.md, cgi-3."""
    with pytest.raises(BadHeadError):
        read_whole_head(head)
