"""Which kind a file is, told by what it begins with."""

from __future__ import annotations

import os

import pytest

from adsiis.formats import json_tree, mbschema, metabase_xml
from adsiis.formats.errors import TreeFileError
from adsiis.formats.opening import APPHOST, JSON, KEYS, METABASE, SCHEMA, kind_of, read_tree
from adsiis.metabase.archive import EXPORT, LEFT_OUT, Header, write_archive
from adsiis.metabase.record import Key
from adsiis.schema import schema

SAMPLE = os.path.join(os.path.dirname(__file__), "sample", "MetaBase.xml")


def put(folder, content):
    file = folder / "file"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(file)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"".join(metabase_xml.pieces([Key("/a")])), METABASE),
        ('<?xml version="1.0"?>\n<!-- x --><configuration><MBProperty/></configuration>', METABASE),
        ("<configuration><MBProperty/></configuration>".encode("utf-16"), METABASE),
        ("<configuration><system.applicationHost/></configuration>", APPHOST),
        ("\ufeff<configuration><location/></configuration>", APPHOST),
        (mbschema.text_of(schema()), SCHEMA),
        (b"".join(json_tree.pieces([Key("/a")])), JSON),
    ],
)
def test_the_kind_is_told_by_the_beginning(content, kind, tmp_path):
    """docs/behaviour.md, diff-1."""
    file = put(tmp_path, content)
    assert kind_of(file) == kind
    read_tree(file)


def test_a_file_of_keys_is_one_too(tmp_path):
    """docs/behaviour.md, diff-1."""
    file = str(tmp_path / "keys")
    write_archive(file, Header(kind=EXPORT, created=0.0, revision=0, secrets=LEFT_OUT), [Key("/a")])
    assert read_tree(file) == (KEYS, [Key("/a")], [])


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"hello", b"\x00" * 100])
def test_another_file_is_refused(content, tmp_path):
    """docs/behaviour.md, diff-1."""
    with pytest.raises(TreeFileError, match="no file a tree comes in"):
        kind_of(put(tmp_path, content))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(TreeFileError, match="No such file"):
        kind_of(str(tmp_path / "none"))
