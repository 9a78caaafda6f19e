"""Which bytes a Range header gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.w3svc.conditions import Validators, http_date
from adsiis.w3svc.content import Content, Part
from adsiis.w3svc.ranges import MOST_RANGES, WHOLE, OutsideError, Stretch, choose_ranges, several

FILE = Validators(b'"1-a"', 1_000_000_000, 10)
THEN, AFTER = (http_date(FILE.modified + step) for step in (0, 1))


@pytest.mark.parametrize(
    ("wanted", "stretches"),
    [
        (None, WHOLE),
        (b"bytes=0-0", [(0, 1)]),
        (b"bytes=2-", [(2, 8)]),
        (b"bytes=2-99", [(2, 8)]),
        (b"bytes=-3", [(7, 3)]),
        (b"bytes=-99", [(0, 10)]),
        (b"bytes=5-2", WHOLE),
        (b"bytes=-", WHOLE),
        (b"bytes=", WHOLE),
        (b"bytes=,", WHOLE),
        (b"bytes=0-1,4-5", [(0, 2), (4, 2)]),
        (b"bytes= 8- , 0-0", [(8, 2), (0, 1)]),
        (b"bytes=0-1,99-", [(0, 2)]),
        (b"bytes=0-1,x", WHOLE),
        (b"bytes=0-1,5-2", WHOLE),
        (b"lines=1-2", WHOLE),
        (b"bytes=0-" + b"9" * 40, WHOLE),
    ],
)
def test_ranges_that_can_be_understood_are_given(wanted, stretches):
    """docs/behaviour.md, static-6."""
    assert list(choose_ranges(FILE, wanted, None)) == list(stretches)


@pytest.mark.parametrize("wanted", [b"bytes=-0", b"bytes=10-", b"bytes=10-,20-30"])
def test_a_range_outside_the_file_is_an_error(wanted):
    with pytest.raises(OutsideError):
        choose_ranges(FILE, wanted, None)


def test_an_empty_file_has_no_range():
    with pytest.raises(OutsideError):
        choose_ranges(Validators(b'"e"', 0, 0), b"bytes=0-", None)


@pytest.mark.parametrize(
    "wanted", [b"bytes=0-9,0-0", b"bytes=0-,0-,0-", b"bytes=" + b",".join([b"0-0"] * (MOST_RANGES + 1))]
)
def test_ranges_that_cost_more_than_the_file_get_the_file(wanted):
    assert choose_ranges(FILE, wanted, None) == WHOLE


@pytest.mark.parametrize(
    ("condition", "partial"),
    [
        (b'"1-a"', True),
        (b'"x"', False),
        (b'W/"1-a"', False),
        (THEN, True),
        (AFTER, False),
        (b"nonsense", False),
    ],
)
def test_if_range_gives_the_part_only_of_the_very_state(condition, partial):
    assert bool(choose_ranges(FILE, b"bytes=0-0", condition)) is partial


def test_several_ranges_are_parts_that_each_say_where_they_lie():
    kind, content = several(
        Content([Part(0, 10, b"0123456789")]), (Stretch(0, 2), Stretch(8, 2)), b"text/plain"
    )
    boundary = kind.removeprefix(b"multipart/byteranges; boundary=")
    assert content.read() == (
        b"\r\n--%b\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01"
        b"\r\n--%b\r\nContent-Type: text/plain\r\nContent-Range: bytes 8-9/10\r\n\r\n89"
        b"\r\n--%b--\r\n" % (boundary, boundary, boundary)
    )


@given(st.lists(st.binary(max_size=9), max_size=5), st.integers(0, 50), st.integers(0, 50))
def test_a_part_of_a_content_is_the_part_of_its_bytes(parts, offset, length):
    content = Content([Part(0, len(part), part) for part in parts])
    whole = b"".join(parts)
    assert content.size == len(whole)
    assert content.cut(offset, length).read() == whole[offset : offset + length]
