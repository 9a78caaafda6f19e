"""What transcripts cannot show: states that change, values without words, and where output goes."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis import GetObject
from adsiis.admin.adsutil import run
from adsiis.admin.adsutil.failing import RuntimeFault
from adsiis.admin.adsutil.values import number, truth
from adsiis.schema.constants import ServerState


def said(*words):
    out = io.StringIO()
    return run(words, out), out.getvalue()


def test_a_state_is_read_live_and_always_set_at_a_site(metabase, host):
    """docs/behaviour.md, adsutil-4."""
    for state in ServerState:
        host.set_state("/LM/W3SVC/1", state)
        assert said("GET", "W3SVC/1/ServerState") == (0, f"{'ServerState':<32}: (INTEGER) {state:d}\n")


def test_what_a_failing_start_said_is_the_exit_value_and_the_error(metabase, host):
    """docs/behaviour.md, adsutil-3: the exit value is the signed HRESULT."""
    host._failing["start"] = (0x80070034, "Another site has :80:.")
    code, lines = said("START_SERVER", "W3SVC/1")
    assert code == 0x80070034 - 2**32
    assert lines.splitlines()[1:] == [
        f"ErrNumber: {code} (0x80070034)",
        "Error trying to START the server: W3SVC/1",
    ]


def test_a_value_that_has_no_words_is_a_type_mismatch(metabase):
    site = GetObject("IIS://localhost/W3SVC/1")
    site.SSLCertHash = b"\x01\x02"
    site.SetInfo()
    code, lines = said("GET", "W3SVC/1/SSLCertHash")
    assert (code, lines.splitlines()) == (
        13,
        [
            f"{'SSLCertHash':<32}: (BINARY) ",
            "Type mismatch",
            "ErrNumber: 13 (0xD)",
            "Error Trying To GET the Property: SSLCertHash",
        ],
    )


def test_a_secret_is_never_printed(metabase):
    """docs/behaviour.md, adsutil-2."""
    assert said("SET", "W3SVC/1/AnonymousUserPass", "open sesame")[0] == 0
    assert GetObject("IIS://localhost/W3SVC/1").AnonymousUserPass == "open sesame"
    for words in (
        ["GET", "W3SVC/1/AnonymousUserPass"],
        ["ENUM", "W3SVC/1"],
        ["ENUM_ALL"],
        ["ENUM", "/A", "W3SVC/1"],
    ):
        code, lines = said(*words)
        assert code == 0
        assert "open sesame" not in lines
        assert '"**********"' in lines


def test_a_refused_number_leaves_the_value_alone(metabase):
    said("SET", "W3SVC/1/MaxConnections", "7")
    assert said("SET", "W3SVC/1/MaxConnections", "many")[0] == 13
    assert GetObject("IIS://localhost/W3SVC/1").MaxConnections == 7


def test_a_copy_keeps_all_below_and_a_move_takes_it_away(metabase):
    assert said("COPY", "W3SVC/1", "W3SVC/2")[0] == 0
    assert GetObject("IIS://localhost/W3SVC/2/ROOT").Path == GetObject("IIS://localhost/W3SVC/1/ROOT").Path
    assert said("MOVE", "W3SVC/2", "W3SVC/3")[0] == 0
    assert [site.Name for site in GetObject("IIS://localhost/W3SVC") if site.Class == "IIsWebServer"] == [
        "1",
        "3",
    ]


@given(st.integers(-0x8000_0000, 0xFFFF_FFFF))
def test_every_number_of_32_bits_is_read_in_decimal_and_hexadecimal(value):
    """docs/behaviour.md, adsutil-5."""
    assert number(str(value)) == value
    assert number(f"0x{value & 0xFFFFFFFF:X}") == value & 0xFFFFFFFF
    assert truth(str(value)) == (value != 0)


@given(st.integers().filter(lambda value: not -0x8000_0000 <= value <= 0xFFFF_FFFF))
def test_a_number_of_more_bits_overflows(value):
    with pytest.raises(RuntimeFault, match="Overflow"):
        number(str(value))


@given(st.text())
def test_any_word_is_a_number_or_a_fault(word):
    with suppress(RuntimeFault):
        assert -0x8000_0000 <= number(word) <= 0xFFFF_FFFF


@pytest.mark.parametrize(
    ("word", "value"), [("1.5", 2), ("2.5", 2), (" 7 ", 7), ("1e3", 1000), ("&H1F", 31), ("+5", 5)]
)
def test_numbers_are_read_as_the_scripts_language_reads_them(word, value):
    assert number(word) == value


@pytest.mark.parametrize("word", ["", "inf", "nan", "1_000", "0x", "0xg", "٣", "--1", "1e"])
def test_what_is_no_number_is_a_type_mismatch(word):
    with pytest.raises(RuntimeFault, match="Type mismatch"):
        number(word)


def test_a_property_added_to_the_schema_is_known_like_the_others(metabase):
    """docs/behaviour.md, adsutil-5: adsutil asks the provider's schema."""
    added = GetObject("IIS://localhost/Schema").Create("Property", "ShopRooms")
    added.Syntax = "List"
    added.SetInfo()
    kind = GetObject("IIS://localhost/Schema/IIsWebServer")
    kind.OptionalProperties = (*kind.OptionalProperties, "ShopRooms")
    kind.SetInfo()
    assert said("SET", "W3SVC/1/ShopRooms", "a", "b") == (0, f'{"ShopRooms":<32}: (LIST) "a" "b" \n')
    assert said("GET", "W3SVC/1/ShopRooms") == (0, f'{"ShopRooms":<32}: (LIST)  (2 Items)\n  "a"\n  "b"\n')
    assert f'{"ShopRooms":<32}: (LIST) (2 Items)\n  "a"\n  "b"\n\n' in said("ENUM", "W3SVC/1")[1]
