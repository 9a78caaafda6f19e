"""What collect.vbs printed, read: words, sums and seals."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.formats.collected import read
from adsiis.formats.collected.values import text
from adsiis.formats.errors import TreeFileError
from adsiis.formats.opening import COLLECTED, kind_of, read_tree
from adsiis.metabase.record import DWORD, INHERIT, MULTISZ, SERVER, STRING, Record


def printed(*lines):
    """A file with these lines behind its head, and the right end."""
    whole = ["adsiis-collected 1", *lines]
    total = zlib.adler32("".join(line + "\n" for line in whole).encode())
    return "\r\n".join([*whole, f"end {len(whole)} {total & 0xFFFF} {total >> 16}", ""]).encode()


def key(*lines):
    """The records of one key with these lines."""
    found = read(printed("key =/LM/W3SVC/1", *lines), "out.txt")
    return next(each.records for each in found.keys if each.path == "/LM/W3SVC/1")


def test_a_file_is_known_by_its_first_lines_even_behind_a_banner(tmp_path):
    """docs/behaviour.md, collect-2."""
    for name, content in {
        "plain.txt": printed("key =/LM"),
        "banner.txt": b"Microsoft (R) Windows Script Host\r\n\r\n" + printed("key =/LM"),
        "wide.txt": b"\xff\xfe" + printed("key =/LM").decode().encode("utf-16-le"),
    }.items():
        (tmp_path / name).write_bytes(content)
        assert kind_of(str(tmp_path / name)) == COLLECTED
        assert [each.path for each in read_tree(str(tmp_path / name)).keys] == ["/", "/LM"]


def test_values_are_records_as_the_server_said():
    """docs/behaviour.md, collect-3."""
    assert key(
        "value =ServerComment 1015 0 1 text =A%u0020site",
        "value =ServerBindings 1023 1 2 list =:80: =",
        "value =MaxConnections - - - number 5",
    ) == {
        1015: Record(1015, 0, 1, STRING, "A site"),
        1023: Record(1023, INHERIT, 2, MULTISZ, (":80:", "")),
        1014: Record(1014, INHERIT, SERVER, DWORD, 5),
    }


def test_a_property_the_schema_does_not_know_keeps_its_number_and_name():
    """docs/behaviour.md, collect-3."""
    assert key("value =Ours 91234 1 2 number 7") == {91234: Record(91234, 1, 2, DWORD, 7, "Ours")}


def test_that_a_value_is_inherited_is_no_attribute_of_it():
    """docs/behaviour.md, collect-3."""
    assert key("value =MaxConnections 1014 33 1 number 5")[1014].attributes == INHERIT


def test_what_could_not_be_read_there_is_told():
    """docs/behaviour.md, collect-5."""
    found = read(printed("key =/LM", "lost =Path =Not%u0020found", "secret =WAMUserPass"), "out.txt")
    assert found.warnings == [
        "/LM: Path could not be read there: Not found.",
        "1 secure values are left out; collect.vbs was not asked for them.",
    ]


def test_rights_of_an_account_that_is_not_known_here_are_left_out():
    """docs/behaviour.md, collect-5."""
    line = "value =AdminACL 6027 13 1 rights = = 1 =OLD\\Bob 11 0 0"
    found = read(printed("key =/LM", line), "out.txt")
    assert found.keys[-1].records == {}
    assert "AdminACL is left out: The account 'OLD\\\\Bob' is neither" in found.warnings[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("value =MaxConnections 1014 0 1 text =5", "of another type than the schema says"),
        ("value =Ours - - - number 7", "has no number for it"),
        ("value =MaxConnections 1014 0 1 number 4294967296", "no number of 32 bits"),
        ("value =MaxConnections 1014 0 1 thing 5", "is no kind of value"),
        ("value =ServerComment 1015 0 1 text A", "is no text"),
        ("value =IPSecurity 6017 1 1 addresses 1 5 =a", "is cut off"),
        ("thing", "begins no line"),
        ("value", "cannot be read"),
        ("seal rot13 1 00 00", "that is unknown"),
    ],
)
def test_a_line_that_means_nothing_is_named(line, said):
    """docs/behaviour.md, collect-2, collect-3."""
    with pytest.raises(TreeFileError, match=r"out\.txt, line 3") as caught:
        read(printed("key =/LM", line), "out.txt")
    assert said in str(caught.value)


@pytest.mark.parametrize("cut", [1, 9, 40])
def test_a_file_that_was_cut_off_is_refused(cut):
    """docs/behaviour.md, collect-2."""
    with pytest.raises(TreeFileError, match=r"cut off|its sum is wrong"):
        read(printed("key =/LM", "value =MaxConnections 1014 0 1 number 5")[: -2 - cut], "out.txt")


def test_a_file_that_was_changed_is_refused():
    """docs/behaviour.md, collect-2."""
    content = printed("key =/LM", "value =MaxConnections 1014 0 1 number 5").replace(b"number 5", b"number 6")
    with pytest.raises(TreeFileError, match="its sum is wrong"):
        read(content, "out.txt")


def word(written):
    """A text as the script writes it."""
    units = written.encode("utf-16-le", "surrogatepass")
    codes = [units[at] | units[at + 1] << 8 for at in range(0, len(units), 2)]
    return "=" + "".join(chr(c) if 32 < c < 127 and c != 37 else f"%u{c:04X}" for c in codes)


@given(st.text())
def test_any_text_comes_back(written):
    """docs/behaviour.md, collect-3."""
    assert text(word(written)) == written


@given(st.binary(max_size=200))
def test_no_file_is_more_than_refused(content):
    """docs/behaviour.md, collect-2."""
    with pytest.raises(TreeFileError):
        read(content, "out.txt")
