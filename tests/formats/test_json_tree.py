"""The tree as JSON: a line per value, read back as it was."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from adsiis.formats import json_tree
from adsiis.formats.errors import TreeFileError
from adsiis.metabase.record import SEALED, Key, Record
from adsiis.schema import schema
from formats.trees import TREES


def written(keys):
    return b"".join(json_tree.pieces(keys))


@settings(max_examples=40)
@given(TREES)
def test_reading_what_was_written_gives_the_same_keys(keys):
    """docs/behaviour.md, xml-12."""
    assert json_tree.read(written(keys), "f") == keys


@settings(max_examples=40)
@given(TREES)
def test_the_order_of_values_does_not_change_a_byte(keys):
    """docs/behaviour.md, xml-12."""
    turned = [Key(key.path, dict(reversed(key.records.items()))) for key in keys]
    assert written(turned) == written(keys)


def test_a_value_is_a_line_and_names_its_property():
    """docs/behaviour.md, xml-12."""
    lines = written([Key("/LM", {3001: schema().record("Path", "C:\\x")})]).decode().splitlines()
    assert json.loads(lines[2].removesuffix("]}")) == {
        "id": 3001, "type": "STRING", "value": "C:\\x", "attributes": 1, "user_type": 2, "property": "Path"
    }  # fmt: skip


def test_sealed_values_are_left_out():
    """docs/behaviour.md, xml-12."""
    assert b"6021" not in written([Key("/a", {6021: Record(6021, 4, 2, 2, b"x", None, SEALED)})])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{}", "missing required field"),
        (b'{"format":"x"', "truncated"),
        (b'{"format":"x","version":1,"keys":[]}', "expected 'adsiis tree'"),
        (b'{"format":"adsiis tree","version":1,"keys":[{"path":"/a","values":[]},{"path":"/A","values":[]}]}',
         "stands there twice"),
        (b'{"format":"adsiis tree","version":1,"keys":[{"path":"/a//b","values":[]}]}', "a path has a name"),
        (b'{"format":"adsiis tree","version":1,"keys":[{"path":"/a","values":[{"id":1,"type":"X","value":1}]}]}',
         "'X' is no type"),
        (b'{"format":"adsiis tree","version":1,"keys":[{"path":"/a","values":[{"id":1,"type":"DWORD","value":-1}]}]}',
         "no DWORD"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_told(content, words):
    """docs/behaviour.md, xml-12."""
    with pytest.raises(TreeFileError, match=words):
        json_tree.read(content, "f.json")
