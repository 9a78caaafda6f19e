"""What is done to the stores: records of every kind, paths, and every change a commit knows."""

from __future__ import annotations

from hypothesis import strategies as st

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, SetRecords
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.record import (
    BINARY,
    DWORD,
    EXPANDSZ,
    FOREIGN,
    INHERIT,
    INSERT_PATH,
    ISINHERITED,
    LOCAL_MACHINE_ONLY,
    MULTISZ,
    NON_SECURE_ONLY,
    PARTIAL_PATH,
    REFERENCE,
    SECURE,
    STRING,
    VOLATILE,
    Key,
    Record,
)
from adsiis.metabase.transfer import Graft
from metabase.samples import names, tree_paths
from metabase.samples import records as plain_records

IDS = (1002, 2, 3, 6021, 0xFFFFFFFF)
USER_TYPES = (1, 2, 100, 101, 7)
ATTRIBUTES = (
    0, INHERIT, INHERIT, SECURE, INHERIT | SECURE, REFERENCE, INHERIT | REFERENCE, INSERT_PATH,
    INHERIT | INSERT_PATH, INHERIT | INSERT_PATH | SECURE, INHERIT | LOCAL_MACHINE_ONLY | NON_SECURE_ONLY,
    INHERIT | ISINHERITED, PARTIAL_PATH | INSERT_PATH,
)  # fmt: skip
_texts = st.sampled_from(["", "%TEMP%\\x", "<%INSERT_PATH%>", "a/<%INSERT_PATH%>/<%insert_path%>", "ü\0"])
_data = st.one_of(
    st.tuples(st.just(DWORD), st.sampled_from([0, 1, 0xFFFFFFFF])),
    st.tuples(st.just(STRING), _texts | st.text(max_size=8)),
    st.tuples(st.just(BINARY), st.binary(max_size=8)),
    st.tuples(st.just(EXPANDSZ), _texts),
    st.tuples(st.just(MULTISZ), st.lists(_texts, max_size=3).map(tuple)),
)
records = st.builds(
    lambda record_id, attributes, user_type, data, name: Record(
        record_id, attributes, user_type, *data, name
    ),
    st.sampled_from(IDS),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from(USER_TYPES),
    _data,
    st.sampled_from([None, None, None, "Odd"]),
)
foreign_records = st.builds(
    lambda record_id, attributes, data_type: Record(
        record_id, attributes, 1, data_type, "4963", form=FOREIGN
    ),
    st.sampled_from(IDS),
    st.sampled_from([SECURE, SECURE | INHERIT, SECURE | INSERT_PATH]),
    st.sampled_from([STRING, BINARY]),
)
some_plain_records = st.lists(plain_records, max_size=3).map(tuple)
any_records = st.lists(st.one_of(records, records, records, foreign_records), max_size=3).map(tuple)
states = st.lists(records | records.map(lambda one: Record(one.id, one.attributes | VOLATILE, 1, DWORD, 7)), max_size=3)  # fmt: skip

modes = st.sampled_from(["new", "replace", "merge"])
keys = st.builds(
    lambda path, some: Key(path, {record.id: record for record in some}),
    tree_paths,
    some_plain_records,
)
some_ids = st.lists(st.sampled_from(IDS), max_size=2).map(tuple)


def any_keys():
    return st.builds(lambda path, some: Key(path, {one.id: one for one in some}), tree_paths, any_records)


@st.composite
def grafts(draw, at, some_records):
    """What an import does: keys in the place of one, that one first."""
    top = draw(at)
    below = draw(st.lists(names, max_size=2))
    placed = [top, *(paths.child(top, name) for name in below)]
    given = tuple(Key(one, {record.id: record for record in draw(some_records)}) for one in placed)
    return Graft(top, given, draw(st.booleans()))


def changes(at, some_records=some_plain_records):
    """Any change, at paths drawn from `at`."""
    return st.one_of(
        st.builds(SetRecords, at, some_records, st.booleans()),
        st.builds(DeleteRecords, at, some_ids),
        st.builds(CreateKey, tree_paths, some_records),
        st.builds(DeleteKey, at),
        st.builds(CopyKey, at, tree_paths | at, modes),
        st.builds(MoveKey, at, tree_paths | at, modes),
        st.builds(RenameKey, at, names),
        grafts(at, some_records),
    )
