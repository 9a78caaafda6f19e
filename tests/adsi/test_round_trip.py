"""Every property and flag: what is put and saved is what another process gets."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from adsi.drawing import BY_TYPE
from adsi.provider import small_store
from adsi.reading_back import plain
from adsiis import GetObject
from adsiis.schema import schema

VOLATILE = {"ServerState", "Win32Error", "AppPoolState", "ServerCommand", "AppPoolCommand"}
PROPERTIES = [prop for prop in schema().properties if prop.name not in VOLATILE | {"KeyType"}]
LOOSE = "LooseEnds"
EXAMPLES = 4
EDGES = {
    "DWORD": [-1, -0x80000000, 0x7FFFFFFF],
    "STRING": ["", "line\r\nline", "%windir%\\é"],
    "EXPANDSZ": ["%windir%\\x"],
    "MULTISZ": [(), ("", "a,b;c")],
    "BINARY": [bytes(range(256))],
}


def drawn(prop):
    """Values of a property's type: both of a flag, some of any other."""
    if prop.flag_of is not None:
        return [True, False]
    found = []

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
    @given(BY_TYPE[prop.type])
    def draw(value):
        found.append(value)

    draw()
    return found + EDGES.get(prop.type, [])


def class_with(prop):
    """The first class that has a property; five belong to none, and get one of their own."""
    return next((found.name for found in schema().classes if found.allows(prop.name)), LOOSE)


def object_of(service, made, prop, n):
    """An object for the n-th value; a number and its flags, being one value, have objects of their own."""
    part = "flags" if prop.flag_of else "numbers" if schema().flags_of(prop.name) else "others"
    name = f"{class_with(prop)}/{part}/{n}"
    if name not in made:
        made[name] = service.Create(class_with(prop), name)
    return made[name]


@pytest.fixture(scope="module")
def put(tmp_path_factory):
    """Every drawn value put and saved, and what another process reads."""
    home = tmp_path_factory.mktemp("round") / "home"
    with small_store(home) as metabase:
        loose = GetObject("IIS://localhost/Schema").Create("Class", LOOSE)
        loose.OptionalProperties = [prop.name for prop in PROPERTIES if class_with(prop) == LOOSE]
        loose.SetInfo()
        service, made, written = GetObject("IIS://localhost/W3SVC"), {}, []
        for prop in PROPERTIES:
            for n, value in enumerate(drawn(prop)):
                found = object_of(service, made, prop, n)
                found.Put(prop.name, value)
                written.append((found.ADsPath, prop, value))
        for found in made.values():
            found.SetInfo()
        read = read_elsewhere(metabase.folder.home, [(path, prop.name) for path, prop, _ in written])
        yield [(prop, value, got) for (_, prop, value), got in zip(written, read, strict=True)]


def read_elsewhere(home, asked):
    """What another process gets of properties of paths."""
    done = subprocess.run(
        [sys.executable, "-m", "adsi.reading_back"],
        input="".join(f"{path}\t{name}\n" for path, name in asked).encode(),
        env={**os.environ, "ADSIIS_HOME": home, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        check=True,
    )
    return pickle.loads(done.stdout)


def test_every_property_and_flag_reads_in_another_process_as_it_was_put(put):
    """docs/behaviour.md, put-2, put-6, value-1 to value-6, value-10, value-11."""
    assert [prop.name for prop, value, got in put if plain(value) != got] == []


def test_none_is_left_out_but_states_commands_and_keytype(put):
    """docs/behaviour.md, schema-1: 591 of the original's schema, and PathMap."""
    assert {prop.name for prop, _, _ in put} == {prop.name for prop in PROPERTIES}
    assert len(PROPERTIES) == 591 + 1 - 6


def test_every_flag_goes_both_ways(put):
    """docs/behaviour.md, put-6."""
    flags = {prop.name for prop in PROPERTIES if prop.flag_of is not None}
    assert len(flags) == 84
    for wanted in (True, False):
        assert {prop.name for prop, value, got in put if got is wanted is value} >= flags
