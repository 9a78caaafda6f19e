"""Security descriptors as AdminACL holds them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.schema.errors import DescriptorError
from adsiis.schema.security import (
    ACCOUNTS,
    ADMINISTRATORS,
    FULL_OPERATOR,
    Descriptor,
    Entry,
    account_of,
    decode,
    encode,
    sid_of,
)

SUBS = st.lists(st.integers(0, 0xFFFFFFFF), min_size=1, max_size=15)
SIDS = st.builds(
    lambda authority, subs: "-".join(["S-1", str(authority), *map(str, subs)]),
    st.integers(0, 2**48 - 1),
    SUBS,
)
FLAGS = st.integers(0, 255)
ENTRIES = st.lists(st.builds(Entry, SIDS, st.integers(0, 0xFFFFFFFF), st.booleans(), FLAGS), max_size=6).map(
    tuple
)
DESCRIPTORS = st.builds(Descriptor, st.none() | SIDS, st.none() | SIDS, st.none() | ENTRIES)


def test_a_full_operator_has_the_sum_of_all_rights():
    """docs/behaviour.md, security-2."""
    assert FULL_OPERATOR == 0x400AB


def test_the_bytes_are_windows_self_relative_form():
    """docs/behaviour.md, security-1."""
    data = encode(Descriptor(ADMINISTRATORS, None, (Entry(ADMINISTRATORS, FULL_OPERATOR),)))
    sid = bytes.fromhex("01020000000000052000000020020000")
    header = bytes.fromhex("01000480 14000000 00000000 00000000 24000000")
    entries = bytes.fromhex("0200 2000 0100 0000") + bytes.fromhex("0000 1800 ab000400") + sid
    assert data == header + sid + entries


@given(DESCRIPTORS)
def test_what_was_encoded_decodes_to_the_same(descriptor):
    assert decode(encode(descriptor)) == descriptor


@given(DESCRIPTORS, st.data())
def test_a_cut_descriptor_is_refused(descriptor, data):
    whole = encode(descriptor)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(DescriptorError):
        decode(whole[:cut])


@given(st.binary(max_size=200))
def test_any_bytes_either_decode_or_are_refused(data):
    with suppress(DescriptorError):
        assert isinstance(decode(data), Descriptor)


def test_no_list_and_an_empty_list_are_different():
    """docs/behaviour.md, security-3."""
    assert decode(encode(Descriptor(None, None, None))).entries is None
    assert decode(encode(Descriptor(None, None, ()))).entries == ()


def test_entries_of_other_kinds_are_read_over():
    """docs/behaviour.md, security-2."""
    data = bytearray(encode(Descriptor(None, None, (Entry("S-1-1-0", 1), Entry(ADMINISTRATORS, 2)))))
    data[28] = 5
    assert decode(bytes(data)).entries == (Entry(ADMINISTRATORS, 2),)


@pytest.mark.parametrize(
    "name", ["Administrators", r"BUILTIN\Administrators", r"builtin\ADMINISTRATORS", "s-1-5-32-544"]
)
def test_built_in_accounts_are_known_by_name(name):
    assert sid_of(name) == ADMINISTRATORS


def test_identifiers_and_built_in_names_lead_to_each_other():
    for name, sid in ACCOUNTS.items():
        assert account_of(sid) == name
        assert sid_of(name) == sid
    assert account_of("S-1-5-21-1-2-3-500") == "S-1-5-21-1-2-3-500"


def test_an_unknown_account_and_a_malformed_identifier_are_refused():
    with pytest.raises(DescriptorError, match="nobody"):
        sid_of("nobody")
    with pytest.raises(DescriptorError, match="S-1-x"):
        encode(Descriptor("S-1-x", None, None))
    with pytest.raises(DescriptorError, match="S-1"):
        encode(Descriptor("S-1-5-4294967296", None, None))
