"""Every kind of damage a store can have, done to one that is sound."""

from __future__ import annotations

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords, index_key
from adsiis.metabase.record import MULTISZ, SEALED, Key, decode_key, encode
from metabase.samples import LONG, LONGER, number, secret, text

AT = paths.store_key("/LM/W3SVC/1")


def fill(metabase):
    """Something of everything that can be damaged."""
    metabase.store.commit(
        [
            SetRecords("/LM/W3SVC/1", (number(1, 1), text(2, "two"), secret(3, "three"))),
            CreateKey(f"/LM/{LONG}/{LONG}/{LONGER}/{LONG}", (number(1, 1),)),
        ]
    )
    metabase.store.commit([CreateKey("/LM/gone"), DeleteKey("/LM/gone")])


def damage(metabase, do):
    environment = metabase.store.environment
    with environment.write() as transaction:
        do(environment, transaction)


def put_key(change):
    """A damage: the key at AT, changed."""

    def do(environment, transaction):
        key = decode_key(transaction.get(AT))
        transaction.put(AT, encode(change(key)), db=environment.tree)

    return do


def with_record(record_id, **fields):
    def change(key):
        record = msgspec.structs.replace(key.records[record_id], **fields)
        return msgspec.structs.replace(key, records=key.records | {record_id: record})

    return put_key(change)


def with_another_id(record_id):
    def change(key):
        record = msgspec.structs.replace(key.records[1], id=record_id)
        return msgspec.structs.replace(key, records=key.records | {record_id: record})

    return put_key(change)


BAD_VALUES = msgspec.msgpack.encode([4, 1.0, "", [], [["/LM", 5, {}]]])


def newest(environment, transaction):
    return environment.revision(transaction).to_bytes(8, "big")


def skip_a_journal_entry(environment, transaction):
    transaction.delete((environment.revision(transaction) - 1).to_bytes(8, "big"), db=environment.journal)


DAMAGES = [
    ("key", "is no key", lambda e, t: t.put(AT, b"\xc1 rubbish", db=e.tree)),
    ("key", "is no key", lambda e, t: t.put(AT, encode(Key("a//b")), db=e.tree)),
    ("key", "stands as id", with_record(1, id=7)),
    (
        "place",
        "nobody looks for it",
        lambda e, t: t.put(b"\x01XX", encode(Key("/LM/Y", {}, 1)), db=e.tree),
    ),
    ("parent", "has no key above", lambda e, t: t.delete(paths.store_key("/LM/W3SVC"), db=e.tree)),
    ("parent", "in its own way", put_key(lambda key: msgspec.structs.replace(key, path="/lm/W3SVC/1"))),
    ("parent", "root of the tree is missing", lambda e, t: t.delete(b"\x01", db=e.tree)),
    ("index", "does not know", lambda e, t: t.delete(index_key(1, AT), db=e.index)),
    ("index", "there is none", lambda e, t: t.put(index_key(99, AT), b"", db=e.index)),
    ("index", "there is none", lambda e, t: t.put(index_key(1, b"\x01NO"), b"", db=e.index)),
    ("revision", "says revision", put_key(lambda key: msgspec.structs.replace(key, revision=10**6))),
    ("key", "DWORD data is a whole number", with_record(1, data="one")),
    ("key", "DWORD data is a whole number", with_record(1, data=1 << 32)),
    ("key", "DWORD data is a whole number", with_record(1, data=-1)),
    ("key", "STRING data is text", with_record(2, data=b"two")),
    ("key", "STRING data is text", with_record(2, data=("two",))),
    ("key", "MULTISZ data is a tuple of texts", with_record(2, data_type=MULTISZ, data=("two", 2))),
    ("key", "its data type 9 is none of", with_record(2, data_type=9)),
    ("key", "whole numbers from 0 to", with_record(2, attributes=-1)),
    ("key", "whole numbers from 0 to", with_record(2, user_type=-1)),
    ("key", "whole numbers from 0 to", with_another_id(-1)),
    ("key", "whole numbers from 0 to", with_another_id(1 << 32)),
    ("secret", "not encrypted", with_record(3, form=0)),
    ("lost", "cannot be decrypted", with_record(3, data=b"x" * 40)),
    ("secret", "/LM/W3SVC/1", with_record(2, form=SEALED)),
    ("journal", "is damaged", lambda e, t: t.put(newest(e, t), b"\x00", db=e.journal)),
    ("journal", "is damaged: ", lambda e, t: t.put(newest(e, t), BAD_VALUES, db=e.journal)),
    ("journal", "goes from revision", skip_a_journal_entry),
    ("journal", "ends at", lambda e, t: t.delete(newest(e, t), db=e.journal)),
    (
        "journal",
        "is of",
        lambda e, t: t.put(newest(e, t), msgspec.msgpack.encode([1, 1.0, "", []]), db=e.journal),
    ),
    ("format", "has format 9", lambda e, t: t.put(b"format", b"\x00\x00\x00\x09", db=e.meta)),
]
