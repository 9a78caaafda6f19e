"""What the tests of the metabase are made of: records, strategies for trees, and a look at a whole store."""

from __future__ import annotations

from hypothesis import strategies as st

from adsiis.metabase import paths
from adsiis.metabase.changes import index_key
from adsiis.metabase.record import BINARY, DWORD, INHERIT, MULTISZ, SECURE, SERVER, STRING, Record

LONG = "a long name " + "n" * 200
LONGER = "ä long name " + "ß" * 150  # two bytes a letter

names = st.sampled_from(["1", "2", "10", "a", "A", "b", "Root", "ROOT", "é", "É", LONG, LONG.upper(), LONGER])
tree_paths = st.lists(names, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts))


def number(record_id, value, attributes=INHERIT):
    return Record(record_id, attributes, SERVER, DWORD, value)


def text(record_id, value, attributes=INHERIT):
    return Record(record_id, attributes, SERVER, STRING, value)


def secret(record_id, value):
    return Record(record_id, SECURE, SERVER, STRING, value)


_data = st.one_of(
    st.tuples(st.just(DWORD), st.integers(0, 0xFFFFFFFF)),
    st.tuples(st.just(STRING), st.text(max_size=20)),
    st.tuples(st.just(BINARY), st.binary(max_size=20)),
    st.tuples(st.just(MULTISZ), st.lists(st.text(max_size=5), max_size=3).map(tuple)),
)
records = st.builds(
    lambda record_id, attributes, data: Record(record_id, attributes, SERVER, *data),
    st.sampled_from([1002, 2, 3, 0xFFFFFFFF]),
    st.sampled_from([0, INHERIT]),
    _data,
)


def dump(environment, table):
    """All that stands in a table."""
    with environment.read() as transaction, transaction.cursor(table) as cursor:
        return [(bytes(key), bytes(value)) for key, value in cursor]


def assert_whole(store):
    """The store keeps what it promises of itself: places, parents, spelling, and the whole index."""
    environment = store.environment
    stored = {at for at, _ in dump(environment, environment.tree)}
    with store.snapshot() as snapshot:
        keys = list(snapshot.walk(paths.ROOT))
        revision = snapshot.revision
    assert stored == {paths.store_key(key.path) for key in keys}
    spelled = {key.path for key in keys}
    assert all(paths.parent(path) in spelled for path in spelled)
    index = {at for at, _ in dump(environment, environment.index)}
    assert index == {index_key(i, paths.store_key(key.path)) for key in keys for i in key.records}
    assert all(record.id == i for key in keys for i, record in key.records.items())
    assert all(0 < key.revision <= revision for key in keys)
    assert environment.word[0] == revision
    return keys
