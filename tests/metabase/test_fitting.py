from __future__ import annotations

import enum

import pytest

from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.fitting import MOST, fault
from adsiis.metabase.record import (
    BINARY,
    DWORD,
    EXPANDSZ,
    FOREIGN,
    MULTISZ,
    SEALED,
    SECURE,
    STRING,
    VOLATILE,
    Record,
)
from adsiis.metabase.runs import SHORTEST


class Mode(enum.IntEnum):
    POOLED = 2


GOOD = [
    Record(0, 0, 0, DWORD, 0),
    Record(MOST, MOST & ~(SECURE | VOLATILE), MOST, DWORD, MOST),
    Record(1, 0, 1, DWORD, Mode.POOLED),
    Record(Mode.POOLED, 0, Mode.POOLED, Mode.POOLED, "x"),
    Record(1, 0, 1, STRING, "x", name="Ünknown"),
    Record(1, 0, 1, STRING, ""),
    Record(1, 0, 1, EXPANDSZ, "%windir%"),
    Record(1, 0, 1, BINARY, b"\0"),
    Record(1, 0, 1, MULTISZ, ()),
    Record(1, 0, 1, MULTISZ, ("a", "")),
    Record(1, 0, 1, DWORD, b"sealed", form=SEALED),
    Record(1, 0, 1, STRING, "0a0b", form=FOREIGN),
]
BAD = [
    (Record(1, 0, 1, DWORD, MOST + 1), "a whole number from 0 to 4294967295"),
    (Record(1, 0, 1, DWORD, -1), "a whole number"),
    (Record(1, 0, 1, DWORD, True), "a whole number"),
    (Record(1, 0, 1, DWORD, "1"), "DWORD data is a whole number"),
    (Record(1, 0, 1, STRING, 5), "STRING data is text"),
    (Record(1, 0, 1, EXPANDSZ, b"x"), "EXPANDSZ data is text"),
    (Record(1, 0, 1, BINARY, "x"), "BINARY data is bytes"),
    (Record(1, 0, 1, MULTISZ, "x"), "a tuple of texts"),
    (Record(1, 0, 1, MULTISZ, ["x"]), "a tuple of texts"),
    (Record(1, 0, 1, MULTISZ, ("x", 1)), "a tuple of texts"),
    (Record(1, 0, 1, 9, "x"), "data type 9 is none of 1 DWORD"),
    (Record(1, -5, 1, STRING, "x"), "whole numbers from 0"),
    (Record(1, 0, MOST + 1, STRING, "x"), "whole numbers from 0"),
    (Record(MOST + 1, 0, 1, STRING, "x"), "whole numbers from 0"),
    (Record(1, 0, 1, DWORD, 5, form=SEALED), "form and its data"),
    (Record(1, 0, 1, STRING, "x", form=9), "form 9 is none of 0 CLEAR, 1 SEALED, 2 FOREIGN"),
    (Record(True, 0, 1, STRING, "x"), "whole numbers from 0"),
    (Record(1, False, 1, STRING, "x"), "whole numbers from 0"),
    (Record(1, 0, 1.0, STRING, "x"), "whole numbers from 0"),
    (Record(1, 0, 1, 2.0, "x"), r"data type 2\.0 is none of"),
    (Record(1, 0, 1, STRING, "x", form=False), "form False is none of"),
    (Record(1, 0, 1, STRING, "x", name=5), "name is text, or None"),
]


@pytest.mark.parametrize("record", GOOD)
def test_a_record_that_is_what_it_says_is_kept(store, record):
    """docs/behaviour.md, tree-2."""
    assert fault(record) == ""
    store.commit([SetRecords("/LM", (record,))])
    assert store.view.key("/LM").records[record.id].data == record.data


@pytest.mark.parametrize(("record", "why"), BAD)
def test_a_record_that_is_not_what_it_says_is_refused_alone_and_in_a_run(store, record, why):
    """docs/behaviour.md, tree-2: the sentence names the key and the record; nothing is kept."""
    with pytest.raises(MetabaseError, match=f"/LM: the value with id {record.id} cannot be stored: .*{why}"):
        store.commit([SetRecords("/LM", (record,))])
    good = Record(1, 0, 1, STRING, "good")
    many = [CreateKey(f"/LM/many/{n}", (good,)) for n in range(SHORTEST)]
    many[-2] = CreateKey("/LM/many/bad", (good, record))
    with pytest.raises(MetabaseError, match=f"/LM/many/bad: the value with id {record.id} .*{why}"):
        store.commit(many)
    assert store.view.key("/LM/many") is None
