from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase.record import BINARY, FOREIGN, SECURE, Key, Record, decode_data, decode_key, encode
from metabase.samples import number, records


@given(st.lists(records))
def test_a_key_is_read_back_as_it_was_written(some):
    """docs/behaviour.md, tree-2: a str stays a str, bytes stay bytes, a list of strings a tuple."""
    key = Key("/LM/é", {record.id: record for record in some}, 7, 1.5)
    read = decode_key(encode(key))
    assert read == key
    assert [type(r.data) for r in read.records.values()] == [type(r.data) for r in key.records.values()]


@given(records)
def test_the_data_of_a_record_is_read_back_alone(record):
    assert decode_data(encode(record.data)) == record.data


def test_what_the_schema_does_not_know_is_kept():
    """docs/behaviour.md, tree-2: unknown ids, types, attributes and names are never dropped."""
    strange = Record(0xFFFFFFFF, 0x8000, 4711, 99, b"\x00\xff", name="Odd", form=FOREIGN)
    assert decode_key(encode(Key("/", {strange.id: strange}))).records == {strange.id: strange}
    assert decode_key(encode(Key("/", {1: Record(1, SECURE, 1, BINARY, b"")}))).records[1].data == b""


def test_a_key_from_a_view_of_memory_is_the_same():
    raw = encode(Key("/LM", {1: number(1, 5)}))
    assert decode_key(memoryview(raw)) == decode_key(raw)


def test_records_and_keys_do_not_change():
    with pytest.raises(AttributeError):
        number(1, 5).data = 6
    with pytest.raises(AttributeError):
        Key("/").path = "/LM"


def test_a_broken_value_is_not_taken_for_a_key():
    with pytest.raises(msgspec.DecodeError):
        decode_key(b"\x93garbage")
