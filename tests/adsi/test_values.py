"""Values on their way in and out: one way per type of the schema."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis import MimeMap
from adsiis.adsi import values
from adsiis.adsi.errors import CannotConvertError
from adsiis.schema import schema

BY_TYPE = {
    "BOOL": "ServerAutoStart",
    "DWORD": "ConnectionTimeout",
    "STRING": "ServerComment",
    "EXPANDSZ": "LogFileDirectory",
    "MULTISZ": "ServerBindings",
    "MIMEMAP": "MimeMap",
    "BINARY": "SSLCertHash",
    "IPSECLIST": "IPSecurity",
    "NTACL": "AdminACL",
}


def of(type_name):
    return schema().property(BY_TYPE[type_name])


@dataclass
class Foreign:
    """An object of another language's host, which only has the two members."""

    Extension: object
    MimeType: object


@pytest.mark.parametrize(
    ("type_name", "value", "data"),
    [
        *(("BOOL", value, 1) for value in (True, 1, -1, 7, 1.0, "True", "true", " TRUE ", "1", "-1")),
        *(("BOOL", value, 0) for value in (False, 0, 0.0, None, "False", "FALSE", "0")),
        ("DWORD", 5, 5),
        ("DWORD", "5", 5),
        ("DWORD", " 5 ", 5),
        ("DWORD", 5.0, 5),
        ("DWORD", True, 1),
        ("DWORD", None, 0),
        ("DWORD", "0x10", 16),
        ("DWORD", "&H10", 16),
        ("DWORD", "&hff", 255),
        ("DWORD", -1, 0xFFFFFFFF),
        ("DWORD", "-1", 0xFFFFFFFF),
        ("DWORD", 0xFFFFFFFF, 0xFFFFFFFF),
        ("DWORD", "4294967295", 0xFFFFFFFF),
        ("DWORD", -0x80000000, 0x80000000),
        ("STRING", "a", "a"),
        ("STRING", "", ""),
        ("STRING", None, ""),
        ("STRING", 5, "5"),
        ("STRING", 5.0, "5"),
        ("STRING", 2.5, "2.5"),
        ("STRING", True, "True"),
        ("STRING", "line\r\nline", "line\r\nline"),
        ("EXPANDSZ", "%windir%\\x", "%windir%\\x"),
        ("MULTISZ", ":80:", (":80:",)),
        ("MULTISZ", [":80:", ":81:"], (":80:", ":81:")),
        ("MULTISZ", (), ()),
        ("MULTISZ", None, ()),
        ("MULTISZ", [1, None, "a"], ("1", "", "a")),
        ("MULTISZ", (item for item in ("a", "b")), ("a", "b")),
        ("MULTISZ", 8080, ("8080",)),
        ("MIMEMAP", [MimeMap(".a", "x/y")], (".a,x/y",)),
        ("MIMEMAP", MimeMap(".a", "x/y"), (".a,x/y",)),
        ("MIMEMAP", [Foreign(".a", "x/y")], (".a,x/y",)),
        ("MIMEMAP", [MimeMap(".a", "x/y"), ".b,x/z"], (".a,x/y", ".b,x/z")),
        ("MIMEMAP", ".a,x/y", (".a,x/y",)),
        ("MIMEMAP", (), ()),
        ("BINARY", b"\x00\xff", b"\x00\xff"),
        *((kind, b"", b"") for kind in ("IPSECLIST", "NTACL")),
        ("BINARY", bytearray(b"ab"), b"ab"),
        ("BINARY", memoryview(b"ab"), b"ab"),
        ("BINARY", [1, 2, 255], b"\x01\x02\xff"),
        ("BINARY", None, b""),
    ],
)
def test_each_type_takes_what_scripts_write(type_name, value, data):
    """docs/behaviour.md, value-1 to value-6."""
    stored = values.stored(of(type_name), value)
    assert stored == data
    assert type(stored) is type(data)


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        *(("BOOL", value) for value in ("yes", "", "Wahr", [], b"1", object(), 0.5)),
        *(
            ("DWORD", value)
            for value in ("", "many", "1.5", 1.5, "0x", "&H", "1_000", "0x1_0", [], b"1", object())
        ),
        *(("DWORD", value) for value in (-0x80000001, 0x100000000, "4294967296", float("nan"), float("inf"))),
        *(("STRING", value) for value in (b"a", [], ["a"], object(), "a\0b", "\ud800")),
        *(("MULTISZ", value) for value in (b"a", [b"a"], [["a"]], object(), ["a\0b"])),
        *(
            ("MIMEMAP", value)
            for value in ([5, b"a"], b"a", object(), [MimeMap(".a,.b", "x/y")], [Foreign([], "")])
        ),
        *(("BINARY", value) for value in ("a", 5, 5.0, True, [256], [-1], ["a"], object())),
        *(("IPSECLIST", value) for value in (b"\x00\xff", "10.0.0.1", None, 5, ["10.0.0.1"], object())),
        *(("NTACL", value) for value in (b"\x00\xff", "Everyone", None, 5, [], object())),
    ],
)
def test_what_cannot_be_converted_is_refused(type_name, value):
    """docs/behaviour.md, value-7."""
    prop = of(type_name)
    with pytest.raises(CannotConvertError) as caught:
        values.stored(prop, value)
    assert caught.value.hresult & 0xFFFFFFFF == 0x8000500C
    assert caught.value.property == prop.name


def test_a_refused_password_does_not_show_up_in_the_error():
    """docs/behaviour.md, secure-1."""
    with pytest.raises(CannotConvertError) as caught:
        values.stored(schema().property("AnonymousUserPass"), b"hunter2")
    assert "hunter2" not in str(caught.value)


def test_a_refused_value_is_cut_in_the_error():
    with pytest.raises(CannotConvertError) as caught:
        values.stored(of("DWORD"), "9" * 10_000)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("type_name", "data", "shown"),
    [
        ("BOOL", 1, True),
        ("BOOL", 0, False),
        ("BOOL", 0xFFFFFFFF, True),
        ("DWORD", 0x7FFFFFFF, 0x7FFFFFFF),
        ("DWORD", 0x80000000, -0x80000000),
        ("DWORD", 0xFFFFFFFF, -1),
        ("EXPANDSZ", "%windir%", "%windir%"),
        ("MULTISZ", ("a",), ("a",)),
        ("MIMEMAP", (".a,x/y", ".b", ""), (MimeMap(".a", "x/y"), MimeMap(".b", ""), MimeMap())),
        ("BINARY", b"a", b"a"),
    ],
)
def test_each_type_has_the_form_scripts_see(type_name, data, shown):
    """docs/behaviour.md, value-1 to value-6."""
    found = values.shown(of(type_name), data)
    assert found == shown
    assert type(found) is type(shown)


def test_every_property_has_an_empty_value_of_its_own_type():
    """docs/behaviour.md, get-3."""
    for prop in schema().properties:
        empty = values.empty(prop)
        assert values.stored(prop, empty) == empty, prop.name
        assert values.lent(prop) or not values.shown(prop, empty), prop.name


def test_bounds_only_warn(caplog):
    """docs/behaviour.md, value-8."""
    with caplog.at_level(logging.WARNING, "adsiis.adsi"):
        assert values.stored(schema().property("AppPoolQueueLength"), 70000) == 70000
    assert "AppPoolQueueLength: 70000" in caplog.text
    assert "10 to 65535" in caplog.text


def test_a_value_inside_the_bounds_does_not_warn(caplog):
    """docs/behaviour.md, value-8."""
    values.stored(schema().property("AppPoolQueueLength"), 10)
    assert not caplog.records


@given(st.integers(-0x80000000, 0xFFFFFFFF))
def test_a_number_comes_back_as_the_same_32_bits(number):
    """docs/behaviour.md, value-2."""
    shown = values.shown(of("DWORD"), values.stored(of("DWORD"), number))
    assert shown & 0xFFFFFFFF == number & 0xFFFFFFFF
    assert -0x80000000 <= shown <= 0x7FFFFFFF


@given(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.lists(st.text())
    )
)
def test_any_value_is_either_taken_in_full_or_refused(value):
    """docs/behaviour.md, value-7."""
    for name in BY_TYPE.values():
        prop = schema().property(name)
        try:
            data = values.stored(prop, value)
        except CannotConvertError:
            continue
        assert schema().record(name, data).data == data
