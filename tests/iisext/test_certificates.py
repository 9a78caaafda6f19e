"""IIsCertMapper: client certificates mapped to accounts."""

from __future__ import annotations

import pytest

from adsiis import ByRef, GetObject
from adsiis.adsi.errors import ADSIError, CannotConvertError, PathNotFoundError
from adsiis.metabase.record import SEALED

CERTIFICATE = bytes(range(256)) * 4
MAPPER = "IIS://localhost/W3SVC/1/IIsCertMapper"
BY_CERTIFICATE, BY_NAME, BY_ACCOUNT, BY_PLACE = 1, 2, 3, 4


@pytest.fixture
def mapper(metabase):
    GetObject("IIS://localhost/W3SVC/1").Create("IIsCertMapper", "IIsCertMapper").SetInfo()
    return GetObject(MAPPER)


def fill(mapper, count):
    for number in range(1, count + 1):
        mapper.CreateMapping(bytes([number]) * 9, f"user{number}", f"pass{number}", f"Name {number}", True)


def code_of(call, *arguments):
    with pytest.raises(ADSIError) as caught:
        call(*arguments)
    return caught.value.hresult & 0xFFFFFFFF


def test_a_mapping_is_found_in_four_ways(mapper):
    """docs/behaviour.md, certificate-1, certificate-2."""
    mapper.CreateMapping(CERTIFICATE, r"BOX\anna", "s3cret", "Anna", True)
    mapping = (CERTIFICATE, r"BOX\anna", "s3cret", "Anna", 1)
    assert mapper.GetMapping(BY_CERTIFICATE, CERTIFICATE) == mapping
    assert mapper.GetMapping(BY_NAME, "anna") == mapping
    assert mapper.GetMapping(BY_ACCOUNT, r"box\ANNA") == mapping
    assert mapper.GetMapping(BY_PLACE, "1") == mapping
    assert mapper.GetMapping("4", 1) == mapping


def test_cells_of_a_script_host_are_filled(mapper):
    """docs/behaviour.md, method-1."""
    fill(mapper, 1)
    cells = [ByRef() for _ in range(5)]
    assert mapper.GetMapping(BY_PLACE, "1", *cells) is None
    assert [cell.value for cell in cells] == [b"\1" * 9, "user1", "pass1", "Name 1", 1]


def test_the_eleventh_and_the_hundredth_are_found_by_place(mapper):
    """docs/behaviour.md, certificate-2: after Microsoft Knowledge Base Q275537."""
    fill(mapper, 100)
    assert [mapper.GetMapping(BY_PLACE, str(n))[1] for n in (1, 9, 10, 11, 100)] == [
        "user1",
        "user9",
        "user10",
        "user11",
        "user100",
    ]
    assert code_of(mapper.GetMapping, BY_PLACE, "101") == 0x80070003


def test_places_close_up_when_one_is_deleted(mapper):
    """docs/behaviour.md, certificate-2."""
    fill(mapper, 3)
    assert mapper.DeleteMapping(BY_ACCOUNT, "USER2") is None
    assert [mapper.GetMapping(BY_PLACE, place)[1] for place in (1, 2)] == ["user1", "user3"]
    assert code_of(mapper.GetMapping, BY_PLACE, 3) == 0x80070003
    fill(mapper, 2)
    assert [mapper.GetMapping(BY_PLACE, place)[1] for place in (1, 2, 3)] == ["user1", "user3", "user2"]


@pytest.mark.parametrize(
    ("method", "value", "place"),
    [("SetAcct", "bob", 1), ("SetPwd", "n3w", 2), ("SetName", "Bob", 3), ("SetEnabled", False, 4)],
)
def test_one_value_of_a_mapping_is_changed(mapper, method, value, place):
    """docs/behaviour.md, certificate-3."""
    fill(mapper, 2)
    before = list(mapper.GetMapping(BY_PLACE, "2"))
    assert getattr(mapper, method)(BY_NAME, "Name 2", value) is None
    before[place] = int(value) if isinstance(value, bool) else value
    assert list(mapper.GetMapping(BY_PLACE, "2")) == before
    assert mapper.GetMapping(BY_PLACE, "1")[1] == "user1"


@pytest.mark.parametrize(
    ("given", "kept"), [(True, 1), (-1, 1), ("True", 1), (0, 0), (None, 0), ("false", 0)]
)
def test_enabled_is_1_or_0(mapper, given, kept):
    """docs/behaviour.md, certificate-1: scripts pass what they have."""
    mapper.CreateMapping(CERTIFICATE, "anna", "", "Anna", given)
    assert mapper.GetMapping(BY_PLACE, 1)[4] == kept


def test_the_same_certificate_is_mapped_anew_at_its_place(mapper):
    """docs/behaviour.md, certificate-1."""
    fill(mapper, 3)
    mapper.CreateMapping(b"\2" * 9, "other", "word", "Other", False)
    assert mapper.GetMapping(BY_PLACE, 2) == (b"\2" * 9, "other", "word", "Other", 0)
    assert mapper.GetMapping(BY_PLACE, 3)[1] == "user3"


@pytest.mark.parametrize(
    "certificate",
    [
        CERTIFICATE,
        bytearray(CERTIFICATE),
        list(CERTIFICATE),
        CERTIFICATE.decode("latin-1"),
        "\u0201\u0403",
    ],
)
def test_a_certificate_is_bytes_or_a_text_of_them(mapper, certificate):
    """docs/behaviour.md, certificate-1: as ASP pages have it."""
    mapper.CreateMapping(certificate, "anna", "", "Anna", True)
    found = mapper.GetMapping(BY_CERTIFICATE, certificate)[0]
    assert found == (b"\1\2\3\4" if certificate == "\u0201\u0403" else CERTIFICATE)


def test_the_password_is_stored_encrypted(metabase, mapper):
    """docs/behaviour.md, certificate-1, secure-1."""
    mapper.CreateMapping(CERTIFICATE, "anna", "s3cret", "Anna", True)
    with metabase.store.snapshot() as tree:
        records = [
            record for key in tree.walk("/LM/W3SVC/1/IIsCertMapper") for record in key.records.values()
        ]
    assert [record.name for record in records if record.form == SEALED] == ["MappedPassword"]
    assert "s3cret" not in str(records)


@pytest.mark.parametrize("certificate", [None, 5, "", b"", object(), [300]])
def test_what_is_no_certificate_cannot_be_converted(mapper, certificate):
    """docs/behaviour.md, certificate-1."""
    with pytest.raises(CannotConvertError):
        mapper.CreateMapping(certificate, "anna", "", "Anna", True)


@pytest.mark.parametrize(
    ("method", "key", "code"),
    [
        (5, "x", 0x80070057),
        ("name", "x", 0x80070057),
        (BY_PLACE, "first", 0x80070057),
        (BY_PLACE, 0, 0x80070003),
        (BY_PLACE, -1, 0x80070003),
        (BY_NAME, "nobody", 0x80070003),
        (BY_CERTIFICATE, b"other", 0x80070003),
    ],
)
def test_what_is_not_found(mapper, method, key, code):
    """docs/behaviour.md, certificate-2."""
    fill(mapper, 2)
    for call in (mapper.GetMapping, mapper.DeleteMapping):
        assert code_of(call, method, key) == code
    assert code_of(mapper.SetAcct, method, key, "x") == code


def test_no_message_tells_a_password(mapper):
    """docs/behaviour.md, secure-1."""
    with pytest.raises(ADSIError) as caught:
        mapper.CreateMapping(CERTIFICATE, "anna", ["s3cret"], "Anna", True)
    assert "s3cret" not in str(caught.value)


def test_a_mapper_whose_key_has_gone(mapper):
    """docs/behaviour.md, object-2."""
    GetObject("IIS://localhost/W3SVC/1").Delete("", "IIsCertMapper")
    with pytest.raises(PathNotFoundError):
        mapper.GetMapping(BY_PLACE, 1)
    with pytest.raises(PathNotFoundError):
        mapper.CreateMapping(CERTIFICATE, "anna", "", "Anna", True)
