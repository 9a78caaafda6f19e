"""Trees nobody thought of, for the tests of every format."""

from __future__ import annotations

from hypothesis import strategies as st

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

CHARACTERS = st.sampled_from("ab<>&\"'\n\r\t |=/\\é東\ue000\ue001\ue002") | st.characters(
    codec="utf-8", min_codepoint=32, exclude_characters="\x7f\ufffe\uffff"
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
PROPERTIES = [each for each in schema().properties if each.flag_of is None and each.id != 1002]
CLASSES = [each.name for each in schema().classes]


@st.composite
def known_records(draw):
    """Records as the schema has them, now and then with attributes of their own."""
    known = draw(st.sampled_from(PROPERTIES))
    attributes = draw(st.just(known.attributes) | st.integers(0, 0x1FF))
    user_type = draw(st.just(known.user_type) | st.integers(0, 400))
    return _record(draw, known.id, attributes, user_type, known.data_type, None)


@st.composite
def other_records(draw):
    """Records of any number, type, user type and attributes."""
    name = draw(st.none() | st.from_regex(r"Contoso[A-Z]{1,3}", fullmatch=True))
    number, kind = draw(st.integers(200_000, 200_999)), draw(st.sampled_from(list(DATA)))
    return _record(draw, number, draw(st.integers(0, 0x1FF)), draw(st.integers(0, 999)), kind, name)


def _record(draw, number, attributes, user_type, kind, name):
    if attributes & SECURE:
        text = draw(TEXTS.filter(bool))
        return Record(number, attributes, user_type, kind, text, name, FOREIGN)
    return Record(number, attributes, user_type, kind, draw(DATA[kind]), name, CLEAR)


@st.composite
def keys(draw):
    """Keys with a class or none, a strange one among them."""
    records = draw(st.lists(known_records() | other_records(), max_size=5, unique_by=lambda one: one.id))
    kind = draw(
        st.none() | st.sampled_from(CLASSES) | st.sampled_from(["my class", "", "iiswebserver", "Own"])
    )
    found = {record.id: record for record in records}
    if kind is not None:
        found[1002] = schema().record("KeyType", kind)
    return Key(draw(PATHS), found)


TREES = st.lists(keys(), max_size=6, unique_by=lambda key: fold(key.path)).map(
    lambda found: [key for key in found if not fold(key.path).startswith("/SCHEMA")]
)
