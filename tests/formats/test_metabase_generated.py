"""Trees nobody thought of, written in IIS's layout, read back equal; damaged files give one error only."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adsiis.formats.metabase_xml import MetabaseFileError, read
from adsiis.metabase.paths import fold
from adsiis.metabase.record import (
    BINARY,
    CLEAR,
    DWORD,
    EXPANDSZ,
    FOREIGN,
    MULTISZ,
    SECURE,
    STRING,
    Key,
    Record,
)
from adsiis.schema import schema
from formats.layout import as_iis, document, element

BARS = os.environ.get("ADSIIS_BARS") == "1"
SAMPLE = os.path.join(os.path.dirname(__file__), "sample", "MetaBase.xml")

CHARACTERS = st.sampled_from("ab<>&\"'\n\r\t |=/\\é東\ue000\ue001\ue002") | st.characters(
    codec="utf-8", min_codepoint=32, exclude_categories=["Cs", "Cn"]
)
TEXTS = st.text(CHARACTERS, max_size=12)
NAMES = st.text(st.sampled_from("abcXYZ 19.é&<>\"'-_"), min_size=1, max_size=6)
PATHS = st.lists(NAMES, max_size=4).map(lambda names: "/" + "/".join(names))
DATA = {
    DWORD: st.integers(0, 0xFFFFFFFF),
    STRING: TEXTS,
    EXPANDSZ: TEXTS,
    BINARY: st.binary(max_size=12),
    MULTISZ: st.lists(TEXTS.filter(bool), max_size=4).map(tuple),
}
KINDS = {DWORD: "DWORD", STRING: "STRING", EXPANDSZ: "EXPANDSZ", BINARY: "BINARY", MULTISZ: "MULTISZ"}
CLASSES = [each.name for each in schema().classes if each.name not in {"IIsConfigObject", "IIS_Global"}]
PROPERTIES = [each for each in schema().properties if each.flag_of is None and each.id != 1002]


def written(record):
    """A record's value as the file has it, apart from the layout."""
    if isinstance(record.data, int):
        return str(record.data)
    return record.data.hex() if isinstance(record.data, bytes) else record.data


@st.composite
def attributes(draw):
    """Records as attributes are: typed by the schema."""
    known = draw(st.sampled_from(PROPERTIES))
    secure = known.attributes & SECURE
    data = draw(TEXTS.filter(bool)) if secure else draw(DATA[known.data_type])
    form = FOREIGN if secure else CLEAR
    return Record(known.id, known.attributes, known.user_type, known.data_type, data, None, form)


@st.composite
def customs(draw):
    """Records as Custom elements are: of any number, type, user type and attributes."""
    data_type = draw(st.sampled_from(list(KINDS)))
    bits = draw(st.integers(0, 0x1FF))
    data = draw(TEXTS.filter(bool)) if bits & SECURE else draw(DATA[data_type])
    name = draw(st.none() | st.from_regex(r"Contoso[A-Z]{1,3}", fullmatch=True))
    form = FOREIGN if bits & SECURE else CLEAR
    return Record(
        draw(st.integers(200_000, 200_999)), bits, draw(st.integers(0, 999)), data_type, data, name, form
    )


@st.composite
def keys(draw):
    """A key beside the names that say its class; all its records but the type are to be written."""
    name = draw(st.sampled_from([*CLASSES, "IIsConfigObject"]))
    found = draw(st.lists(attributes(), max_size=5)) + draw(st.lists(customs(), max_size=3))
    records = {record.id: record for record in found}
    if name != "IIsConfigObject":
        records[1002] = schema().record("KeyType", name)
    return name, Key(draw(PATHS), records)


TREES = st.lists(keys(), max_size=5, unique_by=lambda pair: fold(pair[1].path))


def in_layout(name, key):
    own = {n: record for n, record in key.records.items() if n < 200_000 and n != 1002}
    outside = [record for n, record in key.records.items() if n >= 200_000]
    return element(
        name,
        key.path,
        {schema().property_by_id(n).name: written(record) for n, record in own.items()},
        [
            {
                "Name": record.name or f"UnknownName_{record.id}",
                "ID": str(record.id),
                "Value": written(record),
                "Type": KINDS[record.data_type],
                "UserType": str(record.user_type),
                "Attributes": str(record.attributes),
            }
            for record in outside
        ],
    )


@settings(deadline=None, max_examples=1000 if BARS else 100)
@given(TREES)
def test_any_tree_written_in_the_layout_of_iis_reads_back_equal(tree):
    """docs/behaviour.md, xml-1 to xml-6."""
    text = document(*(in_layout(name, key) for name, key in tree))
    expected = [key for _, key in tree]
    for source in (text, as_iis(text), text.removeprefix("\ufeff").encode("utf-16")):
        found = read(source)
        assert found.keys == expected
        assert found.warnings == []


TOKENS = [
    b"<",
    b">",
    b'"',
    b"'",
    b"&",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [",
    b"<?",
    b"&#0;",
]
TOKENS += [
    b"\x00",
    b"\xff",
    b"\n",
    b"\t",
    b" ",
    b"=",
    b"/",
    b"</IIsWebServer>",
    b"<Custom ",
    b"&lt;",
    b"\xee\x80\x80",
]
TOKENS += [
    b' Location="/LM"',
    b"9" * 12,
    b"|",
    b"-",
    b"&#xE001;",
    b":",
    b"xmlns:a='b'",
    b"<MBProperty>",
    b"<a:b>",
]


def damaged(content, chance):
    """The content with a few bytes lost, doubled, swapped, or something put in between."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content))
        to = min(len(content), at + chance.choice([1, 1, 2, 30, 3000]))
        made = chance.choice([b"", content[at:to] * 2, chance.choice(TOKENS), bytes([chance.randrange(256)])])
        content = content[:at] + made + content[chance.choice([at, to]) :]
    return content if chance.random() < 0.9 else content[: chance.randrange(len(content) + 1)]


def test_a_damaged_file_gives_keys_or_one_error_and_nothing_else():
    """docs/behaviour.md, xml-7."""
    with open(SAMPLE, "rb") as file:
        sample = file.read()
    chance = random.Random(6021)
    outcomes = {"keys": 0, "error": 0}
    refusals = []
    for _ in range(3000 if BARS else 300):
        content = damaged(sample, chance)
        try:
            found = read(content)
        except MetabaseFileError as error:
            outcomes["error"] += 1
            refusals.append((error, content))
        else:
            outcomes["keys"] += 1
            assert all(isinstance(key.path, str) for key in found.keys)
    assert min(outcomes.values()) > 10
    for error, content in refusals:
        assert 0 <= error.line <= content.count(b"\n") + 1
        assert "expected" in str(error) or "begins with" in str(error)


@pytest.mark.parametrize("count", [100_000 if BARS else 10_000])
def test_of_a_large_file_every_key_is_read(count):
    bindings = [f":80:www{n}.contoso.com" for n in range(4)]
    text = document(
        *(
            element(
                "IIsWebServer",
                f"/LM/W3SVC/{n}",
                {
                    "AppPoolId": f"Pool{n}",
                    "AuthFlags": "AuthAnonymous | AuthNTLM",
                    "ConnectionTimeout": "120",
                    "ServerBindings": bindings,
                    "ServerComment": f"Site {n} & more",
                },
                [
                    {
                        "Name": "UnknownName_7",
                        "ID": "7",
                        "Value": str(n),
                        "Type": "DWORD",
                        "Attributes": "INHERIT",
                    }
                ],
            )
            for n in range(count)
        )
    )
    content = as_iis(text)
    assert [key.path for key in read(content).keys] == [f"/LM/W3SVC/{n}" for n in range(count)]
