"""A whole MetaBase.xml, accounted for against its raw text.

What the file holds is found here by regular expressions alone, which know the layout of IIS to the letter; so
neither an XML parser nor the package's reader can hide a loss from these tests.
"""

from __future__ import annotations

import os.path
import re

import pytest

from adsiis.formats.metabase_xml import read
from adsiis.metabase.record import CLEAR, FOREIGN
from adsiis.schema import schema

SAMPLE = os.path.join(os.path.dirname(__file__), "sample", "MetaBase.xml")
KEY_TYPE = 1002

ELEMENT = re.compile(
    r'<(\w+)\tLocation ="([^"]*)"\r\n'
    r'((?:\t\t\w+="[^"]*"\r\n)*)'
    r"\t>\r\n"
    r'((?:\t<Custom\r\n(?:\t\t\w+="[^"]*"\r\n){6}\t/>\r\n)*)'
    r"</\1>\r\n"
)
ATTRIBUTE = re.compile(r'\t\t(\w+)="([^"]*)"\r\n')
CUSTOM = re.compile(r"\t<Custom\r\n(.*?)\t/>\r\n", re.DOTALL)
FIELDS = ["Name", "ID", "Value", "Type", "UserType", "Attributes"]

REFERENCES = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#10;": "\n",
    "&#13;": "\r",
    "&#9;": "\t",
    "&amp;": "&",
}
DATA_TYPES = {"DWORD": 1, "STRING": 2, "BINARY": 3, "EXPANDSZ": 4, "MULTISZ": 5}
USER_TYPES = {
    "IIS_MD_UT_SERVER": 1,
    "IIS_MD_UT_FILE": 2,
    "IIS_MD_UT_WAM": 100,
    "ASP_MD_UT_APP": 101,
    "300": 300,
}
ATTRIBUTE_BITS = {
    "NO_ATTRIBUTES": 0,
    "INHERIT": 1,
    "PARTIAL_PATH": 2,
    "SECURE": 4,
    "REFERENCE": 8,
    "VOLATILE": 16,
    "INSERT_PATH": 64,
    "LOCAL_MACHINE_ONLY": 128,
    "NON_SECURE_ONLY": 256,
}
SECURE_NAMES = {
    "AdminACL",
    "AnonymousUserPass",
    "WAMUserPass",
    "UNCPassword",
    "LogOdbcPassword",
    "RoutePassword",
}
SHOW = "DirBrowseShowDate | DirBrowseShowTime | DirBrowseShowSize"
SUMS = {
    "AccessRead | AccessWrite | AccessExecute | AccessScript": 519,
    "AccessRead | AccessScript": 513,
    "AccessRead | AccessWrite": 3,
    "AccessRead": 1,
    "AccessWrite": 2,
    "AccessNoRemoteRead | AccessNoRemoteScript | AccessRead | AccessScript": 20993,
    "AccessSSL | AccessSSL128": 264,
    "AppPoolRecycleTime | AppPoolRecycleMemory | AppPoolRecyclePrivateMemory": 137,
    "AuthAnonymous": 1,
    "AuthAnonymous | AuthNTLM": 5,
    "AuthBasic | AuthMD5": 18,
    "AuthBasic | AuthNTLM": 6,
    "AuthChangeDisable | AuthAdvNotifyDisable": 6,
    f"{SHOW} | EnableDefaultDoc | EnableDirBrowsing": 0xC000000E,
    f"{SHOW} | DirBrowseShowExtension | DirBrowseShowLongDate | EnableDefaultDoc": 0x4000003E,
    "NotifyNonSecurePort | NotifyOrderLow | NotifySendResponse": 0x20042,
    "ServerConfigSSL40 | ServerConfigSSL128 | ServerConfigAutoPWSync": 11,
    "LogExtFileTime | LogExtFileClientIp | LogExtFileMethod"
    " | LogExtFileUriStem | LogExtFileHttpStatus": 0x586,
    "LogExtFileDate | LogExtFileTime | LogExtFileClientIp | LogExtFileUserName | LogExtFileMethod"
    " | LogExtFileUriStem | LogExtFileUriQuery | LogExtFileHttpStatus | LogExtFileWin32Status"
    " | LogExtFileServerPort | LogExtFileUserAgent | LogExtFileHttpSubStatus": 0x218F8F,
}


def decoded(text):
    return re.sub("&[^;]+;", lambda found: REFERENCES[found[0]], text)


def number(raw):
    if raw in {"TRUE", "FALSE"}:
        return int(raw == "TRUE")
    return SUMS[raw] if raw in SUMS else int(raw)


def expected(data_type, raw):
    """The data that a raw value of a data type stands for."""
    if data_type == DATA_TYPES["DWORD"]:
        return number(raw)
    if data_type == DATA_TYPES["BINARY"]:
        return bytes.fromhex(raw)
    if data_type == DATA_TYPES["MULTISZ"]:
        return tuple(decoded(item) for item in raw.split("\r\n\t\t\t")) if raw else ()
    return decoded(raw)


@pytest.fixture(scope="module")
def raw():
    with open(SAMPLE, "rb") as file:
        return file.read().decode("utf-8-sig")


@pytest.fixture(scope="module")
def elements(raw):
    return ELEMENT.findall(raw)


@pytest.fixture(scope="module")
def parsed():
    return read(SAMPLE)


@pytest.fixture(scope="module")
def pairs(elements, parsed):
    """Every element beside the key read from it."""
    in_file = [found for found in elements if found[0] != "IIS_Global"]
    assert len(in_file) == len(parsed.keys)
    return list(zip(in_file, parsed.keys, strict=True))


def test_the_regular_expressions_cover_the_sample_to_the_last_byte(raw, elements):
    whole = "".join(found[0] for found in ELEMENT.finditer(raw))
    head, foot = raw[: raw.index("<IIS_Global")], "</MBProperty>\r\n</configuration>\r\n"
    assert head + whole + foot == raw
    assert len(elements) >= 71


def test_every_location_is_a_key_in_the_order_of_the_file(pairs):
    """docs/behaviour.md, xml-1."""
    assert [key.path for _, key in pairs] == [decoded(found[1]) for found, _ in pairs]


def test_the_class_of_every_element_is_the_key_type_and_untyped_keys_have_none(pairs):
    """docs/behaviour.md, xml-1."""
    for (name, *_), key in pairs:
        if name == "IIsConfigObject":
            assert KEY_TYPE not in key.records
        else:
            assert key.records[KEY_TYPE].data == name


def test_every_attribute_is_a_record_with_its_decoded_value_as_the_schema_types_it(pairs):
    """docs/behaviour.md, xml-4."""
    for (_, _, attributes, _), key in pairs:
        for name, raw in ATTRIBUTE.findall(attributes):
            known, record = schema().property(name), key.records[schema().property(name).id]
            assert (record.attributes, record.user_type, record.data_type, record.name) == (
                known.attributes,
                known.user_type,
                known.data_type,
                None,
            )
            if name not in SECURE_NAMES:
                assert record.data == expected(record.data_type, raw), (key.path, name)
                assert record.form == CLEAR


def test_secure_values_are_kept_as_they_came(pairs):
    """docs/behaviour.md, xml-5."""
    kept = 0
    for (_, _, attributes, _), key in pairs:
        for name, raw in ATTRIBUTE.findall(attributes):
            if name in SECURE_NAMES:
                record = key.records[schema().property(name).id]
                assert (record.form, record.data) == (FOREIGN, raw)
                kept += 1
    assert kept == 10


def test_every_custom_element_is_a_record_with_its_six_fields(raw, pairs):
    """docs/behaviour.md, xml-6."""
    seen = 0
    for (_, _, _, customs), key in pairs:
        for custom in CUSTOM.findall(customs):
            fields = dict(ATTRIBUTE.findall(custom))
            assert list(fields) == FIELDS
            record = key.records[int(fields["ID"])]
            secure = "SECURE" in fields["Attributes"].split(" | ")
            data = fields["Value"] if secure else expected(DATA_TYPES[fields["Type"]], fields["Value"])
            assert record.data == data
            assert record.form == (FOREIGN if secure else CLEAR)
            assert record.data_type == DATA_TYPES[fields["Type"]]
            assert record.user_type == USER_TYPES[fields["UserType"]]
            assert record.attributes == sum(ATTRIBUTE_BITS[bit] for bit in fields["Attributes"].split(" | "))
            known = schema().property(fields["Name"]) or fields["Name"] == f"UnknownName_{fields['ID']}"
            assert record.name == (None if known else fields["Name"])
            seen += 1
    assert seen == raw.count("<Custom") >= 20


def test_no_key_has_a_record_that_the_file_has_not(pairs):
    for (name, _, attributes, customs), key in pairs:
        written = (
            len(ATTRIBUTE.findall(attributes)) + len(CUSTOM.findall(customs)) + (name != "IIsConfigObject")
        )
        assert len(key.records) == written, key.path


def test_the_320_mime_types_stay_320_items(parsed):
    """docs/behaviour.md, xml-3: a parser that made blanks of the line breaks would leave one."""
    key = next(key for key in parsed.keys if key.path == "/LM/MimeMap")
    types = key.records[schema().property("MimeMap").id].data
    assert len(types) == 320
    assert all(re.fullmatch(r"\.?[^,\s]+,[^,\s]+", item) for item in types)


def test_the_values_about_the_file_are_kept_beside_the_keys(elements, parsed):
    """docs/behaviour.md, xml-1."""
    about = next(found for found in elements if found[0] == "IIS_Global")
    assert parsed.globals == dict(ATTRIBUTE.findall(about[2]))
    assert len(parsed.globals) == 5


def test_a_sound_file_gives_no_warning(parsed):
    assert parsed.warnings == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_encoding_and_line_ends_make_no_difference(raw, parsed, encoding, line_end):
    """docs/behaviour.md, xml-1."""
    assert read(raw.replace("\r\n", line_end).encode(encoding)) == parsed
