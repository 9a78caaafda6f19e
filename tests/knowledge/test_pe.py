"""Versions and platforms out of programs."""

from __future__ import annotations

import gc
import sys

import pefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.knowledge.errors import MissingReaderError
from adsiis.knowledge.pe import stamp_of_bytes, stamp_of_file
from knowledge.programs import HEADERS, program

WORDS = st.integers(0, 0xFFFF)


@given(version=st.tuples(WORDS, WORDS, WORDS, WORDS), bits=st.sampled_from([32, 64]))
def test_the_version_is_that_of_the_resource(version, bits):
    """docs/behaviour.md, kb-10."""
    text = ".".join(map(str, version))
    assert stamp_of_bytes(program(text, bits=bits)).version == text


@pytest.mark.parametrize(
    ("bits", "machine", "platform"),
    [
        (32, 0x14C, "x86"),
        (64, 0x8664, "x64"),
        (32, 0x184, "alpha"),
        (64, 0x200, "ia64"),
        (64, 0xAA64, "arm64"),
        (32, 0x1234, ""),
    ],
)
def test_the_platform_is_that_of_the_header(bits, machine, platform):
    assert stamp_of_bytes(program(bits=bits, machine=machine)).platform == platform


def test_a_file_on_the_disk_is_read_as_its_bytes_are(tmp_path):
    path = tmp_path / "Iisext.dll"
    path.write_bytes(program())
    assert stamp_of_file(str(path)) == stamp_of_bytes(program()) == ("5.0.2195.2413", "x86", "")


def test_the_process_is_not_searched_for_garbage_after_every_file(tmp_path, monkeypatch):
    """To close a file, pefile does that: in a process with much in it, a second each time."""
    path = tmp_path / "Iisext.dll"
    path.write_bytes(program())
    monkeypatch.setattr(gc, "collect", lambda: pytest.fail("the whole process was searched"))
    monkeypatch.setattr(pefile.PE, "close", lambda _: pytest.fail("pefile closed the file"))
    assert stamp_of_file(str(path)).version == "5.0.2195.2413"
    path.write_bytes(program()[:100])
    assert stamp_of_file(str(path)).problem == "It is no PE file, or a damaged one."


def test_an_empty_file_and_one_that_is_gone_are_told(tmp_path):
    (tmp_path / "Iisext.dll").touch()
    assert stamp_of_file(str(tmp_path / "Iisext.dll")).problem == "It is no PE file, or a damaged one."
    assert stamp_of_file(str(tmp_path / "gone")).problem == "It cannot be read: No such file or directory."


def test_other_resources_stand_before_the_version():
    assert stamp_of_bytes(program(icons=40)).version == "5.0.2195.2413"
    assert stamp_of_bytes(program(icons=3000)).version == "5.0.2195.2413"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (program(resources=False), "It has no resources, so it tells no version."),
        (program(None), "It has no version resource."),
        (program()[: HEADERS + 40], "Its version resource is damaged or cut off."),
        (program()[:-45], "Its version resource is damaged or cut off."),
        (program()[:100], "It is no PE file, or a damaged one."),
        (b"MZ" + b"\xff" * 300, "It is no PE file, or a damaged one."),
        (b"plain text, nothing else", "It is no PE file, or a damaged one."),
    ],
)
def test_what_cannot_be_read_is_told(data, problem):
    """docs/behaviour.md, kb-10."""
    assert stamp_of_bytes(data)[::2] == ("", problem)


def test_an_empty_file_tells_nothing(tmp_path):
    path = tmp_path / "Iisext.dll"
    path.write_bytes(b"")
    assert stamp_of_file(str(path)).problem


def test_a_tree_that_leads_back_to_itself_ends():
    data = bytearray(program())
    data[HEADERS + 16 + 4 : HEADERS + 16 + 8] = (0x80000000).to_bytes(4, "little")
    assert stamp_of_bytes(bytes(data)).problem == "Its version resource is damaged or cut off."


@given(st.data())
def test_no_damage_raises(data):
    """Any byte of a program may be any other."""
    damaged = bytearray(program())
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    stamp = stamp_of_bytes(bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))
    assert bool(stamp.version) != bool(stamp.problem)


def test_without_pefile_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pefile", None)
    with pytest.raises(MissingReaderError, match=r"pip install 'adsiis\[kb\]'"):
        stamp_of_bytes(program())
