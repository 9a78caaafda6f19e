"""What ways to sign in other than with the password itself keep, and what a header of Basic says."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.accounts import basic_credentials
from adsiis.accounts.hashes import digest_hash, nt_hash
from adsiis.accounts.md4 import md4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "31d6cfe0d16ae931b73c59d7e0c089c0"),
        ("a", "bde52cb31de33e46245e05fbdbd6fb24"),
        ("abc", "a448017aaf21d8525fc10ae87aa6729d"),
        ("message digest", "d9130a8164549fe818874806e1c7014b"),
        ("abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9"),
        ("1234567890" * 8, "e33b4ddc9c38f2199c3e7b164fcc0536"),
    ],
)
def test_md4_is_that_of_its_standard(text, found):
    """RFC 1320, A.5."""
    assert md4(text.encode()).hex() == found


@given(st.binary(max_size=300))
def test_md4_is_that_of_another_implementation(data):
    other = pytest.importorskip("spnego._ntlm_raw.md4")
    assert md4(data) == other.md4(data)


def test_the_hashes_are_those_of_their_standards():
    """docs/behaviour.md, account-3: the examples of RFC 7616 (3.9.1) and MS-NLMP (4.2.2.1.2)."""
    assert (
        digest_hash("Mufasa", "http-auth@example.org", "Circle of Life") == "3d78807defe7de2157e2b0b6573a855f"
    )
    assert nt_hash("Password") == "a4f49c406510bdcab6824ee7c30fd852"


@given(st.text(), st.text())
def test_basic_gives_back_what_a_client_put_in(name, password):
    """docs/behaviour.md, signin-4."""
    try:
        raw = f"{name}:{password}".encode()
    except UnicodeEncodeError:
        return
    plain = all(letter >= " " and not "\x7f" <= letter < "\xa0" for letter in name + password)
    expected = tuple(f"{name}:{password}".split(":", 1)) if plain else None
    assert basic_credentials(b"Basic " + base64.b64encode(raw)) == expected


@given(st.binary(max_size=60))
def test_no_value_breaks_the_reader_of_basic(value):
    found = basic_credentials(b"Basic " + value)
    assert found is None or len(found) == 2


@pytest.mark.parametrize("value", [b"", b"Basic", b"Digest YTpi", b"Basic YTpi YTpi", b"YTpi"])
def test_what_is_not_basic_holds_nothing(value):
    """docs/behaviour.md, signin-4."""
    assert basic_credentials(value) is None


def test_the_scheme_is_read_in_any_letter_case():
    """docs/behaviour.md, signin-4."""
    assert basic_credentials(b" bASIC  YTpiOmM= ") == ("a", "b:c")
