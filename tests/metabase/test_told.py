"""What the runs of a commit touched is kept encoded, and read as if it had been told key by key."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords, Touch
from adsiis.metabase.told import Told, piece
from adsiis.metabase.values import MOST_RECORDS, recalled
from metabase.samples import assert_whole, number

MANY = 2 * MOST_RECORDS


def run_of(*touches):
    """A run's store keys and its touches, in pieces of two."""
    places = dict.fromkeys(paths.new_store_key(one.path) for one in touches)
    return places, [piece(touches[i : i + 2]) for i in range(0, len(touches), 2)]


def read(raw):
    return msgspec.msgpack.decode(raw, type=list[Touch])


@given(counts=st.lists(st.integers(0, 40), min_size=1, max_size=3), others=st.integers(0, 40))
def test_touches_in_pieces_are_read_as_one_array(counts, others):
    told, given_ = Told(), []
    for n, count in enumerate(counts):
        touches = [Touch(f"/{n}/{i}", (i, i + 1)) for i in range(count)]
        told.take(*run_of(*touches))
        given_ += touches
    rest = [Touch(f"/other/{i}") for i in range(others)]
    assert len(told) == len(given_)
    assert told.touches() == given_
    assert read(told.encoded(rest)) == given_ + rest


@pytest.mark.parametrize("count", [1, 15, 16, 17, 65_535])
def test_a_piece_may_have_any_length_up_to_65535(count):
    told = Told()
    touches = [Touch("/A", (1,))] * count
    told.take(dict.fromkeys(range(count)), [piece(touches)])
    assert told.touches() == touches


def test_a_key_that_would_be_named_twice_is_not_encoded():
    """docs/behaviour.md, store-5: whatever letter case it is named in."""
    told = Told()
    told.take(*run_of(Touch("/LM/a"), Touch("/LM/b")))
    assert told.encoded([Touch("/lm/B", (1,))]) is None
    assert told.encoded([Touch("/LM/c")]) is not None
    told.take(*run_of(Touch("/LM/A", (2,))))
    assert told.encoded([]) is None


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ([], {}),
        ([SetRecords("/LM/M/7", (number(2, 2),))], {"/LM/M/7": (1, 2)}),
        (
            [SetRecords(f"/LM/m/{n}", (number(2, 2),)) for n in range(MANY)],
            dict.fromkeys((f"/LM/M/{n}" for n in range(MANY)), (1, 2)),
        ),
        ([CreateKey("/LM/M/0/x", (number(3, 3),))], {"/LM/M/0/x": (3,)}),
    ],
)
def test_the_journal_names_each_key_of_a_run_once_whatever_follows_it(store, more, names):
    """docs/behaviour.md, store-5, journal-1: so many values are not remembered."""
    with store.watch() as watcher:
        store.commit([*(CreateKey(f"/LM/M/{n}", (number(1, n),)) for n in range(MANY)), *more])
        (entry,) = watcher.entries()
    wanted = {"/LM/M": (), **{f"/LM/M/{n}": (1,) for n in range(MANY)}, **names}
    assert len(entry.touches) == len(wanted) + ("/LM" in {one.path for one in entry.touches})
    assert wanted.items() <= {one.path: one.ids for one in entry.touches}.items()
    assert recalled(entry.values) is None
    assert_whole(store)


def test_a_run_below_a_key_deleted_after_it_is_told_as_a_whole(store):
    """docs/behaviour.md, store-5."""
    store.commit([CreateKey("/LM/M")])
    with store.watch() as watcher:
        store.commit([*(CreateKey(f"/LM/M/{n}") for n in range(MANY)), DeleteKey("/LM/M")])
        (entry,) = watcher.entries()
    assert entry.touches == (Touch("/LM/M", whole=True),)
    assert_whole(store)
