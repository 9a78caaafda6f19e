"""The short way of a commit leaves behind what the editor does."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adsiis.metabase import brief, paths, values
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.errors import KeyNotFoundError, StoreDamagedError
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import MULTISZ, SECURE, STRING, Record
from bars import FULL
from metabase.samples import assert_whole, number

IDS = st.integers(1, 6)
DATA = st.one_of(
    st.text(max_size=8).map(lambda text: (STRING, text)),
    st.lists(st.text(max_size=4), max_size=3).map(lambda texts: (MULTISZ, tuple(texts))),
    st.just((STRING, "x" * values.MOST_BYTES)),
)
RECORDS = st.builds(lambda one, data: Record(one, 0, 1, *data), IDS, DATA)
COMMITS = st.lists(st.lists(RECORDS, max_size=5).map(tuple), min_size=1, max_size=5)


def everything(store):
    """All tables of a store, as bytes."""
    environment = store.environment
    with environment.read() as transaction:
        tables = (environment.tree, environment.index, environment.journal, environment.meta)
        return [list(transaction.cursor(table)) for table in tables]


@settings(max_examples=200 if FULL else 25, deadline=None)
@given(before=st.lists(RECORDS, max_size=4), commits=COMMITS)
def test_it_leaves_what_the_editor_leaves_byte_for_byte(tmp_path_factory, before, commits):
    """docs/behaviour.md, store-1, store-5, journal-1."""
    found = []
    for short in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(time, "time", lambda: 1e9)
            if not short:
                patch.setattr(brief, "alone", lambda _: None)
            home = str(tmp_path_factory.mktemp("home"))
            store = create_metabase(home, []).store
            store.commit([CreateKey("/LM/W3SVC", tuple(before))])
            for records in commits:
                store.commit([SetRecords("/lm/w3svc", records)], who="a test")
            assert_whole(store)
            found.append(everything(store))
            close_metabase(home)
    assert found[0] == found[1]


def test_it_is_taken_for_records_of_one_key_and_nothing_else(store, monkeypatch):
    taken = []
    commit = brief.commit
    monkeypatch.setattr(brief, "commit", lambda *given: taken.append(given) or commit(*given))
    one = SetRecords("/LM", (number(1, 1),))
    store.commit([one])
    assert len(taken) == 1
    revision = store.view.key("/LM").revision
    store.commit([one], expect={"/LM": revision})
    store.commit([one, one])
    store.commit([SetRecords("/LM/new", (number(1, 1),), make=True)])
    store.commit([SetRecords("/LM", tuple(number(n, 1) for n in range(values.MOST_RECORDS + 1)))])
    assert len(taken) == 1


def test_a_key_that_is_not_there_is_refused_and_nothing_changes(store):
    before = assert_whole(store)
    with pytest.raises(KeyNotFoundError, match="/LM/none"):
        store.commit([SetRecords("/LM/none", (number(1, 1),))])
    assert assert_whole(store) == before


def test_a_secret_is_sealed_on_the_short_way_too(store):
    """docs/behaviour.md, secure-1."""
    store.commit([SetRecords("/LM", (Record(9, SECURE, 1, STRING, "a secret of ours"),))])
    assert not any(b"a secret of ours" in value for table in everything(store) for _, value in table)


def test_a_damaged_key_is_named_on_the_short_way_too_and_nothing_changes(store):
    """docs/behaviour.md, store-15."""
    environment = store.environment
    with environment.write() as transaction:
        transaction.put(paths.store_key("/LM"), b"garbage", db=environment.tree)
    before = everything(store)
    with pytest.raises(StoreDamagedError, match="The key /LM is damaged"):
        store.commit([SetRecords("/LM", (number(1, 1),))])
    assert everything(store) == before
