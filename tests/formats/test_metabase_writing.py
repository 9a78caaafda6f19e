"""Writing a MetaBase.xml: what is read is what was written, and an unchanged file keeps its bytes."""

from __future__ import annotations

import os

import msgspec
import pytest
from hypothesis import given, settings

from adsiis.formats.errors import FormatError
from adsiis.formats.metabase_xml import pieces, read
from adsiis.metabase.record import SECURE, Key, Record
from adsiis.schema import schema
from formats.layout import as_iis, document, element
from formats.trees import TREES

SAMPLE = os.path.join(os.path.dirname(__file__), "sample", "MetaBase.xml")


def written(keys, *more):
    return b"".join(pieces(keys, *more))


def again(content):
    found = read(content)
    return written(found.keys, found.form, found.globals)


@settings(max_examples=40)
@given(TREES)
def test_reading_what_was_written_gives_the_same_keys(keys):
    """docs/behaviour.md, xml-10."""
    found = read(written(keys))
    assert found.keys == keys


@settings(max_examples=40)
@given(TREES)
def test_writing_what_was_read_gives_the_same_bytes(keys):
    """docs/behaviour.md, xml-9."""
    content = written(keys)
    assert again(content) == content


def sample():
    with open(SAMPLE, "rb") as file:
        return file.read()


def test_a_whole_file_of_iis_comes_back_byte_for_byte():
    """docs/behaviour.md, xml-9."""
    assert again(sample()) == sample()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encoding_mark_and_line_ends_stay(encoding, newline):
    """docs/behaviour.md, xml-9."""
    content = sample().decode("utf-8-sig").replace("\r\n", newline).encode(encoding)
    assert again(content) == content


@pytest.mark.parametrize(
    "root",
    [
        "<configuration>",
        '<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V54_0">',
        '<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0">',
        "<!-- by hand -->\n<configuration >",
    ],
)
def test_namespace_and_comment_before_the_keys_stay(root):
    """docs/behaviour.md, xml-9."""
    content = as_iis(f'<?xml version="1.0"?>\n{root}\n<MBProperty>\n</MBProperty>\n</configuration>')
    assert again(content) == content


def test_a_value_that_was_changed_is_not_written_as_it_stood():
    """docs/behaviour.md, xml-9."""
    found = read(as_iis(document(element("IIsWebVirtualDir", "/a", {"AccessFlags": "0x201"}))))
    assert b'AccessFlags="0x201"' in written(found.keys, found.form)
    (key,) = found.keys
    changed = Key(key.path, key.records | {6016: msgspec.structs.replace(key.records[6016], data=1)})
    assert b'AccessFlags="AccessRead"' in written([changed], found.form)


def test_attributes_stand_in_ordinal_order_and_flags_as_names():
    """docs/behaviour.md, xml-10."""
    records = [schema().record("Path", "C:\\x"), schema().record("AuthFlags", 7)]
    key = Key(
        "/LM/W3SVC/1/ROOT", {r.id: r for r in [schema().record("KeyType", "IIsWebVirtualDir"), *records]}
    )
    assert (
        b'<IIsWebVirtualDir\tLocation ="/LM/W3SVC/1/ROOT"\r\n'
        b'\t\tAuthFlags="AuthBasic | AuthAnonymous | AuthNTLM"\r\n\t\tPath="C:\\x"\r\n\t>\r\n</IIsWebVirtualDir>\r\n'
    ) in written([key])


def test_a_secure_value_in_clear_is_refused():
    """docs/behaviour.md, xml-10."""
    secret = Record(6021, SECURE, 2, 2, "pa55")
    with pytest.raises(FormatError, match="give a password") as caught:
        written([Key("/a", {6021: secret})])
    assert "pa55" not in str(caught.value)


def test_a_character_xml_lacks_is_refused_with_its_key():
    """docs/behaviour.md, xml-10."""
    with pytest.raises(FormatError, match=r"^/a, Path: 'C:\\x01' holds a character"):
        written([Key("/a", {3001: schema().record("Path", "C:\x01")})])


def test_extensions_of_the_schema_are_passed_over():
    """docs/behaviour.md, xml-10."""
    assert read(written([Key("/a"), Key("/Schema"), Key("/schema/Own"), Key("/Schemata")])).keys == [
        Key("/a"),
        Key("/Schemata"),
    ]


def test_it_is_written_piece_by_piece_however_long_it_is():
    """docs/behaviour.md, xml-10."""
    endless = (Key(f"/{number}") for number in range(10_000_000))
    first = [next(found) for found in [pieces(endless)] for _ in range(3)]
    assert all(len(piece) < 1 << 20 for piece in first)
