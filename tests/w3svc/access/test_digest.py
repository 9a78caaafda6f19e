"""What a value of Digest may look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.w3svc.access.digest import parse


def test_parts_are_quoted_or_not_and_named_in_any_letter_case():
    """docs/behaviour.md, signin-6."""
    found = parse(b'Digest Username="a \\"b\\" \\\\c", nc=00000001 ,qop=auth,realm=""')
    assert found == {"username": 'a "b" \\c', "nc": "00000001", "qop": "auth", "realm": ""}


@pytest.mark.parametrize(
    "value",
    [
        b"Digest x",
        b'Digest a="1", a="2"',
        b'Digest a="1", A="2"',
        b'Digest a="1" b="2"',
        b'Digest a="1',
        b'Digest a="1\t"',
        b"Basic a=1",
        b'Digest =""',
        b'Digest a="\xff\x01"',
    ],
)
def test_what_breaks_the_rules_or_says_a_thing_twice_is_nothing(value):
    """docs/behaviour.md, signin-6."""
    assert parse(value) is None


@given(st.binary(max_size=200))
def test_no_value_breaks_the_parser(value):
    parse(b"Digest " + value)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text('ab\\" ,=é', max_size=8), max_size=5
    )
)
def test_what_was_written_is_read(parts):
    """docs/behaviour.md, signin-6."""
    written = ",".join(
        '{}="{}"'.format(name, value.replace("\\", "\\\\").replace('"', '\\"'))
        for name, value in parts.items()
    )
    assert parse(f"Digest {written}".encode()) == parts
