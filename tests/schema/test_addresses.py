"""Access by address: the bytes of IPSecurity and RelayIpList, and what they say."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsi.drawing import DOMAINS, ENTRIES
from adsiis.schema.addresses import Addresses, decode, encode, normal_entry
from adsiis.schema.errors import AddressListError

OF_WINDOWS = bytes.fromhex(
    "18000080 20000080 3c000080 44000080 01000000 4c000000"
    "00000000 00000000 01000000 01000000 02000000 02000000 04000000 00000000 4c000080"
    "00000000 00000000 00000000 00000000 ffffffff 7f000001"
)


def test_a_list_that_windows_made_is_read_and_made_to_the_byte():
    """docs/behaviour.md, security-4."""
    only_itself = Addresses(granted=("127.0.0.1,255.255.255.255",), by_default=False)
    assert decode(OF_WINDOWS) == only_itself
    assert encode(only_itself) == OF_WINDOWS


@given(st.builds(Addresses, ENTRIES, ENTRIES, DOMAINS, DOMAINS, st.booleans()))
def test_what_is_encoded_is_decoded_the_same_order_included(addresses):
    """docs/behaviour.md, security-4, security-5."""
    assert decode(encode(addresses)) == addresses


def test_no_bytes_let_all_come():
    """docs/behaviour.md, security-4."""
    assert decode(b"") == Addresses()


def test_addresses_with_one_mask_share_it():
    """docs/behaviour.md, security-4."""
    one = len(encode(Addresses(("10.0.0.1",))))
    assert len(encode(Addresses(("10.0.0.1", "10.0.0.2")))) == one + 4


def test_denied_addresses_under_the_flag_of_another_machine_do_not_shut_all_others_out():
    """docs/behaviour.md, security-4: our own flag tells that nobody is granted on purpose."""
    denied = encode(Addresses(denied=("10.0.0.1",)))
    assert decode(denied[:16] + struct.pack("<I", 1) + denied[20:]).by_default
    assert not decode(encode(Addresses(denied=("10.0.0.1",), by_default=False))).by_default


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10.0.0.1", "10.0.0.1,255.255.255.255"),
        (" 10.0.0.0 , 255.0.0.0 ", "10.0.0.0,255.0.0.0"),
        ("::1", "::1,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2001:db8::,ffff:ffff::", "2001:db8::,ffff:ffff::"),
    ],
)
def test_an_entry_is_an_address_and_a_mask(written, read):
    """docs/behaviour.md, security-5."""
    assert normal_entry(written) == read


@pytest.mark.parametrize(
    "written", ["", "example.com", "10.0.0", "10.0.0.1,", "10.0.0.1,ffff::", "10.0.0.1/8"]
)
def test_anything_else_is_no_entry_and_the_error_shows_one(written):
    """docs/behaviour.md, security-5."""
    with pytest.raises(AddressListError, match=r"10\.0\.0\.0,255\.0\.0\.0"):
        normal_entry(written)


@pytest.mark.parametrize("name", ["", " ", "two words", "zero\0"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(AddressListError):
        encode(Addresses(denied_names=(name,)))


@given(st.binary(min_size=1, max_size=120))
def test_bytes_that_are_no_list_are_refused_and_nothing_else_happens(data):
    """docs/behaviour.md, security-4."""
    with suppress(AddressListError):
        decode(data)


@given(st.integers(0, len(OF_WINDOWS) - 1), st.integers(0, 255))
def test_a_damaged_list_is_refused_or_read_but_never_grows(at, byte):
    """docs/behaviour.md, security-4: a count of four thousand million is not taken at its word."""
    damaged = OF_WINDOWS[:at] + bytes([byte]) + OF_WINDOWS[at + 1 :]
    with suppress(AddressListError):
        assert len(decode(damaged).granted) <= len(OF_WINDOWS)
