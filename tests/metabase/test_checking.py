"""`check` finds each kind of damage, and nothing where there is none."""

from __future__ import annotations

import os
import signal

import msgspec
import pytest

from adsiis.metabase import apart, paths
from adsiis.metabase.apart import check_apart
from adsiis.metabase.changes import CreateKey, DeleteKey, ReplaceTree, SetRecords, index_key
from adsiis.metabase.checking import Problem, check
from adsiis.metabase.errors import StoreMissingError
from adsiis.metabase.metabase import close_metabase
from adsiis.metabase.record import MULTISZ, SEALED, Key, decode_key, encode
from metabase.samples import LONG, LONGER, number, secret, text

AT = paths.store_key("/LM/W3SVC/1")


@pytest.fixture
def sound(metabase):
    metabase.store.commit(
        [
            SetRecords("/LM/W3SVC/1", (number(1, 1), text(2, "two"), secret(3, "three"))),
            CreateKey(f"/LM/{LONG}/{LONG}/{LONGER}/{LONG}", (number(1, 1),)),
        ]
    )
    metabase.store.commit([CreateKey("/LM/gone"), DeleteKey("/LM/gone")])
    return metabase


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


def test_a_sound_store_has_no_problem(sound):
    """docs/behaviour.md, check-1."""
    assert check(sound) == []


def test_an_empty_tree_is_no_store_without_a_root_but_says_so(sound):
    sound.store.commit([ReplaceTree(())])
    assert [problem.kind for problem in check(sound)] == ["parent"]


@pytest.mark.parametrize(
    ("kind", "words", "do"),
    [
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
        ("secret", "cannot be decrypted", with_record(3, data=b"x" * 40)),
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
    ],
)
def test_each_kind_of_damage_is_found_and_said_in_a_sentence(sound, kind, words, do):
    """docs/behaviour.md, check-1."""
    damage(sound, do)
    found = check(sound)
    assert [problem for problem in found if problem.kind == kind and words in problem.text], found
    assert all(problem.text.endswith(".") for problem in found)
    assert all(problem.where for problem in found)


def test_a_word_that_stays_ahead_is_found(sound):
    """docs/behaviour.md, check-1."""
    sound.store.environment.word[0] += 1
    assert [problem.kind for problem in check(sound)] == ["revision"]


def test_a_lost_key_is_found_for_each_secret(sound):
    """docs/behaviour.md, check-1."""
    os.unlink(sound.folder.secret_key)
    sound.sealer._ciphers.clear()
    assert [problem.kind for problem in check(sound)] == ["secret"]


def test_checking_changes_nothing_and_hinders_nobody(sound):
    """docs/behaviour.md, check-1."""
    path = os.path.join(sound.folder.metabase, "data.mdb")
    with open(path, "rb") as file:
        before = file.read()
    check(sound)
    with open(path, "rb") as file:
        assert file.read() == before


def test_index_entries_too_many_are_found_beside_as_many_that_are_missing(sound):
    """docs/behaviour.md, check-1."""

    def do(environment, transaction):
        transaction.delete(index_key(1, AT), db=environment.index)
        transaction.put(index_key(99, AT), b"", db=environment.index)

    damage(sound, do)
    assert [problem.text.split(" ")[1] for problem in check(sound)] == ["the", "index"]


def data_file(metabase):
    return os.path.join(metabase.folder.metabase, "data.mdb")


def test_a_check_in_a_process_of_its_own_finds_the_same(sound, home):
    """docs/behaviour.md, check-1, check-4."""
    assert check_apart(home) == []
    damage(sound, with_record(1, data="one"))
    damage(sound, lambda e, t: t.put(newest(e, t), b"\x00", db=e.journal))
    found = check_apart(home)
    assert found == check(sound)
    assert len(found) == 2


def test_a_file_that_was_cut_short_is_a_finding(sound, home):
    """docs/behaviour.md, check-4."""
    close_metabase(home)
    os.truncate(data_file(sound), os.stat(data_file(sound)).st_size // 2)
    (found,) = check_apart(home)
    assert found.kind == "file"
    assert "'adsiis restore'" in found.text


def test_a_page_that_ends_the_process_that_reads_it_is_a_finding(sound, home):
    """docs/behaviour.md, check-4."""
    sound.store.commit([CreateKey(f"/LM/{n}", (text(2, "x" * 1000),)) for n in range(200)])
    close_metabase(home)
    with open(data_file(sound), "r+b") as file:
        pages = os.stat(file.name).st_size // 4096
        for page in range(2, pages):
            file.seek(page * 4096 + 16)  # behind its head, which still says what it is
            if page % 3 == 0:
                file.write(b"\xff\xef" * 2000)
    found = check_apart(home)
    assert "file" in {problem.kind for problem in found}
    assert all(problem.text.endswith(".") for problem in found)


def test_a_check_of_no_store_is_refused_and_makes_none(tmp_path):
    with pytest.raises(StoreMissingError):
        check_apart(str(tmp_path / "none"))
    assert os.listdir(tmp_path) == []


def test_what_was_found_before_the_process_ended_counts(home, sound, monkeypatch):
    """docs/behaviour.md, check-4."""
    said = msgspec.json.encode(Problem("key", "/LM", "It is no key.")) + b'\n{"kind": "ke'
    monkeypatch.setattr(apart, "_ask", lambda *_: (-signal.SIGSEGV, said))
    first, last = check_apart(home)
    assert first.text == "It is no key."
    assert (last.kind, last.where) == ("file", sound.folder.metabase)
    assert "reading it ends the process (SIGSEGV)" in last.text
