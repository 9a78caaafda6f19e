"""The settings of an application, from what its key sees."""

from __future__ import annotations

from adsiis.metabase.record import DWORD, INHERIT, STRING, Key, Record
from adsiis.metabase.tree import MemoryTree, lineage
from adsiis.schema import schema
from adsiis.vbs.asp import AspSettings, asp_settings


def record(name, data, data_type=DWORD, attributes=INHERIT):
    return Record(schema().property(name).id, attributes, 101, data_type, data)


def keyed(path, *records):
    return Key(path, {found.id: found for found in records})


def test_internal_defaults_hold_where_nothing_is_stored():
    """docs/behaviour.md, asp-1."""
    found = asp_settings({})
    assert (found.session_timeout, found.script_timeout, found.max_request_entity) == (20, 90, 200_000)
    assert (found.buffering_on, found.parent_paths, found.allow_session_state) == (True, False, True)
    assert found.script_language.lower() == "vbscript"


def test_the_defaults_of_the_settings_are_the_internal_ones():
    """docs/behaviour.md, asp-1."""
    assert asp_settings({}) == AspSettings()


def test_values_come_from_the_key_and_from_those_above():
    """docs/behaviour.md, asp-1."""
    tree = MemoryTree(
        [
            keyed("/LM/W3SVC", record("AspSessionTimeout", 5), record("AspBufferingOn", 0)),
            keyed(
                "/LM/W3SVC/1/ROOT/app",
                record("AspScriptErrorMessage", "Sorry.", STRING),
                record("AspBufferingOn", 1),
            ),
        ]
    )
    found = asp_settings(lineage(tree, "/LM/W3SVC/1/ROOT/app"))
    assert (found.session_timeout, found.buffering_on, found.script_error_message) == (5, True, "Sorry.")


def test_values_by_name_and_values_of_another_type():
    """docs/behaviour.md, asp-1."""
    found = asp_settings({"AspScriptTimeout": 7, "AspSessionTimeout": "x", "AspEnableParentPaths": "True"})
    assert (found.script_timeout, found.session_timeout, found.parent_paths) == (7, 20, True)
